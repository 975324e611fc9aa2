package asynclab.completion;

import asynclab.syscalls.Errno;
import asynclab.syscalls.SocketCalls;
import asynclab.syscalls.SyscallException;
import java.net.InetSocketAddress;

/// A connection attempt: begun once, then asked how it went.
final class Connecting implements Operation.Attempt {
  private static final SocketCalls CALLS = SocketCalls.ofSystem();

  private final int fd;
  private final InetSocketAddress to;
  private boolean begun;

  Connecting(int fd, InetSocketAddress to) {
    this.fd = fd;
    this.to = to;
  }

  @Override
  public int now() {
    try {
      return begun ? outcome() : begin();
    } catch (SyscallException e) {
      return -e.errno().code();
    }
  }

  private int begin() throws SyscallException {
    begun = true;
    return CALLS.connect(fd, to) ? 0 : -Errno.EAGAIN.code();
  }

  private int outcome() throws SyscallException {
    var error = CALLS.error(fd);
    if (error != 0) return -error;
    try {
      var _ = CALLS.peerAddress(fd);
      return 0;
    } catch (SyscallException e) {
      if (e.errno() == Errno.ENOTCONN) return -Errno.EAGAIN.code(); // not yet
      throw e;
    }
  }
}
