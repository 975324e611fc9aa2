package asynclab.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import asynclab.futures.Future;
import asynclab.futures.Pending;
import asynclab.futures.Polled;
import asynclab.futures.Ready;

/// Somebody who polls a future, and counts the wakes in between.
final class Visitor<T> {
  private final Future<T> future;
  private Polled<T> seen = Polled.pending();
  int wakes;

  /// Polls it for the first time.
  Visitor(Future<T> future) {
    this.future = future;
    look();
  }

  private void look() {
    seen = future.poll(() -> wakes++);
  }

  boolean waits() {
    return seen instanceof Pending;
  }

  /// What it has, having asked once.
  T atOnce() {
    return switch (seen) {
      case Ready<T> ready -> ready.get();
      case Pending<T> _ -> throw new AssertionError(future + " has to wait");
    };
  }

  /// What it has after it was woken, once.
  T woken() {
    assertEquals(1, wakes, "wakes");
    look();
    return atOnce();
  }

  void leave() {
    future.close();
  }
}
