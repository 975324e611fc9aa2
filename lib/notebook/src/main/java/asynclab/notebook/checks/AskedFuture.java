package asynclab.notebook.checks;

import asynclab.futures.Future;
import asynclab.futures.Pending;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Waker;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// A learner's future, polled by hand: what it answers, and how often it calls the waker that it
/// was given.
final class AskedFuture {
  /// A waker that counts.
  static final class Ring implements Waker {
    private int count;

    @Override
    public void wake() {
      count++;
    }

    int count() {
      return count;
    }
  }

  private final Future<String> future;

  AskedFuture(Future<String> future) {
    this.future = future;
  }

  /// What it answers to a poll with this waker.
  String poll(Ring ring) {
    try {
      return text(future.poll(ring));
    } catch (IllegalStateException e) {
      return "IllegalStateException";
    }
  }

  /// What it answers to so many polls, each with a waker of its own: `Pending (1 wake), Ready go`.
  String polls(int count) {
    var said = new StringJoiner(", ");
    for (var i = 0; i < count; i++) {
      var ring = new Ring();
      var answer = poll(ring);
      said.add(ring.count == 0 ? answer : "%s (%s)".formatted(answer, wakes(ring.count)));
    }
    return said.toString();
  }

  private static String wakes(int count) {
    return count == 1 ? "1 wake" : count + " wakes";
  }

  private static String text(@Nullable Polled<String> polled) {
    return switch (polled) {
      case null -> "null";
      case Pending<String> _ -> "Pending";
      case Ready.Value<String>(var value) -> "Ready " + value;
      case Ready.Failure<String>(IllegalStateException _) -> "IllegalStateException";
      case Ready.Failure<String>(var cause) -> "failed with " + cause;
    };
  }
}
