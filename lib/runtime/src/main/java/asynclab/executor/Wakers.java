package asynclab.executor;

import asynclab.futures.Waker;

/// Calls wakers, which are somebody else's code.
final class Wakers {
  private Wakers() {}

  /// What it throws is no reason to leave others asleep: it is told to the thread's handler of
  /// uncaught exceptions.
  static void wake(Waker waker) {
    try {
      waker.wake();
    } catch (Throwable thrown) {
      var me = Thread.currentThread();
      me.getUncaughtExceptionHandler().uncaughtException(me, thrown);
    }
  }
}
