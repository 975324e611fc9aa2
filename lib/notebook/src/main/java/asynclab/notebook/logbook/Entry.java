package asynclab.notebook.logbook;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// One line of a [Logbook]: `2026-11-24 solved 04.wake`, `2026-11-24 answered 04.units b` or
/// `2026-11-25 reviewed 04.units 3`.
///
/// @param date the day
/// @param deed what was done
/// @param id the exercise or the prediction
/// @param mark the letter of an answer, the box a review put it into; empty for an exercise
public record Entry(LocalDate date, Deed deed, String id, String mark) {
  /// What a learner can have done.
  public enum Deed {
    /// An exercise whose check said ok.
    SOLVED(""),
    /// A prediction, right or wrong.
    ANSWERED("[a-z]"),
    /// A prediction that came back later.
    REVIEWED("[1-9]");

    /// What the mark may be, as a regular expression.
    private final String marks;

    Deed(String marks) {
      this.marks = marks;
    }
  }

  private static final Pattern FORM =
      Pattern.compile(
          "(?<date>\\S+) (?<deed>solved|answered|reviewed) (?<id>[0-9a-z.-]+)(?: (?<mark>\\S))?");

  static Optional<Entry> parse(String line) {
    var match = FORM.matcher(line.strip());
    if (!match.matches()) return Optional.empty();
    try {
      var date = LocalDate.parse(match.group("date"));
      var deed = Deed.valueOf(match.group("deed").toUpperCase(Locale.ROOT));
      var mark = Objects.requireNonNullElse(match.group("mark"), "");
      return mark.matches(deed.marks)
          ? Optional.of(new Entry(date, deed, match.group("id"), mark))
          : Optional.empty();
    } catch (DateTimeParseException noDate) {
      return Optional.empty();
    }
  }

  /// Whether both lines speak of the same thing, whatever the day and the mark.
  boolean concerns(Entry other) {
    return deed == other.deed && id.equals(other.id);
  }

  /// Whether a line that is written now says anything that `present` does not: to solve or answer
  /// the same again is nothing new, to review it again is.
  boolean differs(Entry present) {
    return !mark.equals(present.mark) || (deed == Deed.REVIEWED && !date.equals(present.date));
  }

  /// Whether this line from elsewhere is later than `present` and says something else.
  boolean isAfter(Entry present) {
    return differs(present) && date.isAfter(present.date);
  }

  /// The line in the file.
  String line() {
    return "%s %s %s %s".formatted(date, deed.name().toLowerCase(Locale.ROOT), id, mark).strip();
  }
}
