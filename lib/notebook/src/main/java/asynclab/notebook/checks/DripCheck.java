package asynclab.notebook.checks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The check `delay.drip`: a client with a large buffer counts the pieces of one answer.
@Examination
final class DripCheck {
  static final Exercise<Drip> EXERCISE =
      new Exercise<>(
          "delay.drip",
          Drip.class,
          "Drip mine = (client, body, pieceBytes) -> { client.write(…); client.flush(); };",
          DripCheck.class);

  private static final String END_OF_HEAD = "\r\n\r\n";

  /// What is sent, and the sizes of the pieces in which it has to arrive.
  private record Case(String body, int pieceBytes, String expected) {
    int length() {
      return body.getBytes(UTF_8).length;
    }
  }

  private static final List<Case> CASES =
      List.of(
          new Case("0123456789", 4, "4 4 2"),
          new Case("0123456789", 5, "5 5"),
          new Case("0123456789", 100, "10"),
          new Case("grün", 1, "1 1 1 1 1"));

  @TestFactory
  @Order(1)
  Stream<DynamicTest> pieces(Drip drip, Trial trial) {
    trial.ifItHangs("writing to a client that reads everything never needs to wait");
    return CASES.stream()
        .map(one ->
            dynamicTest(
                "%d bytes, %d at a time: the pieces".formatted(one.length(), one.pieceBytes),
                () ->
                    trial.expect(
                        one.expected,
                        () -> sizes(seen(drip, one.body, one.pieceBytes)),
                        seen -> whyPieces(seen, one.length()))));
  }

  @Test
  @Order(2)
  @DisplayName("ten bytes, 4 at a time: the answer")
  void answer(Drip drip, Trial trial) throws Exception {
    trial.expect(
        "HTTP/1.1 200, Content-Length 10, body 0123456789",
        () -> described(seen(drip, "0123456789", 4).all()),
        DripCheck::whyAnswer);
  }

  private static Client seen(Drip drip, String body, int piece) throws IOException {
    var client = new Client();
    drip.answer(client, body.getBytes(UTF_8), piece);
    client.arrive(); // the server closes the connection at the end, and that flushes
    return client;
  }

  /// How many bytes of bodies each piece brought.
  private static String sizes(Client client) {
    if (heads(client.all()) > 1) return heads(client.all()) + " answers";
    var sizes = new StringJoiner(" ").setEmptyValue("none");
    var before = 0;
    var text = new StringBuilder();
    for (var piece : client.pieces) {
      text.append(piece);
      var border = text.indexOf(END_OF_HEAD);
      var body = border < 0 ? 0 : text.length() - border - END_OF_HEAD.length();
      if (body > before) sizes.add(String.valueOf(body - before));
      before = body;
    }
    return sizes.toString();
  }

  private static String whyPieces(String seen, int length) {
    if (seen.endsWith("answers")) {
      return "one answer for each piece: there is one status line and one head, then the body";
    }
    if (seen.equals(String.valueOf(length))) {
      return "nothing was flushed in between, so that all left in one piece";
    }
    return seen.equals("none")
        ? "no body came behind an empty line: status line, headers, empty line, body"
        : "pieces of another size: the last one alone may be shorter";
  }

  private static String described(String answer) {
    var border = answer.indexOf(END_OF_HEAD);
    if (border < 0) return "no head that ends in an empty line";
    var lines = List.of(answer.substring(0, border).split("\r\n", -1));
    var status = lines.getFirst().replaceFirst("(HTTP/1.1 \\d+).*", "$1");
    var length =
        lines.stream()
            .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
            .map(line -> line.substring(15).strip())
            .findFirst()
            .orElse("missing");
    var body = answer.substring(border + END_OF_HEAD.length());
    return status + ", Content-Length " + length + ", body " + body;
  }

  private static String whyAnswer(String seen) {
    if (heads(seen) > 1) {
      return "one answer for each piece: there is one status line and one head, then the body";
    }
    return seen.contains("Content-Length 10,")
        ? "the client reads another answer than it asked for"
        : "Content-Length counts the bytes of the whole body, not of a piece";
  }

  private static int heads(String text) {
    return text.split("HTTP/1.1 ", -1).length - 1;
  }

  /// A client that gets what was written when it is flushed, all of it at once.
  private static final class Client extends OutputStream {
    final List<String> pieces = new ArrayList<>();
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();

    @Override
    public void write(int one) {
      waiting.write(one);
    }

    @Override
    public void flush() {
      arrive();
    }

    void arrive() {
      if (waiting.size() > 0) pieces.add(waiting.toString(ISO_8859_1));
      waiting.reset();
    }

    String all() {
      return String.join("", pieces);
    }
  }
}
