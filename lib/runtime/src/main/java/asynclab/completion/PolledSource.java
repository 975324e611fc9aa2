package asynclab.completion;

import asynclab.poll.Event;
import asynclab.poll.Interest;
import asynclab.syscalls.Errno;
import asynclab.syscalls.Fcntl;
import asynclab.syscalls.Os;
import asynclab.syscalls.Pollfd;
import asynclab.syscalls.SyscallException;
import java.io.IOException;

/// A descriptor of somebody else's, a pipe or a socket for datagrams: whether it is ready is asked
/// by an operation for each direction, again for each wait.
final class PolledSource extends Member {
  private static final boolean HANGUP_IS_BOTH = Os.current() != Os.MACOS;

  private final CompletionPoller poller;
  private int ready;
  private boolean readWanted;
  private boolean writeWanted;
  private boolean readAsked; // its operation is under way
  private boolean writeAsked;

  private PolledSource(CompletionPoller poller, int fd) {
    super(Endpoint.lent(fd));
    this.poller = poller;
  }

  /// @throws SyscallException `EBADF`
  static PolledSource of(CompletionPoller poller, int fd) throws SyscallException {
    if (Os.current() == Os.WINDOWS) {
      throw new UnsupportedOperationException(
          "on Windows no queue of operations knows readiness: fd "
              + fd
              + " cannot be watched here");
    }
    try {
      var _ = Fcntl.fcntl(fd, Fcntl.F_GETFD, 0);
    } catch (SyscallException e) {
      throw new SyscallException("watch", e.errno(), "fd " + fd + ", or the queue, is not open");
    }
    return new PolledSource(poller, fd);
  }

  @Override
  int readiness() {
    return ready;
  }

  @Override
  void forget() {
    ready = 0;
  }

  @Override
  boolean findOut(Interest asked) {
    readWanted = asked.readable() && !readAsked;
    writeWanted = asked.writable() && !writeAsked;
    return readWanted || writeWanted;
  }

  @Override
  void proceed() throws IOException {
    if (isOver) return;
    if (readWanted) {
      poller.queue.poll(endpoint, Pollfd.POLLIN | Pollfd.POLLRDHUP, token(READ_POLL));
      readAsked = true;
      underWay++;
    }
    if (writeWanted) {
      poller.queue.poll(endpoint, Pollfd.POLLOUT, token(WRITE_POLL));
      writeAsked = true;
      underWay++;
    }
    readWanted = false;
    writeWanted = false;
  }

  @Override
  void end(boolean mayFlush) throws IOException {
    isOver = true;
    poller.leaves(this);
  }

  @Override
  void fails(Errno why) {
    ready = Event.ERROR | Event.READABLE | Event.WRITABLE;
  }

  @Override
  void told(int operation, Completion each) {
    if (operation == READ_POLL) readAsked = false;
    else writeAsked = false;
    if (isOver) return;
    if (!each.isError()) ready |= bits(operation, each.result());
    else if (each.errno() == Errno.EBADF) isOver = true; // its owner has closed it
    else if (each.errno() != Errno.ECANCELED) fails(each.errno());
  }

  private static int bits(int operation, int polled) {
    var over = (polled & (Pollfd.POLLHUP | Pollfd.POLLERR)) != 0;
    var bits = 0;
    if (over || (polled & (Pollfd.POLLIN | Pollfd.POLLOUT)) != 0)
      bits |= operation == READ_POLL ? Event.READABLE : Event.WRITABLE;
    if ((polled & Pollfd.POLLERR) != 0) bits |= Event.ERROR;
    if ((polled & (Pollfd.POLLHUP | Pollfd.POLLRDHUP)) != 0) bits |= Event.READ_CLOSED;
    var bothOver = HANGUP_IS_BOTH ? Pollfd.POLLHUP | Pollfd.POLLERR : Pollfd.POLLERR;
    if ((polled & bothOver) != 0) bits |= Event.WRITE_CLOSED;
    return bits;
  }
}
