package asynclab.executor;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Waker;
import org.jspecify.annotations.Nullable;

/// A child of a [Scope]: tells it when it has ended, however that came. As a task it does not fail,
/// because its failure is the scope's to tell.
final class Member<T> implements Future<Ready<T>> {
  private final Scope scope;
  private final Future<T> future;

  /// Its task, once it is spawned.
  volatile @Nullable JoinHandle<?> task;

  Member(Scope scope, Future<T> future) {
    this.scope = scope;
    this.future = future;
  }

  @Override
  public Polled<Ready<T>> poll(Waker waker) {
    if (!(Polled.<T>of(future, waker) instanceof Ready<T> ready)) return Polled.pending();
    scope.left(this, ready instanceof Ready.Failure<T>(var cause) ? cause : null);
    return Polled.ready(ready);
  }

  @Override
  public void close() {
    @Nullable Throwable failure = null;
    try {
      future.close();
    } catch (Throwable thrown) {
      failure = thrown;
    }
    scope.left(this, failure);
  }

  void cancel() {
    var begun = task;
    if (begun != null) begun.cancel();
  }

  @Override
  public String toString() {
    return future.toString();
  }
}
