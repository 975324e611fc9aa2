package asynclab.notebook;

import asynclab.notebook.CpuTrace.End;
import asynclab.notebook.CpuTrace.Span;
import asynclab.syscalls.Resource;
import asynclab.syscalls.Rusage;
import asynclab.syscalls.Sched;
import asynclab.syscalls.SyscallException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One thread's turn in a [CpuRecorder]: it computes or sleeps, and notes when it did not get to.
///
/// While it computes it does nothing but look at the clock. Two looks are far less than a
/// microsecond apart; if they are more than [#GAP_NANOS] apart, the thread was off its processor in
/// between, and the kernel's counters for it say how that came. Used by its own thread only.
public final class Stint {
  /// From here on a pause between two looks at the clock is a gap: above what an interrupt takes,
  /// far below a slice.
  static final long GAP_NANOS = 100_000;

  private static final Rusage NOTHING = new Rusage(Duration.ZERO, Duration.ZERO, 0, 0, 0, 0);

  private final List<Span> spans = new ArrayList<>();
  private long start = System.nanoTime();
  private long since = start;
  private long last = start;
  private int cpu;
  private Rusage first = NOTHING;
  private Rusage seen = NOTHING;

  Stint() {}

  /// From the common start until the work is done.
  Stint live(long commonStart, CpuRecorder.Work work) throws Exception {
    start = commonStart;
    first = usage();
    runsAgain(first);
    spans.add(new CpuTrace.Ready(0, since - start));
    work.run(this);
    stops(System.nanoTime(), End.ENDED);
    seen = usage();
    return this;
  }

  /// Computes until it had a processor for so many milliseconds, however long that takes.
  public void compute(long millis) throws InterruptedException, SyscallException {
    var left = millis * 1_000_000;
    while (left > 0) {
      var before = last;
      if (look()) left -= last - before;
      if (Thread.interrupted()) throw new InterruptedException("stopped while it computed");
    }
  }

  /// Sleeps for so many milliseconds, and longer if it does not get a processor then.
  public void sleep(long millis) throws InterruptedException, SyscallException {
    var asked = System.nanoTime();
    stops(asked, End.BLOCKED);
    Thread.sleep(millis);
    runsAgain(usage());
    var due = Math.min(asked + millis * 1_000_000, since);
    var late = since - due > GAP_NANOS;
    spans.add(new CpuTrace.Waited(asked - start, (late ? due : since) - start));
    if (late) spans.add(new CpuTrace.Ready(due - start, since - start));
  }

  /// Looks at the clock; false when it was off its processor since the last look.
  private boolean look() throws SyscallException {
    var now = System.nanoTime();
    var where = Sched.getcpu();
    if (now - last > GAP_NANOS) {
      gap();
      return false;
    }
    if (where != cpu) {
      stops(last, End.MOVED);
      since = last;
      cpu = where;
    }
    last = now;
    return true;
  }

  private void gap() throws SyscallException {
    var usage = usage();
    var taken = usage.nivcsw() > seen.nivcsw();
    var gaveUp = usage.nvcsw() > seen.nvcsw();
    var left = last;
    stops(left, taken ? End.TAKEN : gaveUp ? End.BLOCKED : End.STALLED);
    runsAgain(usage);
    spans.add(
        gaveUp && !taken
            ? new CpuTrace.Waited(left - start, since - start)
            : new CpuTrace.Ready(left - start, since - start));
  }

  private void stops(long now, End end) {
    spans.add(new CpuTrace.Ran(cpu, since - start, now - start, end));
  }

  /// The clock comes last: what passes before it belongs to the pause.
  private void runsAgain(Rusage usage) {
    seen = usage;
    cpu = Sched.getcpu();
    since = System.nanoTime();
    last = since;
  }

  private static Rusage usage() throws SyscallException {
    return Resource.getrusage(Resource.RUSAGE_THREAD);
  }

  CpuTrace.Lane lane(String name) {
    var usage = seen.since(first);
    return new CpuTrace.Lane(name, spans, usage.nvcsw(), usage.nivcsw());
  }
}
