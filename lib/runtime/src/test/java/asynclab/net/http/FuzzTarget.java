package asynclab.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Bytes of any kind as requests and as responses. Parsing them ends in a result or a refusal and
/// in nothing else; the result is the same wherever they are cut; and what is accepted means the
/// same when it is written anew.
///
/// The method's name is the one that Jazzer looks for, which then looks for bytes that reach code
/// not reached before; nothing of Jazzer is needed to compile it.
public final class FuzzTarget {
  private FuzzTarget() {}

  public static void fuzzerTestOneInput(byte[] bytes) throws HttpException {
    var everywhere = IntStream.range(1, Math.max(1, bytes.length)).toArray();
    var requests = Messages.requests(bytes);
    assertEquals(requests, Messages.requests(bytes, everywhere), "byte by byte");
    for (var method : List.of("GET", "HEAD")) {
      var response = Messages.response(method, bytes);
      assertEquals(response, Messages.response(method, bytes, everywhere), "byte by byte");
    }
    for (var cut : List.of(bytes.length / 3, bytes.length / 2, Math.max(0, bytes.length - 1))) {
      assertEquals(requests, Messages.requests(bytes, cut), "cut at " + cut);
    }
    for (var request : accepted(bytes)) assertEquals(request, again(request));
  }

  private static List<Request> accepted(byte[] bytes) {
    var requests = new ArrayList<Request>();
    var in = ByteBuffer.wrap(bytes);
    try {
      for (var parser = parser(); parser.feed(in); parser = parser()) {
        requests.add(unframed(parser));
      }
    } catch (HttpException refused) {
      // what came before it was accepted
    }
    return requests;
  }

  private static MessageParser<RequestHead> parser() {
    return MessageParser.ofRequest(Messages.LIMITS);
  }

  /// Without what the writer decides anew.
  private static Request unframed(MessageParser<RequestHead> parser) {
    var headers = parser.head().headers();
    for (var name : List.of("Content-Length", "Transfer-Encoding", "Connection")) {
      headers = headers.without(name);
    }
    if (!headers.has("Host")) headers = headers.with("Host", "h");
    return new Request(parser.head().method(), parser.head().target(), headers, parser.body());
  }

  private static Request again(Request request) throws HttpException {
    var head = HeadText.of(request, "h");
    var body = request.body().bytes();
    var written = ByteBuffer.allocate(head.length + body.length).put(head).put(body).flip();
    var parser = MessageParser.ofRequest(Limits.USUAL);
    if (!parser.feed(written)) throw new AssertionError("more is wanted behind " + request);
    assertEquals(0, written.remaining(), "bytes left behind " + request);
    return unframed(parser);
  }

  /// For messages of assertions.
  static String shown(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1).replace("\r", "\\r").replace("\n", "\\n");
  }
}
