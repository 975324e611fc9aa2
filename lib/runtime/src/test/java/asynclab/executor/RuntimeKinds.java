package asynclab.executor;

import asynclab.completion.CompletionPoller;
import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Waker;
import asynclab.syscalls.Os;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/// All kinds of runtimes, for contract tests, and futures to put on them.
final class RuntimeKinds {
  interface Kind {
    Runtime open() throws IOException;
  }

  private RuntimeKinds() {}

  static Stream<Named<Kind>> all() {
    var byReadiness =
        Stream.<Named<Kind>>of(
            Named.of("one thread", Runtime::currentThread),
            Named.of("one worker", () -> Runtime.multiThreaded(1)),
            Named.of("two workers", () -> Runtime.multiThreaded(2)),
            Named.of("five workers", () -> Runtime.multiThreaded(5)));
    if (Os.current() == Os.WINDOWS) return byReadiness; // the others have not been tried there
    return Stream.concat(
        byReadiness,
        Stream.of(
            Named.of(
                "one thread, by completion",
                () -> Runtime.currentThread(CompletionPoller.open()))));
  }

  /// Pending `turns` times, and then `value`.
  static <T> Future<T> later(T value, int turns) {
    var left = new int[] {turns};
    return waker -> {
      if (left[0]-- == 0) return Polled.ready(value);
      waker.wake();
      return Polled.pending();
    };
  }

  /// Pending for ever; runs `closing` when it is closed.
  static <T> Future<T> endless(Runnable closing) {
    return new Future<>() {
      @Override
      public Polled<T> poll(Waker waker) {
        return Polled.pending();
      }

      @Override
      public void close() {
        closing.run();
      }
    };
  }
}
