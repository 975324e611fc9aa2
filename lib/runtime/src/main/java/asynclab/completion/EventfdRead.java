package asynclab.completion;

import asynclab.syscalls.Errno;
import asynclab.syscalls.Eventfd;
import asynclab.syscalls.IoUring;
import asynclab.syscalls.IoUringSqe;
import asynclab.syscalls.SyscallException;
import asynclab.syscalls.Unistd;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;

/// How a thread that may not enter a ring ends its wait: the ring reads an eventfd, any thread
/// writes it.
final class EventfdRead {
  private final int fd;
  private final MemorySegment counter;
  private boolean underWay;
  private boolean closed;

  private EventfdRead(int fd, MemorySegment counter) {
    this.fd = fd;
    this.counter = counter;
  }

  static EventfdRead open(Rings rings) throws SyscallException {
    var counter = rings.allocate(Long.BYTES, Long.BYTES);
    return new EventfdRead(Eventfd.eventfd(0, Eventfd.EFD_CLOEXEC), counter);
  }

  /// Whether the kernel reads.
  boolean isUnderWay() {
    return underWay;
  }

  /// Writes the submission that reads the counter; it blocks, so the kernel waits for a wake-up.
  void prepare(Rings rings, long userData) {
    underWay = true;
    IoUringSqe.prepare(
        rings.sqes,
        rings.next(),
        IoUring.IORING_OP_READ,
        fd,
        counter.address(),
        Long.BYTES,
        userData);
  }

  /// The read is done.
  void done() {
    underWay = false;
  }

  /// Under a lock that `close` takes too: the number of a closed eventfd may be a stranger's.
  synchronized void write() {
    if (closed) return;
    try {
      Eventfd.write(fd, 1);
    } catch (SyscallException e) {
      if (e.errno() != Errno.EINTR) throw new UncheckedIOException(e);
    }
  }

  synchronized void close() throws SyscallException {
    if (closed) return;
    closed = true;
    Unistd.close(fd);
  }
}
