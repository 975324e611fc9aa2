package asynclab.completion;

import asynclab.syscalls.Os;
import asynclab.syscalls.SocketCalls;
import asynclab.syscalls.SyscallException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// A queue, two connected endpoints, and small things that tests do with them.
record Talk(CompletionQueue queue, Endpoint client, Endpoint server) implements AutoCloseable {
  static final Duration WATCHDOG = Duration.ofSeconds(10);

  /// Whether this is a Windows of Wine's, whose calls take a hundred times as long.
  static final boolean WINE = Boolean.getBoolean("asynclab.wine");

  private static final long ACCEPT = -100;
  private static final long CONNECT = -101;

  /// Two ends of a connection over IPv4.
  static Talk connected(Queues.Opener opener) throws IOException {
    return connected(opener, new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
  }

  static Talk connected(Queues.Opener opener, InetSocketAddress address) throws IOException {
    var queue = opener.open();
    try (var listener = Endpoint.listen(address)) {
      var client = Endpoint.toConnect(listener.address());
      var server = connect(queue, listener, client);
      return new Talk(queue, client, server);
    }
  }

  /// Connects `client` to `listener` and returns the other end.
  static Endpoint connect(CompletionQueue queue, Endpoint listener, Endpoint client)
      throws IOException {
    queue.accept(listener, ACCEPT);
    queue.connect(client, listener.address(), CONNECT);
    var server = -1;
    for (var each : await(queue, 2)) {
      if (each.result < 0) throw new AssertionError(each);
      if (each.token == ACCEPT) server = each.result;
    }
    return Endpoint.of(server);
  }

  /// A completion that outlives its wait.
  record Told(long token, int result) {
    @Override
    public String toString() {
      var copy = new Completion();
      copy.token = token;
      copy.result = result;
      return copy.toString();
    }
  }

  /// The next `count` completions.
  static List<Told> await(CompletionQueue queue, int count) throws IOException {
    var into = Completions.withCapacity(16);
    var all = new ArrayList<Told>();
    var until = System.nanoTime() + WATCHDOG.toNanos();
    while (all.size() < count) {
      queue.await(into, WATCHDOG);
      for (var each : into) all.add(new Told(each.token(), each.result()));
      if (System.nanoTime() > until) throw new AssertionError("after 10 s only " + all);
    }
    return all;
  }

  List<Told> await(int count) throws IOException {
    return await(queue, count);
  }

  /// The next `count` completions as text, in the order of their tokens.
  static List<String> told(CompletionQueue queue, int count) throws IOException {
    return await(queue, count).stream()
        .sorted(Comparator.comparingLong(Told::token))
        .map(Told::toString)
        .toList();
  }

  List<String> told(int count) throws IOException {
    return told(queue, count);
  }

  /// What one wait of no length brings.
  static List<String> now(CompletionQueue queue) throws IOException {
    var into = Completions.withCapacity(16);
    queue.await(into, Duration.ZERO);
    var texts = new ArrayList<String>();
    for (var each : into) texts.add(each.toString());
    return texts;
  }

  static MemorySegment bytes(String text) {
    return Arena.ofAuto()
        .allocateFrom(ValueLayout.JAVA_BYTE, text.getBytes(StandardCharsets.UTF_8));
  }

  static MemorySegment room(int bytes) {
    return Arena.ofAuto().allocate(bytes);
  }

  static String text(MemorySegment buffer, int count) {
    var bytes = buffer.asSlice(0, count).toArray(ValueLayout.JAVA_BYTE);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /// How many sockets and event queues this process has open; on Windows sockets alone.
  static long descriptors() throws IOException {
    if (Os.current() == Os.WINDOWS) return IntStream.range(0, 2500).filter(Talk::isSocket).count();
    try (var all = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      var count = 0;
      for (var link : all) if (isSocketOrQueue(link)) count++;
      return count;
    }
  }

  private static boolean isSocket(int number) {
    try {
      var _ = SocketCalls.ofSystem().error(4 * number); // every fourth number is a handle
      return true;
    } catch (SyscallException e) {
      return false;
    }
  }

  private static boolean isSocketOrQueue(Path link) throws IOException {
    if (!Files.isSymbolicLink(link)) return false;
    var target = Files.readSymbolicLink(link).toString();
    return target.startsWith("socket:") || target.startsWith("anon_inode:");
  }

  @Override
  public void close() throws IOException {
    client.close();
    server.close();
    queue.close();
  }
}
