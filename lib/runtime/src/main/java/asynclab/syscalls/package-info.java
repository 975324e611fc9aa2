/// System calls of Linux, one method for each, with nothing added.
///
/// In reading order: [asynclab.syscalls.Native] (how a call is made and how it fails),
/// [asynclab.syscalls.Errno], [asynclab.syscalls.Unistd], [asynclab.syscalls.Fcntl],
/// [asynclab.syscalls.Sockets], [asynclab.syscalls.Epoll] with [asynclab.syscalls.EpollEvent],
/// [asynclab.syscalls.Eventfd], [asynclab.syscalls.Timerfd], [asynclab.syscalls.IoUring]; about
/// processors and threads, [asynclab.syscalls.Sched] and [asynclab.syscalls.Resource] with
/// [asynclab.syscalls.Rusage]. There is no policy here: nothing is retried, nothing is remembered,
/// and a descriptor is an int. Constants and structs carry the names of the C headers, and a test
/// compares them with those headers.
///
/// The notebook `04-event-queue` builds an event queue from these calls.
@NullMarked
package asynclab.syscalls;

import org.jspecify.annotations.NullMarked;
