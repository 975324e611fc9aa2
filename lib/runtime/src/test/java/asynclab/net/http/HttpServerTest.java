package asynclab.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.futures.Future;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a server says to clients that speak by the byte.
@Timeout(30)
class HttpServerTest extends Served {
  private static final String GET = "GET /%s HTTP/1.1\r\nHost: h\r\n\r\n";
  private static final String LAST = "GET /%s HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";

  @Test
  void a_response_as_it_is_written() throws Exception {
    var server = serve(_ -> Future.ready(Response.ok("hello").with("X-Lab", "1")));

    var said = conversation(server, LAST.formatted("a"));

    assertEquals(
        """
        HTTP/1.1 200 OK
        Content-Type: text/plain; charset=utf-8
        X-Lab: 1
        Content-Length: 5
        Connection: close

        hello\
        """,
        said.replace("\r\n", "\n"));
  }

  @Test
  void pipelined_requests_are_answered_in_their_order() throws Exception {
    var server =
        serve(request ->
            request.target().equals("/slow")
                ? loop.sleep(SOON).map(_ -> Response.ok("slow;"))
                : Future.ready(Response.ok(request.target() + ";")));

    var said =
        conversation(server, GET.formatted("slow") + GET.formatted("a") + LAST.formatted("b"));

    assertEquals("slow;/a;/b;", bodies(said));
  }

  private static String bodies(String said) {
    return said.replaceAll("HTTP/1.1 (?s:.*?)\r\n\r\n", "");
  }

  @ParameterizedTest
  @CsvSource({
    "1.1,        , 2", // lives on unless it is told otherwise
    "1.1, close, 1",
    "1.1, Close, 1",
    "1.1, 'x, close', 1",
    "1.0,        , 1",
    "1.0, keep-alive, 2",
  })
  void a_connection_lives_on_as_the_version_and_the_client_say(
      String version, String connection, int answers) throws Exception {
    var server = serve(Served::echo);
    var field = connection == null ? "" : "Connection: " + connection + "\r\n";
    var request = "GET / HTTP/" + version + "\r\nHost: h\r\n" + field + "\r\n";

    var said = conversation(server, request + LAST.formatted(""));

    assertEquals(answers, said.split("HTTP/1.1 200", -1).length - 1, said);
    assertTrue(said.contains("Connection: close"), said);
    if (version.equals("1.0")) assertEquals(answers == 2, said.contains("Connection: keep-alive"));
  }

  @Test
  void head_says_how_much_there_would_be_and_sends_nothing() throws Exception {
    var server = serve(_ -> Future.ready(Response.ok("hello")));

    var said = conversation(server, LAST.formatted("a").replace("GET", "HEAD"));

    assertTrue(said.contains("Content-Length: 5\r\n"), said);
    assertTrue(said.endsWith("\r\n\r\n"), said);
  }

  @ParameterizedTest
  @CsvSource({"204", "304"})
  void some_statuses_have_no_content_whatever_the_handler_gives(int status) throws Exception {
    var server = serve(_ -> Future.ready(new Response(status, Headers.NONE, Body.of("hello"))));

    var said = conversation(server, LAST.formatted("a"));

    assertTrue(!said.contains("Content-Length") && said.endsWith("close\r\n\r\n"), said);
  }

  @Test
  void what_frames_a_response_is_not_the_handlers_to_say() throws Exception {
    var wrong = Headers.of("Content-Length", "1", "transfer-encoding", "gzip", "A", "b");
    var server = serve(_ -> Future.ready(new Response(200, wrong, Body.of("hello"))));

    var said = conversation(server, LAST.formatted("a"));

    assertEquals(
        List.of("HTTP/1.1 200 OK", "A: b", "Content-Length: 5", "Connection: close", "", "hello"),
        said.lines().toList());
  }

  @Test
  void a_body_in_pieces_is_chunked_and_ends_with_the_connection_for_http_1_0() throws Exception {
    var server =
        serve(_ -> Future.ready(new Response(200, Headers.NONE, Body.of(new Pieces("ab", "c")))));

    var chunked = conversation(server, LAST.formatted("a"));
    var plain = conversation(server, "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");

    assertEquals("0002\r\nab\r\n0001\r\nc\r\n0\r\n\r\n", bodies(chunked));
    assertEquals("abc", bodies(plain));
  }

  @Test
  void a_source_is_closed_also_when_nobody_reads_it() throws Exception {
    var pieces = new Pieces("ab");
    var server = serve(_ -> Future.ready(new Response(200, Headers.NONE, Body.of(pieces))));

    var said = conversation(server, LAST.formatted("a").replace("GET", "HEAD"));

    assertTrue(said.contains("Transfer-Encoding: chunked"), said);
    assertTrue(pieces.closed);
  }

  @Test
  void who_expects_to_be_invited_is() throws Exception {
    var server = serve(Served::echo);
    var head = "POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nExpect: 100-continue\r\n";

    var said =
        blocking(() -> {
          try (var socket = new Socket(kind.host(), server.address().getPort())) {
            var out = socket.getOutputStream();
            out.write((head + "Content-Length: 2\r\n\r\n").getBytes());
            var invitation = socket.getInputStream().readNBytes(25);
            out.write("hi".getBytes());
            return new String(invitation, StandardCharsets.US_ASCII) + text(socket);
          }
        });

    assertTrue(said.startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n"), said);
    assertTrue(said.endsWith("POST / hi"), said);
  }

  @ParameterizedTest
  @CsvSource({
    "a body that is there already, Content-Length: 2, 200",
    "a body that is too large,     Content-Length: 9999999, 413",
    "no body,                      A: b, 200",
  })
  void who_need_not_wait_is_not_invited(String why, String field, int status) throws Exception {
    var server = serve(Served::echo);
    var head = "POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nExpect: 100-continue\r\n";

    var said = conversation(server, head + field + "\r\n\r\nhi");

    assertTrue(said.startsWith("HTTP/1.1 " + status), why + ": " + said);
  }

  @Test
  void other_expectations_are_not_met() throws Exception {
    var server = serve(Served::echo);

    var said = conversation(server, LAST.formatted("a").replace("Host", "Expect: tea\r\nHost"));

    assertTrue(said.startsWith("HTTP/1.1 417 Expectation Failed\r\n"), said);
  }

  @Test
  void a_handler_that_fails_is_answered_with_500_and_reported() throws Exception {
    var server =
        serve(request ->
            switch (request.target()) {
              case "/throws" -> throw new IllegalStateException("thrown");
              case "/fails" -> Future.failed(new java.io.IOException("failed"));
              default -> Future.ready(null);
            });

    for (var path : List.of("throws", "fails", "gives null")) {
      var said = conversation(server, GET.formatted(path.replace(" ", "%20")) + GET.formatted(""));
      assertTrue(said.startsWith("HTTP/1.1 500 Internal Server Error\r\n"), said);
      assertTrue(said.endsWith("500 Internal Server Error\n"), "closed after it: " + said);
    }

    assertEquals(
        """
        the handler of GET /throws: java.lang.IllegalStateException: thrown
        the handler of GET /fails: java.io.IOException: failed
        the handler of GET /gives%20null: java.lang.NullPointerException: \
        the handler's future gave null\
        """,
        String.join("\n", reports));
  }

  @Test
  void what_is_refused_is_answered_and_the_connection_ends() throws Exception {
    var server = serve(Served::echo);
    var smuggled = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nTransfer-Encoding: chunked";

    var said = conversation(server, smuggled + "\r\n\r\n0\r\n\r\n" + GET.formatted("smuggled"));

    assertTrue(said.startsWith("HTTP/1.1 400 Bad Request\r\n"), said);
    assertTrue(!said.contains("smuggled"), said);
    assertTrue(said.endsWith("which one holds?\n"), said);
  }

  @Test
  void the_refusal_reaches_a_client_that_goes_on_sending() throws Exception {
    var server = serve(Served::echo);
    var head = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2000000\r\n\r\n";

    var said = conversation(server, head + "x".repeat(500_000));

    assertTrue(said.startsWith("HTTP/1.1 413 Content Too Large\r\n"), said);
  }
}
