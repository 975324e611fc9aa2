package asynclab.coroutines.source;

/// Why a text cannot be rewritten: where, and what to do. Lines and columns count from 1.
public record Problem(int line, int column, String message) {
  @Override
  public String toString() {
    return "%d:%d: %s".formatted(line, column, message);
  }
}
