package asynclab.poll;

import asynclab.syscalls.Fcntl;
import asynclab.syscalls.Os;
import asynclab.syscalls.SocketCalls;
import asynclab.syscalls.Sockets;
import asynclab.syscalls.SyscallException;
import asynclab.syscalls.Unistd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;

/// Two connected streams of this process, and small things that tests do with them.
record Fixture(TcpStream client, TcpStream server) implements AutoCloseable {
  static final Duration WATCHDOG = Duration.ofSeconds(10);

  static Fixture connected() throws IOException {
    try (var listener = TcpListener.loopback();
        var poll = Poll.open()) {
      var client = TcpStream.connect(listener.address());
      poll.registry().register(listener, new Token(0), Interest.READABLE);
      poll.poll(Events.withCapacity(1), WATCHDOG);
      var server = listener.accept().orElseThrow();
      if (!client.finishConnect()) throw new AssertionError("accepted but not connected");
      return new Fixture(client, server);
    }
  }

  /// Two ends of a socket pair: like streams, and the bytes are there when `write` returns. Windows
  /// has none, so there it is TCP.
  static Fixture pair() throws IOException {
    if (Os.current() == Os.WINDOWS) return connected();
    var pair = Sockets.socketpair(Sockets.SOCK_STREAM);
    Fcntl.setNonblocking(pair.first(), true);
    Fcntl.setNonblocking(pair.second(), true);
    return new Fixture(new TcpStream(pair.first()), new TcpStream(pair.second()));
  }

  /// A pair whose server has a descriptor that was closed a moment ago: the kernel hands out the
  /// lowest free number, so it comes up soon.
  static Fixture withNumber(int number) throws IOException {
    var others = new ArrayList<Fixture>();
    try {
      while (others.size() < 100) {
        var pair = pair();
        if (pair.server.fd() == number) return pair;
        if (pair.client.fd() == number) return new Fixture(pair.server, pair.client);
        others.add(pair);
      }
      Assumptions.assumeFalse(Os.current() == Os.WINDOWS, "Windows gave other numbers out first");
      throw new AssertionError("descriptor " + number + " is not handed out again");
    } finally {
      for (var pair : others) pair.close();
    }
  }

  static ByteBuffer bytes(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  /// Sends to the server, where it is when this returns.
  void send(String text) throws IOException {
    client.write(bytes(text));
    if (Os.current() == Os.WINDOWS) awaitArrival(false);
  }

  /// Ends the client's direction, which the server can tell when this returns.
  void end() throws IOException {
    client.shutdownOutput();
    if (Os.current() == Os.WINDOWS) awaitArrival(true);
  }

  /// TCP takes its time, on loopback too: waits on a queue that no test looks at.
  private void awaitArrival(boolean ofTheEnd) throws IOException {
    try (var poll = Poll.open()) {
      poll.registry().register(server, new Token(0), Interest.READABLE);
      var events = Events.withCapacity(1);
      var arrived = false;
      for (var i = 0; i < 1000 && !arrived; i++) {
        poll.poll(events, WATCHDOG);
        for (var event : events) arrived = !ofTheEnd || event.isReadClosed();
      }
    }
  }

  /// Reads once, at most `count` bytes.
  static String read(TcpStream stream, int count) throws IOException {
    var buffer = ByteBuffer.allocateDirect(count);
    var result = stream.read(buffer);
    if (result == TcpStream.END) return "END";
    if (result == TcpStream.WOULD_BLOCK) return "WOULD_BLOCK";
    return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
  }

  /// What one wait of no length brings, as text.
  static List<String> ready(Poll poll) throws IOException {
    return ready(poll, 16);
  }

  static List<String> ready(Poll poll, int capacity) throws IOException {
    var events = Events.withCapacity(capacity);
    poll.poll(events, Duration.ZERO);
    var texts = new ArrayList<String>();
    for (var event : events) texts.add(event.toString());
    return texts;
  }

  /// On Windows the sockets among the handles: threads and memory have handles too.
  static long openDescriptors() throws IOException {
    if (Os.current() == Os.WINDOWS)
      return IntStream.range(0, 2500).filter(Fixture::isSocket).count();
    try (var fds = Files.list(Path.of("/dev/fd"))) {
      return fds.count();
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

  static void close(int fd) throws SyscallException {
    Unistd.close(fd);
  }

  @Override
  public void close() throws IOException {
    client.close();
    server.close();
  }
}
