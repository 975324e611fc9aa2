package asynclab.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.futures.Future;
import asynclab.net.AsyncStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Bodies that come piece by piece, through a buffer smaller than they are.
@Timeout(30)
class StreamedTest extends Served {
  private HttpServer server;
  private HttpConnection connection;

  @BeforeEach
  void connect() throws Exception {
    server =
        serve(request ->
            Future.ready(
                switch (request.target()) {
                  case "/whole" -> Response.ok("x".repeat(100_000));
                  case "/hangs" -> new Response(200, Headers.NONE, Body.of(hanging()));
                  case "/empty" -> Response.of(204);
                  default -> new Response(200, Headers.NONE, Body.of(new Pieces("ab", "cde", "f")));
                }));
    connection = loop.blockOn(HttpConnection.connect(loop, server.address()));
  }

  /// Two bytes, and then no more without an end.
  private static Body.Source hanging() {
    var pieces = new Pieces("ab");
    return into -> pieces.isEmpty() ? Future.never() : pieces.read(into);
  }

  @AfterEach
  void stop() throws Exception {
    if (loop == null) return; // left out, by name
    connection.close();
    loop.blockOn(server.stop());
  }

  private Body.Source source(String target) throws Exception {
    var body = loop.blockOn(connection.stream(Request.get(target))).body();
    return ((Body.Stream) body).source();
  }

  private String rest(Body.Source source) throws Exception {
    var text = new StringBuilder();
    var buffer = ByteBuffer.allocateDirect(7);
    while (loop.blockOn(source.read(buffer.clear())) != AsyncStream.END) {
      text.append(StandardCharsets.UTF_8.decode(buffer.flip()));
    }
    return text.toString();
  }

  @Test
  void all_of_it_comes_and_another_exchange_may_follow() throws Exception {
    assertEquals("abcdef", rest(source("/pieces")));
    assertTrue(connection.isReusable());
    assertEquals(100_000, rest(source("/whole")).length());
    assertEquals("", rest(source("/empty")));
    assertEquals("abcdef", loop.blockOn(connection.send(Request.get("/pieces"))).text());
  }

  @Test
  void the_end_may_be_asked_for_again() throws Exception {
    var source = source("/pieces");
    rest(source);

    assertEquals("", rest(source));
    source.close();

    assertTrue(connection.isReusable());
  }

  @Test
  void the_connection_is_busy_until_the_end() throws Exception {
    source("/whole");

    assertThrows(
        IllegalStateException.class, () -> loop.blockOn(connection.send(Request.get("/"))));
  }

  @Test
  void who_closes_it_before_the_end_spends_the_connection() throws Exception {
    source("/whole").close();

    assertFalse(connection.isReusable());
  }

  @Test
  void what_came_piece_by_piece_is_not_there_at_once() throws Exception {
    var response = loop.blockOn(connection.stream(Request.get("/pieces")));

    var e = assertThrows(IllegalStateException.class, response::text);

    assertTrue(e.getMessage().contains("read its source"), e.getMessage());
  }

  @Test
  void a_connection_that_breaks_off_is_a_failure_of_the_read() throws Exception {
    var source = source("/hangs");
    server.close();
    loop.blockOn(server.stop());

    assertThrows(IOException.class, () -> rest(source));
  }

  @Test
  void a_source_that_takes_its_time_is_not_the_readers_fault() throws Exception {
    var quick =
        settings.with(
            new ServerSettings.Patience(NEVER, NEVER, NEVER, SOON, PATIENCE.linger(), SOON));
    var slow = new Pieces("ab", "c");
    Body.Source source = into -> loop.sleep(SOON.multipliedBy(3)).then(_ -> slow.read(into));
    var other = serve(_ -> Future.ready(new Response(200, Headers.NONE, Body.of(source))), quick);

    assertEquals("abc", loop.blockOn(Http.get(loop, uri(other, "/"))).text());
    loop.blockOn(other.stop());
  }
}
