package asynclab.fibers.machine;

import java.util.Map;

/// A line in the log that fibers in machine code write.
///
/// @param who the number that the fiber was given
/// @param what a number, or one of this class's names
public record Note(long who, long what) {
  /// The function begins.
  public static final long STARTS = -1;

  /// The function is about to return.
  public static final long ENDS = -2;

  /// It made another fiber.
  public static final long SPAWNS = -3;

  /// It wanted to, and no slot was free.
  public static final long NO_SLOT = -4;

  private static final Map<Long, String> NAMES =
      Map.of(
          STARTS, "starts",
          ENDS, "ends",
          SPAWNS, "spawns another",
          NO_SLOT, "finds no slot for another");

  /// `fiber 1 starts`, or `fiber 1 counts 7`.
  @Override
  public String toString() {
    return "fiber " + who + " " + NAMES.getOrDefault(what, "counts " + what);
  }
}
