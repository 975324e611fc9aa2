package asynclab.coroutines.bytecode;

import asynclab.coroutines.Coroutine;
import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Waker;

/// The object that a woven method keeps its state in: what [Coroutine] has for its subclasses, for
/// a method that stands in another class.
///
/// The code stays in the class it was written in, where private members, `super` and lambdas mean
/// what they meant. So it needs a door to its machine; only woven code goes through it. For each
/// method a subclass is made that adds fields, and a [#resume] that calls the code.
///
/// @param <T> what it comes to
public abstract class Machine<T> extends Coroutine<T> {
  /// For woven classes.
  protected Machine() {}

  /// Begins to await `future` at the place `next`.
  public final void begin(Future<?> future, int next) {
    awaiting(future);
    state = next;
  }

  /// Whether the future has to be waited for still.
  public final boolean mustWait(Waker waker) {
    return isPending(waker);
  }

  /// What the future came to; throws its failure.
  public final Object result() {
    return awaited();
  }

  /// The method has returned `future`.
  public final Polled<T> end(Future<? extends T> future) {
    return tail(future);
  }
}
