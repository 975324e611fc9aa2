package asynclab.notebook.checks;

/// An exercise that can be checked.
///
/// @param id its name, chapter first: `04b.drain`
/// @param type what the learner's object must be
/// @param example how such an object is written, for whoever brings another
/// @param examination the tests that are run on it, see [Examination]
record Exercise<T>(String id, Class<T> type, String example, Class<?> examination) {

  CheckResult check(Object learners) {
    return new CheckResult(id, Watchdog.rows(this, type.cast(learners)));
  }
}
