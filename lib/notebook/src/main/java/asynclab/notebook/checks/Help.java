package asynclab.notebook.checks;

import asynclab.notebook.Html;
import asynclab.notebook.markup.Sentence;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Gives hints one at a time, and the solution to whoever asks for it.
final class Help {
  private final Solutions solutions;

  /// How many hints of each exercise have been asked for in this kernel.
  private final Map<String, Integer> asked = new ConcurrentHashMap<>();

  Help(Solutions solutions) {
    this.solutions = solutions;
  }

  /// One hint more than the last time, until there are no more.
  Html hint(String id) {
    if (!solutions.hasHints(id)) return absent("hint", id + ".md");
    try {
      var hints = solutions.hints(id);
      var count = Math.min(asked.merge(id, 1, Integer::sum), hints.size());
      return new Hint(id, hints.subList(0, count), hints.size());
    } catch (IOException e) {
      return unreadable(e);
    }
  }

  /// One way to solve the exercise.
  Html solution(String id) {
    if (!solutions.hasSolution(id)) return absent("solution", id + ".java");
    try {
      return new Solution(id, solutions.solution(id));
    } catch (IOException e) {
      return unreadable(e);
    }
  }

  /// The result with what there is to help on: a hint to ask for, or after success the solution.
  CheckResult beside(CheckResult result) {
    try {
      if (result.ok() && solutions.hasSolution(result.id())) {
        return result.solvedBy(solutions.solution(result.id()));
      }
    } catch (IOException e) {
      return result.with(unreadable(e).text());
    }
    return !result.ok() && solutions.hasHints(result.id())
        ? result.with(
            "Stuck? `Check.hint(\"%s\")` gives a hint; there are three.".formatted(result.id()))
        : result;
  }

  private Html absent(String what, String file) {
    var folder = solutions.folder().toAbsolutePath();
    return new Sentence(
        "There is no %s here: `%s` is not in %s. Open the notebook in `my/`, where `lab` puts both."
            .formatted(what, file, folder));
  }

  private static Html unreadable(IOException e) {
    return new Sentence("The file cannot be used: %s.".formatted(e.getMessage()));
  }

  static Html unknown(@Nullable String id, List<String> known) {
    return new Sentence(
        "There is no exercise %s: there are %s.".formatted(id, String.join(", ", known)));
  }
}
