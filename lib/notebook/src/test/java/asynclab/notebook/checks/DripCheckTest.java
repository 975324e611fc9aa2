package asynclab.notebook.checks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

class DripCheckTest {
  private static CheckResult check(Drip mine) {
    return Check.of("delay.drip", mine);
  }

  @Test
  void one_answer_flushed_piece_by_piece_is_ok() {
    var result = check((client, body, piece) -> right(client, body, piece, true));

    assertTrue(result.ok(), result.text());
  }

  @Test
  void a_forgotten_flush_is_recognised() {
    var result = check((client, body, piece) -> right(client, body, piece, false));

    assertEquals("10", result.rows().getFirst().seen());
    assertTrue(result.rows().getFirst().why().startsWith("nothing was flushed"));
  }

  @Test
  void an_answer_for_each_piece_is_recognised() {
    var result =
        check((client, body, piece) -> {
          for (var at = 0; at < body.length; at += piece) {
            var size = Math.min(piece, body.length - at);
            head(client, size);
            client.write(body, at, size);
            client.flush();
          }
        });

    assertEquals("3 answers", result.rows().getFirst().seen());
    assertTrue(result.rows().getFirst().why().startsWith("one answer for each piece"));
  }

  private static void right(OutputStream client, byte[] body, int piece, boolean flush)
      throws IOException {
    head(client, body.length);
    for (var at = 0; at < body.length; at += piece) {
      client.write(body, at, Math.min(piece, body.length - at));
      if (flush) client.flush();
    }
  }

  private static void head(OutputStream client, int length) throws IOException {
    var head = "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n";
    client.write(head.getBytes(US_ASCII));
  }
}
