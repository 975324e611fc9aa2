package asynclab.sync;

import asynclab.futures.Future;
import asynclab.futures.Polled;

/// A signal: one task waits until another says that something has happened.
///
/// [#notifyOne] with nobody waiting is kept, once, for the next who waits. So nothing is lost
/// between looking and waiting, and there is no counting: two signals with nobody waiting are one.
/// It is the permit of `LockSupport.park`, for tasks.
///
/// Threads: any, also at the same time.
public final class Notify {
  private final Lock lock = new Lock();
  private final Line<Notified> line = new Line<>();
  private boolean kept;

  /// Nothing has happened yet.
  public Notify() {}

  /// Ready when it is notified, counted from its first poll.
  public Future<Void> notified() {
    return new Notified();
  }

  /// Lets go whoever has waited longest; with nobody waiting, the next who comes.
  public void notifyOne() {
    try (var _ = lock.enter()) {
      one();
    }
  }

  private void one() {
    var next = line.next();
    if (next == null) kept = true;
    else next.serve(Polled.done());
  }

  /// Lets go all who wait now. It is not kept for anybody.
  public void notifyAllWaiting() {
    try (var _ = lock.enter()) {
      for (var next = line.next(); next != null; next = line.next()) {
        next.together = true;
        next.serve(Polled.done());
      }
    }
  }

  private final class Notified extends Waiting<Void> {
    boolean together;

    Notified() {
      super(lock);
    }

    @Override
    void ask() {
      if (kept) {
        kept = false;
        serve(Polled.done());
      } else {
        line.enter(this);
      }
    }

    /// A signal for one is handed on; one for all needs nobody's place taken.
    @Override
    void giveBack(Void nothing) {
      if (!together) one();
    }

    @Override
    public String toString() {
      return "notified()";
    }
  }

  @Override
  public String toString() {
    try (var _ = lock.enter()) {
      return kept ? "a signal, kept" : "a signal, %d waiting".formatted(line.size());
    }
  }
}
