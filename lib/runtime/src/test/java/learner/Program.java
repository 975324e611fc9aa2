package learner;

import asynclab.trace.Recorder;
import java.util.Map;

/// A program outside the lab, whose line numbers the tests know.
public final class Program {
  private Program() {}

  public static void turn(Recorder recorder) {
    recorder.waiting(-1); // line 11
    recorder.returned(1);
    recorder.ready(1, "readable");
    recorder.note(1, "done"); // line 14
  }

  /// The JDK stands between the program and the recorder.
  public static void indirectly(Recorder recorder) {
    Map.of(1L, "by a map").forEach(recorder::note); // line 19
  }
}
