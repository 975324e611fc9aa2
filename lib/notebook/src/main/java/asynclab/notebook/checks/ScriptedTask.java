package asynclab.notebook.checks;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Waker;

/// A future that ends in a poll of a given number, counts, and keeps its latest waker.
final class ScriptedTask implements Future<String> {
  private static final int POLLS_MAX = 1000;

  private final int endsAt;
  private int selfish;
  private Runnable first = () -> {};
  private Waker waker = Waker.NONE;
  private int polls;
  private int closings;

  ScriptedTask(int endsAt) {
    this.endsAt = endsAt;
  }

  /// In so many of its polls it wakes itself.
  ScriptedTask wakesItself(int times) {
    selfish = times;
    return this;
  }

  /// What its first poll does.
  ScriptedTask first(Runnable act) {
    first = act;
    return this;
  }

  Waker waker() {
    return waker;
  }

  String polls() {
    return polls == 1 ? "1 poll" : polls + " polls";
  }

  String closings() {
    return closings == 1 ? "closed 1 time" : "closed " + closings + " times";
  }

  @Override
  public Polled<String> poll(Waker now) {
    waker = now;
    if (++polls == 1) first.run();
    if (polls > POLLS_MAX) throw new ScriptedReactor.Ends("polled 1,000 times, and no end");
    if (selfish-- > 0) now.wake();
    return polls >= endsAt ? Polled.ready("end") : Polled.pending();
  }

  @Override
  public void close() {
    closings++;
  }
}
