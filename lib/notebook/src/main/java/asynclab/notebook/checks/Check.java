package asynclab.notebook.checks;

import asynclab.notebook.Html;
import asynclab.notebook.ladder.Rung;
import asynclab.notebook.logbook.Logbook;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The calls with which a notebook checks an exercise and a learner asks for help.
public final class Check {
  private static final Help HELP = new Help(Solutions.here());

  private Check() {}

  /// Tries `learners`, the object an exercise asks for, and says what was seen.
  public static CheckResult of(@Nullable String id, @Nullable Object learners) {
    for (var exercise : Exercises.all()) {
      if (exercise.id().equals(id)) {
        return of(exercise, learners, HELP, Logbook.here());
      }
    }
    var known = String.join(", ", ids());
    return refusal(String.valueOf(id), "a check of that name", "none", "the checks are " + known);
  }

  /// A hint, stronger each time it is asked for; there are three.
  public static Html hint(@Nullable String id) {
    return id == null || !ids().contains(id) ? Help.unknown(id, ids()) : HELP.hint(id);
  }

  /// One way to solve an exercise.
  public static Html solution(@Nullable String id) {
    return id == null || !ids().contains(id) ? Help.unknown(id, ids()) : HELP.solution(id);
  }

  /// The names of all exercises.
  public static List<String> ids() {
    return Exercises.all().stream().map(Exercise::id).toList();
  }

  /// The names of a notebook's exercises.
  public static List<String> ids(String notebook) {
    return Exercises.of(notebook).stream().map(Exercise::id).toList();
  }

  /// Tries `learners` on an exercise that need not be in the list, with the help and the logbook of
  /// a test.
  static CheckResult of(
      Exercise<?> exercise, @Nullable Object learners, Help help, Optional<Logbook> logbook) {
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
    return noted(help.beside(exercise.check(learners)), logbook);
  }

  private static CheckResult noted(CheckResult result, Optional<Logbook> logbook) {
    if (!result.ok()) return result;
    var noted = logbook.flatMap(book -> book.solved(result.id())).map(result::with).orElse(result);
    return Rung.ofExercise(result.id()).flatMap(Rung::keep).map(noted::with).orElse(noted);
  }

  private static CheckResult refusal(String id, String expected, String seen, String why) {
    return new CheckResult(id, List.of(new Row("your object", expected, seen, false, why)));
  }
}
