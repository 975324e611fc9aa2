// reply: waits the whole time again
import asynclab.notebook.checks.RemainingTime;

RemainingTime mine = (kernel, nanos) -> {
  long millis = nanos < 0 ? -1 : Math.ceilDiv(nanos, 1_000_000);
  while (true) {
    try {
      return kernel.epollWait((int) millis);
    } catch (SyscallException e) {
      if (e.errno() != Errno.EINTR) throw e;
    }
  }
};

Check.of("04b.remaining", mine)
