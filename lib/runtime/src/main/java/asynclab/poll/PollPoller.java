package asynclab.poll;

import asynclab.poll.Watches.Watch;
import asynclab.syscalls.Errno;
import asynclab.syscalls.Fcntl;
import asynclab.syscalls.Os;
import asynclab.syscalls.Pollfd;
import asynclab.syscalls.SyscallException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// [Poller] on every Unix: poll(2).
///
/// Some facts that decide its shape. The kernel remembers nothing: each wait hands over an array of
/// all that is watched, and looks at each of them, so a wait costs what is watched and not what is
/// ready. The array belongs to the kernel while a wait lasts. So what other threads change goes
/// into the books under a lock, and a byte in a [SelfPipe], one at most, ends the wait; the next
/// one begins with a new array. poll(2) tells what is ready and never what is new: edges are
/// refused, and one-shot is done here. A descriptor that its owner closed without taking it out
/// first is told by `POLLNVAL` and dropped. A regular file is always ready.
///
/// An end or an error counts as readiness too, for then neither a read nor a write will wait. Linux
/// says so itself, of sockets; macOS leaves `POLLOUT` away. There `POLLHUP` also means the end of
/// one direction, and elsewhere of both.
///
/// @see <a href="https://man7.org/linux/man-pages/man2/poll.2.html">poll(2)</a>
public final class PollPoller implements Poller {
  private static final boolean HANGUP_IS_BOTH = Os.current() != Os.MACOS;

  private final Watches watches = new Watches("poll");
  private final SelfPipe pipe;
  private @Nullable Watch[] watched = new Watch[16];
  private MemorySegment array = allocate(watched.length); // the pipe, then as in `watched`
  private int count;
  private int next; // where the last wait stopped for want of room
  private boolean stale = true; // the books say more than the array
  private boolean waiting;
  private boolean closed;

  private PollPoller(SelfPipe pipe) {
    this.pipe = pipe;
  }

  /// Makes the pipe; there is no queue to make.
  public static PollPoller open() throws IOException {
    return new PollPoller(SelfPipe.open());
  }

  /// @throws UnsupportedOperationException when the interest is edge-triggered
  @Override
  public synchronized void add(int fd, long key, Interest interest) throws IOException {
    Watches.refuseEdges("poll(2)", interest);
    refuseClosed(fd);
    watches.add(fd, key, interest);
    changed();
  }

  /// @throws UnsupportedOperationException when the interest is edge-triggered
  @Override
  public synchronized void modify(int fd, long key, Interest interest) throws IOException {
    Watches.refuseEdges("poll(2)", interest);
    refuseClosed(fd);
    watches.replace(fd, key, interest);
    changed();
  }

  @Override
  public synchronized void delete(int fd) throws IOException {
    watches.remove(fd);
    changed();
  }

  private void refuseClosed(int fd) throws SyscallException {
    try {
      var _ = Fcntl.fcntl(fd, Fcntl.F_GETFD, 0);
    } catch (SyscallException e) {
      throw watches.refused(e.errno(), fd);
    }
  }

  private void changed() throws SyscallException {
    stale = true;
    if (waiting) pipe.fill();
  }

  @Override
  public void await(Events into, int timeoutMillis) throws IOException {
    int size;
    synchronized (this) {
      if (closed) throw new IllegalStateException("this PollPoller is closed: open another");
      if (stale) rebuild();
      size = count + 1;
      waiting = true;
    }
    var result = Pollfd.pollRaw(array, size, timeoutMillis);
    synchronized (this) {
      waiting = false;
      if (result > 0) collect(into);
    }
    if (result < 0 && result != -Errno.EINTR.code()) {
      throw new SyscallException("poll", Errno.of(-result));
    }
  }

  private void rebuild() {
    if (watches.size() > watched.length) grow();
    Pollfd.write(array, 0, pipe.readEnd(), Pollfd.POLLIN);
    var before = count;
    count = 0;
    watches.forEach(watch -> {
      if (!watch.armed) return;
      watched[count] = watch;
      Pollfd.write(array, ++count, watch.fd, bits(watch.interest));
    });
    for (var i = count; i < before; i++) watched[i] = null;
    stale = false;
  }

  private void grow() {
    watched = new Watch[2 * watches.size()];
    array = allocate(watched.length);
  }

  private static MemorySegment allocate(int watches) {
    return Arena.ofAuto().allocate(Pollfd.LAYOUT, watches + 1L);
  }

  /// From where the last wait stopped, so that a small room serves everybody in turn.
  private void collect(Events into) throws SyscallException {
    if (Pollfd.revents(array, 0) != 0) pipe.drain();
    var first = next;
    for (var i = 0; i < count && into.room() > 0; i++) {
      var at = (first + i) % count;
      var revents = Pollfd.revents(array, at + 1L);
      var watch = watched[at];
      if (revents == 0 || watch == null || !watch.live) continue;
      next = at + 1;
      report(watch, revents, into);
    }
  }

  private void report(Watch watch, int revents, Events into) throws SyscallException {
    if ((revents & Pollfd.POLLNVAL) != 0) {
      watches.remove(watch.fd);
      stale = true;
      return;
    }
    into.add(watch.key, readiness(watch.interest, revents));
    if (!watch.interest.isOneShot()) return;
    watch.armed = false;
    stale = true;
  }

  @Override
  public synchronized void wakeup() {
    if (closed) return;
    try {
      pipe.fill();
    } catch (SyscallException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (closed) return;
    closed = true;
    pipe.close();
  }

  private static int bits(Interest interest) {
    var bits = interest.readable() ? Pollfd.POLLIN | Pollfd.POLLRDHUP : 0;
    return interest.writable() ? bits | Pollfd.POLLOUT : bits;
  }

  private static int readiness(Interest interest, int revents) {
    var over = (revents & (Pollfd.POLLHUP | Pollfd.POLLERR)) != 0;
    var readiness = over ? everythingAskedFor(interest) : 0;
    var bothOver = HANGUP_IS_BOTH ? Pollfd.POLLHUP | Pollfd.POLLERR : Pollfd.POLLERR;
    if ((revents & (Pollfd.POLLIN | Pollfd.POLLPRI)) != 0) readiness |= Event.READABLE;
    if ((revents & Pollfd.POLLOUT) != 0) readiness |= Event.WRITABLE;
    if ((revents & Pollfd.POLLERR) != 0) readiness |= Event.ERROR;
    if ((revents & (Pollfd.POLLHUP | Pollfd.POLLRDHUP)) != 0) readiness |= Event.READ_CLOSED;
    if ((revents & bothOver) != 0) readiness |= Event.WRITE_CLOSED;
    return readiness;
  }

  private static int everythingAskedFor(Interest interest) {
    var readiness = interest.readable() ? Event.READABLE : 0;
    return interest.writable() ? readiness | Event.WRITABLE : readiness;
  }
}
