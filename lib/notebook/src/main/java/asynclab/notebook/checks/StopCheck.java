package asynclab.notebook.checks;

import static java.nio.charset.StandardCharsets.UTF_8;

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

/// The check `delay.stop`: three clients wait an hour for their answers when the server is stopped.
final class StopCheck {
  static final Exercise<Stop> EXERCISE =
      new Exercise<>(
          "delay.stop",
          Stop.class,
          "class Mine implements Stop { … }, then Check.of(\"delay.stop\", new Mine())",
          StopCheck::examine);

  private static final int CLIENTS = 3;
  private static final int PATIENCE_MILLIS = 500;

  /// Threads that the JDK starts once and keeps.
  private static final Pattern JDK_THREADS =
      Pattern.compile("ForkJoinPool.*|VirtualThread.*|.*-Poller|.*-unparker|process reaper.*");

  private StopCheck() {}

  private static void examine(Stop server, Trial trial) throws Exception {
    warmUp();
    var threads = threads();
    var sockets = sockets();
    var clients = new ArrayList<Socket>();
    var ports = new int[1];
    trial.row(
        "start(), then GET /0/hello",
        "hello",
        () -> {
          ports[0] = server.start();
          return hello(ports[0]);
        },
        seen -> "the server has to answer before it can be stopped: begin with that");
    var port = ports[0];
    if (port == 0) return;
    try {
      for (var i = 0; i < CLIENTS; i++) clients.add(ask(port, "/3600000/x"));
      var _ = hello(port); // asked after them, so theirs were accepted before
      stop(server, trial, clients);
      leftovers(trial, port, threads, sockets, clients);
    } finally {
      for (var client : clients) client.close();
      left(threads).forEach(Thread::interrupt); // what a wrong stop() left is not left here
    }
    trial.row("stop() once more", "comes back", () -> stopped(server), seen -> "");
  }

  /// The first connection of a JVM opens descriptors that stay for all later ones.
  private static void warmUp() throws IOException {
    try (var listener = new ServerSocket()) {
      listener.bind(loopback(0));
      new Socket(listener.getInetAddress(), listener.getLocalPort()).close();
    }
  }

  private static void stop(Stop server, Trial trial, List<Socket> clients)
      throws InterruptedException {
    trial.ifItHangs("it waits out the longest delay: interrupt or close what is under way");
    trial.row(
        "stop(), with three requests of an hour under way",
        "comes back",
        () -> stopped(server),
        seen -> "");
    trial.row(
        "the three clients then read",
        "end, end, end",
        () -> clients.stream().map(StopCheck::outcome).collect(Collectors.joining(", ")),
        seen -> "the connections stay: closing the listener ends nobody who is connected");
  }

  private static void leftovers(
      Trial trial, int port, Set<Thread> threads, Set<String> sockets, List<Socket> clients)
      throws InterruptedException, IOException {
    trial.row(
        "somebody connects now",
        "refused",
        () -> connects(port),
        seen -> "the listener is open still: close it too");
    for (var client : clients) client.close();
    trial.row(
        "threads more than before start()",
        "none",
        () -> named(left(threads)),
        seen -> "a thread waits on: interrupt it, and wait for its end before stop() returns");
    if (Files.isDirectory(Path.of("/proc/self/fd"))) {
      trial.row(
          "sockets left open",
          "none",
          () -> {
            var left = sockets();
            left.removeAll(sockets);
            return left.isEmpty() ? "none" : left.size() + " sockets";
          },
          seen -> "a connection was forgotten: close each one that was accepted");
    }
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
    if (!Files.isDirectory(Path.of("/proc/self/fd"))) return sockets;
    try (var files = Files.list(Path.of("/proc/self/fd"))) {
      for (var file : files.toList()) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) continue;
        var to = Files.readSymbolicLink(file).toString();
        if (to.startsWith("socket:")) sockets.add(to);
      }
    }
    return sockets;
  }
}
