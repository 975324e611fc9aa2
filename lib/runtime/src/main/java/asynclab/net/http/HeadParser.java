package asynclab.net.http;

import java.nio.ByteBuffer;
import java.util.function.Function;

/// The head of a message, from bytes in any pieces: a start line, fields, an empty line.
final class HeadParser {
  private final Line startLine;
  private final FieldLines fields;
  private int emptyLines;
  private boolean begun;
  private boolean started;
  private boolean ended;

  private HeadParser(Limits limits, int emptyLines, Function<String, HttpException> tooLong) {
    startLine = new Line(limits.startLineBytes(), tooLong);
    fields = new FieldLines(limits);
    this.emptyLines = emptyLines;
  }

  /// Passes over one empty line before the request, which some clients leave behind a body (RFC
  /// 9112, section 2.2).
  static HeadParser ofRequest(Limits limits) {
    return new HeadParser(limits, 1, RequestHead::startLineTooLong);
  }

  static HeadParser ofResponse(Limits limits) {
    return new HeadParser(limits, 0, _ -> new HttpException(400, "the status line is too long"));
  }

  /// Takes bytes up to the end of the head, or all there are; whether it is whole.
  boolean feed(ByteBuffer in) throws HttpException {
    while (!ended && in.hasRemaining()) take(in.get());
    return ended;
  }

  private void take(byte next) throws HttpException {
    begun = true;
    if (started) ended = fields.take(next);
    else if (startLine.take(next)) begin();
  }

  private void begin() {
    started = !startLine.text().isEmpty() || emptyLines-- == 0;
    begun = started;
  }

  /// Whether anything came of it.
  boolean hasBegun() {
    return begun;
  }

  String startLine() {
    return startLine.text();
  }

  Headers headers() {
    return fields.headers();
  }
}
