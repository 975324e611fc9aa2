package asynclab.poll;

import asynclab.syscalls.SocketCalls;
import asynclab.syscalls.SyscallException;
import java.util.concurrent.atomic.AtomicBoolean;

/// A socket's descriptor with an owner: closed once, and not used afterwards.
final class Descriptor {
  /// The socket calls of this system.
  static final SocketCalls CALLS = SocketCalls.ofSystem();

  private final String owner;
  private final int fd;
  private final AtomicBoolean closed = new AtomicBoolean();

  Descriptor(String owner, int fd) {
    this.owner = owner;
    this.fd = fd;
  }

  /// The number, if it is still ours: a closed one may be a stranger's by now.
  int fd() {
    if (closed.get()) throw new IllegalStateException("this " + owner + " is closed");
    return fd;
  }

  boolean isOpen() {
    return !closed.get();
  }

  void close() throws SyscallException {
    if (closed.compareAndSet(false, true)) CALLS.close(fd);
  }

  @Override
  public String toString() {
    return owner + "(fd " + fd + (isOpen() ? ")" : ", closed)");
  }
}
