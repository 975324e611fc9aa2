package asynclab.coroutines;

import asynclab.futures.Future;

/// `await` as a method that keeps its thread: what a coroutine has to be like.
public final class Waits {
  private Waits() {}

  public static <T> T await(Future<T> future) {
    return Stage.outcome(future).get();
  }
}
