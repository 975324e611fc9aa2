package asynclab.notebook.checks;

import asynclab.executor.Interval;
import asynclab.executor.LoopReactor;
import asynclab.executor.Watch;
import asynclab.futures.Future;
import asynclab.poll.Source;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/// A reactor of which a check says what happens in each sleep, and that knows when a sleep would
/// never end.
final class ScriptedReactor implements LoopReactor {
  private static final int LOOKS_MAX = 500;

  /// Thrown into an executor that would never come back.
  static final class Ends extends RuntimeException {
    private static final long serialVersionUID = 1;

    Ends(String why) {
      super(why);
    }
  }

  private record Act(Runnable what, boolean byAnother) {}

  private final Queue<Act> inSleeps = new ArrayDeque<>();
  private Runnable inLook = () -> {};
  private int lookOfIt;
  private int looks;
  private int sleeps;
  private boolean rung;

  /// In its next sleep an event comes, on the executor's thread.
  void inItsSleep(Runnable event) {
    inSleeps.add(new Act(event, false));
  }

  /// In its next sleep another thread does that.
  void byAnotherThread(Runnable call) {
    inSleeps.add(new Act(call, true));
  }

  /// In the look of this number an event comes.
  void inItsLook(int number, Runnable event) {
    lookOfIt = number;
    inLook = event;
  }

  String sleeps() {
    return sleeps == 1 ? "1 sleep" : sleeps + " sleeps";
  }

  @Override
  public void turn(Duration patience) {
    if (patience.isZero()) look();
    else sleep();
  }

  private void look() {
    if (++looks == lookOfIt) inLook.run();
    if (looks > LOOKS_MAX) throw new Ends("looked 500 times, and never slept");
  }

  private void sleep() {
    if (rung) {
      rung = false; // a ring before the sleep ends it
      return;
    }
    sleeps++;
    var act = inSleeps.poll();
    if (act == null) throw new Ends("asleep for ever");
    if (!act.byAnother) {
      act.what.run();
      return;
    }
    aside(act.what);
    if (!rung) throw new Ends("asleep for ever, for nobody rang");
    rung = false;
  }

  private static void aside(Runnable what) {
    try {
      Thread.ofPlatform().daemon().start(what).join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void wakeup() {
    rung = true;
  }

  @Override
  public Future<Void> readable(Source source) {
    throw unwatched();
  }

  @Override
  public Future<Void> writable(Source source) {
    throw unwatched();
  }

  @Override
  public Watch watch(Source source) {
    throw unwatched();
  }

  @Override
  public Future<Void> sleep(Duration time) {
    throw unwatched();
  }

  @Override
  public Interval interval(Duration period) {
    throw unwatched();
  }

  private static UnsupportedOperationException unwatched() {
    return new UnsupportedOperationException("this reactor of the check only sleeps");
  }

  @Override
  public void close() {}
}
