package asynclab.net.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.executor.EventLoop;
import asynclab.futures.Future;
import asynclab.net.AsyncListener;
import asynclab.net.AsyncStream;
import asynclab.poll.TcpListener;
import asynclab.syscalls.SyscallException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A client against a server that says what the test wants.
@Timeout(30)
class HttpConnectionTest extends Served {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private AsyncListener listener;
  private HttpConnection connection;
  private AsyncStream server;

  @BeforeEach
  void connect() throws Exception {
    listener = AsyncListener.bind(loop, kind.address());
    var accepted = loop.spawn(listener.accept());
    connection = loop.blockOn(HttpConnection.connect(loop, listener.address()));
    server = loop.blockOn(accepted);
  }

  @AfterEach
  void end() throws IOException {
    if (loop == null) return; // left out, by name
    connection.close();
    server.close();
    listener.close();
  }

  private Response answered(Request request, String answer) throws Exception {
    loop.blockOn(server.writeText(answer));
    return loop.blockOn(connection.send(request));
  }

  private String heard() throws Exception {
    var buffer = ByteBuffer.allocateDirect(4096);
    loop.blockOn(server.read(buffer));
    return ISO_8859_1.decode(buffer.flip()).toString();
  }

  @Test
  void a_request_as_it_is_written() throws Exception {
    answered(Request.post("/a", Body.of("hi")).with("X-Lab", "1"), OK);

    assertEquals(
        """
        POST /a HTTP/1.1
        Host: %s
        X-Lab: 1
        Content-Length: 2

        hi\
        """
            .formatted(kind.text(listener.address().getPort())),
        heard().replace("\r\n", "\n"));
  }

  @Test
  void what_frames_a_request_is_not_the_callers_to_say() throws Exception {
    answered(Request.get("/").with("Transfer-Encoding", "chunked").with("Host", "other"), OK);

    assertEquals("GET / HTTP/1.1\r\nHost: other\r\n\r\n", heard());
  }

  @Test
  void a_body_in_pieces_is_chunked_and_closed() throws Exception {
    var pieces = new Pieces("ab", "c");

    answered(Request.post("/", Body.of(pieces)), OK);

    assertTrue(heard().endsWith("chunked\r\n\r\n0002\r\nab\r\n0001\r\nc\r\n0\r\n\r\n"));
    assertTrue(pieces.closed);
  }

  @Test
  void one_exchange_follows_the_other() throws Exception {
    assertEquals("ok", answered(Request.get("/"), OK).text());
    assertTrue(connection.isReusable());
    assertEquals("ok", answered(Request.get("/"), OK).text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
      })
  void a_last_answer_is_the_last(String answer) throws Exception {
    assertEquals("ok", answered(Request.get("/"), answer).text());

    assertFalse(connection.isReusable());
    var e =
        assertThrows(
            IllegalStateException.class, () -> loop.blockOn(connection.send(Request.get("/"))));
    assertTrue(e.getMessage().contains("connect anew"), e.getMessage());
  }

  @Test
  void an_answer_up_to_the_end_of_the_connection_is_whole() throws Exception {
    loop.blockOn(server.writeText("HTTP/1.1 200 OK\r\n\r\nall of it"));
    server.shutdownOutput();

    assertEquals("all of it", loop.blockOn(connection.send(Request.get("/"))).text());
    assertFalse(connection.isReusable());
  }

  @Test
  void interim_answers_are_passed_over_and_not_without_end() throws Exception {
    var interim = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n";

    assertEquals("ok", answered(Request.get("/"), interim.repeat(8) + OK).text());
    var e =
        assertThrows(HttpException.class, () -> answered(Request.get("/"), interim.repeat(9) + OK));

    assertTrue(e.getMessage().contains("status 103 again"), e.getMessage());
  }

  @Test
  void a_second_request_while_one_waits_is_refused_and_the_first_goes_on() throws Exception {
    var first = loop.spawn(connection.send(Request.get("/")));
    loop.blockOn(EventLoop.yieldNow());

    var second = connection.send(Request.get("/"));

    var e = assertThrows(IllegalStateException.class, () -> loop.blockOn(second));
    assertTrue(e.getMessage().endsWith("already: one at a time"), e.getMessage());
    loop.blockOn(server.writeText(OK));
    assertEquals("ok", loop.blockOn(first).text());
  }

  @Test
  void who_gives_up_an_answer_gives_up_the_connection() throws Exception {
    var given = loop.spawn(connection.send(Request.get("/")));
    loop.blockOn(EventLoop.yieldNow());
    given.cancel();
    loop.run();

    assertFalse(connection.isReusable());
    heard();
    assertEquals(AsyncStream.END, loop.blockOn(server.read(ByteBuffer.allocateDirect(8))));
  }

  @Test
  void one_that_was_never_asked_can_be_given_up_for_nothing() throws Exception {
    connection.send(Request.get("/")).close();

    assertEquals("ok", answered(Request.get("/"), OK).text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab",
        "HTTP/1.1 200",
        "",
      })
  void an_answer_that_breaks_off_is_a_failure_with_the_address(String answer) throws Exception {
    loop.blockOn(server.writeText(answer));
    server.shutdownOutput();

    var e =
        assertThrows(HttpException.class, () -> loop.blockOn(connection.send(Request.get("/"))));

    assertTrue(e.getMessage().contains(answer.isEmpty() ? "before a" : "in the middle"));
    assertTrue(e.getMessage().endsWith(kind.text(listener.address().getPort())), e.toString());
  }

  @Test
  void more_than_the_limit_is_refused() throws Exception {
    var small = HttpConnection.over(connection.stream, "h", Limits.USUAL.withBodyBytes(1));
    loop.blockOn(server.writeText(OK));

    var e = assertThrows(HttpException.class, () -> loop.blockOn(small.send(Request.get("/"))));

    assertTrue(e.getMessage().startsWith("502 Bad Gateway: more than 1 bytes"), e.getMessage());
    assertFalse(small.isReusable());
  }

  @Test
  void an_answer_that_comes_before_all_was_sent_is_taken() throws Exception {
    var large = Body.of(new byte[8_000_000]);
    loop.blockOn(server.writeText("HTTP/1.1 413 Too much\r\nContent-Length: 0\r\n\r\n"));

    var response = loop.blockOn(connection.send(Request.post("/", large)));

    assertEquals(413, response.status());
    assertFalse(connection.isReusable(), "the rest of the request was never sent");
  }

  @Test
  void nobody_listens_names_the_address() throws Exception {
    InetSocketAddress gone;
    try (var closed = TcpListener.bind(kind.address())) {
      gone = closed.address();
    }
    var uri = URI.create("http://" + kind.text(gone.getPort()) + "/");

    var e = assertThrows(SyscallException.class, () -> loop.blockOn(Http.get(loop, uri)));

    assertTrue(e.getMessage().contains(kind.text(gone.getPort())), e.getMessage());
  }

  @Test
  void one_request_to_an_address() throws Exception {
    var echo = serve(Served::echo);
    var uri = uri(echo, "/a%20b?c=d#e");

    var both =
        loop.blockOn(
            Future.joinAll(List.of(Http.get(loop, uri), Http.post(loop, uri, Body.of("x")))));

    assertEquals(
        List.of("GET /a%20b?c=d ", "POST /a%20b?c=d x"),
        both.stream().map(Response::text).toList());
    loop.blockOn(echo.stop());
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://h/", "http:///a", "mailto:a@b", "http://user@h/", "/a"})
  void an_address_that_is_not_for_us_is_refused(String uri) {
    var e = assertThrows(IllegalArgumentException.class, () -> Http.get(loop, URI.create(uri)));

    assertTrue(e.getMessage().contains("\"" + uri + "\""), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nb", "a\nb", "a\rb", " a", "a ", "a\0", "\u20ac"})
  void a_field_that_would_split_a_message_cannot_be_made(String value) {
    assertThrows(IllegalArgumentException.class, () -> Headers.of("A", value));
    assertThrows(IllegalArgumentException.class, () -> Headers.of(value, "a"));
    assertThrows(IllegalArgumentException.class, () -> Request.get("/" + value));
  }
}
