package learner;

import asynclab.trace.Recorder;

/// A program outside the lab, whose line numbers the tests know.
public final class Loop {
  private Loop() {}

  /// One wait that brings one event.
  public static void turn(Recorder recorder) {
    recorder.waiting(-1); // line 11
    recorder.returned(1);
    recorder.ready(1, "readable");
  }
}
