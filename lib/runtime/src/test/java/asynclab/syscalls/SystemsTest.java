package asynclab.syscalls;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What differs between systems, as far as it can be told on any of them.
class SystemsTest {
  @ParameterizedTest
  @CsvSource({
    "Linux,LINUX",
    "Mac OS X,MACOS",
    "FreeBSD,FREEBSD",
    "NetBSD,NETBSD",
    "OpenBSD,OPENBSD",
    "Windows 11,WINDOWS",
    "Windows Server 2025,WINDOWS"
  })
  void a_system_is_known_by_the_name_that_java_gives_it(String name, Os os) {
    assertEquals(os, Os.named(name));
  }

  @Test
  void an_unknown_system_is_named_with_the_cure() {
    var e = assertThrows(UnsupportedOperationException.class, () -> Os.named("AIX"));

    assertEquals(
        "the lab does not know the system calls of AIX: run it on Linux, in a container or on"
            + " Binder",
        e.getMessage());
  }

  @ParameterizedTest
  @EnumSource
  void no_two_errors_of_a_system_have_one_number(Os os) {
    var seen = new HashSet<Integer>();
    for (var errno : Errno.values()) {
      var code = errno.code(os);
      assertTrue(code == Numbers.NONE || seen.add(code), errno + " is " + code);
    }
  }

  /// Lists of the man pages, section ERRORS: of Linux, and of FreeBSD for kqueue.
  @ParameterizedTest
  @CsvSource({
    "socket, EACCES EAFNOSUPPORT EINVAL EMFILE ENFILE ENOBUFS ENOMEM EPROTONOSUPPORT",
    "socketpair, EAFNOSUPPORT EFAULT EMFILE ENFILE EOPNOTSUPP EPROTONOSUPPORT",
    "bind, EACCES EADDRINUSE EBADF EINVAL ENOTSOCK EADDRNOTAVAIL EFAULT ELOOP ENAMETOOLONG ENOENT"
        + " ENOMEM ENOTDIR EROFS",
    "listen, EADDRINUSE EBADF ENOTSOCK EOPNOTSUPP",
    "accept, EAGAIN EBADF ECONNABORTED EFAULT EINTR EINVAL EMFILE ENFILE ENOBUFS ENOMEM ENOTSOCK"
        + " EOPNOTSUPP EPERM EPROTO",
    "connect, EACCES EPERM EADDRINUSE EADDRNOTAVAIL EAFNOSUPPORT EAGAIN EALREADY EBADF"
        + " ECONNREFUSED EFAULT EINPROGRESS EINTR EISCONN ENETUNREACH ENOTSOCK EPROTOTYPE"
        + " ETIMEDOUT",
    "getsockname, EBADF EFAULT EINVAL ENOBUFS ENOTSOCK",
    "getpeername, EBADF EFAULT EINVAL ENOBUFS ENOTCONN ENOTSOCK",
    "getsockopt, EBADF EFAULT EINVAL ENOPROTOOPT ENOTSOCK",
    "shutdown, EBADF EINVAL ENOTCONN ENOTSOCK",
    "read, EAGAIN EBADF EFAULT EINTR EINVAL EIO EISDIR ECONNRESET ETIMEDOUT",
    "write, EAGAIN EBADF EDESTADDRREQ EDQUOT EFAULT EFBIG EINTR EINVAL EIO ENOSPC EPERM EPIPE"
        + " ECONNRESET",
    "close, EBADF EINTR EIO ENOSPC EDQUOT",
    "dup, EBADF EBUSY EINTR EINVAL EMFILE ENOMEM",
    "pipe, EFAULT EINVAL EMFILE ENFILE",
    "open, EACCES EAGAIN EBADF EBUSY EDQUOT EEXIST EFAULT EFBIG EINTR EINVAL EISDIR ELOOP EMFILE"
        + " ENAMETOOLONG ENFILE ENODEV ENOENT ENOMEM ENOSPC ENOTDIR ENXIO EOPNOTSUPP EOVERFLOW"
        + " EPERM EROFS ETXTBSY",
    "fcntl, EACCES EAGAIN EBADF EBUSY EDEADLK EFAULT EINTR EINVAL EMFILE ENOLCK ENOTDIR EPERM",
    "poll, EFAULT EINTR EINVAL ENOMEM",
    "kqueue, ENOMEM EMFILE ENFILE",
    "kevent, EACCES EFAULT EBADF EINTR EINVAL ENOENT ENOMEM ESRCH"
  })
  void every_error_of_a_portable_call_has_a_name_on_every_unix(String call, String errors) {
    for (var name : errors.split(" ")) {
      for (var os : Os.values()) {
        var code = Errno.valueOf(name).code(os);
        assertTrue(code > 0, "%s of %s has no number on %s".formatted(name, call, os));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "epoll_create1, EINVAL EMFILE ENFILE ENOMEM",
    "epoll_ctl, EBADF EEXIST EINVAL ELOOP ENOENT ENOMEM ENOSPC EPERM",
    "epoll_wait, EBADF EFAULT EINTR EINVAL",
    "eventfd, EINVAL EMFILE ENFILE ENODEV ENOMEM",
    "timerfd_create, EINVAL EMFILE ENFILE ENODEV ENOMEM EPERM",
    "timerfd_settime, EBADF EFAULT EINVAL ECANCELED",
    "pipe2, EFAULT EINVAL EMFILE ENFILE ENOPKG"
  })
  void every_error_of_a_call_of_linux_has_a_name(String call, String errors) {
    for (var name : errors.split(" ")) {
      assertTrue(Errno.valueOf(name).code(Os.LINUX) > 0, name + " of " + call);
    }
  }

  @Test
  void a_call_that_a_system_lacks_says_so_when_it_is_made() {
    var type = FunctionDescriptor.of(JAVA_INT, JAVA_INT);
    var missing = Native.bind(_ -> Optional.empty(), "epoll_create1", type);

    var e =
        assertThrows(
            UnsupportedOperationException.class,
            () -> Native.raw(frame -> (int) missing.invokeExact(frame.errno, 0)));

    assertTrue(e.getMessage().contains("has no epoll_create1"), e.getMessage());
    assertTrue(e.getMessage().contains("runs on another system"), e.getMessage());
  }

  @Test
  @DisabledOnOs(
      value = {OS.MAC, OS.FREEBSD},
      disabledReason = "there is a kqueue")
  void kqueue_is_refused_where_it_is_not_with_the_cure() {
    var none = assertThrows(UnsupportedOperationException.class, Kqueue::ofSystem);
    var netbsd =
        assertThrows(
            UnsupportedOperationException.class, () -> Kqueue.of(Os.NETBSD, _ -> Optional.empty()));

    assertTrue(none.getMessage().endsWith("take Poller.ofSystem()"), none.getMessage());
    assertEquals("the lab cannot run the kqueue of NetBSD", netbsd.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"LINUX, 0, 10", "MACOS, 28, 30", "FREEBSD, 28, 28", "OPENBSD, 28, 24"})
  void the_head_of_an_address_has_its_length_on_a_bsd(Os os, int length, int family) {
    var struct = Arena.ofAuto().allocate(28, 4);
    Sockaddr.writeHead(os, struct, 28, family);

    var bytes = struct.asSlice(0, 2).toArray(JAVA_BYTE);

    assertEquals(family, Sockaddr.family(os, struct));
    assertEquals(
        os.isBsd() ? List.of((byte) length, (byte) family) : List.of((byte) family, (byte) 0),
        List.of(bytes[0], bytes[1]));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "these are the sockets of POSIX")
  void sockets_do_not_block_with_the_flags_of_a_system_or_without(boolean hasFlags)
      throws Exception {
    var calls = new PosixSockets(hasFlags, true);
    var listener = calls.socket(Sockets.AF_INET);
    calls.bind(listener, new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
    calls.listen(listener, 1);
    var client = calls.socket(Sockets.AF_INET);
    calls.connect(client, calls.localAddress(listener));
    Pollfd.poll(List.of(new Pollfd(listener, Pollfd.POLLIN, 0)), 10_000);

    var server = calls.accept(listener);

    for (var fd : List.of(listener, client, server)) {
      assertNotEquals(0, Fcntl.fcntl(fd, Fcntl.F_GETFL, 0) & Fcntl.O_NONBLOCK);
      assertEquals(Fcntl.FD_CLOEXEC, Fcntl.fcntl(fd, Fcntl.F_GETFD, 0));
      calls.close(fd);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "these are the sockets of POSIX")
  void a_datagram_is_cut_to_the_room_and_its_length_told(boolean tellsLength) throws Exception {
    Assumptions.assumeTrue(!tellsLength || Os.current() == Os.LINUX, "only Linux tells it");
    var calls = new PosixSockets(true, tellsLength);
    var socket =
        calls.datagramSocketAt(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
    var address = calls.localAddress(socket);
    try (var arena = Arena.ofConfined()) {
      calls.sendTo(socket, arena.allocateFrom("abc"), 3, address);
      var buffer = arena.allocate(8);

      var received = calls.receiveFrom(socket, buffer.asSlice(0, 2));

      assertEquals(new Received(3, Optional.of(address)), received);
      assertEquals("ab", buffer.getString(0));
      assertEquals(-Errno.EAGAIN.code(), calls.receiveFrom(socket, buffer).result());
    }
    calls.close(socket);
  }

  @Test
  void every_system_has_a_column_in_every_table() {
    for (var os : Os.values()) {
      assertTrue(Numbers.constants(os).size() > 10, os.ownName());
    }
    assertEquals(-11, Numbers.filter(Os.FREEBSD, "EVFILT_USER"));
    assertTrue(Arrays.stream(Os.values()).allMatch(os -> Errno.EPERM.code(os) == 1));
  }
}
