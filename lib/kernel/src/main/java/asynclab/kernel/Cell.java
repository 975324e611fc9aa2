package asynclab.kernel;

import org.dflib.jjava.jupyter.messages.MessageContext;

/// One run of one notebook cell: what output belongs to.
final class Cell {
  private final int number;
  private final MessageContext context;
  private final String source;
  private final CellOutput output;

  /// @param number the execution count, the `[5]` beside the cell
  /// @param context names the cell in every message about it
  /// @param source what the learner wrote
  /// @param outbox what carries its output away
  Cell(int number, MessageContext context, String source, Outbox outbox) {
    this.number = number;
    this.context = context;
    this.source = source;
    this.output = new CellOutput(this, outbox);
  }

  int number() {
    return number;
  }

  MessageContext context() {
    return context;
  }

  String source() {
    return source;
  }

  /// What is printed and shown below it, now or later.
  CellOutput output() {
    return output;
  }

  @Override
  public String toString() {
    return "cell [" + number + "]";
  }
}
