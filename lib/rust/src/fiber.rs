//! Chapter 05: one stack left, another entered.

use std::arch::naked_asm;

/// Where a stack was left: the stack pointer; all else lies on the stack.
#[repr(C)]
pub struct Left(usize);

/// Leaves this stack, remembers in `from` where, and goes on with the one that was left at `to`.
///
/// # Safety
///
/// `to` was left by `switch`, or laid out and never entered, and its stack is alive.
#[rustfmt::skip]
#[unsafe(naked)]
pub unsafe extern "sysv64" fn switch(from: *mut Left, to: *const Left) {
    naked_asm!(
        "push rbp", "push rbx", "push r12", "push r13", "push r14", "push r15",
        "mov [rdi], rsp", // `from`: where this stack was left
        "mov rsp, [rsi]", // `to`: from here on, on the other
        "pop r15", "pop r14", "pop r13", "pop r12", "pop rbx", "pop rbp",
        "ret", // to whoever called `switch` there
    )
}

/// A stack that looks as if `f` had called `switch` before its first instruction.
pub fn laid_out(stack: &mut [usize], f: extern "sysv64" fn() -> !) -> Left {
    let words = stack.len();
    assert!(
        (stack[words..].as_ptr() as usize).is_multiple_of(16),
        "the top is no multiple of 16"
    );
    stack[words - 2] = f as *const () as usize; // taken by `ret`; six registers lie below
    Left(&stack[words - 8] as *const usize as usize)
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    thread_local! {
        static LOG: RefCell<String> = const { RefCell::new(String::new()) };
    }
    static mut MAIN: Left = Left(0);
    static mut FIBER: Left = Left(0);

    extern "sysv64" fn fiber() -> ! {
        for letter in ['a', 'b', 'c'] {
            LOG.with_borrow_mut(|log| log.push(letter));
            unsafe { switch(&raw mut FIBER, &raw const MAIN) };
        }
        unreachable!("nobody enters it a fourth time")
    }

    #[repr(align(16))]
    struct Stack([usize; 8192]);

    #[test]
    fn two_stacks_take_turns() {
        let mut stack = Box::new(Stack([0; 8192]));
        unsafe { FIBER = laid_out(&mut stack.0, fiber) };

        for digit in ['1', '2', '3'] {
            unsafe { switch(&raw mut MAIN, &raw const FIBER) };
            LOG.with_borrow_mut(|log| log.push(digit));
        }

        assert_eq!(LOG.with_borrow(String::clone), "a1b2c3");
    }
}
