/// System calls, one method for each, with nothing added.
///
/// In reading order: [asynclab.syscalls.Native] (how a call is made and how it fails),
/// [asynclab.syscalls.Errno], [asynclab.syscalls.Unistd], [asynclab.syscalls.Fcntl],
/// [asynclab.syscalls.Sockets]; the event queues [asynclab.syscalls.Epoll] with
/// [asynclab.syscalls.EpollEvent], [asynclab.syscalls.Pollfd], [asynclab.syscalls.Kqueue] with
/// [asynclab.syscalls.Kevent]; [asynclab.syscalls.Eventfd], [asynclab.syscalls.Timerfd],
/// [asynclab.syscalls.IoUring]. There is no policy here: nothing is retried, nothing is remembered,
/// and a descriptor is an int. Constants and structs carry the names of the C headers, and a test
/// compares them with the headers of every system.
///
/// Systems differ ([asynclab.syscalls.Os]). A constant has this system's number
/// ([asynclab.syscalls.Numbers] holds all of them side by side); a call that this system lacks
/// throws an [UnsupportedOperationException] that says so, when it is made and not before.
/// [asynclab.syscalls.SocketCalls] is what `asynclab.poll` asks for sockets on any of them.
///
/// The notebook `04-event-queue` builds an event queue from these calls.
@NullMarked
package asynclab.syscalls;

import org.jspecify.annotations.NullMarked;
