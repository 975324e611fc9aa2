package asynclab.notebook;

import asynclab.trace.Recorder;

/// Runs written by hand for the tests of pictures.
final class Runs {
  private Runs() {}

  /// Two requests; the second is answered first, and its end comes with an event of its own.
  static Recorder twoRequests() {
    var run = new Recorder();
    for (var token = 0; token < 2; token++) {
      run.note(token, "sent");
      run.registered(token, "readable");
    }
    wait(run, 1, "readable");
    wait(run, 1, "readable+read-closed");
    run.note(1, "answered");
    wait(run, 0, "readable+read-closed");
    run.note(0, "answered");
    return run;
  }

  /// One wait for ever that brings one event.
  static void wait(Recorder run, long token, String readiness) {
    run.waiting(-1);
    run.returned(1);
    run.ready(token, readiness);
  }

  /// The run as the player and the pictures read it.
  static Run read(Recorder recorder) {
    return Timeline.of(recorder).read();
  }
}
