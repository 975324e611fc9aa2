package asynclab.notebook.logbook;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/// One line of a [Logbook]: `2026-11-24 solved 04.wake` or `2026-11-24 answered 04.units b`.
///
/// @param date the day
/// @param deed what was done
/// @param id the exercise or the prediction
/// @param letter the choice of a prediction; empty for an exercise
public record Entry(LocalDate date, Deed deed, String id, String letter) {
  /// What a learner can have done.
  public enum Deed {
    /// An exercise whose check said ok.
    SOLVED,
    /// A prediction, right or wrong.
    ANSWERED
  }

  private static final Pattern FORM =
      Pattern.compile("(\\S+) (?:solved ([0-9a-z.-]+)|answered ([0-9a-z.-]+) ([a-z]))");

  static Optional<Entry> parse(String line) {
    var match = FORM.matcher(line.strip());
    if (!match.matches()) return Optional.empty();
    try {
      var date = LocalDate.parse(match.group(1));
      return Optional.of(
          match.group(2) != null
              ? new Entry(date, Deed.SOLVED, match.group(2), "")
              : new Entry(date, Deed.ANSWERED, match.group(3), match.group(4)));
    } catch (DateTimeParseException noDate) {
      return Optional.empty();
    }
  }

  /// Whether both lines speak of the same thing, whatever the day and the letter.
  boolean concerns(Entry other) {
    return deed == other.deed && id.equals(other.id);
  }

  /// The line in the file.
  String line() {
    return switch (deed) {
      case SOLVED -> date + " solved " + id;
      case ANSWERED -> date + " answered " + id + " " + letter;
    };
  }
}
