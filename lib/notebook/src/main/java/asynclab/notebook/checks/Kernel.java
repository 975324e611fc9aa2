package asynclab.notebook.checks;

import asynclab.syscalls.SyscallException;

/// As much of a kernel as the exercise `04b.remaining` needs.
public interface Kernel {
  /// Waits at most `timeoutMillis` (-1: no limit; 0: not at all) and returns the number of events.
  ///
  /// @throws SyscallException `EINTR` when a signal ended the wait
  int epollWait(int timeoutMillis) throws SyscallException;

  /// A clock, in nanoseconds.
  long nanoTime();
}
