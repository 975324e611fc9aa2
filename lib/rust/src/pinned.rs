//! Chapter 09: a value that holds its own address, and may not be moved once it does.

use std::marker::PhantomPinned;
use std::pin::Pin;

pub struct SelfPointer {
    value: u64,
    address: *const u64,   // of `value`, once it is set
    _stays: PhantomPinned, // so it is not Unpin
}

impl SelfPointer {
    pub fn new(value: u64) -> Self {
        Self { value, address: std::ptr::null(), _stays: PhantomPinned }
    }

    pub fn first_poll(self: Pin<&mut Self>) {
        let this = unsafe { self.get_unchecked_mut() }; // we move nothing
        this.address = &this.value;
    }

    pub fn second_poll(self: Pin<&mut Self>) -> u64 {
        assert!(!self.address.is_null(), "no first poll before the second");
        unsafe { *self.address }
    }
}

/// What the compiler refuses:
///
/// ```compile_fail,E0507
/// # use {crux::pinned::SelfPointer, std::pin::pin};
/// let mut whole = pin!(SelfPointer::new(42));
/// whole.as_mut().first_poll();
/// let moved = *whole; // error[E0507]: cannot move out of dereference
/// ```
///
/// ```compile_fail,E0277
/// # use {crux::pinned::SelfPointer, std::pin::pin};
/// let (mut a, mut b) = (pin!(SelfPointer::new(1)), pin!(SelfPointer::new(2)));
/// std::mem::swap(&mut *a, &mut *b); // error[E0277]: cannot be unpinned
/// ```
pub mod refused {}

#[cfg(test)]
mod tests {
    use std::pin::pin;

    use super::SelfPointer;

    #[test]
    fn it_moves_before_its_first_poll_and_reads_itself_after() {
        let made = SelfPointer::new(42);
        let moved = made;
        let mut whole = pin!(moved);

        whole.as_mut().first_poll();

        assert_eq!(whole.second_poll(), 42);
    }
}
