package asynclab.net.http;

import java.util.function.IntPredicate;

/// Which characters may stand where (RFC 9110, section 5.5 and 5.6.2). A byte is a character here.
final class Chars {
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  private Chars() {}

  /// A name without spaces: a method, the name of a field, an option.
  static boolean isToken(String text) {
    return !text.isEmpty() && all(text, c -> isAlphanumeric(c) || TOKEN_MARKS.indexOf(c) >= 0);
  }

  /// Anything that is printed, and spaces between.
  static boolean isFieldValue(String text) {
    return all(text, c -> c == '\t' || (c >= ' ' && c != 0x7F && c <= 0xFF))
        && text.equals(strip(text));
  }

  /// Printed ASCII without spaces.
  static boolean isVisible(String text) {
    return !text.isEmpty() && all(text, c -> c > ' ' && c < 0x7F);
  }

  static boolean isDigits(String text) {
    return !text.isEmpty() && all(text, c -> c >= '0' && c <= '9');
  }

  /// Without the spaces and tabs around it, and no others: Java's `strip` takes more away.
  static String strip(String text) {
    var from = 0;
    var to = text.length();
    while (from < to && isBlank(text.charAt(from))) from++;
    while (from < to && isBlank(text.charAt(to - 1))) to--;
    return text.substring(from, to);
  }

  static boolean isBlank(int c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isAlphanumeric(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean all(String text, IntPredicate allowed) {
    for (var i = 0; i < text.length(); i++) {
      if (!allowed.test(text.charAt(i))) return false;
    }
    return true;
  }
}
