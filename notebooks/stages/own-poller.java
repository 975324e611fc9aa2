// A poller of our own: epoll(7), and an eventfd(2) that ends a wait.
import asynclab.poll.Poller;
import asynclab.syscalls.Epoll;
import asynclab.syscalls.EpollEvent;
import asynclab.syscalls.Errno;
import asynclab.syscalls.Eventfd;
import asynclab.syscalls.SyscallException;
import asynclab.syscalls.Unistd;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

class OwnPoller implements Poller {
  static final int ROOM = 64;
  static final long BELL = -1;                     // the key of the eventfd

  final int epoll = Epoll.create1(Epoll.EPOLL_CLOEXEC);
  final int bell = Eventfd.eventfd(0, Eventfd.EFD_NONBLOCK);
  final MemorySegment array = Arena.ofAuto().allocate(EpollEvent.LAYOUT, ROOM);
  boolean closed;

  OwnPoller() throws IOException { control(Epoll.EPOLL_CTL_ADD, bell, Epoll.EPOLLIN, BELL); }

  void control(int what, int fd, int bits, long key) throws IOException {
    Epoll.ctl(epoll, what, fd, new EpollEvent(bits, key));
  }
  public void add(int fd, long key, Interest it) throws IOException {
    control(Epoll.EPOLL_CTL_ADD, fd, bits(it), key);
  }
  public void modify(int fd, long key, Interest it) throws IOException {
    control(Epoll.EPOLL_CTL_MOD, fd, bits(it), key);
  }
  public void delete(int fd) throws IOException { control(Epoll.EPOLL_CTL_DEL, fd, 0, 0); }

  static int bits(Interest it) {
    return (it.readable() ? Epoll.EPOLLIN : 0) | (it.writable() ? Epoll.EPOLLOUT : 0)
        | (it.trigger() == Interest.Trigger.EDGE ? Epoll.EPOLLET : 0)
        | (it.isOneShot() ? Epoll.EPOLLONESHOT : 0);
  }

  public void await(Events into, int timeoutMillis) throws IOException {
    int count = Epoll.waitRaw(epoll, array, Math.min(ROOM, into.room()), timeoutMillis);
    if (count < 0 && count != -Errno.EINTR.code())      // a signal ends a wait early
      throw new SyscallException("epoll_wait", Errno.of(-count));
    for (int i = 0; i < count; i++) {
      long key = EpollEvent.data(array, i);
      if (key == BELL) Eventfd.read(bell);
      else into.add(key, readiness(EpollEvent.events(array, i)));
    }
  }
  static int readiness(int bits) {                      // an error shows by reading or writing
    boolean over = (bits & (Epoll.EPOLLERR | Epoll.EPOLLHUP)) != 0;
    return (over || (bits & Epoll.EPOLLIN) != 0 ? Event.READABLE : 0)
        | (over || (bits & Epoll.EPOLLOUT) != 0 ? Event.WRITABLE : 0);
  }

  public synchronized void wakeup() {
    try { if (!closed) Eventfd.write(bell, 1); }
    catch (SyscallException e) { throw new UncheckedIOException(e); }
  }
  public synchronized void close() throws IOException {
    if (closed) return;
    closed = true;
    Unistd.close(bell);
    Unistd.close(epoll);
  }
}
