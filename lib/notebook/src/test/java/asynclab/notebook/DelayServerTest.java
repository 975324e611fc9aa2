package asynclab.notebook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the server says on the wire, by plain sockets and HTTP as text.
@Timeout(30)
class DelayServerTest {
  private static final String FOREVER = "18446744073709551615";

  private DelayServer server;

  @BeforeEach
  void start() throws IOException {
    server = DelayServer.start();
  }

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "/0/hello, 200, hello",
    "/+1/plus, 200, plus",
    "/0/a+b, 200, a+b",
    "/0/a%2Fb, 200, a/b",
    "/0/gr%C3%BCn, 200, grün",
    "/0/%F0%9F%90%8C, 200, 🐌",
    "/%30/x, 200, x",
    "/0/hello?query=1/2, 200, hello",
    "/18446744073709551616/x, 404, 'can not parse \"18446744073709551616\" to a u64: ask /1000/hello'",
    "/-1/x, 404, 'can not parse \"-1\" to a u64: ask /1000/hello'",
    "/soon/x, 404, 'can not parse \"soon\" to a u64: ask /1000/hello'",
    "/0/, 404, ''",
    "/0, 404, ''",
    "/, 404, ''",
    "/0/a/b, 404, ''",
    "/0//a, 404, ''",
  })
  void a_target_has_its_status_and_body(String target, int status, String body) throws IOException {
    var answer = Answer.of(server.get(target));

    assertEquals(new Answer(status, body), answer.withoutHeaders());
  }

  @Test
  void the_largest_delays_are_waited_for() throws IOException {
    try (var first = ask("/9223372036854775808/x");
        var second = ask("/" + FOREVER + "/x")) {
      awaitArrivals(2);

      assertTrue(server.arrivals().stream().noneMatch(DelayServer.Arrival::answered));
      assertFalse(first.isClosed() || second.isClosed());
    }
  }

  @Test
  void an_answer_is_plain_text_in_utf_8_and_as_long_as_it_says() throws IOException {
    var headers = Answer.of(server.get("/0/gr%C3%BCn")).headers();

    assertTrue(headers.contains("content-type: text/plain; charset=utf-8"), headers);
    assertTrue(headers.contains("content-length: 5"), headers);
    assertTrue(headers.contains("connection: close"), headers);
    assertTrue(headers.contains("date: "), headers);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"POST", "HEAD", "PUT", "DELETE"})
  void another_method_gets_404_and_nothing(String method) throws IOException {
    var text = exchange(method + " /0/x HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n" + closing());

    assertEquals(new Answer(404, ""), Answer.of(text).withoutHeaders());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"GET /0/%zz HTTP/1.1", "GET", "nonsense"})
  void what_is_no_request_gets_400_and_an_end(String line) throws IOException {
    var text = exchange(line + "\r\nHost: x\r\n" + closing());

    assertEquals(400, Answer.of(text).status());
  }

  @Test
  void one_connection_serves_one_request_after_another() throws IOException {
    try (var socket = new Socket(server.address().getAddress(), server.port())) {
      for (var word : List.of("one", "two", "three")) {
        write(socket, "GET /0/%s HTTP/1.1\r\nHost: x\r\n\r\n".formatted(word));
        var text = readUntil(socket, word);

        assertFalse(text.toLowerCase(Locale.ROOT).contains("connection: close"), text);
      }
    }
  }

  @Test
  void requests_sent_at_once_are_answered_in_the_order_they_were_asked() throws IOException {
    var text =
        exchange(
            "GET /30/slow HTTP/1.1\r\nHost: x\r\n\r\nGET /0/quick HTTP/1.1\r\nHost: x\r\n"
                + closing());

    assertTrue(text.indexOf("slow") > 0 && text.indexOf("slow") < text.indexOf("quick"), text);
    var arrivals = server.arrivals();
    var firstAnswer = arrivals.get(0).answeredNanos().orElseThrow();
    assertTrue(arrivals.get(1).arrivedNanos() - firstAnswer >= 0, "the second waits its turn");
  }

  @Test
  void requests_on_connections_of_their_own_are_answered_as_their_delays_end() throws IOException {
    try (var forever = ask("/" + FOREVER + "/slow")) {
      awaitArrivals(1);

      assertEquals("quick", Answer.of(server.get("/1/quick")).body());
      assertFalse(forever.isClosed());
    }
  }

  @Test
  void what_was_understood_is_an_arrival_with_a_number() throws IOException {
    var _ = server.get("/7/one%20word");
    var _ = server.get("/soon/x");
    var _ = server.get("/0/two");

    var arrivals = server.arrivals();

    assertEquals("[1 7 ms one word, 2 0 ms two]", arrivals.toString());
    var first = arrivals.getFirst();
    var took = first.answeredNanos().orElseThrow() - first.arrivedNanos();
    assertTrue(took >= 7_000_000, "answered after its delay, not before");
  }

  @Test
  void of_many_arrivals_the_last_are_remembered() throws Exception {
    try (var small = DelayServer.start(0, arrival -> {})) {
      var more = 5;
      pipeline(small, DelayServer.REMEMBERED + more);

      assertEquals(DelayServer.REMEMBERED, small.arrivals().size());
      assertEquals(more + 1, small.arrivals().getFirst().number());
    }
  }

  @Test
  void a_closed_server_accepts_nobody_and_may_be_closed_again() {
    server.close();
    server.close();

    assertThrows(ConnectException.class, () -> server.get("/0/x"));
  }

  /// Sends `count` requests on one connection and reads to its end.
  private static void pipeline(DelayServer server, int count) throws Exception {
    try (var socket = new Socket(server.address().getAddress(), server.port());
        var writer = Executors.newVirtualThreadPerTaskExecutor()) {
      var request = "GET /0/x HTTP/1.1\r\nHost: x\r\n";
      var all = (request + "\r\n").repeat(count - 1) + request + closing();
      var written =
          writer.submit(() -> {
            write(socket, all);
            return "written";
          });
      var _ = socket.getInputStream().readAllBytes();

      assertEquals("written", written.get());
    }
  }

  private static String closing() {
    return "Connection: close\r\n\r\n";
  }

  private Socket ask(String target) throws IOException {
    var socket = new Socket(server.address().getAddress(), server.port());
    write(socket, "GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
    return socket;
  }

  private String exchange(String request) throws IOException {
    try (var socket = new Socket(server.address().getAddress(), server.port())) {
      write(socket, request);
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
  }

  private static String readUntil(Socket socket, String ending) throws IOException {
    var text = new StringBuilder();
    while (!text.toString().endsWith(ending)) {
      var next = socket.getInputStream().read();
      assertTrue(next >= 0, "the connection ended after " + text);
      text.append((char) next);
    }
    return text.toString();
  }

  private void awaitArrivals(int count) {
    while (server.arrivals().size() < count) Thread.onSpinWait();
  }
}
