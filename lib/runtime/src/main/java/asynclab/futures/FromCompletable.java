package asynclab.futures;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// What a `CompletableFuture` comes to. It is the leaf at which another thread's work enters.
///
/// Some facts that decide its shape. The other side ends on its own thread, at any time: before the
/// first poll, between two, in the middle of one. So there is one callback, and it calls whichever
/// waker is the newest. A poll stores its waker and *then* looks for the outcome; the callback
/// stores the outcome and *then* reads the waker. Whichever comes first, either the poll sees the
/// outcome or the callback sees the waker.
final class FromCompletable<T> extends Once<T> {
  private final CompletableFuture<T> source;
  private boolean listens;
  private volatile Waker newest = Waker.NONE;
  private volatile @Nullable Ready<T> outcome;

  FromCompletable(CompletableFuture<T> source) {
    this.source = source;
  }

  @Override
  Polled<T> advance(Waker waker) {
    if (!listens) listen();
    newest = waker;
    var ready = outcome;
    if (ready == null) return Polled.pending();
    if (ready instanceof Ready.Failure<T>(var cause)) AwaitTrace.add(cause);
    return ready;
  }

  private void listen() {
    listens = true;
    var _ = source.whenComplete(this::completed);
  }

  private void completed(T value, @Nullable Throwable failure) {
    outcome = failure == null ? Polled.ready(value) : Polled.failed(unwrapped(failure));
    newest.wake();
  }

  /// Stages that depend on a failed one wrap its failure; whoever awaits wants the failure itself.
  private static Throwable unwrapped(Throwable failure) {
    var cause = failure instanceof CompletionException ? failure.getCause() : null;
    return cause == null ? failure : cause;
  }

  @Override
  void letGo() {
    newest = Waker.NONE;
    var _ = source.cancel(true);
  }

  @Override
  public String toString() {
    return "fromCompletable(" + source.state() + ")";
  }
}
