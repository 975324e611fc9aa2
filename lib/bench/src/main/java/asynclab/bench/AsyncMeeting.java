package asynclab.bench;

import asynclab.coroutines.Coroutine;
import asynclab.coroutines.Origin;
import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Waker;
import asynclab.sync.Notify;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/// What tasks of the peer harness do with each other, as coroutines, on any runtime.
@SuppressWarnings("NullAway.Init") // what a state reads was set in an earlier one
final class AsyncMeeting {
  private AsyncMeeting() {}

  /// Answers each signal with one.
  static Future<Void> answers(Notify mine, Notify other, int times) {
    return new Answers(mine, other, times);
  }

  @Origin(
      method = "answers",
      lines = {18, 19, 20})
  static final class Answers extends Coroutine<Void> {
    private final Notify mine;
    private final Notify other;
    private final int times;
    private int i;

    Answers(Notify mine, Notify other, int times) {
      this.mine = mine;
      this.other = other;
      this.times = times;
    }

    @Override
    protected Polled<Void> resume(Waker waker) throws Throwable {
      while (true) {
        switch (state) {
          case 0 -> { // line 18: the beginning
            i = 0;
            state = 1;
          }
          case 1 -> { // line 19: for
            if (i < times) {
              awaiting(mine.notified());
              state = 2;
            } else {
              return tail(Future.done());
            }
          }
          case 2 -> { // line 20: await(mine.notified())
            if (isPending(waker)) return Polled.pending();
            awaited();
            other.notifyOne();
            i++;
            state = 1;
          }
          default -> throw new IllegalStateException("no such state: " + state);
        }
      }
    }
  }

  /// Gives a signal, and waits for the answer.
  static Future<Void> serves(Notify mine, Notify other, int times) {
    return new Serves(mine, other, times);
  }

  @Origin(
      method = "serves",
      lines = {28, 29, 31})
  static final class Serves extends Coroutine<Void> {
    private final Notify mine;
    private final Notify other;
    private final int times;
    private int i;

    Serves(Notify mine, Notify other, int times) {
      this.mine = mine;
      this.other = other;
      this.times = times;
    }

    @Override
    protected Polled<Void> resume(Waker waker) throws Throwable {
      while (true) {
        switch (state) {
          case 0 -> { // line 28: the beginning
            i = 0;
            state = 1;
          }
          case 1 -> { // line 29: for
            if (i < times) {
              other.notifyOne();
              awaiting(mine.notified());
              state = 2;
            } else {
              return tail(Future.done());
            }
          }
          case 2 -> { // line 31: await(mine.notified())
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

  /// Awaits one after the other, and hands on what they come to.
  static <T> Future<Void> joined(List<? extends Future<T>> tasks, Consumer<? super T> each) {
    return new Joined<T>(tasks, each);
  }

  @Origin(
      method = "joined",
      lines = {38, 39, 39})
  static final class Joined<T> extends Coroutine<Void> {
    private final List<? extends Future<T>> tasks;
    private final Consumer<? super T> each;
    private Iterator<? extends Future<T>> iterator;

    Joined(List<? extends Future<T>> tasks, Consumer<? super T> each) {
      this.tasks = tasks;
      this.each = each;
    }

    @Override
    protected Polled<Void> resume(Waker waker) throws Throwable {
      while (true) {
        switch (state) {
          case 0 -> { // line 38: the beginning
            iterator = tasks.iterator();
            state = 1;
          }
          case 1 -> { // line 39: for
            if (iterator.hasNext()) {
              Future<T> task = iterator.next();
              awaiting(task);
              state = 2;
            } else {
              return tail(Future.done());
            }
          }
          case 2 -> { // line 39: await(task)
            if (isPending(waker)) return Polled.pending();
            each.accept(this.<T>awaited());
            state = 1;
          }
          default -> throw new IllegalStateException("no such state: " + state);
        }
      }
    }
  }
}
