package asynclab.bench;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import asynclab.syscalls.IoUring;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// The server against callers of the JDK's own sockets.
@EnabledOnOs(value = OS.LINUX, disabledReason = "it asks for edges, and is measured on Linux")
@Timeout(60)
@ParameterizedClass
@EnumSource
class EchoServerTest {
  private static final byte[] MESSAGE = bytes(64);

  /// More than all the buffers between a caller and the server hold.
  private static final byte[] MANY = bytes(64 << 20);

  @Parameter EchoKind kind;

  private Echo server;
  private FutureTask<Void> turns;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(
        (kind != EchoKind.URING && kind != EchoKind.RING) || IoUring.isAllowed(),
        "io_uring is forbidden on this machine");
    server = kind.open(0);
    turns = start(server::run);
    try (var caller = call()) { // loads what the JDK needs for sockets, so that descriptors count
      echo(caller, bytes(1));
    }
  }

  @AfterEach
  void stop() throws Exception {
    if (server == null) return; // skipped
    server.stop();
    turns.get(20, SECONDS); // ends when it is told to, and without an error
    server.close();
  }

  @Test
  void a_thousand_messages_come_back_on_each_of_several_connections() throws Exception {
    var random = new Random(7);
    try (var first = call();
        var second = call()) {
      for (var i = 0; i < 1000; i++) {
        var message = bytes(1 + random.nextInt(9000));

        assertArrayEquals(message, echo(i % 2 == 0 ? first : second, message));
      }
    }
  }

  @Test
  void a_caller_who_does_not_read_is_no_longer_read_and_others_are_served() throws Exception {
    try (var greedy = channel();
        var other = call()) {
      assertTrue(fill(greedy, other) < MANY.length, "the server has stopped reading");
      assertArrayEquals(MESSAGE, echo(other, MESSAGE));
    }
  }

  @Test
  void a_caller_who_reads_late_gets_every_byte_in_order() throws Exception {
    try (var greedy = channel();
        var other = call()) {
      var written = fill(greedy, other);
      greedy.configureBlocking(true);
      var caller = greedy.socket();
      caller.shutdownOutput();

      var answer = caller.getInputStream().readAllBytes();

      assertArrayEquals(Arrays.copyOf(MANY, written), answer);
    }
  }

  @Test
  void a_caller_who_read_late_is_served_as_before() throws Exception {
    try (var greedy = channel();
        var other = call()) {
      var written = fill(greedy, other);
      greedy.configureBlocking(true);
      var caller = greedy.socket();
      assertEquals(written, caller.getInputStream().readNBytes(written).length);

      assertArrayEquals(MESSAGE, echo(caller, MESSAGE));
    }
  }

  @Test
  void a_caller_who_has_sent_its_last_byte_still_gets_the_rest_and_then_the_end() throws Exception {
    var message = bytes(1 << 20);
    try (var caller = call()) {
      var writing =
          start(() -> {
            caller.getOutputStream().write(message);
            caller.shutdownOutput();
          });

      assertArrayEquals(message, caller.getInputStream().readAllBytes());
      writing.get(20, SECONDS);
    }
  }

  @Test
  void bytes_and_their_end_that_come_as_one_event_end_the_connection() throws Exception {
    var before = descriptorsWithACaller();
    for (var i = 0; i < 100; i++) {
      try (var caller = call()) {
        caller.getOutputStream().write(MESSAGE);
        caller.shutdownOutput();

        assertArrayEquals(MESSAGE, caller.getInputStream().readAllBytes());
      }
    }

    assertComesDownTo(before);
  }

  @Test
  void what_is_left_after_a_turns_share_of_reads_is_read_in_a_later_turn() throws Exception {
    assumeTrue(kind != EchoKind.RING, "it listens when it runs, and this is about before");
    var message = bytes(40_000); // forty buffers, and a turn reads sixteen
    try (var small = kind.open(0, 1000);
        var caller = call(small.port())) {
      caller.getOutputStream().write(message); // all of it is there before the first turn
      var turns = start(small::run);

      var echoed = caller.getInputStream().readNBytes(message.length);

      assertArrayEquals(message, echoed);
      small.stop();
      turns.get(20, SECONDS);
    }
  }

  @Test
  void a_reset_ends_one_connection_and_no_other() throws Exception {
    try (var other = call()) {
      var rude = call();
      rude.getOutputStream().write(bytes(4096));
      rude.setSoLinger(true, 0);
      rude.close();

      assertArrayEquals(bytes(100), echo(other, bytes(100)));
    }
  }

  @Test
  void hundreds_of_connections_leave_no_descriptor_behind() throws Exception {
    var before = descriptorsWithACaller();
    for (var i = 0; i < 300; i++) {
      try (var caller = call()) {
        echo(caller, bytes(10));
        caller.setSoLinger(i % 3 == 0, 0);
      }
    }

    assertComesDownTo(before);
  }

  @Test
  void a_port_that_is_taken_is_named() {
    var e = assertThrows(IOException.class, () -> kind.open(server.port()).run());

    assertTrue(e.getMessage().startsWith("bind: EADDRINUSE"), e.getMessage());
  }

  private Socket call() throws IOException {
    return call(server.port());
  }

  private static Socket call(int port) throws IOException {
    var caller = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
    caller.setSoTimeout(20_000); // a read that blocks does not hear an interrupt
    return caller;
  }

  private SocketChannel channel() throws IOException {
    var channel = SocketChannel.open().setOption(StandardSocketOptions.SO_RCVBUF, 1 << 16);
    channel.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), server.port()));
    channel.socket().setSoTimeout(20_000);
    return channel;
  }

  /// Writes and does not read, until the server takes no more; says how much it took.
  ///
  /// After each write another caller gets an answer: so the server has been through its queue, and
  /// if there is still no room after ten of them it has stopped reading.
  private static int fill(SocketChannel greedy, Socket other) throws IOException {
    greedy.configureBlocking(false);
    var bytes = ByteBuffer.wrap(MANY);
    for (var full = 0; full < 10 && bytes.hasRemaining(); ) {
      full = greedy.write(bytes) == 0 ? full + 1 : 0;
      assertArrayEquals(MESSAGE, echo(other, MESSAGE));
    }
    return bytes.position();
  }

  private static byte[] echo(Socket caller, byte[] message) throws IOException {
    caller.getOutputStream().write(message);
    return caller.getInputStream().readNBytes(message.length);
  }

  private static FutureTask<Void> start(Work work) {
    var task =
        new FutureTask<Void>(() -> {
          work.run();
          return null;
        });
    Thread.ofPlatform().daemon().start(task);
    return task;
  }

  private interface Work {
    void run() throws Exception;
  }

  private static byte[] bytes(int count) {
    var bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  /// Calls until the server has seen the ends of those before: on two processors an end may reach
  /// it after the next caller does.
  private void assertComesDownTo(long before) throws IOException {
    var left = descriptorsWithACaller();
    for (var i = 0; i < 1000 && left > before; i++) left = descriptorsWithACaller();
    assertTrue(left <= before, left - before + " more descriptors than before are open");
  }

  /// What is open while one more caller, who has an answer, is served.
  private long descriptorsWithACaller() throws IOException {
    try (var last = call()) {
      echo(last, MESSAGE);
      return descriptors();
    }
  }

  /// How many sockets and event queues this process has open.
  private static long descriptors() throws IOException {
    try (var all = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      var count = 0;
      for (var link : all) if (isSocketOrQueue(link)) count++;
      return count;
    }
  }

  private static boolean isSocketOrQueue(Path link) throws IOException {
    if (!Files.isSymbolicLink(link)) return false;
    var target = Files.readSymbolicLink(link).toString();
    return target.startsWith("socket:") || target.startsWith("anon_inode:");
  }
}
