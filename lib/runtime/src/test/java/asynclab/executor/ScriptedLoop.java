package asynclab.executor;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Waker;
import asynclab.trace.Observer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/// A loop whose world is scripted, and futures to put on it.
abstract class ScriptedLoop {
  final ScriptedPoller poller = new ScriptedPoller();
  final EventLoop loop = EventLoop.over(poller, Observer.NONE, () -> poller.now);
  final List<String> log = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    loop.close();
  }

  /// Pending `turns` times, and then its own name.
  Future<String> steps(String name, int turns) {
    var left = new int[] {turns};
    return waker -> {
      log.add(name);
      if (left[0]-- == 0) return Polled.ready(name);
      waker.wake();
      return Polled.pending();
    };
  }

  static <T> Future<T> failing(Throwable cause) {
    return _ -> Polled.failed(cause);
  }

  /// Pending for ever, and says when it is closed.
  Future<Void> endless(String name) {
    return new Future<>() {
      @Override
      public Polled<Void> poll(Waker waker) {
        return Polled.pending();
      }

      @Override
      public void close() {
        log.add(name + " closed");
      }
    };
  }
}
