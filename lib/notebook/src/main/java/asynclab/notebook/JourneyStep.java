package asynclab.notebook;

import asynclab.trace.Recorder.Event;

/// One of the eight steps of a future's journey, as it happened.
///
/// @param number which of the eight
/// @param from who does it
/// @param to whom it is done to
/// @param event what the recorder wrote down
/// @param sentence what happened, with the numbers of task and token
/// @param code the line of the program that led to it
record JourneyStep(int number, Station from, Station to, Event event, String sentence, Code code) {

  /// Who takes part, from the program down.
  enum Station {
    TASK("task"),
    EXECUTOR("executor"),
    REACTOR("reactor"),
    OS("OS");

    final String label;

    Station(String label) {
      this.label = label;
    }
  }

  /// `executor → task`.
  String way() {
    return from.label + " → " + to.label;
  }

  /// The step as a line of the log.
  String logLine() {
    return "%d  %-18s  %s".formatted(number, way(), sentence);
  }
}
