/// System calls, one method for each, with nothing added.
///
/// In reading order: [asynclab.syscalls.Native] (how a call is made and how it fails),
/// [asynclab.syscalls.Errno], [asynclab.syscalls.Unistd], [asynclab.syscalls.Fcntl],
/// [asynclab.syscalls.Sockets]; the event queues [asynclab.syscalls.Epoll] with
/// [asynclab.syscalls.EpollEvent], [asynclab.syscalls.Pollfd], [asynclab.syscalls.Kqueue] with
/// [asynclab.syscalls.Kevent]; [asynclab.syscalls.Eventfd], [asynclab.syscalls.Timerfd],
/// [asynclab.syscalls.IoUring]; about processors and threads, [asynclab.syscalls.Sched] and
/// [asynclab.syscalls.Resource] with [asynclab.syscalls.Rusage]. There is no policy here: nothing
/// is retried, nothing is remembered, and a descriptor is an int. Constants and structs carry the
/// names of the C headers, and a test compares them with the headers of every system.
///
/// Systems differ ([asynclab.syscalls.Os]). A constant has this system's number
/// ([asynclab.syscalls.Numbers] holds all of them side by side); a call that this system lacks
/// throws an [UnsupportedOperationException] that says so, when it is made and not before.
/// [asynclab.syscalls.SocketCalls] is what `asynclab.poll` asks for sockets on any of them.
///
/// Windows has calls of its own: [asynclab.syscalls.Win32] (how they are made and how they fail),
/// [asynclab.syscalls.WindowsError], [asynclab.syscalls.Winsock],
/// [asynclab.syscalls.CompletionPort] with [asynclab.syscalls.OverlappedEntry],
/// [asynclab.syscalls.Mswsock] with [asynclab.syscalls.Overlapped] and [asynclab.syscalls.WsaBuf],
/// [asynclab.syscalls.Afd] with [asynclab.syscalls.AfdPollInfo] and
/// [asynclab.syscalls.IoStatusBlock]; for memory, [asynclab.syscalls.VirtualMemory].
///
/// Without libc: [asynclab.syscalls.RawSyscall] runs a [asynclab.syscalls.Routine] of our own as
/// [asynclab.syscalls.MachineCode] in memory from [asynclab.syscalls.Pages], and
/// [asynclab.syscalls.WriteRoutines] shows the same call on other systems. What is asked of the
/// kernel is seen through [asynclab.syscalls.Syscalls]: the lab's own calls by
/// [asynclab.syscalls.Switchboard], anybody's by a [asynclab.syscalls.Tracer].
///
/// The notebook `03-syscalls-and-event-queues` makes the calls, and `04-event-queue` builds an
/// event queue from them.
@NullMarked
package asynclab.syscalls;

import org.jspecify.annotations.NullMarked;
