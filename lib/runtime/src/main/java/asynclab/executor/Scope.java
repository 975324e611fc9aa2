package asynclab.executor;

import asynclab.futures.Future;
import asynclab.futures.Ready;
import asynclab.futures.Waker;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A place where tasks are spawned, and that none of them outlives.
///
/// ```java
/// Future<Integer> length = Scope.open(loop, scope -> {
///   scope.spawn(log("asked"));
///   return scope.spawn(get("/1/a")).map(String::length);
/// });
/// ```
///
/// The future that [#open] gives is ready when its body and all children have ended, with what the
/// body came to. The first failure, of the body or of a child, closes the body, cancels all other
/// children, and is the failure of the whole once they have ended; later ones hang on it as
/// suppressed. A child that was cancelled has not failed. Closing the future closes the body and
/// cancels all children; it does not wait for them, because closing cannot wait.
///
/// After N. J. Smith, *Notes on structured concurrency, or: Go statement considered harmful*
/// (2018).
///
/// Threads: [#spawn] may come from any that the executor allows.
public final class Scope {
  private final Executor executor;
  private final Set<Member<?>> living = new LinkedHashSet<>();
  private Waker waker = Waker.NONE;
  private @Nullable Throwable failure;
  private boolean ended;

  Scope(Executor executor) {
    this.executor = executor;
  }

  /// A scope whose body is called at the first poll.
  ///
  /// @param body gets the scope, to spawn its children
  public static <T> Future<T> open(
      Executor executor, Function<? super Scope, ? extends Future<T>> body) {
    return new ScopeFuture<T>(new Scope(executor), body, Future.never(), "no limit");
  }

  /// The same with a time limit, counted from the first poll. When it is over before body and
  /// children have ended, that is a failure like any other: a
  /// [java.util.concurrent.TimeoutException].
  public static <T> Future<T> open(
      Runtime runtime, Duration limit, Function<? super Scope, ? extends Future<T>> body) {
    return new ScopeFuture<T>(new Scope(runtime), body, runtime.sleep(limit), limit.toString());
  }

  /// A child. Nobody has to join it: the scope does, and its failure is the scope's.
  ///
  /// @throws IllegalStateException when the scope has ended, or is ending because of a failure
  public <T> JoinHandle<T> spawn(Future<T> future) {
    var member = entered(new Member<>(this, future));
    return begun(member, () -> executor.spawn(member));
  }

  /// The same, with a name for messages and pictures.
  public <T> JoinHandle<T> spawn(String name, Future<T> future) {
    var member = entered(new Member<>(this, future));
    return begun(member, () -> executor.spawn(name, member));
  }

  private interface Spawning<T> {
    JoinHandle<Ready<T>> handle();
  }

  private <T> JoinHandle<T> begun(Member<T> member, Spawning<T> spawning) {
    try {
      var handle = spawning.handle();
      member.task = handle;
      if (isFailing()) handle.cancel(); // it may have come between the two
      return new MemberHandle<>(handle);
    } catch (RuntimeException refused) {
      left(member, null);
      throw refused;
    }
  }

  private synchronized <T> Member<T> entered(Member<T> member) {
    if (ended) throw new IllegalStateException("this scope has ended, and takes no more tasks");
    if (failure != null) {
      throw new IllegalStateException("this scope is ending, because of " + failure, failure);
    }
    living.add(member);
    return member;
  }

  private synchronized boolean isFailing() {
    return failure != null || ended;
  }

  /// Whom to wake when a child has ended.
  synchronized void listen(Waker latest) {
    waker = latest;
  }

  /// A child has ended.
  ///
  /// @param cause why it failed; null when it has not
  void left(Member<?> member, @Nullable Throwable cause) {
    Waker whom;
    synchronized (this) {
      living.remove(member);
      whom = waker;
    }
    if (cause != null && !(cause instanceof CancellationException)) fail(cause);
    whom.wake();
  }

  /// The first failure is that of the whole, and cancels all children.
  void fail(Throwable cause) {
    List<Member<?>> others;
    synchronized (this) {
      if (failure != null) {
        if (!failure.equals(cause)) failure.addSuppressed(cause);
        return;
      }
      failure = cause;
      others = List.copyOf(living);
    }
    others.forEach(Member::cancel);
  }

  synchronized @Nullable Throwable failure() {
    return failure;
  }

  /// Ends it, if no child lives.
  synchronized boolean ends() {
    ended = living.isEmpty();
    return ended;
  }

  /// Whoever waited for it waits no more.
  void giveUp() {
    List<Member<?>> all;
    synchronized (this) {
      ended = true;
      waker = Waker.NONE;
      all = List.copyOf(living);
    }
    all.forEach(Member::cancel);
  }

  @Override
  public synchronized String toString() {
    return "a scope with %d living children".formatted(living.size());
  }
}
