package asynclab.bench;

import asynclab.futures.Future;
import asynclab.futures.Pending;
import asynclab.futures.Polled;
import asynclab.futures.Waker;

/// The same as [AsyncWork], with each state machine a `poll` written by hand and nothing around it.
final class PollWork {
  private PollWork() {}

  static Future<Void> turns(int times) {
    return new Turns(times);
  }

  static Future<Void> player(Future<Void> turn, Runnable handOver, int times) {
    return new Player(turn, handOver, times);
  }

  static Future<Long> number(long number) {
    return _ -> Polled.ready(number);
  }

  private static final class Turns implements Future<Void> {
    private int left;

    Turns(int times) {
      left = times;
    }

    @Override
    public Polled<Void> poll(Waker waker) {
      if (left-- == 0) return Polled.done();
      waker.wake();
      return Polled.pending();
    }
  }

  private static final class Player implements Future<Void> {
    private final Future<Void> turn;
    private final Runnable handOver;
    private int left;

    Player(Future<Void> turn, Runnable handOver, int times) {
      this.turn = turn;
      this.handOver = handOver;
      left = times;
    }

    @Override
    public Polled<Void> poll(Waker waker) {
      for (; left > 0; left--) {
        if (turn.poll(waker) instanceof Pending) return Polled.pending();
        handOver.run();
      }
      return Polled.done();
    }
  }
}
