package asynclab.syscalls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The socket calls against the real kernel.
@EnabledOnOs(value = OS.LINUX, disabledReason = "these are the system calls of Linux")
class SocketsTest {
  @TempDir Path folder;

  @Test
  void a_connection_that_does_not_block_is_in_progress_first() throws Exception {
    var loopback = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
    var listener = socket(Sockets.AF_INET);
    Sockets.bind(listener, loopback);
    Sockets.listen(listener, 1);
    var caller = socket(Sockets.AF_INET);
    var address = Sockets.getsockname(listener);

    var e = assertThrows(SyscallException.class, () -> Sockets.connect(caller, address));

    assertEquals(Errno.EINPROGRESS, e.errno());
    assertEquals(List.of(Epoll.EPOLLOUT), wait(caller, Epoll.EPOLLOUT));
    assertEquals(address, Sockets.getpeername(caller));
    Unistd.close(caller);
    Unistd.close(listener);
  }

  @Test
  void addresses_of_both_families_survive_the_kernel() throws Exception {
    for (var ip : List.of("127.0.0.1", "::1")) {
      var wanted = InetAddress.ofLiteral(ip);
      var fd = socket(ip.contains(":") ? Sockets.AF_INET6 : Sockets.AF_INET);
      Sockets.bind(fd, new InetSocketAddress(wanted, 0));

      var address = Sockets.getsockname(fd);

      assertEquals(wanted, address.getAddress());
      assertTrue(address.getPort() > 0);
      Unistd.close(fd);
    }
  }

  @Test
  void an_address_in_use_is_named() throws Exception {
    var first = socket(Sockets.AF_INET);
    Sockets.bind(first, new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
    Sockets.listen(first, 1);
    var address = Sockets.getsockname(first);
    var second = socket(Sockets.AF_INET);

    var e = assertThrows(SyscallException.class, () -> Sockets.bind(second, address));

    assertEquals("bind: EADDRINUSE (address already in use, " + address + ")", e.getMessage());
    Unistd.close(first);
    Unistd.close(second);
  }

  @Test
  void an_unresolved_address_is_refused_before_the_kernel_sees_it() throws Exception {
    var fd = socket(Sockets.AF_INET);
    var nowhere = InetSocketAddress.createUnresolved("nowhere.invalid", 80);

    var e = assertThrows(IllegalArgumentException.class, () -> Sockets.connect(fd, nowhere));

    assertTrue(e.getMessage().contains("nowhere.invalid"), e.getMessage());
    Unistd.close(fd);
  }

  @Test
  void a_socket_pair_is_connected_and_half_closes() throws Exception {
    var pair = Sockets.socketpair(Sockets.SOCK_STREAM);
    try (var arena = Arena.ofConfined()) {
      var bytes = arena.allocate(4);
      bytes.copyFrom(MemorySegment.ofArray("ping".getBytes(UTF_8)));
      var _ = Unistd.write(pair.first(), bytes, 4);
      Sockets.shutdown(pair.first(), Sockets.SHUT_WR);

      var counts =
          List.of(Unistd.read(pair.second(), bytes, 4), Unistd.read(pair.second(), bytes, 4));

      assertEquals(List.of(4L, 0L), counts);
    } finally {
      close(pair);
    }
  }

  @Test
  void options_are_set_and_read() throws Exception {
    var fd = socket(Sockets.AF_INET);

    Sockets.setsockopt(fd, Sockets.IPPROTO_TCP, Sockets.TCP_NODELAY, 1);

    assertEquals(1, Sockets.getsockopt(fd, Sockets.IPPROTO_TCP, Sockets.TCP_NODELAY));
    assertEquals(0, Sockets.getsockopt(fd, Sockets.SOL_SOCKET, Sockets.SO_ERROR));
    Unistd.close(fd);
  }

  private static List<Integer> wait(int fd, int events) throws SyscallException {
    var epoll = Epoll.create1(Epoll.EPOLL_CLOEXEC);
    try {
      Epoll.ctl(epoll, Epoll.EPOLL_CTL_ADD, fd, new EpollEvent(events, fd));
      return Epoll.wait(epoll, 1, 10_000).stream().map(EpollEvent::events).toList();
    } finally {
      Unistd.close(epoll);
    }
  }

  private static int socket(int family) throws SyscallException {
    return Sockets.socket(
        family, Sockets.SOCK_STREAM | Sockets.SOCK_NONBLOCK | Sockets.SOCK_CLOEXEC, 0);
  }

  private static void close(Unistd.Pair pair) throws SyscallException {
    Unistd.close(pair.first());
    Unistd.close(pair.second());
  }
}
