package asynclab.poll;

import asynclab.syscalls.Fcntl;
import asynclab.syscalls.SyscallException;
import asynclab.syscalls.Unistd;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A pipe to oneself: a byte in it ends a wait that watches its other end.
///
/// The oldest way to wake a thread that waits in the kernel, and one that every Unix has (D. J.
/// Bernstein called it the self-pipe trick). Not thread-safe: its owner's lock guards it.
final class SelfPipe {
  private static final int BYTES = 16;

  private final Unistd.Pair pipe;
  private final MemorySegment bytes = Arena.ofAuto().allocate(BYTES);
  private boolean full;

  private SelfPipe(Unistd.Pair pipe) {
    this.pipe = pipe;
  }

  static SelfPipe open() throws SyscallException {
    var pipe = Unistd.pipe();
    try {
      for (var fd : new int[] {pipe.first(), pipe.second()}) {
        Fcntl.setNonblocking(fd, true);
        Fcntl.setCloseOnExec(fd);
      }
      return new SelfPipe(pipe);
    } catch (SyscallException e) {
      close(pipe);
      throw e;
    }
  }

  /// The end to watch for reading.
  int readEnd() {
    return pipe.first();
  }

  /// Makes the other end readable; there is never more than one byte in the pipe.
  void fill() throws SyscallException {
    if (full) return;
    var _ = Unistd.write(pipe.second(), bytes, 1);
    full = true;
  }

  /// Ends that.
  void drain() throws SyscallException {
    if (!full) return;
    var _ = Unistd.read(pipe.first(), bytes, BYTES);
    full = false;
  }

  void close() throws SyscallException {
    close(pipe);
  }

  private static void close(Unistd.Pair pipe) throws SyscallException {
    try {
      Unistd.close(pipe.first());
    } finally {
      Unistd.close(pipe.second());
    }
  }
}
