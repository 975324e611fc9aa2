package asynclab.net.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What a parser makes of bytes, as text.
final class Messages {
  static final Limits LIMITS = new Limits(64, 4, 128, 32);

  private Messages() {}

  /// Every request in a text, then how it ended: `more` when one is not whole yet, or the status of
  /// the refusal.
  static String requests(String text) {
    var bytes = text.getBytes(ISO_8859_1);
    return requests(bytes, new int[0]);
  }

  /// The same of bytes that come in pieces, cut at these places.
  static String requests(byte[] bytes, int... cuts) {
    var found = new ArrayList<String>();
    try {
      var parser = MessageParser.ofRequest(LIMITS);
      for (var piece : pieces(bytes, cuts)) {
        while (parser.feed(piece)) {
          found.add(meaning(parser.head(), parser.body()));
          parser = MessageParser.ofRequest(LIMITS);
        }
      }
      found.add(parser.hasBegun() ? "more" : "end");
    } catch (HttpException e) {
      found.add(String.valueOf(e.status()));
    }
    return String.join(" | ", found);
  }

  /// The first response in a text to a request with `method`, and what of the text is left.
  static String response(String method, String text) {
    return response(method, text.getBytes(ISO_8859_1));
  }

  static String response(String method, byte[] bytes, int... cuts) {
    var parser = MessageParser.ofResponse(LIMITS, method);
    try {
      var left = 0;
      for (var piece : pieces(bytes, cuts)) {
        parser.feed(piece);
        left += piece.remaining();
      }
      if (!parser.isDone()) parser.end();
      var head = parser.head();
      return head.status() + " " + parser.body().text() + (left == 0 ? "" : " +" + left);
    } catch (HttpException e) {
      return String.valueOf(e.status());
    }
  }

  static String meaning(RequestHead head, Body body) {
    return head.method() + " " + head.target() + " " + new String(body.bytes(), ISO_8859_1);
  }

  static List<ByteBuffer> pieces(byte[] bytes, int... cuts) {
    var pieces = new ArrayList<ByteBuffer>();
    var from = 0;
    for (var to : Arrays.copyOf(cuts, cuts.length + 1)) {
      var end = pieces.size() == cuts.length ? bytes.length : to;
      pieces.add(ByteBuffer.wrap(bytes, from, end - from));
      from = end;
    }
    return pieces;
  }
}
