// What is given of a poller: an epoll(7) queue, an eventfd(2) that is its bell, and the bits.
import asynclab.poll.Event;
import asynclab.poll.Events;
import asynclab.poll.Interest;
import asynclab.poll.Poller;
import asynclab.syscalls.Epoll;
import asynclab.syscalls.EpollEvent;
import asynclab.syscalls.Errno;
import asynclab.syscalls.Eventfd;
import asynclab.syscalls.SyscallException;
import asynclab.syscalls.Unistd;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

abstract class PollerFrame implements Poller {
  static final int ROOM = 64;
  static final long BELL = -1;                     // the key of the eventfd

  final int epoll = Epoll.create1(Epoll.EPOLL_CLOEXEC);
  final int bell = Eventfd.eventfd(0, Eventfd.EFD_NONBLOCK | Eventfd.EFD_CLOEXEC);
  final MemorySegment array = Arena.ofAuto().allocate(EpollEvent.LAYOUT, ROOM);
  boolean closed;

  PollerFrame() throws IOException { control(Epoll.EPOLL_CTL_ADD, bell, Epoll.EPOLLIN, BELL); }

  void control(int what, int fd, int bits, long key) throws IOException {
    Epoll.ctl(epoll, what, fd, new EpollEvent(bits, key));
  }
  static int bits(Interest it) {
    return (it.readable() ? Epoll.EPOLLIN : 0) | (it.writable() ? Epoll.EPOLLOUT : 0)
        | (it.trigger() == Interest.Trigger.EDGE ? Epoll.EPOLLET : 0)
        | (it.isOneShot() ? Epoll.EPOLLONESHOT : 0);
  }
  static int readiness(int bits) {                 // an error shows by reading or writing
    boolean over = (bits & (Epoll.EPOLLERR | Epoll.EPOLLHUP)) != 0;
    return (over || (bits & Epoll.EPOLLIN) != 0 ? Event.READABLE : 0)
        | (over || (bits & Epoll.EPOLLOUT) != 0 ? Event.WRITABLE : 0);
  }
  void ring() {                                    // a closed bell's number may be a stranger's
    synchronized (this) {
      try { if (!closed) Eventfd.write(bell, 1); }
      catch (SyscallException e) { throw new UncheckedIOException(e); }
    }
  }
  void silence() throws IOException { Eventfd.read(bell); }        // it rings no more

  public synchronized void close() throws IOException {
    if (closed) return;
    closed = true;
    Unistd.close(bell);
    Unistd.close(epoll);
  }
}
