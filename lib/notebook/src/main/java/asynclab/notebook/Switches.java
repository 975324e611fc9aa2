package asynclab.notebook;

import asynclab.syscalls.Resource;
import asynclab.syscalls.SyscallException;
import java.util.OptionalLong;

/// Context switches, given up and taken away together, as the kernel counts them.
final class Switches {
  private Switches() {}

  /// Of all threads of this process; empty where the system does not say.
  static OptionalLong ofProcess() {
    return of(Resource.RUSAGE_SELF);
  }

  /// Of the calling thread.
  static OptionalLong ofThread() {
    return of(Resource.RUSAGE_THREAD);
  }

  private static OptionalLong of(int who) {
    try {
      var used = Resource.getrusage(who);
      return OptionalLong.of(used.nvcsw() + used.nivcsw());
    } catch (SyscallException | UnsupportedOperationException elsewhere) {
      return OptionalLong.empty();
    }
  }
}
