package asynclab.syscalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Windows' calls one by one: what they answer, and in which words they fail.
@EnabledOnOs(value = OS.WINDOWS, disabledReason = "these are the calls of Windows")
class WindowsCallsTest {
  private static final SocketCalls CALLS = SocketCalls.ofSystem();

  @Test
  void packets_come_out_as_they_were_put_in_and_in_that_order() throws Exception {
    var port = CompletionPort.create();
    var array = Arena.ofAuto().allocate(OverlappedEntry.LAYOUT, 8);

    for (var i = 1; i < 4; i++) {
      CompletionPort.postQueuedCompletionStatus(port, i, 0x1_0000_0000L + i, 0x2_0000_0000L + i);
    }
    var count = CompletionPort.getQueuedCompletionStatusEx(port, array, 8, 1000);

    var packets = List.of(OverlappedEntry.read(array, 0), OverlappedEntry.read(array, 2));
    assertEquals(3, count);
    assertEquals(new OverlappedEntry(0x1_0000_0001L, 0x2_0000_0001L, 1), packets.get(0));
    assertEquals(new OverlappedEntry(0x1_0000_0003L, 0x2_0000_0003L, 3), packets.get(1));
    CompletionPort.closeHandle(port);
  }

  @Test
  void a_wait_whose_time_is_over_brings_no_packet() throws Exception {
    var port = CompletionPort.create();
    var array = Arena.ofAuto().allocate(OverlappedEntry.LAYOUT, 1);

    assertEquals(0, CompletionPort.getQueuedCompletionStatusEx(port, array, 1, 0));
    assertEquals(0, CompletionPort.getQueuedCompletionStatusEx(port, array, 1, 1));
    CompletionPort.closeHandle(port);
  }

  @Test
  void an_error_is_told_in_the_words_of_both_worlds() throws Exception {
    var first = listening(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
    var address = CALLS.localAddress(first);

    var e = assertThrows(SyscallException.class, () -> listening(address));

    assertEquals(
        "bind: EADDRINUSE (address already in use, WSAEADDRINUSE 10048, " + address + ")",
        e.getMessage());
    CALLS.close(first);
  }

  @Test
  void what_is_closed_is_named() {
    var e = assertThrows(SyscallException.class, () -> CompletionPort.closeHandle(0x7770));

    assertEquals(
        "CloseHandle: EBADF (bad file descriptor, ERROR_INVALID_HANDLE 6, handle 30576)",
        e.getMessage());
    assertEquals(-Errno.ENOTSOCK.code(), CALLS.accept(0x7770));
  }

  @Test
  void nothing_under_way_cannot_be_cancelled() throws Exception {
    var socket = CALLS.socket(Sockets.AF_INET);
    var never = Arena.ofAuto().allocate(Overlapped.LAYOUT);

    var answer = CompletionPort.cancelIoExRaw(socket, never);

    assertEquals(-Errno.ENOENT.code(), answer);
    CALLS.close(socket);
  }

  @Test
  void a_socket_goes_to_one_port_for_good() throws Exception {
    var one = CompletionPort.create();
    var two = CompletionPort.create();
    var socket = CALLS.socket(Sockets.AF_INET);
    CompletionPort.associate(one, socket, 1);

    var e = assertThrows(SyscallException.class, () -> CompletionPort.associate(two, socket, 2));

    assertEquals(Errno.EINVAL, e.errno());
    CALLS.close(socket);
    CompletionPort.closeHandle(one);
    CompletionPort.closeHandle(two);
  }

  @Test
  void the_call_log_knows_them() throws Exception {
    var log =
        Syscalls.watch(() -> {
          var socket = CALLS.socket(Sockets.AF_INET);
          CALLS.close(socket);
          var _ = CALLS.accept(0x7770);
        });

    var names = log.calls().stream().map(Call::name).toList();
    assertEquals(List.of("WSASocketW", "ioctlsocket", "closesocket", "accept"), names);
    assertEquals(Optional.of(Errno.ENOTSOCK), log.calls().getLast().errno());
  }

  @Test
  void a_posix_call_says_where_it_belongs() {
    var e = assertThrows(UnsupportedOperationException.class, Unistd::getpid);

    assertTrue(e.getMessage().startsWith("Windows"), e.getMessage());
  }

  private static int listening(InetSocketAddress address) throws SyscallException {
    var socket = CALLS.socket(Sockets.AF_INET);
    try {
      CALLS.reuseAddress(socket);
      CALLS.bind(socket, address);
      CALLS.listen(socket, 1);
      return socket;
    } catch (SyscallException e) {
      CALLS.close(socket);
      throw e;
    }
  }
}
