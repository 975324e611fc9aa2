package asynclab.coroutines.source;

import static java.util.stream.Collectors.joining;

import java.util.List;

/// A text that cannot be rewritten, and all the reasons found.
public final class CorofyException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  public CorofyException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /// In the order of the text.
  public List<Problem> problems() {
    return problems;
  }
}
