package asynclab.fibers.machine;

import java.util.List;

/// What lies on the stack of a fiber that waits, word by word, and in its saved registers.
///
/// Rows go from the top downwards, as the stack grows, to a few words below the stack pointer.
///
/// @param title which fiber, and what it does
/// @param top T, the address behind the highest byte
/// @param bottom the address of the lowest byte
/// @param hasGuardPage whether a guard page lies below `bottom`
/// @param stackPointer the saved one
/// @param used how many bytes of the stack were ever written, from the top
/// @param rows its words
/// @param registers what the context holds
public record StackView(
    String title,
    long top,
    long bottom,
    boolean hasGuardPage,
    long stackPointer,
    long used,
    List<Row> rows,
    List<Saved> registers) {

  /// Keeps its own copies.
  public StackView {
    rows = List.copyOf(rows);
    registers = List.copyOf(registers);
  }

  /// What a word is.
  public enum Kind {
    /// The address of the function that the first switch returns to.
    FUNCTION,
    /// The address of skip.
    SKIP,
    /// The address of guard.
    GUARD,
    /// The address of the scheduler's table.
    TABLE,
    /// Where a call returns to.
    RETURN,
    /// A register of whoever called, put aside to be found again.
    SAVED,
    /// Room that a function has taken: for its own use, or to be aligned.
    ROOM,
    /// A canary that nobody has overwritten.
    CANARY,
    /// Zero, as the kernel gave it.
    UNTOUCHED,
    /// Left over by calls that have returned.
    LEFT_OVER
  }

  /// A word of the stack.
  ///
  /// @param address where it stands
  /// @param fromTop its offset from T: -8 is the highest
  /// @param meaning what it is, in words
  public record Row(long address, long fromTop, long word, Kind kind, String meaning) {}

  /// A saved register, of 16 bytes the lower eight.
  ///
  /// @param meaning what its value is, in words
  public record Saved(Register register, long value, String meaning) {}

  /// Looks at a fiber. It must not be running, and not be base.
  ///
  /// @throws IllegalStateException when it is
  public static StackView of(MachineFiber fiber) {
    return new StackReader(fiber).view();
  }

  /// The word of the stack at its pointer or above is live; below it everything may be overwritten.
  public boolean isLive(Row row) {
    return row.address() >= stackPointer;
  }

  /// The table: words of the stack, then registers.
  @Override
  public String toString() {
    var text = new StringBuilder(title).append('\n');
    text.append("%-14s  %-8s %20s  %s\n".formatted("address", "offset", "word", "what it is"));
    for (var each : rows) {
      var arrow = each.address() == stackPointer ? "   <- stack pointer" : "";
      var offset = "T-0x%02x".formatted(-each.fromTop());
      text.append(
          "%#014x  %-8s %#20x  %s%s\n"
              .formatted(each.address(), offset, each.word(), each.meaning(), arrow));
    }
    text.append("%d of %d bytes ever used".formatted(used, top - bottom));
    text.append(hasGuardPage ? "; below %#x the guard page\n".formatted(bottom) : "\n");
    for (var each : registers) {
      var name = each.register().name();
      text.append("%-24s %#20x  %s".formatted(name, each.value(), each.meaning()).stripTrailing());
      text.append('\n');
    }
    return text.toString();
  }
}
