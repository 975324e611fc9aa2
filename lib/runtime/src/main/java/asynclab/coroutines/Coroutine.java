package asynclab.coroutines;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Waker;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// A method that can be left at an `await` and entered again: its state, and what it still needs.
///
/// A subclass is written by hand, or made from a method marked [Async]. Its [#resume] goes on from
/// `state`, and returns at the next await whose future is not ready:
///
/// ```java
/// case 1:
///   awaiting(get("/1/b"));
///   state = 2;
/// case 2:
///   if (isPending(waker)) return Polled.pending();
///   all = all + this.<String>awaited();
/// ```
public abstract class Coroutine<T> implements Future<T> {
  /// The state of one that has ended.
  protected static final int ENDED = -1;

  /// Where to go on: 0 at the beginning, the number of an await, or [#ENDED].
  protected int state;

  private @Nullable Future<?> child;
  private @Nullable Ready<?> outcome;
  private boolean cancelled;

  /// For subclasses.
  protected Coroutine() {}

  /// What `future` comes to; the method waits for it, the thread does not.
  ///
  /// @throws IllegalStateException where it was not rewritten: outside a method marked [Async]
  @SuppressWarnings("DoNotCallSuggester") // it is called, and rewritten
  public static <A> A await(Future<A> future) {
    throw new IllegalStateException(
        "await(%s) was reached in a method that is no coroutine: mark the method @Async"
            .formatted(future));
  }

  /// Goes on until the end or the next await that has to wait.
  protected abstract Polled<T> resume(Waker waker) throws Throwable;

  /// Begins to await.
  protected final void awaiting(Future<?> future) {
    child = future;
  }

  /// Asks the awaited future; whether it has to wait still.
  protected final boolean isPending(Waker waker) {
    if (cancelled) return false;
    var polled = Objects.requireNonNull(child, "awaiting(…) comes first").poll(waker);
    if (!(polled instanceof Ready<?> ready)) return true;
    outcome = ready;
    child = null;
    return false;
  }

  /// What the awaited future came to; throws its failure.
  ///
  /// @throws CancellationException when the coroutine was closed meanwhile
  @SuppressWarnings({
    "unchecked",
    "TypeParameterUnusedInFormals"
  }) // the caller has begun to await a Future<A>
  protected final <A> A awaited() {
    if (cancelled) throw new CancellationException("closed while it waited");
    var ready = (Ready<A>) Objects.requireNonNull(outcome, "isPending(…) comes first");
    outcome = null;
    return ready.get();
  }

  @Override
  public final Polled<T> poll(Waker waker) {
    if (state == ENDED) throw new IllegalStateException(this + " has ended, and is polled again");
    try {
      var polled = resume(waker);
      if (polled instanceof Ready) state = ENDED;
      return polled;
    } catch (Throwable failure) {
      state = ENDED;
      return Polled.failed(failure);
    }
  }

  /// Gives it up: where it waits it goes on with a [CancellationException], so that `finally`
  /// blocks run; an await there throws at once.
  @Override
  public void close() {
    var waiting = child;
    child = null;
    if (waiting != null) waiting.close();
    cancelled = true;
    if (waiting != null && state != ENDED) poll(Waker.NONE);
    state = ENDED;
  }
}
