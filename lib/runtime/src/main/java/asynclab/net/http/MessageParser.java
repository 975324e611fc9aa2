package asynclab.net.http;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One message, from bytes in any pieces: wherever they are cut, the result is the same.
///
/// It takes no byte behind the end of the message, which begins the next one. It holds at most what
/// its limits allow, and what it does not allow it refuses as soon as that is known.
final class MessageParser<H extends MessageHead> {
  private static final int PIECE_BYTES = 1024;

  /// Judges a head that is whole.
  private interface Judge<H> {
    H head(String startLine, Headers headers) throws HttpException;
  }

  private final Limits limits;
  private final HeadParser lines;
  private final Judge<H> judge;
  private final boolean forClient;
  private @Nullable H head;
  private @Nullable BodyDecoder decoder;
  private ByteBuffer content = ByteBuffer.allocate(0);

  private MessageParser(Limits limits, HeadParser lines, Judge<H> judge, boolean forClient) {
    this.limits = limits;
    this.lines = lines;
    this.judge = judge;
    this.forClient = forClient;
  }

  static MessageParser<RequestHead> ofRequest(Limits limits) {
    return new MessageParser<>(limits, HeadParser.ofRequest(limits), RequestHead::of, false);
  }

  /// @param method of the request that is answered
  static MessageParser<ResponseHead> ofResponse(Limits limits, String method) {
    return new MessageParser<>(
        limits,
        HeadParser.ofResponse(limits),
        (line, headers) -> ResponseHead.of(method, line, headers),
        true);
  }

  /// Takes bytes up to the end of the head, or all there are; whether the head is whole.
  boolean feedHead(ByteBuffer in) throws HttpException {
    if (head != null) return true;
    try {
      if (!lines.feed(in)) return false;
      var judged = judge.head(lines.startLine(), lines.headers());
      decoder = judged.framing().decoder(limits);
      head = judged;
      return true;
    } catch (HttpException e) {
      throw refusal(e);
    }
  }

  /// Takes bytes up to the end of the message, or all there are; whether the message is whole.
  boolean feed(ByteBuffer in) throws HttpException {
    if (!feedHead(in)) return false;
    var body = decoder();
    while (in.hasRemaining() && !body.isDone()) {
      if (!content.hasRemaining()) content = larger(content);
      decode(in, content);
    }
    return body.isDone();
  }

  /// The same for the content alone, into a buffer of the caller's.
  void decode(ByteBuffer in, ByteBuffer out) throws HttpException {
    try {
      decoder().decode(in, out);
    } catch (HttpException e) {
      throw refusal(e);
    }
  }

  private static ByteBuffer larger(ByteBuffer full) {
    var capacity = Math.max(PIECE_BYTES, 2L * full.capacity());
    return ByteBuffer.allocate((int) Math.min(capacity, Integer.MAX_VALUE - 8)).put(full.flip());
  }

  private HttpException refusal(HttpException e) {
    return forClient ? e.asAnswer() : e;
  }

  /// Whether anything of the message came.
  boolean hasBegun() {
    return lines.hasBegun();
  }

  /// @throws IllegalStateException before the head is whole
  H head() {
    if (head == null) throw new IllegalStateException("the head is not whole yet");
    return head;
  }

  private BodyDecoder decoder() {
    if (decoder == null) throw new IllegalStateException("the head is not whole yet");
    return decoder;
  }

  /// Whether the content is whole.
  boolean isDone() {
    return decoder != null && decoder.isDone();
  }

  /// The connection ends here.
  ///
  /// @throws HttpException when the message does not
  void end() throws HttpException {
    if (isDone() || (decoder != null && decoder.endsWithConnection())) return;
    var where = hasBegun() ? "in the middle of a message" : "before a message came";
    throw refusal(new HttpException(400, "the connection ended " + where));
  }

  /// The content as far as it came, unless [#decode] took it away.
  Body body() {
    return new Body.Whole(Arrays.copyOf(content.array(), content.position()));
  }
}
