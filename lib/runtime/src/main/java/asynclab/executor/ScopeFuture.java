package asynclab.executor;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Turn;
import asynclab.futures.Waker;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The whole of a [Scope]: its body, its children, and its time limit.
final class ScopeFuture<T> implements Future<T> {
  private final Scope scope;
  private final Future<T> body;
  private final Future<?> alarm;
  private final String limit;
  private @Nullable Ready<T> outcome;
  private boolean bodyClosed;
  private boolean ended;

  ScopeFuture(
      Scope scope,
      Function<? super Scope, ? extends Future<T>> body,
      Future<?> alarm,
      String limit) {
    this.scope = scope;
    this.body = Future.lazy(() -> body.apply(scope));
    this.alarm = alarm;
    this.limit = limit;
  }

  @Override
  public Polled<T> poll(Waker waker) {
    if (ended) throw new IllegalStateException(this + " has ended, and is polled again");
    scope.listen(waker); // before all else: who ends from here on wakes it
    if (scope.failure() == null) goOn(waker);
    if (scope.failure() != null) closeBody();
    var bodyEnded = outcome != null || bodyClosed;
    if (!bodyEnded || !scope.ends()) {
      Turn.waitsFor(this);
      return Polled.pending();
    }
    return ended();
  }

  private void goOn(Waker waker) {
    if (outcome == null && Polled.<T>of(body, waker) instanceof Ready<T> ready) {
      outcome = ready;
      if (ready instanceof Ready.Failure<T>(var cause)) scope.fail(cause);
    }
    if (scope.failure() != null || (outcome != null && scope.ends())) return;
    if (Polled.of(alarm, waker) instanceof Ready) {
      scope.fail(new TimeoutException("the scope has not ended within " + limit));
    }
  }

  private void closeBody() {
    if (outcome != null || bodyClosed) return;
    bodyClosed = true;
    try {
      body.close();
    } catch (Throwable thrown) {
      scope.fail(thrown);
    }
  }

  private Polled<T> ended() {
    ended = true;
    alarm.close();
    var failure = scope.failure();
    if (failure != null) return Polled.failed(failure);
    if (outcome == null) throw new AssertionError("ended without an outcome");
    return outcome;
  }

  @Override
  public void close() {
    if (ended) return;
    ended = true;
    closeBody();
    alarm.close();
    scope.giveUp();
  }

  @Override
  public String toString() {
    return scope.toString();
  }
}
