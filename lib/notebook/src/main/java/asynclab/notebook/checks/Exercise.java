package asynclab.notebook.checks;

import java.util.Objects;

/// An exercise that can be checked.
///
/// @param id its name, chapter first: `04.drain`
/// @param type what the learner's object must be
/// @param example how such an object is written, for whoever brings another
/// @param examination what is tried on it
public record Exercise<T>(String id, Class<T> type, String example, Examination<T> examination) {

  /// Tries the learner's object, row by row.
  @FunctionalInterface
  public interface Examination<T> {
    /// Adds the rows to `trial`. What the learner's code throws belongs in a row: call it inside
    /// [Trial#row], not beside it.
    void examine(T learners, Trial trial) throws Exception;
  }

  /// An exercise.
  public Exercise {
    Objects.requireNonNull(examination);
  }

  CheckResult check(Object learners) {
    return new CheckResult(id, Watchdog.rows(this, type.cast(learners)));
  }
}
