package asynclab.kernel;

import org.dflib.jjava.jupyter.messages.MessageContext;

/// One run of one notebook cell: what its output belongs to.
///
/// @param number the execution count, the `[5]` beside the cell
/// @param context names the cell in every message about it
/// @param source what the learner wrote
record Cell(int number, MessageContext context, String source) {
  /// Two runs are never the same, whatever they hold.
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return "cell [" + number + "]";
  }
}
