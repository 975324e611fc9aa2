package asynclab.notebook;

import java.util.Locale;

/// An HTTP answer taken apart.
record Answer(int status, String headers, String body) {
  Answer(int status, String body) {
    this(status, "", body);
  }

  static Answer of(String text) {
    var border = text.indexOf("\r\n\r\n");
    if (!text.startsWith("HTTP/1.1 ") || border < 0) {
      throw new AssertionError("no HTTP answer: \"" + text + "\"");
    }
    var status = Integer.parseInt(text.substring(9, 12));
    var headers = text.substring(0, border).toLowerCase(Locale.ROOT);
    return new Answer(status, headers, text.substring(border + 4));
  }

  Answer withoutHeaders() {
    return new Answer(status, body);
  }
}
