package asynclab.simulation;

import java.time.Duration;

/// What may befall the pieces of a connection on their way.
///
/// @param least the shortest delay of a piece
/// @param most the longest
/// @param loss the share of pieces that are lost and sent again, from 0 to less than 1
/// @param reset the share of pieces at which the connection breaks, from 0 to 1
public record Conditions(Duration least, Duration most, double loss, double reset) {
  /// A delay of 1 to 20 ms, and nothing is lost.
  public static final Conditions CALM =
      new Conditions(Duration.ofMillis(1), Duration.ofMillis(20), 0, 0);

  /// A delay of 1 to 100 ms; of a hundred pieces ten are sent again, and at one the connection
  /// breaks.
  public static final Conditions ROUGH =
      new Conditions(Duration.ofMillis(1), Duration.ofMillis(100), 0.1, 0.01);

  public Conditions {
    if (least.isNegative() || least.compareTo(most) > 0) {
      throw new IllegalArgumentException("no delay lies between %s and %s".formatted(least, most));
    }
    if (!(loss >= 0 && loss < 1)) {
      throw new IllegalArgumentException("a share of losses is from 0 to less than 1, not " + loss);
    }
    if (!(reset >= 0 && reset <= 1)) {
      throw new IllegalArgumentException("a share of resets is from 0 to 1, not " + reset);
    }
  }
}
