package asynclab.notebook.checks;

/// The exercise `09.relative`: a pointer that may be copied along with what it points at.
///
/// It is answered as text, because a wrong answer may end the JVM that runs it: the check runs it
/// in one of its own.
@FunctionalInterface
public interface Relative {
  /// Java source with two methods, and the imports it needs above them:
  ///
  /// - `void point(MemorySegment block, long at, long target)` makes the word at offset `at` of the
  ///   block point at the word at offset `target` of the same block;
  /// - `long follow(MemorySegment block, long at)` answers the word it points at. The block may be
  ///   a copy of the one that was handed to `point`.
  String source();
}
