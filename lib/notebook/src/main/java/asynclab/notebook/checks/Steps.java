package asynclab.notebook.checks;

import java.util.StringJoiner;

/// What fibers did, in order: each says its name at each of its steps.
final class Steps {
  private static final int STEPS_MAX = 60;

  /// Something that may fail, as a scheduler in the making does.
  @FunctionalInterface
  interface Run {
    void run() throws Exception;
  }

  private final StringJoiner said = new StringJoiner(" ");
  private int count;

  /// Adds a step.
  ///
  /// @throws IllegalStateException when there is no end to them
  void say(String step) {
    if (++count > STEPS_MAX) throw new IllegalStateException("there is no end to the steps");
    said.add(step);
  }

  int count() {
    return count;
  }

  /// Runs the scheduler to its end: the steps, and what came out of it, if something did.
  String of(Run scheduler) throws Exception {
    try {
      scheduler.run();
      return toString();
    } catch (IllegalStateException e) {
      return this + ", then " + e.getClass().getSimpleName() + ": " + e.getMessage();
    }
  }

  @Override
  public String toString() {
    return count == 0 ? "no step" : said.toString();
  }
}
