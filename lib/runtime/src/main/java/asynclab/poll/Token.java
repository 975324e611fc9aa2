package asynclab.poll;

/// A number of your own that comes back with each event of a source: usually an index into your
/// table.
///
/// It is not the descriptor: the kernel hands a closed descriptor's number out again at once, and
/// an event meant for the old one must not reach the new.
public record Token(long value) {
  @Override
  public String toString() {
    return "Token(" + value + ")";
  }
}
