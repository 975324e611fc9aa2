package asynclab.net.http;

import java.nio.ByteBuffer;

/// A content of so many bytes, or of as many as come.
final class CountedDecoder implements BodyDecoder {
  private final boolean known;
  private final Limits limits;
  private long missing;
  private long came;

  CountedDecoder(long bytes, boolean known, Limits limits) {
    missing = bytes;
    this.known = known;
    this.limits = limits;
  }

  @Override
  public void decode(ByteBuffer in, ByteBuffer out) throws HttpException {
    var count = BodyDecoder.move(in, out, missing);
    missing -= count;
    came += count;
    if (came > limits.bodyBytes()) throw BodyDecoder.tooLong(limits);
  }

  @Override
  public boolean isDone() {
    return missing == 0;
  }

  @Override
  public boolean endsWithConnection() {
    return !known;
  }
}
