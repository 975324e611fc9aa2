package asynclab.notebook.checks;

import java.util.Locale;

/// What a learner wrote behind the words of a question: `its words: answer`, a line each.
final class WrittenAnswer {
  static final String NO_LINE = "no line";

  private WrittenAnswer() {}

  /// The answer in small letters; [#NO_LINE] where no line has these words.
  static String to(String question, String text) {
    for (var line : text.lines().toList()) {
      var colon = line.lastIndexOf(':');
      if (colon >= 0 && line.substring(0, colon).strip().equals(question)) {
        return line.substring(colon + 1).strip().toLowerCase(Locale.ROOT);
      }
    }
    return NO_LINE;
  }
}
