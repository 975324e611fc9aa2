package asynclab.bench;

import asynclab.executor.EventLoop;
import asynclab.fibers.Fiber;
import asynclab.fibers.FiberScheduler;
import asynclab.futures.Future;
import asynclab.futures.Ready;
import asynclab.futures.Waker;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/// How many bytes of the heap one waits in: a coroutine, a coroutine as a task of an event loop, a
/// fiber and a virtual thread, each of which waits so many calls deep. A Markdown table.
///
/// What is counted is the difference of the live heap around all of them. So it counts too what
/// each is held by (4 bytes of an array), the leaf a coroutine waits for, and the frames of fibers
/// and of virtual threads: while these wait, their stacks lie in the heap.
public final class Sizes {
  private static final int COUNT_DEFAULT = 100_000;
  private static final int[] DEPTHS = {1, 10, 50};

  private final int count;

  private Sizes(int count) {
    this.count = count;
  }

  /// Makes all of them, says what one has cost, and lets them go.
  @FunctionalInterface
  private interface Kind {
    double bytes(int depth) throws Exception;
  }

  /// Arguments: how many, 100,000 if left out.
  public static void main(String... arguments) throws Exception {
    var count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : COUNT_DEFAULT;
    var sizes = new Sizes(count);
    System.out.println("| live bytes, calls deep | 1 | 10 | 50 |\n|---|---|---|---|");
    print("coroutine", sizes::coroutines);
    print("coroutine, as a task", sizes::tasks);
    print("fiber", sizes::fibers);
    print("virtual thread", sizes::virtualThreads);
  }

  private static void print(String name, Kind kind) throws Exception {
    var _ = kind.bytes(1); // what is made once, and let go of once, is not counted
    var line = new StringBuilder("| " + name);
    for (var depth : DEPTHS) line.append(" | ").append(Math.round(kind.bytes(depth)));
    System.out.println(line + " |");
  }

  private double coroutines(int depth) {
    var before = Figures.liveBytes();
    var gates = gates();
    var all = new Future<?>[count];
    Arrays.setAll(all, i -> AsyncWork.nested(depth, gates[i]));
    for (var one : all) poll(one, false);
    var each = each(before);
    for (var gate : gates) gate.open();
    for (var one : all) poll(one, true);
    return each;
  }

  private static void poll(Future<?> one, boolean ends) {
    if (one.poll(Waker.NONE) instanceof Ready == ends) return;
    throw new IllegalStateException(one + " is not where it should be");
  }

  private double tasks(int depth) throws Exception {
    try (var loop = EventLoop.open()) {
      var before = Figures.liveBytes();
      var gates = gates();
      for (var gate : gates) loop.spawn(AsyncWork.nested(depth, gate));
      loop.blockOn(EventLoop.yieldNow());
      var each = each(before);
      for (var gate : gates) gate.open();
      loop.run();
      return each;
    }
  }

  private Gate[] gates() {
    var gates = new Gate[count];
    Arrays.setAll(gates, _ -> new Gate());
    return gates;
  }

  private double fibers(int depth) throws Exception {
    try (var scheduler = FiberScheduler.open()) {
      var before = Figures.liveBytes();
      var all = new Fiber<?>[count];
      Arrays.setAll(all, _ -> scheduler.spawn(() -> deeper(depth, Fiber::park)));
      var measured =
          scheduler.spawn(() -> {
            Fiber.yield();
            var each = each(before);
            for (var one : all) one.wake();
            return each;
          });
      scheduler.run();
      return measured.join();
    }
  }

  private double virtualThreads(int depth) throws Exception {
    var before = Figures.liveBytes();
    var begun = new CountDownLatch(count);
    var all = new Thread[count];
    for (var i = 0; i < count; i++) {
      all[i] =
          Thread.startVirtualThread(() -> {
            begun.countDown();
            deeper(depth, LockSupport::park);
          });
    }
    begun.await();
    for (var one : all) {
      while (one.getState() != Thread.State.WAITING) Thread.onSpinWait();
    }
    var each = each(before);
    for (var one : all) LockSupport.unpark(one);
    for (var one : all) one.join();
    return each;
  }

  private double each(long before) {
    return (Figures.liveBytes() - before) / (double) count;
  }

  private static void deeper(int depth, Runnable wait) {
    if (depth > 1) deeper(depth - 1, wait);
    else wait.run();
  }
}
