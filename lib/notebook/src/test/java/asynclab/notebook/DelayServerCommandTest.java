package asynclab.notebook;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The command in a process of its own.
@Tag("slow")
@Timeout(60)
class DelayServerCommandTest {
  @Test
  void it_prints_each_arrival_and_ends_when_told_to() throws Exception {
    var command = start("0");
    try (var output = command.inputReader(UTF_8)) {
      var first = output.readLine();
      var port = first.replaceFirst(".*127.0.0.1:(\\d+).*", "$1");
      ask(port, "/0/hello");
      ask(port, "/3/a%1B%5B31m");

      assertEquals("1 0 ms hello", output.readLine());
      assertEquals("2 3 ms a\ufffd[31m", output.readLine());
      command.destroy();
      assertEquals(143, command.waitFor());
    } finally {
      command.destroyForcibly();
    }
  }

  @Test
  void a_port_that_is_taken_is_said_in_one_sentence() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      var command = start(String.valueOf(taken.getLocalPort()));

      var words = errors(command);

      assertEquals(2, command.waitFor());
      assertTrue(words.endsWith("name another, or 0"), words);
      assertTrue(words.startsWith("port " + taken.getLocalPort() + " is not free"), words);
    }
  }

  @Test
  void what_is_no_port_is_said_in_one_sentence() throws Exception {
    for (var argument : List.of("70000", "-1", "web")) {
      var command = start(argument);

      var words = errors(command);

      assertEquals(2, command.waitFor());
      assertEquals("the delay server takes one argument, a port from 0 to 65535", words);
    }
  }

  private static String errors(Process command) throws IOException {
    try (var lines = command.errorReader()) {
      return lines.lines().collect(Collectors.joining("\n"));
    }
  }

  private static void ask(String port, String target) throws IOException {
    try (var socket = new Socket("127.0.0.1", Integer.parseInt(port))) {
      var request = "GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      assertTrue(socket.getInputStream().readAllBytes().length > 0);
    }
  }

  private static Process start(String argument) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var places = Stream.of("java.class.path", "jdk.module.path").map(System::getProperty);
    var classes = places.filter(Objects::nonNull).collect(Collectors.joining(File.pathSeparator));
    var words = new ArrayList<>(List.of(java, "-Dstdout.encoding=UTF-8", "-cp", classes));
    words.addAll(List.of(DelayServerCommand.class.getName(), argument));
    return new ProcessBuilder(words).start();
  }
}
