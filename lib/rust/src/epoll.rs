//! Chapter 04: an event queue from C's functions, declared by hand.

use std::io::{self, Read};
use std::net::TcpStream;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};

const ADD: i32 = 1;
const IN: u32 = 1;
const FOREVER: i32 = -1;

/// `struct epoll_event`: packed on x86-64, nowhere else.
#[cfg_attr(target_arch = "x86_64", repr(C, packed))]
#[cfg_attr(not(target_arch = "x86_64"), repr(C))]
#[derive(Clone, Copy, Default)]
struct Event {
    events: u32,
    token: u64,
}

unsafe extern "C" {
    fn epoll_create1(flags: i32) -> i32;
    fn epoll_ctl(queue: i32, op: i32, fd: i32, event: *mut Event) -> i32;
    fn epoll_wait(queue: i32, into: *mut Event, room: i32, ms: i32) -> i32;
}

/// A stream, until its end, and what it has said.
pub struct Reading {
    stream: Option<TcpStream>,
    text: String,
}

/// Reads all to their ends on one thread; what they said, in the order of the ends.
pub fn read_all(mut all: Vec<Reading>) -> io::Result<Vec<String>> {
    let queue = unsafe { OwnedFd::from_raw_fd(ok(epoll_create1(0))?) };
    for (token, stream) in
        all.iter().flat_map(|each| &each.stream).enumerate()
    {
        let mut event = Event { events: IN, token: token as u64 };
        let (queue, fd) = (queue.as_raw_fd(), stream.as_raw_fd());
        ok(unsafe { epoll_ctl(queue, ADD, fd, &mut event) })?;
    }
    let mut ended = Vec::new();
    let mut room = [Event::default(); 8];
    while ended.len() < all.len() {
        let (queue, into) = (queue.as_raw_fd(), room.as_mut_ptr());
        let ready = ok(unsafe { epoll_wait(queue, into, 8, FOREVER) })?;
        for event in &room[..ready as usize] {
            let reading = &mut all[event.token as usize];
            if reading.reads_end()? {
                reading.stream = None; // dropped, so closed, so forgotten
                ended.push(reading.text.clone());
            }
        }
    }
    Ok(ended) // `queue` is dropped here, and at each `?`: it is closed
}

impl Reading {
    pub fn of(stream: TcpStream) -> Self {
        Reading { stream: Some(stream), text: String::new() }
    }

    /// Reads once; whether that was the end.
    fn reads_end(&mut self) -> io::Result<bool> {
        let Some(stream) = &mut self.stream else { return Ok(false) };
        let mut bytes = [0; 64];
        let count = stream.read(&mut bytes)?;
        self.text.push_str(&String::from_utf8_lossy(&bytes[..count]));
        Ok(count == 0)
    }
}

fn ok(answer: i32) -> io::Result<i32> {
    if answer < 0 { Err(io::Error::last_os_error()) } else { Ok(answer) }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::net::TcpListener;

    use super::*;

    #[test]
    fn streams_are_read_to_their_ends_whichever_comes_first() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let pair = || {
            let address = listener.local_addr().unwrap();
            let near = TcpStream::connect(address).unwrap();
            (Reading::of(near), listener.accept().unwrap().0)
        };
        let ((first, mut slow), (second, mut quick)) = (pair(), pair());
        quick.write_all(b"quick").unwrap();
        drop(quick);
        let reader = std::thread::spawn(|| read_all(vec![first, second]));

        slow.write_all(b"slow").unwrap();
        drop(slow);

        let mut ended = reader.join().unwrap().unwrap();
        ended.sort();
        assert_eq!(ended, ["quick", "slow"]);
    }
}
