package asynclab.notebook.checks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The one call with which a notebook checks an exercise.
public final class Check {
  private Check() {}

  /// Tries `learners`, the object an exercise asks for, and says what was seen.
  public static CheckResult of(String id, @Nullable Object learners) {
    for (var exercise : Exercises.ALL) {
      if (exercise.id().equals(id)) {
        return of(exercise, learners);
      }
    }
    var known = String.join(", ", ids());
    return refusal(id, "a check of that name", "none", "the checks are " + known);
  }

  /// The names of all checks.
  public static List<String> ids() {
    return Exercises.ALL.stream().map(Exercise::id).toList();
  }

  /// Tries `learners` on an exercise that need not be in the list: for tests of new checks.
  static CheckResult of(Exercise<?> exercise, @Nullable Object learners) {
    var type = exercise.type().getSimpleName();
    var example = "write " + exercise.example();
    if (learners == null) {
      return refusal(exercise.id(), "a " + type, "null", "there is nothing to try yet: " + example);
    }
    if (!exercise.type().isInstance(learners)) {
      var seen = "a " + learners.getClass().getSimpleName();
      return refusal(
          exercise.id(), "a " + type, seen, "this check tries a " + type + ": " + example);
    }
    return exercise.check(learners);
  }

  private static CheckResult refusal(String id, String expected, String seen, String why) {
    return new CheckResult(id, List.of(new Row("your object", expected, seen, false, why)));
  }
}
