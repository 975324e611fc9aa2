package asynclab.executor;

import asynclab.futures.Future;
import asynclab.futures.Pending;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Waker;
import java.util.concurrent.CompletableFuture;

/// Goes on with a future, and tells a future of the JDK what it comes to.
final class Completing<T> implements Future<Void> {
  private final Future<T> future;
  private final CompletableFuture<T> completed;

  Completing(Future<T> future, CompletableFuture<T> completed) {
    this.future = future;
    this.completed = completed;
  }

  @Override
  public Polled<Void> poll(Waker waker) {
    switch (Polled.of(future, waker)) {
      case Pending<T> _ -> {
        return Polled.pending();
      }
      case Ready.Value<T>(var value) -> completed.complete(value);
      case Ready.Failure<T>(var cause) -> completed.completeExceptionally(cause);
    }
    return Polled.done();
  }

  @Override
  public void close() {
    try {
      future.close();
    } finally {
      completed.cancel(false);
    }
  }
}
