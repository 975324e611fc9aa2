package asynclab.kernel;

import java.util.Objects;
import jdk.jshell.Snippet;

/// A cell failed while it ran: what its code threw, the object itself, and the snippet it stood in.
final class CellException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Snippet snippet;

  CellException(Throwable thrown, Snippet snippet) {
    super(thrown);
    this.snippet = snippet;
  }

  /// What the code of the cell threw.
  Throwable thrown() {
    return Objects.requireNonNull(getCause());
  }

  Snippet snippet() {
    return snippet;
  }
}
