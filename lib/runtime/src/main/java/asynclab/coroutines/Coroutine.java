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
/// A subclass is written by hand, or made from a method marked [Async]. What the method still needs
/// after an await is a field of it. Its [#resume] goes on from `state`, and returns at the next
/// await whose future is not ready:
///
/// ```java
/// while (true) {
///   switch (state) {
///     case 0 -> {
///       awaiting(get("/1/a"));
///       state = 1;
///     }
///     case 1 -> {
///       if (isPending(waker)) return Polled.pending();
///       String first = awaited();
///       return Polled.ready(first.strip());
///     }
///   }
/// }
/// ```
///
/// Threads: as for any future, one at a time.
public abstract class Coroutine<T> implements Future<T> {
  /// The state of one that has ended, or was closed.
  protected static final int ENDED = -1;

  /// The state of one whose body has returned a future that is not ready yet.
  private static final int TAIL = -2;

  /// Where to go on: 0 at the beginning, the number of a place in the text, or [#ENDED].
  protected int state;

  private boolean running;
  private boolean closed;

  /// What it waits for; null while it waits for nothing.
  private @Nullable Future<?> child;

  /// What that came to, from [#isPending] to [#awaited].
  private @Nullable Ready<?> outcome;

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
  ///
  /// @return what the method comes to, or [asynclab.futures.Pending]
  /// @throws Throwable what the method throws
  protected abstract Polled<T> resume(Waker waker) throws Throwable;

  /// Begins to await.
  ///
  /// @throws CancellationException when the coroutine is being closed: then nothing is awaited any
  ///   more, and `future` is closed too
  protected final void awaiting(Future<?> future) {
    Objects.requireNonNull(future, "await(null): a future is needed");
    if (closed) throw refusedAwait(future);
    child = future;
  }

  /// Asks the awaited future; whether it has to wait still.
  protected final boolean isPending(Waker waker) {
    if (closed) return false;
    var waiting = Objects.requireNonNull(child, "awaiting(…) comes first");
    if (!(Polled.of(waiting, waker) instanceof Ready<?> ready)) return true;
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
    var ready = (Ready<A>) Objects.requireNonNull(outcome, "isPending(…) comes first");
    outcome = null;
    return ready.get();
  }

  /// The end of a method that returns `future`: from now on this coroutine is that future. It is
  /// polled when the body has been left, so after its `finally` blocks.
  protected final Polled<T> tail(Future<? extends T> future) {
    child = Objects.requireNonNull(future, "the method returned null: a future is needed");
    state = TAIL;
    return Polled.pending();
  }

  /// Closes what a `try (…)` has opened, as the language does it: after a failure, what closing
  /// throws is added to that failure.
  @SuppressWarnings("exports") // who reads this module reads no annotation of nullness
  protected static void closing(@Nullable AutoCloseable resource, @Nullable Throwable failure)
      throws Throwable {
    if (resource == null) return;
    if (failure == null) {
      resource.close();
      return;
    }
    try {
      resource.close();
    } catch (Throwable suppressed) {
      failure.addSuppressed(suppressed);
    }
  }

  @Override
  public final Polled<T> poll(Waker waker) {
    if (running || state == ENDED) throw refusedPoll();
    running = true;
    try {
      if (state != TAIL) {
        var polled = resume(waker);
        if (polled instanceof Ready) state = ENDED;
        if (state != TAIL) return polled;
      }
      return pollTail(waker);
    } catch (Throwable failure) {
      state = ENDED;
      child = null;
      return Polled.failed(failure);
    } finally {
      running = false;
    }
  }

  @SuppressWarnings("unchecked") // tail(…) has taken a Future<T>
  private Polled<T> pollTail(Waker waker) {
    var polled = (Polled<T>) Objects.requireNonNull(child).poll(waker);
    if (polled instanceof Ready) {
      state = ENDED;
      child = null;
    }
    return polled;
  }

  /// Gives it up. First what it waits for is closed; then it goes on where it waits, once, with a
  /// [CancellationException] (or with what that closing threw), so that its `finally` blocks run.
  /// An await in them throws at once. What the method returns now is dropped. A cancellation is an
  /// [IllegalStateException]: a `catch` for that, or wider, around the await catches it too.
  ///
  /// One that has not begun runs nothing, and neither does one that has ended.
  ///
  /// @throws IllegalStateException when it is called from inside its own poll
  @Override
  public final void close() {
    if (running) {
      throw new IllegalStateException(
          this + " closes itself while it runs: let its method return or throw instead");
    }
    if (state == ENDED) return;
    closed = true;
    var waiting = child;
    child = null;
    if (waiting == null || state == TAIL) {
      state = ENDED;
      if (waiting != null) waiting.close();
      return;
    }
    outcome = cancelled(waiting);
    unwind();
  }

  private static Ready<?> cancelled(Future<?> waiting) {
    try {
      waiting.close();
      return Polled.failed(new CancellationException("closed while it waited"));
    } catch (Throwable failure) {
      return Polled.failed(failure);
    }
  }

  /// Runs the way out. Who closes wants a cancellation, so that is no news; anything else is.
  private void unwind() {
    running = true;
    try {
      var _ = resume(Waker.NONE);
      if (child != null) child.close();
    } catch (CancellationException expected) {
      // it went the way it was sent
    } catch (Throwable failure) {
      var _ = Polled.failed(failure).get();
    } finally {
      running = false;
      state = ENDED;
      child = null;
    }
  }

  private CancellationException refusedAwait(Future<?> future) {
    future.close();
    return new CancellationException(name() + " is being closed, and awaits again: nobody waits");
  }

  private IllegalStateException refusedPoll() {
    return new IllegalStateException(
        running
            ? this + " polls itself while it runs: it would wait for its own end"
            : name()
                + (closed ? " was closed" : " has ended")
                + ", and is polled again: call the method again for a new one");
  }

  /// The name of the method it was made from, or of its class.
  private String name() {
    return Describe.name(getClass());
  }

  /// `name{state 2 at line 7, n=3}`: the method, where it stands, and what it keeps.
  @Override
  public String toString() {
    if (state == TAIL) return name() + "{returned " + child + "}";
    if (state == ENDED) return name() + (closed ? "{closed}" : "{ended}");
    return "%s{%s%s}".formatted(name(), Describe.place(getClass(), state), Describe.kept(this));
  }
}
