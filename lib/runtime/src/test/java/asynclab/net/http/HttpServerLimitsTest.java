package asynclab.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.executor.EventLoop;
import asynclab.futures.Future;
import asynclab.net.AsyncStream;
import asynclab.sync.Notify;
import asynclab.syscalls.Os;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/// What a server bears: slow clients and many clients.
@Timeout(60)
class HttpServerLimitsTest extends Served {
  private static final String GET = "GET /%s HTTP/1.1\r\nHost: h\r\n\r\n";
  private static final String LAST = "GET /%s HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";

  private ServerSettings patience(String quick) {
    var wait = PATIENCE;
    return settings.with(
        new ServerSettings.Patience(
            quick.equals("idle") ? SOON : NEVER,
            quick.equals("head") ? SOON : NEVER,
            quick.equals("body") ? SOON : NEVER,
            quick.equals("write") ? SOON : NEVER,
            wait.linger(),
            SOON));
  }

  @Test
  void who_asks_nothing_is_let_go_without_a_word() throws Exception {
    var server = serve(Served::echo, patience("idle"));

    assertEquals("", conversation(server, ""));
    var client = loop.blockOn(connect(server)); // on the same thread, so never too late
    loop.blockOn(client.writeText(GET.formatted("")));
    assertEquals("GET / ", lastLine(loop.blockOn(client.readText(1000))), "and after one");
    client.close();
    assertEquals(List.of(), reports);
  }

  private static String lastLine(String said) {
    return said.substring(said.lastIndexOf('\n') + 1);
  }

  @Test
  void a_head_that_does_not_come_to_its_end_is_408() throws Exception {
    var server = serve(Served::echo, patience("head"));

    var said = conversation(server, "GET / HTTP/1.1\r\nHost:");

    assertTrue(said.startsWith("HTTP/1.1 408 Request Timeout\r\n"), said);
  }

  @Test
  void so_is_a_body() throws Exception {
    var server = serve(Served::echo, patience("body"));

    var said = conversation(server, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nabc");

    assertTrue(said.startsWith("HTTP/1.1 408 Request Timeout\r\n"), said);
  }

  @Test
  void who_does_not_take_the_answer_is_let_go_and_reported() throws Exception {
    var large = Body.of(new byte[8_000_000]);
    var server =
        serve(_ -> Future.ready(new Response(200, Headers.NONE, large)), patience("write"));
    var stream = loop.blockOn(connect(server));
    loop.blockOn(stream.writeText(GET.formatted("")));

    loop.blockOn(until(() -> server.connections() == 0 && !reports.isEmpty()));

    assertTrue(reports.getFirst().contains("TimeoutException"), reports.toString());
    stream.close();
  }

  @Test
  void who_comes_when_the_house_is_full_waits_and_is_served() throws Exception {
    var server = serve(Served::echo, settings.withConnections(1));
    var first = loop.blockOn(connect(server));
    var second = loop.blockOn(connect(server)); // the kernel's queue takes it
    loop.blockOn(second.writeText(LAST.formatted("second")));
    loop.blockOn(first.writeText(GET.formatted("first")));
    loop.blockOn(first.read(ByteBuffer.allocateDirect(1)));
    var whileFull = server.connections();

    first.close();
    var answer = loop.blockOn(second.readText(1000));

    assertEquals(1, whileFull);
    assertTrue(answer.endsWith("GET /second "), answer);
    second.close();
  }

  @Test
  void no_descriptor_is_left() throws Exception {
    Assumptions.assumeFalse(Os.current() == Os.WINDOWS, "it has handles");
    var before = openDescriptors();
    var server = serve(Served::echo);
    for (var sent : List.of(LAST, "NONSENSE\r\n\r\n", "GET / HTTP/1.0\r\n\r\n", "")) {
      if (!sent.isEmpty()) conversation(server, sent.formatted("a"));
      var connection = loop.blockOn(HttpConnection.connect(loop, server.address()));
      loop.blockOn(connection.send(Request.get("/")));
      connection.close();
    }
    loop.blockOn(server.stop());

    assertEquals(before, openDescriptors());
  }

  private static long openDescriptors() throws IOException {
    try (var fds = Files.list(Path.of("/dev/fd"))) {
      return fds.count();
    }
  }

  @Test
  @Tag("child-process")
  @DisabledIfSystemProperty(
      named = "asynclab.wine",
      matches = "true",
      disabledReason = "a thousand connections take Wine more than a minute")
  void a_thousand_at_once() throws Exception {
    var server = everybodyWaitsForTheLast(1000);

    assertEquals("1000 answered", blocking(() -> clients(server, 1000)));
  }

  /// The clients are another process, since half of its descriptors are usually enough for a
  /// server.
  @Test
  @Tag("child-process")
  @Timeout(300)
  void ten_thousand_at_once() throws Exception {
    var limit = descriptorLimit();
    Assumptions.assumeTrue(limit >= 10_500, "needs 10,500 descriptors, the limit is " + limit);
    var server = everybodyWaitsForTheLast(10_000);

    assertEquals("10000 answered", blocking(() -> clients(server, 10_000)));
  }

  private static long descriptorLimit() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return system instanceof UnixOperatingSystemMXBean unix ? unix.getMaxFileDescriptorCount() : 0;
  }

  /// No answer before `count` have asked, so all are connected at once.
  private HttpServer everybodyWaitsForTheLast(int count) throws IOException {
    var all = new Notify();
    var asked = new int[1];
    return serve(
        _ -> {
          if (++asked[0] == count) loop.spawn(EventLoop.yieldNow().map(_ -> told(all)));
          return all.notified().map(_ -> Response.ok("all"));
        },
        settings.withConnections(count));
  }

  private static Void told(Notify all) {
    all.notifyAllWaiting();
    return null;
  }

  /// What clients in a JVM of their own say.
  private static String clients(HttpServer server, int count) throws IOException {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            String.join(File.pathSeparator, "target/classes", "target/test-classes"),
            Clients.class.getName(),
            server.address().getHostString(),
            "" + server.address().getPort(),
            "" + count);
    var child = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var said = child.getInputStream()) {
      return new String(said.readAllBytes(), StandardCharsets.UTF_8).strip();
    } finally {
      child.destroyForcibly();
    }
  }

  static final class Clients {
    public static void main(String... args) throws Exception {
      var address = new InetSocketAddress(args[0], Integer.parseInt(args[1]));
      var answers = new ArrayList<Future<String>>();
      try (var loop = EventLoop.open()) {
        for (var i = 0; i < Integer.parseInt(args[2]); i++) {
          var client = loop.blockOn(AsyncStream.connect(loop, address));
          answers.add(client.writeText(LAST.formatted(i)).then(_ -> client.readText(1000)));
        }
        var said = loop.blockOn(Future.joinAll(answers));
        System.out.println(
            said.stream().filter(each -> each.endsWith("all")).count() + " answered");
      }
    }
  }
}
