package asynclab.notebook.checks;

import asynclab.notebook.ChildJvm;
import java.io.IOException;
import java.util.stream.Collectors;

/// What a check's program answers from a JVM of its own, which a learner's machine code may end.
final class ChildAnswers {
  private static final String ANSWER = "answer ";

  private ChildAnswers() {}

  /// The lines of its output that begin with `answer`, without that word; or how the child died.
  static String of(String program, String... arguments) throws IOException, InterruptedException {
    var child = ChildJvm.run(program, arguments);
    if (!child.crash().isEmpty()) {
      return "the child died: " + child.crash().getFirst().replaceFirst(" at pc=.*|, pid=.*", "");
    }
    if (child.exitCode() != 0) {
      return "the child ended with exit code %d: %s".formatted(child.exitCode(), child.output());
    }
    return child
        .output()
        .lines()
        .filter(line -> line.startsWith(ANSWER))
        .map(line -> line.substring(ANSWER.length()))
        .collect(Collectors.joining("; "));
  }
}
