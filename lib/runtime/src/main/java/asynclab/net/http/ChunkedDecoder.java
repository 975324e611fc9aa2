package asynclab.net.http;

import java.nio.ByteBuffer;

/// A content in chunks, each behind its size: RFC 9112, section 7.1.
///
/// Chunk extensions and trailers are read, bounded and dropped, as the RFC allows.
final class ChunkedDecoder implements BodyDecoder {
  /// Less than a long holds, so no sum overflows.
  private static final int SIZE_DIGITS = 15;

  /// Where it stands, and which way it may go from there.
  ///
  /// ```
  /// SIZE     -> DATA      // a chunk begins
  /// SIZE     -> TRAILERS  // its size is 0: it was the last
  /// DATA     -> DATA_END  // all its bytes have come
  /// DATA_END -> SIZE      // and the end of line behind them
  /// TRAILERS -> DONE      // an empty line
  /// ```
  private enum State {
    SIZE,
    DATA,
    DATA_END,
    TRAILERS,
    DONE
  }

  private final Limits limits;
  private final Line sizeLine;
  private final Line dataEnd = new Line(0, _ -> longerThanSaid());
  private final FieldLines trailers;
  private State state = State.SIZE;
  private long missing;
  private long allowed;
  private int extensionBytesAllowed;

  ChunkedDecoder(Limits limits) {
    this.limits = limits;
    allowed = limits.bodyBytes();
    extensionBytesAllowed = limits.fieldBytes();
    sizeLine = new Line(SIZE_DIGITS + limits.fieldBytes(), _ -> tooLongExtensions());
    trailers = new FieldLines(limits);
  }

  @Override
  public void decode(ByteBuffer in, ByteBuffer out) throws HttpException {
    while (in.hasRemaining() && state != State.DONE) {
      if (state != State.DATA) take(in.get());
      else if (!moveData(in, out)) return;
    }
  }

  /// Whether there was room.
  private boolean moveData(ByteBuffer in, ByteBuffer out) {
    missing -= BodyDecoder.move(in, out, missing);
    if (missing == 0) state = State.DATA_END;
    return missing == 0 || out.hasRemaining();
  }

  private void take(byte next) throws HttpException {
    switch (state) {
      case SIZE -> {
        if (sizeLine.take(next)) beginChunk(sizeLine.text());
      }
      case DATA_END -> {
        if (dataEnd.take(next)) state = State.SIZE;
      }
      case TRAILERS -> {
        if (trailers.take(next)) state = State.DONE;
      }
      case DATA, DONE -> throw new AssertionError(state + " takes no single byte");
    }
  }

  private void beginChunk(String line) throws HttpException {
    var semicolon = line.indexOf(';');
    var digits = semicolon < 0 ? line : line.substring(0, semicolon);
    extensionBytesAllowed -= line.length() - digits.length();
    if (extensionBytesAllowed < 0) throw tooLongExtensions();
    missing = size(digits);
    if (missing > allowed) throw BodyDecoder.tooLong(limits);
    allowed -= missing;
    state = missing == 0 ? State.TRAILERS : State.DATA;
  }

  private static long size(String digits) throws HttpException {
    if (digits.isEmpty()
        || digits.length() > SIZE_DIGITS
        || !digits.chars().allMatch(ChunkedDecoder::isHex)) {
      throw new HttpException(
          400, "the size of a chunk is 1 to " + SIZE_DIGITS + " hexadecimal digits alone");
    }
    return Long.parseLong(digits, 16);
  }

  private static boolean isHex(int c) {
    return c < 0x80 && Character.digit(c, 16) >= 0;
  }

  private static HttpException longerThanSaid() {
    return new HttpException(400, "a chunk is longer than its size says");
  }

  private HttpException tooLongExtensions() {
    return new HttpException(
        400, "more than %,d bytes of chunk extensions".formatted(limits.fieldBytes()));
  }

  @Override
  public boolean isDone() {
    return state == State.DONE;
  }

  @Override
  public boolean endsWithConnection() {
    return false;
  }
}
