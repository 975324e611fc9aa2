package asynclab.poll;

import static asynclab.poll.Fixture.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.syscalls.Errno;
import asynclab.syscalls.SyscallException;
import java.lang.foreign.Arena;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Streams and listeners on loopback.
class TcpTest {
  @Test
  void nobody_waiting_is_empty() throws Exception {
    try (var listener = TcpListener.loopback()) {
      assertEquals(Optional.empty(), listener.accept());
    }
  }

  @Test
  void nothing_to_read_would_block() throws Exception {
    try (var pair = Fixture.connected()) {
      assertEquals("WOULD_BLOCK", read(pair.server(), 8));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void both_families_connect_and_know_their_addresses(String ip) throws Exception {
    var any = new InetSocketAddress(InetAddress.ofLiteral(ip), 0);
    try (var listener = TcpListener.bind(any);
        var client = TcpStream.connect(listener.address());
        var poll = Poll.open()) {
      poll.registry().register(client, new Token(1), Interest.WRITABLE);
      poll.poll(Events.withCapacity(1), Fixture.WATCHDOG);

      assertTrue(client.finishConnect());
      try (var server = listener.accept().orElseThrow()) {
        assertEquals(client.localAddress(), server.peerAddress());
        assertEquals(listener.address(), client.peerAddress());
      }
    }
  }

  @Test
  void a_buffer_keeps_its_place() throws Exception {
    try (var pair = Fixture.pair()) {
      pair.send("abcdef");
      var buffer = ByteBuffer.allocateDirect(8);

      pair.server().read(buffer.limit(2));
      pair.server().read(buffer.limit(5));

      assertEquals(5, buffer.position());
      assertEquals("abcde", decode(buffer.flip()));
    }
  }

  @Test
  void writing_moves_the_position_by_what_the_kernel_took() throws Exception {
    try (var pair = Fixture.pair()) {
      var buffer = Fixture.bytes("abcdef").position(2);

      assertEquals(4, pair.client().write(buffer));
      assertFalse(buffer.hasRemaining());
      assertEquals("cdef", read(pair.server(), 16));
    }
  }

  @Test
  @DisabledIfSystemProperty(
      named = "asynclab.wine",
      matches = "true",
      disabledReason = "Wine 8 takes the error off the socket when a poll has told of it")
  void a_reset_is_an_exception_that_names_it() throws Exception {
    try (var pair = Fixture.connected()) {
      Descriptor.CALLS.resetOnClose(pair.client().fd());
      pair.client().close();

      var e = assertThrows(SyscallException.class, () -> readUntilEnd(pair.server()));

      assertEquals(List.of("read", Errno.ECONNRESET), List.of(e.call(), e.errno()));
    }
  }

  private static void readUntilEnd(TcpStream stream) throws Exception {
    try (var poll = Poll.open()) {
      poll.registry().register(stream, new Token(0), Interest.READABLE);
      poll.poll(Events.withCapacity(1), Fixture.WATCHDOG);
    }
    stream.read(ByteBuffer.allocateDirect(8));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "TCP learns it from the answer to a write")
  void writing_to_a_closed_connection_is_EPIPE_and_kills_nobody() throws Exception {
    try (var pair = Fixture.pair()) {
      pair.server().close();

      var e = assertThrows(SyscallException.class, () -> pair.send("x"));

      assertEquals(Errno.EPIPE, e.errno());
    }
  }

  @Test
  void half_a_close_lets_the_other_half_live() throws Exception {
    try (var pair = Fixture.connected()) {
      pair.send("question");
      pair.client().shutdownOutput();

      assertEquals("question", readWhenReady(pair.server()));
      assertEquals("END", readWhenReady(pair.server()));
      pair.server().write(Fixture.bytes("answer"));
      assertEquals("answer", readWhenReady(pair.client()));
    }
  }

  private static String readWhenReady(TcpStream stream) throws Exception {
    try (var poll = Poll.open()) {
      poll.registry().register(stream, new Token(0), Interest.READABLE);
      poll.poll(Events.withCapacity(1), Fixture.WATCHDOG);
      return read(stream, 64);
    }
  }

  @Test
  void a_closed_stream_is_refused_before_its_number_can_be_a_strangers() throws Exception {
    try (var pair = Fixture.pair()) {
      pair.client().close();
      pair.client().close();

      var e = assertThrows(IllegalStateException.class, () -> pair.send("x"));

      assertEquals("this TcpStream is closed", e.getMessage());
    }
  }

  @Test
  void a_buffer_of_the_heap_is_refused_with_the_cure() throws Exception {
    try (var pair = Fixture.pair()) {
      var heap = ByteBuffer.allocate(8);

      var e = assertThrows(IllegalArgumentException.class, () -> pair.server().read(heap));

      assertTrue(e.getMessage().contains("use a direct ByteBuffer"), e.getMessage());
    }
  }

  @Test
  void a_buffer_without_room_is_refused() throws Exception {
    try (var pair = Fixture.pair()) {
      var none = Arena.ofAuto().allocate(8).asSlice(0, 0);

      var e = assertThrows(IllegalArgumentException.class, () -> pair.server().read(none));

      assertEquals("no room in the buffer", e.getMessage());
    }
  }

  @Test
  void a_freed_buffer_is_refused_by_java_itself() throws Exception {
    try (var pair = Fixture.pair()) {
      var arena = Arena.ofShared();
      var freed = arena.allocate(8);
      arena.close();

      assertThrows(IllegalStateException.class, () -> pair.server().read(freed));
    }
  }

  private static String decode(ByteBuffer buffer) {
    return java.nio.charset.StandardCharsets.UTF_8.decode(buffer).toString();
  }
}
