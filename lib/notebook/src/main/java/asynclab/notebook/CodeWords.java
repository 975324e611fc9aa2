package asynclab.notebook;

import java.util.ArrayList;
import java.util.List;

/// Code that has to fit: in its fonts all letters are equally wide, the blank too.
final class CodeWords {
  private static final double LETTER = 0.61;

  private CodeWords() {}

  /// How many letters fit into `room`.
  private static int letters(double size, double room) {
    return Math.max(2, (int) (room / (size * LETTER)));
  }

  /// `text`, or as much of it as fits into `room`, ending in `…`.
  static String cut(String text, double size, double room) {
    var most = letters(size, room);
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  /// `text` in lines that fit into `room`, at most `lines` of them; the last may end in `…`.
  static List<String> wrap(String text, double size, double room, int lines) {
    var most = letters(size, room);
    var wrapped = new ArrayList<String>();
    var rest = text;
    while (rest.length() > most && wrapped.size() < lines - 1) {
      var blank = rest.lastIndexOf(' ', most);
      var end = blank <= 0 ? most : blank;
      wrapped.add(rest.substring(0, end));
      rest = rest.substring(end).strip();
    }
    wrapped.add(cut(rest, size, room));
    return wrapped;
  }
}
