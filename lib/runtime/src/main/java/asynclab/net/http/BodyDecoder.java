package asynclab.net.http;

import java.nio.ByteBuffer;

/// Takes the content of one message out of the bytes of a connection.
interface BodyDecoder {
  /// Moves what is content from `in` to `out`, until one has no more or the other no room. Bytes
  /// behind the end stay.
  void decode(ByteBuffer in, ByteBuffer out) throws HttpException;

  /// Whether the content is whole.
  boolean isDone();

  /// Whether it is whole when the connection ends here.
  boolean endsWithConnection();

  static HttpException tooLong(Limits limits) {
    return new HttpException(413, "more than %,d bytes".formatted(limits.bodyBytes()));
  }

  /// As much as both allow, and no more than `max`.
  static int move(ByteBuffer in, ByteBuffer out, long max) {
    var count = (int) Math.min(max, Math.min(in.remaining(), out.remaining()));
    out.put(out.position(), in, in.position(), count).position(out.position() + count);
    in.position(in.position() + count);
    return count;
  }
}
