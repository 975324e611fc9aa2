package asynclab.coroutines;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Waker;
import java.util.ArrayList;
import java.util.List;

/// What the methods of the tests see: futures that are pending for a while, and a log of effects.
public class Stage {
  public final List<String> log = new ArrayList<>();
  private int pendings;

  /// Each test has its own.
  public Stage() {}

  /// How often each future is pending before it is ready.
  public void pendings(int count) {
    pendings = count;
  }

  /// Comes to `value`.
  public <T> Future<T> later(T value) {
    log.add("begin " + value);
    return new Later<>(Polled.ready(value));
  }

  /// Fails with `failure`.
  public <T> Future<T> fails(RuntimeException failure) {
    log.add("begin " + failure.getMessage());
    return new Later<>(Polled.failed(failure));
  }

  /// An effect in the middle of an expression.
  public <T> T seen(T value) {
    log.add("seen " + value);
    return value;
  }

  public AutoCloseable resource(String name) {
    log.add("open " + name);
    return () -> log.add("close " + name);
  }

  /// How a future ends.
  public static <T> Ready<T> outcome(Future<T> future) {
    for (var polls = 0; polls < 10_000; polls++) {
      if (future.poll(Waker.NONE) instanceof Ready<T> ready) return ready;
    }
    throw new AssertionError(future + " is never ready");
  }

  private final class Later<T> implements Future<T> {
    private final Ready<T> end;
    private int left = pendings;

    Later(Ready<T> end) {
      this.end = end;
    }

    @Override
    public Polled<T> poll(Waker waker) {
      return left-- > 0 ? Polled.pending() : end;
    }

    @Override
    public void close() {
      log.add("closed");
    }
  }
}
