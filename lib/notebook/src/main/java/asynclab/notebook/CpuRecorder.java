package asynclab.notebook;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;

/// Lets threads run side by side and finds out, from each one's own time stamps, when it was off
/// its processor.
///
/// ```java
/// var trace = new CpuRecorder()
///     .thread("A", me -> me.compute(60))
///     .thread("B", me -> me.sleep(20))
///     .run();
/// ```
///
/// Nothing is asked of the kernel but the time, the number of the processor, and, at a gap, the
/// thread's two counters of context switches; so it needs no rights.
public final class CpuRecorder {
  /// Long enough for the JIT to have compiled the loop that takes the stamps.
  private static final long WARM_UP_MILLIS = 60;

  private final Map<String, Work> threads = new LinkedHashMap<>();

  /// A recorder without threads.
  public CpuRecorder() {}

  /// What a thread does; it tells its [Stint] what, and is timed by it.
  @FunctionalInterface
  public interface Work {
    /// Does it.
    void run(Stint me) throws Exception;
  }

  /// Adds a thread.
  public CpuRecorder thread(String name, Work work) {
    if (threads.putIfAbsent(name, work) != null) {
      throw new IllegalArgumentException("there is a thread " + name + " already: name them apart");
    }
    return this;
  }

  /// Starts all threads at once and waits until each has ended. They may run where the caller may.
  ///
  /// What a thread's work throws is thrown here, when all have ended.
  public CpuTrace run() throws Exception {
    new Stint().compute(WARM_UP_MILLIS);
    var gate = new CountDownLatch(1);
    var start = new AtomicLong();
    var stints = new LinkedHashMap<String, FutureTask<Stint>>();
    threads.forEach((name, work) -> stints.put(name, begun(name, work, gate, start)));
    start.set(System.nanoTime());
    gate.countDown();
    var lanes = new ArrayList<CpuTrace.Lane>();
    for (var each : stints.entrySet()) {
      lanes.add(ended(each.getValue(), stints.values()).lane(each.getKey()));
    }
    return new CpuTrace("", lanes);
  }

  private static FutureTask<Stint> begun(
      String name, Work work, CountDownLatch gate, AtomicLong start) {
    var task =
        new FutureTask<>(() -> {
          gate.await();
          return new Stint().live(start.get(), work);
        });
    Thread.ofPlatform().daemon().name(name).start(task);
    return task;
  }

  private static Stint ended(FutureTask<Stint> one, Collection<FutureTask<Stint>> all)
      throws Exception {
    try {
      return one.get();
    } catch (InterruptedException stopped) {
      all.forEach(each -> each.cancel(true));
      throw stopped;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception thrown ? thrown : e;
    }
  }
}
