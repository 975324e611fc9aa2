package asynclab.sync;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Turn;
import asynclab.futures.Waker;
import org.jspecify.annotations.Nullable;

/// Somebody who wants something of a shared thing: asks at the first poll, stands in a [Line] if it
/// is not to be had at once, and is served there by whoever brings it.
///
/// Threads: polled by one at a time; what is not private is touched under the thing's lock alone.
abstract class Waiting<T> implements Future<T> {
  private final Lock lock;
  private boolean asked;
  private boolean ended;
  private @Nullable Waker waker;
  private @Nullable Ready<T> outcome;

  /// Where it stands; null while it stands in no line.
  @Nullable Line<?> standsIn;

  @Nullable Waiting<?> ahead;
  @Nullable Waiting<?> behind;

  Waiting(Lock lock) {
    this.lock = lock;
  }

  /// Under the lock, once: serves itself, or enters a line.
  abstract void ask();

  /// Under the lock: it has left its line before its turn came.
  void leave() {}

  /// Under the lock: it was served, and will never take it; so others should have it.
  abstract void giveBack(T value);

  /// Under the lock: this is what it gets; it has left the line.
  final void serve(Ready<T> ready) {
    outcome = ready;
    if (waker != null) lock.wake(waker);
    waker = null;
  }

  @Override
  public final Polled<T> poll(Waker waker) {
    if (!asked && !ended && !Turn.mayGoOn(waker)) return Polled.pending();
    try (var _ = lock.enter()) {
      if (ended) throw new IllegalStateException(this + " has ended, and is polled again");
      if (!asked) {
        asked = true;
        ask();
      }
      if (outcome == null) {
        this.waker = waker;
        Turn.waitsFor(this);
        return Polled.pending();
      }
      ended = true;
      return outcome;
    }
  }

  /// Leaves the line. What it was given and has not taken goes to the next.
  @Override
  public final void close() {
    try (var _ = lock.enter()) {
      if (ended) return;
      ended = true;
      waker = null;
      if (standsIn != null) {
        standsIn.remove(this);
        leave();
      } else if (outcome instanceof Ready.Value<T>(var value)) {
        giveBack(value);
      }
    }
  }
}
