package asynclab.poll;

import asynclab.syscalls.Epoll;
import asynclab.syscalls.EpollEvent;
import asynclab.syscalls.Errno;
import asynclab.syscalls.Eventfd;
import asynclab.syscalls.SyscallException;
import asynclab.syscalls.Unistd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// [Poller] on Linux: epoll, and an eventfd to end a wait.
///
/// The eventfd is level-triggered and emptied when it is seen, so a wake-up that comes before the
/// wait counts. Its key is one that no registration has.
///
/// @see <a href="https://man7.org/linux/man-pages/man7/epoll.7.html">epoll(7)</a>
public final class EpollPoller implements Poller {
  private static final long WAKEUP = -1;

  private final int epoll;
  private final int eventfd;
  private MemorySegment array = MemorySegment.NULL;
  private int capacity;
  private volatile boolean closed;

  private EpollPoller(int epoll, int eventfd) {
    this.epoll = epoll;
    this.eventfd = eventfd;
  }

  /// Makes the queue.
  public static EpollPoller open() throws IOException {
    var epoll = Epoll.create1(Epoll.EPOLL_CLOEXEC);
    var eventfd = -1;
    try {
      eventfd = Eventfd.eventfd(0, Eventfd.EFD_NONBLOCK | Eventfd.EFD_CLOEXEC);
      Epoll.ctl(epoll, Epoll.EPOLL_CTL_ADD, eventfd, new EpollEvent(Epoll.EPOLLIN, WAKEUP));
      return new EpollPoller(epoll, eventfd);
    } catch (SyscallException e) {
      if (eventfd >= 0) Unistd.close(eventfd);
      Unistd.close(epoll);
      throw e;
    }
  }

  @Override
  public void add(int fd, long key, Interest interest) throws IOException {
    Epoll.ctl(epoll, Epoll.EPOLL_CTL_ADD, fd, new EpollEvent(bits(interest), key));
  }

  @Override
  public void modify(int fd, long key, Interest interest) throws IOException {
    Epoll.ctl(epoll, Epoll.EPOLL_CTL_MOD, fd, new EpollEvent(bits(interest), key));
  }

  @Override
  public void delete(int fd) throws IOException {
    Epoll.ctl(epoll, Epoll.EPOLL_CTL_DEL, fd, new EpollEvent(0, 0));
  }

  @Override
  public boolean knowsEdges() {
    return true;
  }

  @Override
  public void await(Events into, int timeoutMillis) throws IOException {
    if (closed) throw new IllegalStateException("this EpollPoller is closed: open another");
    if (capacity < into.room()) grow(into.room());
    var count = Epoll.waitRaw(epoll, array, into.room(), timeoutMillis);
    if (count < 0 && count != -Errno.EINTR.code()) {
      throw new SyscallException("epoll_wait", Errno.of(-count));
    }
    for (var i = 0; i < count; i++) {
      var key = EpollEvent.data(array, i);
      if (key == WAKEUP) drain();
      else into.add(key, readiness(EpollEvent.events(array, i)));
    }
  }

  private void grow(int events) {
    array = Arena.ofAuto().allocate(EpollEvent.LAYOUT, events);
    capacity = events;
  }

  private void drain() throws SyscallException {
    try {
      var _ = Eventfd.read(eventfd);
    } catch (SyscallException e) {
      if (e.errno() != Errno.EAGAIN) throw e; // empty already
    }
  }

  /// Under a lock that `close` takes too: the number of a closed eventfd may be a stranger's.
  @Override
  public synchronized void wakeup() {
    if (closed) return;
    try {
      Eventfd.write(eventfd, 1);
    } catch (SyscallException e) {
      // EAGAIN: the counter is full, so the wait ends anyway.
      if (e.errno() != Errno.EAGAIN) throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (closed) return;
    closed = true;
    Unistd.close(eventfd);
    Unistd.close(epoll);
  }

  /// The end of the other side (`EPOLLRDHUP`) is asked for with readability, as mio does.
  private static int bits(Interest interest) {
    var bits = interest.readable() ? Epoll.EPOLLIN | Epoll.EPOLLRDHUP : 0;
    if (interest.writable()) bits |= Epoll.EPOLLOUT;
    if (interest.trigger() == Interest.Trigger.EDGE) bits |= Epoll.EPOLLET;
    return interest.isOneShot() ? bits | Epoll.EPOLLONESHOT : bits;
  }

  private static int readiness(int bits) {
    var readiness = 0;
    if ((bits & (Epoll.EPOLLIN | Epoll.EPOLLPRI)) != 0) readiness |= Event.READABLE;
    if ((bits & Epoll.EPOLLOUT) != 0) readiness |= Event.WRITABLE;
    if ((bits & Epoll.EPOLLERR) != 0) readiness |= Event.ERROR;
    if ((bits & (Epoll.EPOLLHUP | Epoll.EPOLLRDHUP)) != 0) readiness |= Event.READ_CLOSED;
    if ((bits & (Epoll.EPOLLHUP | Epoll.EPOLLERR)) != 0) readiness |= Event.WRITE_CLOSED;
    return readiness;
  }
}
