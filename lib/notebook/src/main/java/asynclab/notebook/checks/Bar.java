package asynclab.notebook.checks;

/// The exercise `01.bar`: how many orders a bar serves in an hour.
///
/// An order is prepared by a bartender's hands, and poured by a tap, which needs no hands but has
/// room for one glass.
@FunctionalInterface
public interface Bar {
  /// Orders in an hour, rounded down.
  ///
  /// @param staff bartenders
  /// @param taps taps
  /// @param pour seconds that a tap needs for an order
  /// @param prepare seconds that a bartender needs for an order
  /// @param waitingUsed whether a bartender does other work while a tap pours; if not, they stand
  ///   by until the glass is full
  int perHour(int staff, int taps, int pour, int prepare, boolean waitingUsed);
}
