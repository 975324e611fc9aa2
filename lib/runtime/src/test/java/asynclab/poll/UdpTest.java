package asynclab.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.syscalls.Errno;
import asynclab.syscalls.SyscallException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Datagrams on loopback.
@Timeout(30)
class UdpTest {
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(8);

  @Test
  void nothing_there_is_empty() throws Exception {
    try (var socket = UdpSocket.loopback()) {
      assertEquals(Optional.empty(), socket.receive(buffer));
      assertEquals(0, buffer.position());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void a_datagram_comes_whole_with_its_sender_in_both_families(String ip) throws Exception {
    try (var first = bound(ip);
        var second = bound(ip)) {
      var sent = Fixture.bytes("abc");
      assertEquals(3, first.send(sent, second.address()));
      assertEquals(2, first.send(Fixture.bytes("de"), second.address()));

      assertEquals(first.address(), receive(second));
      assertEquals(3, buffer.position(), "one datagram, and not both");
      assertEquals(first.address(), receive(second));

      assertEquals("abcde", StandardCharsets.UTF_8.decode(buffer.flip()).toString());
      assertEquals(0, sent.remaining());
    }
  }

  private static UdpSocket bound(String ip) throws Exception {
    return UdpSocket.bind(new InetSocketAddress(InetAddress.ofLiteral(ip), 0));
  }

  private InetSocketAddress receive(UdpSocket socket) throws Exception {
    await(socket);
    return socket.receive(buffer).orElseThrow();
  }

  private static void await(UdpSocket socket) throws Exception {
    try (var poll = Poll.open()) {
      poll.registry().register(socket, new Token(0), Interest.READABLE);
      poll.poll(Events.withCapacity(1), Fixture.WATCHDOG);
    }
  }

  @Test
  void a_datagram_without_bytes_comes_too() throws Exception {
    try (var socket = UdpSocket.loopback()) {
      assertEquals(0, socket.send(ByteBuffer.allocateDirect(0), socket.address()));

      assertEquals(socket.address(), receive(socket));
      assertEquals(0, buffer.position());
    }
  }

  @Test
  void a_datagram_that_is_cut_is_told_and_the_next_one_comes() throws Exception {
    try (var socket = UdpSocket.loopback()) {
      socket.send(Fixture.bytes("0123456789"), socket.address());
      socket.send(Fixture.bytes("next"), socket.address());

      var e = assertThrows(SyscallException.class, () -> receive(socket));

      assertEquals(Errno.EMSGSIZE, e.errno());
      assertTrue(e.getMessage().contains("into a buffer of 8"), e.getMessage());
      assertEquals("01234567", StandardCharsets.UTF_8.decode(buffer.flip()).toString());
      buffer.clear();
      assertEquals(socket.address(), receive(socket));
      assertEquals(4, buffer.position());
    }
  }

  @Test
  void one_that_fits_to_the_byte_is_not_cut() throws Exception {
    try (var socket = UdpSocket.loopback()) {
      socket.send(Fixture.bytes("01234567"), socket.address());

      assertEquals(socket.address(), receive(socket));
      assertEquals(0, buffer.remaining());
    }
  }

  @Test
  void more_than_a_datagram_holds_is_refused_with_the_address() throws Exception {
    try (var socket = UdpSocket.loopback()) {
      var large = ByteBuffer.allocateDirect(65_508);
      var address = socket.address();

      var e = assertThrows(SyscallException.class, () -> socket.send(large, address));

      assertEquals(Errno.EMSGSIZE, e.errno());
      assertTrue(e.getMessage().contains("65508 bytes to " + address), e.getMessage());
    }
  }

  @Test
  void a_connected_socket_hears_one_peer_alone() throws Exception {
    try (var socket = UdpSocket.loopback();
        var peer = UdpSocket.loopback();
        var stranger = UdpSocket.loopback()) {
      socket.connect(peer.address());
      stranger.send(Fixture.bytes("x"), socket.address());
      socket.send(Fixture.bytes("ask"));
      assertEquals(socket.address(), receive(peer));
      peer.send(Fixture.bytes("ok"), socket.address());

      assertEquals(peer.address(), receive(socket));
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it says ECONNRESET, and to unconnected ones")
  void nobody_there_is_told_to_a_connected_socket() throws Exception {
    InetSocketAddress gone;
    try (var closed = UdpSocket.loopback()) {
      gone = closed.address();
    }
    try (var socket = UdpSocket.loopback()) {
      socket.connect(gone);
      socket.send(Fixture.bytes("x"));

      var e = assertThrows(SyscallException.class, () -> receive(socket));

      assertEquals(Errno.ECONNREFUSED, e.errno());
    }
  }

  @Test
  void an_address_in_use_is_named() throws Exception {
    try (var first = UdpSocket.loopback()) {
      var address = first.address();

      var e = assertThrows(SyscallException.class, () -> UdpSocket.bind(address));

      assertEquals(Errno.EADDRINUSE, e.errno());
    }
  }

  @Test
  void a_buffer_without_room_is_refused() throws Exception {
    try (var socket = UdpSocket.loopback()) {
      assertThrows(IllegalArgumentException.class, () -> socket.receive(buffer.limit(0)));
    }
  }

  @Test
  void a_closed_socket_is_refused() throws Exception {
    var socket = UdpSocket.loopback();
    socket.close();

    var e = assertThrows(IllegalStateException.class, () -> socket.receive(buffer));

    assertEquals("this UdpSocket is closed", e.getMessage());
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void every_poller_reports_a_datagram(Pollers.Opener opener) throws Exception {
    try (var poll = Poll.over(opener.open());
        var socket = UdpSocket.loopback()) {
      poll.registry().register(socket, new Token(7), Interest.READABLE);
      socket.send(Fixture.bytes("x"), socket.address());
      var events = Events.withCapacity(4);

      poll.poll(events, Fixture.WATCHDOG);

      assertEquals("[Token(7) readable]", events.toString());
    }
  }
}
