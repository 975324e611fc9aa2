package asynclab.bench;

import static asynclab.coroutines.Coroutine.await;

import asynclab.coroutines.Async;
import asynclab.executor.EventLoop;
import asynclab.futures.Future;

/// What tasks of the peer harness do, as coroutines.
final class AsyncWork {
  private AsyncWork() {}

  /// Gives way again and again.
  @Async
  static Future<Void> turns(int times) {
    for (var i = 0; i < times; i++) await(EventLoop.yieldNow());
    return Future.done();
  }

  /// Waits for its turn, and gives it to the other. As in `endless`, `turn` is ready many times.
  @Async
  static Future<Void> player(Future<Void> turn, Runnable handOver, int times) {
    for (var i = 0; i < times; i++) {
      await(turn);
      handOver.run();
    }
    return Future.done();
  }

  /// Comes to its number at once.
  @Async
  static Future<Long> number(long number) {
    return Future.ready(number);
  }

  /// Awaits the same future for ever: it has to be one that may be ready many times.
  @Async
  static Future<Void> endless(Future<Void> again) {
    while (true) await(again);
  }

  /// Waits `depth` calls deep.
  @Async
  static Future<Void> nested(int depth, Future<Void> gate) {
    await(depth > 1 ? nested(depth - 1, gate) : gate);
    return Future.done();
  }
}
