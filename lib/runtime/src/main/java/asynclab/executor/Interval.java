package asynclab.executor;

import asynclab.futures.Future;

/// Ticks at equal distances: number `k` is due `k` periods after the interval was made, so a late
/// one does not move those that follow.
///
/// Ticks that are missed are not made up for. Whoever comes late gets the latest that was due, at
/// once; its number says how many were missed, and the next is in step again.
///
/// ```java
/// var seconds = reactor.interval(Duration.ofSeconds(1));
/// while (true) draw(await(seconds.tick()));
/// ```
public interface Interval {
  /// Ready at the next tick, with its number; the first is 1. One future at a time.
  Future<Long> tick();
}
