package asynclab.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.completion.CompletionPoller;
import asynclab.executor.EventLoop;
import asynclab.executor.Runtime;
import asynclab.futures.Future;
import asynclab.net.AsyncListener;
import asynclab.poll.Poller;
import asynclab.syscalls.Errno;
import asynclab.syscalls.SyscallException;
import asynclab.syscalls.Unistd;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A server in a process that has no descriptor left, in a JVM of its own.
@Tag("child-process")
@Timeout(60)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no limit of descriptors to reach")
class HttpServerEmfileTest {
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void who_cannot_be_accepted_is_served_when_a_descriptor_is_free_again(boolean byCompletion)
      throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new ArrayList<>(List.of("sh", "-c", "ulimit -n 100; exec \"$@\"", "sh", java));
    command.addAll(List.of("-XX:-MaxFDLimit", "--enable-native-access=ALL-UNNAMED", "-cp"));
    command.add(String.join(File.pathSeparator, "target/classes", "target/test-classes"));
    command.addAll(List.of(Child.class.getName(), String.valueOf(byCompletion)));

    var child = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    var lines = said.lines().toList();
    assertTrue(lines.getFirst().contains("EMFILE"), said);
    assertEquals("served after a handful of reports", lines.getLast(), said);
    assertEquals(true, child.waitFor(10, TimeUnit.SECONDS));
  }

  static final class Child {
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final List<String> REPORTS = new ArrayList<>();

    public static void main(String... args) throws Exception {
      var usual = ServerSettings.Patience.USUAL;
      var patience =
          new ServerSettings.Patience(
              usual.idle(), usual.head(), usual.body(), usual.write(), usual.linger(), PAUSE);
      ServerSettings.Report report = (where, cause) -> REPORTS.add(where + ": " + cause);
      var settings = ServerSettings.USUAL.with(patience).with(report);
      var byCompletion = Boolean.parseBoolean(args[0]);
      var poller = byCompletion ? CompletionPoller.open() : Poller.ofSystem();
      try (var loop = Runtime.currentThread(poller)) {
        var listener = AsyncListener.loopback(loop);
        var server =
            HttpServer.serve(loop, listener, _ -> Future.ready(Response.ok("hi")), settings);
        loop.blockOn(asking(loop, server)); // once to load the classes: that takes descriptors
        runOut(loop, server);
        loop.blockOn(server.stop());
      }
    }

    private static void runOut(EventLoop loop, HttpServer server) throws Exception {
      var taken = takeAll();
      Unistd.close(taken.removeLast()); // one for the client, and none for the server
      var asking = loop.spawn(asking(loop, server));
      loop.blockOn(loop.sleep(PAUSE.multipliedBy(5)));
      for (var fd : taken) Unistd.close(fd);
      var status = loop.blockOn(asking).status();

      System.out.println(REPORTS.getFirst());
      var few = REPORTS.size() <= 8;
      System.out.println(few && status == 200 ? "served after a handful of reports" : REPORTS);
    }

    private static Future<Response> asking(EventLoop loop, HttpServer server) {
      return Future.using(
          HttpConnection.connect(loop, server.address()),
          connection -> connection.send(Request.get("/").with("Connection", "close")));
    }

    private static List<Integer> takeAll() throws SyscallException {
      var taken = new ArrayList<Integer>();
      try {
        while (true) taken.add(Unistd.dup(0));
      } catch (SyscallException e) {
        if (e.errno() != Errno.EMFILE) throw e;
        return taken;
      }
    }
  }
}
