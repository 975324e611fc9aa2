import asynclab.notebook.checks.RemainingTime;

RemainingTime mine = (kernel, nanos) -> {
  long deadline = kernel.nanoTime() + nanos;
  long left = nanos;
  while (true) {
    long millis = nanos < 0 ? -1 : Math.ceilDiv(left, 1_000_000);
    try {
      return kernel.epollWait((int) millis);
    } catch (SyscallException e) {
      if (e.errno() != Errno.EINTR) throw e;
    }
    left = Math.max(0, deadline - kernel.nanoTime());
  }
};

Check.of("04b.remaining", mine)
