package asynclab.net.http;

import asynclab.net.http.Headers.Field;
import java.util.ArrayList;
import java.util.List;

/// Lines with a name and a value each, up to an empty one: the fields of a head, or trailers.
final class FieldLines {
  private static final int LAST_LINE_BYTES = 2;

  private final Limits limits;
  private final Line line;
  private final List<Field> fields = new ArrayList<>();
  private int bytes;

  FieldLines(Limits limits) {
    this.limits = limits;
    line = new Line(limits.fieldBytes(), _ -> tooManyBytes());
  }

  /// The next byte of the stream; whether it ends the last, empty line.
  boolean take(byte next) throws HttpException {
    if (++bytes > limits.fieldBytes() + LAST_LINE_BYTES) throw tooManyBytes();
    if (!line.take(next)) return false;
    var text = line.text();
    if (text.isEmpty()) return true;
    if (fields.size() == limits.fields()) {
      throw new HttpException(431, "more than " + limits.fields() + " fields");
    }
    fields.add(field(text));
    return false;
  }

  /// RFC 9112, section 5: no space before the colon (5.1), and no value goes on in a second line
  /// (5.2).
  private static Field field(String line) throws HttpException {
    if (Chars.isBlank(line.charAt(0))) {
      throw new HttpException(400, "a line of the fields begins with a space (folding is over)");
    }
    var colon = line.indexOf(':');
    if (colon < 0) throw new HttpException(400, "a line of the fields has no colon");
    var name = line.substring(0, colon);
    if (!Chars.isToken(name)) {
      throw new HttpException(400, "what stands before a colon is no name of a field");
    }
    return new Field(name, Chars.strip(line.substring(colon + 1)));
  }

  private HttpException tooManyBytes() {
    return new HttpException(431, "more than %,d bytes of fields".formatted(limits.fieldBytes()));
  }

  Headers headers() {
    return new Headers(fields);
  }
}
