//! Chapter 03: a system call without libc.

use std::arch::asm;

#[rustfmt::skip]
pub fn write_raw(fd: i32, bytes: &[u8]) -> isize {
    let mut rax: isize = 1; // the number of `write`; then its answer
    unsafe {
        asm!(
            "syscall", // the compiler puts each value into its register
            inlateout("rax") rax,
            in("rdi") fd, in("rsi") bytes.as_ptr(), in("rdx") bytes.len(),
            lateout("rcx") _, lateout("r11") _, // the kernel destroys them
        );
    }
    rax
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::os::fd::AsRawFd;

    use super::write_raw;

    #[test]
    fn six_bytes_are_written() {
        let (mut reader, writer) = std::io::pipe().unwrap();

        assert_eq!(write_raw(writer.as_raw_fd(), b"hello\n"), 6);

        let mut read = [0; 6];
        reader.read_exact(&mut read).unwrap();
        assert_eq!(&read, b"hello\n");
    }

    #[test]
    fn an_error_is_a_negative_number() {
        const EBADF: isize = 9;

        assert_eq!(write_raw(-1, b"hello\n"), -EBADF);
    }
}
