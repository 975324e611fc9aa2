//! The crux of each chapter in Rust: about ten lines that a notebook quotes, and a test that runs
//! them. A module has the name of what its lines show; `std` alone is used, and C's epoll.

pub mod cancel;
#[cfg(target_os = "linux")]
pub mod epoll;
pub mod executor;
#[cfg(all(unix, target_arch = "x86_64"))]
pub mod fiber;
pub mod future;
pub mod kept;
pub mod leaf;
pub mod machine;
pub mod pinned;
pub mod pointer;
pub mod source;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
pub mod syscall;
