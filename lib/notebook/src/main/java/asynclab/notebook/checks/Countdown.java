package asynclab.notebook.checks;

import asynclab.futures.Future;

/// The exercise `06.countdown`: a leaf future that asks for more turns than it needs.
@FunctionalInterface
public interface Countdown {
  /// A future that is pending `count` times, and then ready with `go`. At each Pending the waker of
  /// that poll has been called once, so that it is asked again. It is ready once: a poll after that
  /// throws an `IllegalStateException`.
  Future<String> of(int count);
}
