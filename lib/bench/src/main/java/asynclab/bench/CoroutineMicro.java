package asynclab.bench;

import asynclab.coroutines.Coroutine;
import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Waker;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/// What leaving and entering a coroutine costs, without an executor. The same for a stack of its
/// own is [FiberMicro#runAndYield].
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = "-XX:+UseSerialGC")
@SuppressWarnings("NullAway.Init") // JMH calls `begin` before it measures
public class CoroutineMicro {
  private static final int AWAITS = 100;

  /// How the coroutine came to be: written by hand, made from the text of [AsyncWork], or woven
  /// from the compiled [PlainWork]. Another way is another name here and another case in `made`.
  @Param({"hand", "source", "bytecode"})
  public String made;

  private Future<Void> suspending;
  private Future<Void> ready;
  private Coroutine<Void> machine;
  private Coroutine<Void> busy;

  @Setup
  public void begin() throws Exception {
    machine = made(new ReadyTimes(1));
    busy = made(new ReadyTimes(AWAITS));
    suspending = new ReadyTimes(1);
    ready = new ReadyTimes(AWAITS);
  }

  private Coroutine<Void> made(Future<Void> again) throws Exception {
    return switch (made) {
      case "hand" -> new ByHand(again);
      case "source" -> (Coroutine<Void>) AsyncWork.endless(again);
      case "bytecode" -> (Coroutine<Void>) WovenLoader.plainWork().apply(again);
      default -> throw new IllegalArgumentException("no coroutine is made by " + made);
    };
  }

  /// It goes on where it waits, and at its next await it has to wait again.
  @Benchmark
  public Polled<Void> suspendAndResume() {
    return machine.poll(Waker.NONE);
  }

  /// The two polls of the awaited future in [#suspendAndResume], without the coroutine.
  @Benchmark
  public Polled<Void> suspendAndResumeFloor() {
    var _ = suspending.poll(Waker.NONE);
    return suspending.poll(Waker.NONE);
  }

  /// An await that need not wait: a hundred of them between one suspension and the next.
  @Benchmark
  @OperationsPerInvocation(AWAITS)
  public Polled<Void> readyAwait() {
    return busy.poll(Waker.NONE);
  }

  /// The polls of the awaited future in [#readyAwait], without the coroutine.
  @Benchmark
  @OperationsPerInvocation(AWAITS)
  public Polled<Void> readyAwaitFloor() {
    for (var i = 0; i < AWAITS; i++) {
      var _ = ready.poll(Waker.NONE);
    }
    return ready.poll(Waker.NONE);
  }

  /// What [AsyncWork]'s `endless` is in its shortest form.
  private static final class ByHand extends Coroutine<Void> {
    private final Future<Void> again;

    ByHand(Future<Void> again) {
      this.again = again;
    }

    @Override
    protected Polled<Void> resume(Waker waker) {
      if (state == 0) {
        awaiting(again);
        state = 1;
      }
      while (!isPending(waker)) {
        Object _ = awaited();
        awaiting(again);
      }
      return Polled.pending();
    }
  }

  /// Ready so many times, then pending once, and so on. It makes no object.
  private static final class ReadyTimes implements Future<Void> {
    private final int times;
    private int left;

    ReadyTimes(int times) {
      this.times = times;
    }

    @Override
    public Polled<Void> poll(Waker waker) {
      if (left-- > 0) return Polled.done();
      left = times;
      return Polled.pending();
    }
  }
}
