package asynclab.notebook;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The one time unit of the lab: 200 ms unless somebody wants to watch more slowly.
///
/// Delays, predictions and pictures speak of units, so that they stay true when the unit changes.
/// Ways to change it: `Unit.set(Duration.ofSeconds(1))` in a cell, the system property
/// `asynclab.unit`, or the environment variable `ASYNCLAB_UNIT`, both as `1s`, `200ms` or `200`.
public final class Unit {
  private static final Duration ORDINARY = Duration.ofMillis(200);
  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,5})\\s*(ms|s|)");

  private static volatile @Nullable Duration chosen;

  private Unit() {}

  /// The unit in milliseconds.
  public static long millis() {
    return unit().toMillis();
  }

  /// `n` units as a duration.
  public static Duration times(double n) {
    return Duration.ofNanos(Math.round(n * unit().toNanos()));
  }

  /// `nanos` in units, to one decimal: the difference of two `System.nanoTime()`.
  public static double of(long nanos) {
    return Math.round(10.0 * nanos / unit().toNanos()) / 10.0;
  }

  /// `nanos` in whole units, to the nearest.
  public static long round(long nanos) {
    return Math.round((double) nanos / unit().toNanos());
  }

  /// Changes the unit for everything that follows: 10 ms to 10 s.
  public static void set(Duration duration) {
    chosen = sensible(duration);
  }

  private static Duration unit() {
    var set = chosen;
    return set != null ? set : configured();
  }

  private static Duration sensible(Duration duration) {
    if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "a unit of %d ms is outside 10 ms to 10 s: take 200 ms, or 1 s to watch more slowly"
              .formatted(duration.toMillis()));
    }
    return duration;
  }

  /// Reads `1s`, `200ms` or `200` (milliseconds).
  static Duration parse(String text) {
    var matcher = WRITTEN.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no time unit: write 1s, 200ms or 200 in asynclab.unit");
    }
    var number = Long.parseLong(matcher.group(1));
    return matcher.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number);
  }

  /// Read each time, not once: a mistake in it is a sentence again and again, not a broken class.
  private static Duration configured() {
    var written = System.getProperty("asynclab.unit", System.getenv("ASYNCLAB_UNIT"));
    return written == null || written.isBlank() ? ORDINARY : sensible(parse(written));
  }
}
