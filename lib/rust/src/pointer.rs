//! Chapter 01: a pointer and a reference.

/// # Safety
///
/// Eight bytes may be read at this address.
pub unsafe fn load(address: usize) -> u64 {
    let pointer = address as *const u64; // safe: nobody has looked
    unsafe { pointer.read_volatile() } // by our word, it may be read
}

pub fn hundred() -> u64 {
    let value = 100_u64;
    let reference = &value; // cannot be bad: `value` outlives it
    let address = reference as *const u64 as usize;
    unsafe { load(address) } // whoever calls `load` gives that word too
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_good_address_is_read() {
        assert_eq!(super::hundred(), 100);
    }

    #[cfg(unix)]
    #[test]
    fn a_bad_address_ends_the_process_by_a_signal() {
        use std::os::unix::process::ExitStatusExt;
        use std::process::Command;
        const SIGSEGV: i32 = 11;

        if std::env::var_os("CRUX_BAD_POINTER").is_some() {
            unsafe { super::load(16) };
        }
        let me = std::env::current_exe().unwrap();
        let child = Command::new(me)
            .args(["--exact", "pointer::tests::a_bad_address_ends_the_process_by_a_signal"])
            .env("CRUX_BAD_POINTER", "16")
            .output()
            .unwrap();

        assert_eq!(child.status.signal(), Some(SIGSEGV));
    }
}
