package asynclab.poll;

import static asynclab.poll.Interest.READABLE;
import static asynclab.poll.Interest.WRITABLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.syscalls.Errno;
import asynclab.syscalls.SocketCalls;
import asynclab.syscalls.Sockets;
import asynclab.syscalls.SyscallException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// What only the poller of Windows has: polls of the kernel's that own memory of ours.
@EnabledOnOs(value = OS.WINDOWS, disabledReason = "the socket driver's poll is Windows' own")
class AfdPollerTest {
  private static final int WATCHDOG_MILLIS = (int) Fixture.WATCHDOG.toMillis();

  @Test
  void memory_of_a_poll_that_was_given_up_is_used_again_only_after_its_packet() throws Exception {
    try (var poller = AfdPoller.open();
        var pair = Fixture.connected()) {
      var operations = poller.operations();
      poller.add(pair.server().fd(), 1, READABLE);
      poller.delete(pair.server().fd());
      var givenUp = operations.pending();
      poller.add(pair.server().fd(), 2, READABLE);
      var both = List.of(operations.pending(), operations.size());

      awaitPending(poller, 1);
      poller.add(pair.client().fd(), 3, READABLE);

      assertEquals(1, givenUp);
      assertEquals(List.of(2, 2), both);
      assertEquals(List.of(2, 2), List.of(operations.pending(), operations.size()));
    }
  }

  @Test
  void closing_waits_until_the_kernel_has_let_go_of_the_memory() throws Exception {
    try (var pair = Fixture.connected()) {
      var poller = AfdPoller.open();
      poller.add(pair.server().fd(), 1, READABLE);
      poller.add(pair.client().fd(), 2, READABLE);
      poller.modify(pair.client().fd(), 3, READABLE);
      var before = poller.operations().pending();

      poller.close();

      assertEquals(3, before);
      assertEquals(0, poller.operations().pending());
    }
  }

  @Test
  void adding_and_deleting_without_a_wait_fills_no_port() throws Exception {
    try (var poller = AfdPoller.open();
        var pair = Fixture.connected()) {
      for (var i = 0; i < 5_000; i++) {
        poller.add(pair.server().fd(), i, READABLE);
        poller.delete(pair.server().fd());
      }

      assertTrue(poller.operations().size() < 1200, poller.operations().size() + " polls");
    }
  }

  @Test
  void a_socket_closed_behind_the_pollers_back_is_dropped() throws Exception {
    var calls = SocketCalls.ofSystem();
    try (var poller = AfdPoller.open()) {
      var idle = calls.socket(Sockets.AF_INET);
      calls.bind(idle, new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
      calls.listen(idle, 1);
      poller.add(idle, 1, READABLE);

      calls.close(idle);
      awaitPending(poller, 0);

      var e = assertThrows(SyscallException.class, () -> poller.delete(idle));
      assertEquals(Errno.ENOENT, e.errno());
    }
  }

  @Test
  void what_was_ready_without_room_is_forgotten_with_its_watch() throws Exception {
    try (var poller = AfdPoller.open();
        var pair = Fixture.connected()) {
      poller.add(pair.server().fd(), 1, WRITABLE.oneShot());
      poller.add(pair.client().fd(), 2, WRITABLE.oneShot());
      var first = awaitOne(poller);
      var other = first == 1 ? pair.client().fd() : pair.server().fd();

      poller.delete(other);
      var events = Events.withCapacity(4);
      poller.await(events, 0);

      assertTrue(events.isEmpty(), events.toString());
    }
  }

  @Test
  void what_is_no_socket_is_refused() throws Exception {
    try (var poller = AfdPoller.open()) {
      var e = assertThrows(SyscallException.class, () -> poller.add(0x7770, 1, READABLE));

      assertEquals("AFD_POLL: EBADF (fd 30576, or the queue, is not open)", e.getMessage());
    }
  }

  /// Waits, with nothing to be reported, until so many polls are under way.
  private static void awaitPending(AfdPoller poller, int count) throws IOException {
    var events = Events.withCapacity(4);
    for (var turn = 0; turn < 100 && poller.operations().pending() > count; turn++) {
      poller.await(events, 100);
    }
    assertEquals(count, poller.operations().pending());
    assertTrue(events.isEmpty(), events.toString());
  }

  private static long awaitOne(AfdPoller poller) throws IOException {
    var keys = new ArrayList<Long>();
    var events = Events.withCapacity(1);
    for (var turn = 0; turn < 100 && keys.isEmpty(); turn++) {
      poller.await(events, WATCHDOG_MILLIS);
      if (!events.isEmpty()) keys.add(events.slot(0).key);
    }
    return keys.getFirst();
  }
}
