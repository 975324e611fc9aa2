package asynclab.bench;

import asynclab.fibers.Fiber;
import asynclab.fibers.FiberScheduler;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import jdk.internal.vm.Continuation;
import jdk.internal.vm.ContinuationScope;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// From one task to the next: fibers beside what they stand on, and beside virtual threads that
/// share one carrier.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 3,
    jvmArgsAppend = {
      "--enable-native-access=ALL-UNNAMED",
      "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED",
      "-Djdk.virtualThreadScheduler.parallelism=1",
      "-XX:+UseSerialGC"
    })
@SuppressWarnings("NullAway.Init") // JMH calls `open` before it measures
public class FiberMicro {
  private static final int HAND_OVERS = 200_000;
  private static final ContinuationScope SCOPE = new ContinuationScope("bench");

  @Param({"2", "1000"})
  public int tasks;

  private final Continuation endless = new Continuation(SCOPE, FiberMicro::yieldForEver);
  private FiberScheduler scheduler;

  private static void yieldForEver() {
    while (true) Continuation.yield(SCOPE);
  }

  @Setup
  public void open() throws IOException {
    scheduler = FiberScheduler.open();
  }

  @TearDown
  public void close() throws IOException {
    scheduler.close();
  }

  /// One stack that is entered and left again and again: it stays in the cache.
  @Benchmark
  public void runAndYield() {
    endless.run();
  }

  /// The floor: `run` and `yield` of the JDK's continuations, in turn, and nothing else.
  @Benchmark
  @OperationsPerInvocation(HAND_OVERS)
  public void continuation() {
    var all = new Continuation[tasks];
    for (var i = 0; i < tasks; i++) all[i] = new Continuation(SCOPE, this::yieldContinuation);
    for (var left = tasks; left > 0; ) {
      for (var one : all) {
        if (one.isDone()) continue;
        one.run();
        if (one.isDone()) left--;
      }
    }
  }

  private void yieldContinuation() {
    for (var i = HAND_OVERS / tasks; i > 0; i--) Continuation.yield(SCOPE);
  }

  /// The same through [FiberScheduler].
  @Benchmark
  @OperationsPerInvocation(HAND_OVERS)
  public void fiber() throws IOException, InterruptedException {
    for (var i = 0; i < tasks; i++) scheduler.spawn(this::yieldFiber);
    scheduler.run();
  }

  private void yieldFiber() {
    for (var i = HAND_OVERS / tasks; i > 0; i--) Fiber.yield();
  }

  /// `Thread.yield` of virtual threads with one carrier.
  @Benchmark
  @OperationsPerInvocation(HAND_OVERS)
  public void virtualThread() throws InterruptedException {
    var all = new Thread[tasks];
    for (var i = 0; i < tasks; i++) all[i] = Thread.startVirtualThread(this::yieldThread);
    for (var one : all) one.join();
  }

  @SuppressWarnings("ThreadPriorityCheck") // giving way is what is measured
  private void yieldThread() {
    for (var i = HAND_OVERS / tasks; i > 0; i--) Thread.yield();
  }
}
