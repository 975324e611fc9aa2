package asynclab.bench;

import static asynclab.coroutines.Coroutine.await;

import asynclab.coroutines.Async;
import asynclab.futures.Future;
import asynclab.sync.Notify;
import java.util.List;
import java.util.function.Consumer;

/// What tasks of the peer harness do with each other, as coroutines, on any runtime.
@SuppressWarnings("NullAway.Init") // what a state reads was set in an earlier one
final class AsyncMeeting {
  private AsyncMeeting() {}

  /// Answers each signal with one.
  @Async
  static Future<Void> answers(Notify mine, Notify other, int times) {
    for (var i = 0; i < times; i++) {
      await(mine.notified());
      other.notifyOne();
    }
    return Future.done();
  }

  /// Gives a signal, and waits for the answer.
  @Async
  static Future<Void> serves(Notify mine, Notify other, int times) {
    for (var i = 0; i < times; i++) {
      other.notifyOne();
      await(mine.notified());
    }
    return Future.done();
  }

  /// Awaits one after the other, and hands on what they come to.
  @Async
  static <T> Future<Void> joined(List<? extends Future<T>> tasks, Consumer<? super T> each) {
    for (var task : tasks) each.accept(await(task));
    return Future.done();
  }
}
