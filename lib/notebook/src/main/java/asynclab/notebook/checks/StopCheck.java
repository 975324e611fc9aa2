package asynclab.notebook.checks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `delay.stop`: three clients wait an hour for their answers when the server is stopped.
@Examination
final class StopCheck {
  static final Exercise<Stop> EXERCISE =
      new Exercise<>(
          "delay.stop",
          Stop.class,
          "class Mine implements Stop { … }, then Check.of(\"delay.stop\", new Mine())",
          StopCheck.class);

  private static final int CLIENTS = 3;
  private static final int PATIENCE_MILLIS = 500;

  /// Where Linux lists what a process has open.
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  /// Threads that the JDK starts once and keeps.
  private static final Pattern JDK_THREADS =
      Pattern.compile("ForkJoinPool.*|VirtualThread.*|.*-Poller|.*-unparker|process reaper.*");

  private final List<Socket> clients = new ArrayList<>();
  private Set<Thread> threads = Set.of();
  private Set<String> sockets = Set.of();
  private int port;

  /// The first connection of a JVM opens descriptors that stay for all later ones.
  @BeforeAll
  void warmUp() throws IOException {
    try (var listener = new ServerSocket()) {
      listener.bind(loopback(0));
      new Socket(listener.getInetAddress(), listener.getLocalPort()).close();
    }
    threads = threads();
    sockets = sockets();
  }

  @Test
  @Order(1)
  @DisplayName("start(), then GET /0/hello")
  void start(Stop server, Trial trial) throws Exception {
    trial.expect(
        "hello",
        () -> {
          port = server.start();
          return hello(port);
        },
        seen -> "the server has to answer before it can be stopped: begin with that");
  }

  @Test
  @Order(2)
  @DisplayName("stop(), with three requests of an hour under way")
  void stop(Stop server, Trial trial) throws Exception {
    assumeStarted();
    for (var i = 0; i < CLIENTS; i++) clients.add(ask(port, "/3600000/x"));
    var _ = hello(port); // asked after them, so theirs were accepted before
    trial.ifItHangs("it waits out the longest delay: interrupt or close what is under way");
    trial.expect("comes back", () -> stopped(server), seen -> "");
  }

  @Test
  @Order(3)
  @DisplayName("the three clients then read")
  void clientsEnd(Trial trial) throws Exception {
    assumeStarted();
    trial.expect(
        "end, end, end",
        () -> clients.stream().map(StopCheck::outcome).collect(Collectors.joining(", ")),
        seen -> "the connections stay: closing the listener ends nobody who is connected");
  }

  @Test
  @Order(4)
  @DisplayName("somebody connects now")
  void listenerEnds(Trial trial) throws Exception {
    assumeStarted();
    trial.expect(
        "refused", () -> connects(port), seen -> "the listener is open still: close it too");
  }

  @Test
  @Order(5)
  @DisplayName("threads more than before start()")
  void threadsEnd(Trial trial) throws Exception {
    assumeStarted();
    for (var client : clients) client.close();
    trial.expect(
        "none",
        () -> named(left(threads)),
        seen -> "a thread waits on: interrupt it, and wait for its end before stop() returns");
  }

  @Test
  @Order(6)
  @DisplayName("sockets left open")
  void socketsEnd(Trial trial) throws Exception {
    assumeStarted();
    assumeTrue(Files.isDirectory(DESCRIPTORS), "only Linux lists them");
    trial.expect(
        "none",
        () -> {
          var left = sockets();
          left.removeAll(sockets);
          return left.isEmpty() ? "none" : left.size() + " sockets";
        },
        seen -> "a connection was forgotten: close each one that was accepted");
  }

  @Test
  @Order(7)
  @DisplayName("stop() once more")
  void again(Stop server, Trial trial) throws Exception {
    assumeStarted();
    leaveNothing();
    trial.expect("comes back", () -> stopped(server), seen -> "");
  }

  private void assumeStarted() {
    assumeTrue(port != 0, "it never started");
  }

  /// What a wrong `stop()` left is not left here.
  @AfterAll
  void leaveNothing() throws IOException, InterruptedException {
    for (var client : clients) client.close();
    left(threads).forEach(Thread::interrupt);
  }

  private static String stopped(Stop server) throws Exception {
    server.stop();
    return "comes back";
  }

  private static Socket ask(int port, String target) throws IOException {
    var socket = new Socket();
    socket.connect(loopback(port), PATIENCE_MILLIS);
    socket.setSoTimeout(PATIENCE_MILLIS);
    var text = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(text.getBytes(UTF_8));
    return socket;
  }

  private static String hello(int port) throws IOException {
    try (var socket = ask(port, "/0/hello")) {
      var text = new String(socket.getInputStream().readAllBytes(), UTF_8);
      return text.substring(text.lastIndexOf('\n') + 1);
    }
  }

  private static String outcome(Socket client) {
    try {
      var _ = client.getInputStream().readAllBytes();
      return "end";
    } catch (SocketTimeoutException waiting) {
      return "still waiting";
    } catch (SocketException reset) {
      return "end";
    } catch (IOException other) {
      return other.toString();
    }
  }

  private static String connects(int port) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(loopback(port), PATIENCE_MILLIS);
      return "connected";
    } catch (SocketException refused) {
      return "refused";
    }
  }

  private static InetSocketAddress loopback(int port) throws IOException {
    return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
  }

  private static String named(Set<Thread> threads) {
    return threads.isEmpty()
        ? "none"
        : threads.stream().map(Thread::getName).sorted().collect(Collectors.joining(", "));
  }

  /// Threads that live on; one that is on its way out is waited for a moment.
  private static Set<Thread> left(Set<Thread> before) throws InterruptedException {
    var left = threads();
    left.removeAll(before);
    for (var thread : left) {
      var _ = thread.join(Duration.ofMillis(PATIENCE_MILLIS / 5));
    }
    left.removeIf(thread -> !thread.isAlive());
    return left;
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !JDK_THREADS.matcher(thread.getName()).matches())
        .collect(Collectors.toCollection(HashSet::new));
  }

  /// The sockets of this process, by their inode.
  private static Set<String> sockets() throws IOException {
    var sockets = new HashSet<String>();
    if (!Files.isDirectory(DESCRIPTORS)) return sockets;
    try (var files = Files.list(DESCRIPTORS)) {
      for (var file : files.toList()) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) continue;
        var to = Files.readSymbolicLink(file).toString();
        if (to.startsWith("socket:")) sockets.add(to);
      }
    }
    return sockets;
  }
}
