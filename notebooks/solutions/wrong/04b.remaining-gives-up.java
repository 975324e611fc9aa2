// reply: gives up at the signal
import asynclab.notebook.checks.RemainingTime;

RemainingTime mine = (kernel, nanos) -> {
  long millis = nanos < 0 ? -1 : Math.ceilDiv(nanos, 1_000_000);
  try {
    return kernel.epollWait((int) millis);
  } catch (SyscallException e) {
    if (e.errno() != Errno.EINTR) throw e;
    return 0;
  }
};

Check.of("04b.remaining", mine)
