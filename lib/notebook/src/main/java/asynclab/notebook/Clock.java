package asynclab.notebook;

import java.util.Locale;

/// What a run counts its time in: lab units, or ms or µs when it was over long before one unit.
///
/// @param nanos how many nanoseconds one of them has
/// @param name what one is called
/// @param plural what several are called
/// @param caption what stands beside the axis
record Clock(double nanos, String name, String plural, String caption) {
  private static final double MILLI = 1e6;
  private static final double MICRO = 1e3;

  /// The clock for a run of `length` nanoseconds when a unit has `unitMillis`.
  static Clock of(long length, long unitMillis) {
    if (length >= unitMillis * MILLI / 2) {
      return new Clock(unitMillis * MILLI, "unit", "units", "units of " + unitMillis + " ms");
    }
    return length >= MILLI
        ? new Clock(MILLI, "ms", "ms", "milliseconds")
        : new Clock(MICRO, "µs", "µs", "microseconds");
  }

  /// A length in words: `5.0 units`; what would read 0.0 is `no time` to speak of.
  String length(long nanoseconds) {
    var rounded = Math.round(10 * nanoseconds / nanos) / 10.0;
    if (rounded == 0) {
      return "under 0.1 " + name;
    }
    return String.format(Locale.ROOT, "%,.1f %s", rounded, rounded == 1 ? name : plural);
  }

  /// A moment as the table writes it.
  String moment(long nanoseconds) {
    return String.format(Locale.ROOT, "%.3f", nanoseconds / nanos);
  }
}
