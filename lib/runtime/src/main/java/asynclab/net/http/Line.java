package asynclab.net.http;

import java.util.function.Function;

/// A line, byte for byte: it ends with CR and LF together, and holds no control character but the
/// tab.
///
/// RFC 9112 lets a recipient take LF alone for an end, and CR alone for a space (section 2.2). Two
/// recipients that choose differently see different messages, so both are refused.
final class Line {
  private final int bytesMax;
  private final Function<String, HttpException> tooLong;
  private final StringBuilder text = new StringBuilder();
  private boolean returned;
  private boolean ended;

  /// @param tooLong the refusal of a line of more than `bytesMax` bytes, made of what came so far
  Line(int bytesMax, Function<String, HttpException> tooLong) {
    this.bytesMax = bytesMax;
    this.tooLong = tooLong;
  }

  /// The next byte of the stream; whether it ends the line.
  boolean take(byte next) throws HttpException {
    if (ended) begin();
    if (returned) {
      if (next != '\n') throw new HttpException(400, "a CR stands without its LF");
      ended = true;
      return true;
    }
    returned = next == '\r';
    if (!returned) add(next);
    return false;
  }

  private void begin() {
    text.setLength(0);
    returned = false;
    ended = false;
  }

  private void add(byte next) throws HttpException {
    if (next == '\n') throw new HttpException(400, "an LF stands without its CR");
    if ((next >= 0 && next < ' ' && next != '\t') || next == 0x7F) {
      throw new HttpException(400, "a line holds the control character " + next);
    }
    if (text.length() == bytesMax) throw tooLong.apply(text.toString());
    text.append((char) Byte.toUnsignedInt(next));
  }

  /// What stands in the line, a character a byte, once it has ended.
  String text() {
    return text.toString();
  }
}
