// reply: rounds down: 0 does not wait at all
import asynclab.notebook.checks.RemainingTime;

RemainingTime mine = (kernel, nanos) -> {
  long deadline = kernel.nanoTime() + nanos;
  long left = nanos;
  int events = 0;
  while (events == 0 && (nanos < 0 || left > 0)) {
    try {
      events = kernel.epollWait(nanos < 0 ? -1 : (int) (left / 1_000_000));
    } catch (SyscallException e) {
      if (e.errno() != Errno.EINTR) throw e;
    }
    left = deadline - kernel.nanoTime();
  }
  return events;
};

Check.of("04b.remaining", mine)
