package asynclab.bench;

import asynclab.coroutines.Coroutine;
import asynclab.coroutines.Origin;
import asynclab.executor.EventLoop;
import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Waker;

/// What tasks of the peer harness do, as coroutines.
final class AsyncWork {
  private AsyncWork() {}

  /// Gives way again and again.
  static Future<Void> turns(int times) {
    return new Turns(times);
  }

  @Origin(
      method = "turns",
      lines = {15, 16, 16})
  static final class Turns extends Coroutine<Void> {
    private final int times;
    private int i;

    Turns(int times) {
      this.times = times;
    }

    @Override
    protected Polled<Void> resume(Waker waker) throws Throwable {
      while (true) {
        switch (state) {
          case 0 -> { // line 15: the beginning
            i = 0;
            state = 1;
          }
          case 1 -> { // line 16: for
            if (i < times) {
              awaiting(EventLoop.yieldNow());
              state = 2;
            } else {
              return tail(Future.done());
            }
          }
          case 2 -> { // line 16: await(EventLoop.yieldNow())
            if (isPending(waker)) return Polled.pending();
            awaited();
            i++;
            state = 1;
          }
          default -> throw new IllegalStateException("no such state: " + state);
        }
      }
    }
  }

  /// Waits for its turn, and gives it to the other. As in `endless`, `turn` is ready many times.
  static Future<Void> player(Future<Void> turn, Runnable handOver, int times) {
    return new Player(turn, handOver, times);
  }

  @Origin(
      method = "player",
      lines = {22, 23, 24})
  static final class Player extends Coroutine<Void> {
    private final Future<Void> turn;
    private final Runnable handOver;
    private final int times;
    private int i;

    Player(Future<Void> turn, Runnable handOver, int times) {
      this.turn = turn;
      this.handOver = handOver;
      this.times = times;
    }

    @Override
    protected Polled<Void> resume(Waker waker) throws Throwable {
      while (true) {
        switch (state) {
          case 0 -> { // line 22: the beginning
            i = 0;
            state = 1;
          }
          case 1 -> { // line 23: for
            if (i < times) {
              awaiting(turn);
              state = 2;
            } else {
              return tail(Future.done());
            }
          }
          case 2 -> { // line 24: await(turn)
            if (isPending(waker)) return Polled.pending();
            awaited();
            handOver.run();
            i++;
            state = 1;
          }
          default -> throw new IllegalStateException("no such state: " + state);
        }
      }
    }
  }

  /// Comes to its number at once.
  static Future<Long> number(long number) {
    return new NumberCoroutine(number);
  }

  @Origin(
      method = "number",
      lines = {32})
  static final class NumberCoroutine extends Coroutine<Long> {
    private final long number;

    NumberCoroutine(long number) {
      this.number = number;
    }

    @Override
    protected Polled<Long> resume(Waker waker) throws Throwable {
      return Polled.ready(number);
    }
  }

  /// Awaits the same future for ever: it has to be one that may be ready many times.
  static Future<Void> endless(Future<Void> again) {
    return new Endless(again);
  }

  @Origin(
      method = "endless",
      lines = {38, 39, 39})
  static final class Endless extends Coroutine<Void> {
    private final Future<Void> again;

    Endless(Future<Void> again) {
      this.again = again;
    }

    @Override
    protected Polled<Void> resume(Waker waker) throws Throwable {
      while (true) {
        switch (state) {
          case 0 -> { // line 38: the beginning
            state = 1;
          }
          case 1 -> { // line 39: the body of while
            awaiting(again);
            state = 2;
          }
          case 2 -> { // line 39: await(again)
            if (isPending(waker)) return Polled.pending();
            awaited();
            state = 1;
          }
          default -> throw new IllegalStateException("no such state: " + state);
        }
      }
    }
  }

  /// Waits `depth` calls deep.
  static Future<Void> nested(int depth, Future<Void> gate) {
    return new Nested(depth, gate);
  }

  @Origin(
      method = "nested",
      lines = {44, 45})
  static final class Nested extends Coroutine<Void> {
    private final int depth;
    private final Future<Void> gate;

    Nested(int depth, Future<Void> gate) {
      this.depth = depth;
      this.gate = gate;
    }

    @Override
    protected Polled<Void> resume(Waker waker) throws Throwable {
      while (true) {
        switch (state) {
          case 0 -> { // line 44: the beginning
            awaiting(depth > 1 ? nested(depth - 1, gate) : gate);
            state = 1;
          }
          case 1 -> { // line 45: await(depth > 1 ? nested(depth - 1, gate…
            if (isPending(waker)) return Polled.pending();
            awaited();
            return tail(Future.done());
          }
          default -> throw new IllegalStateException("no such state: " + state);
        }
      }
    }
  }
}
