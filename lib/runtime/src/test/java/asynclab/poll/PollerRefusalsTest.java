package asynclab.poll;

import static asynclab.poll.Fixture.ready;
import static asynclab.poll.Interest.READABLE;
import static asynclab.poll.Interest.WRITABLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.syscalls.Errno;
import asynclab.syscalls.Fcntl;
import asynclab.syscalls.Os;
import asynclab.syscalls.SyscallException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every poller refuses, and what it does when a connection fails or is full.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the lab has no poller for Windows yet")
@ExtendWith(CountedByPoller.class)
class PollerRefusalsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void a_second_registration_is_refused_and_changes_nothing(Pollers.Opener opener)
      throws Exception {
    try (var poll = Poll.over(opener.open());
        var pair = Fixture.pair()) {
      poll.registry().register(pair.server(), new Token(1), READABLE);

      var e =
          assertThrows(
              SyscallException.class,
              () -> poll.registry().register(pair.server(), new Token(2), READABLE));

      assertEquals(Errno.EEXIST, e.errno());
      var fd = pair.server().fd();
      assertTrue(e.getMessage().endsWith("(fd " + fd + " is already registered)"), e.getMessage());
      pair.send("x");
      assertEquals(List.of("Token(1) readable"), ready(poll));
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void a_closed_poller_does_not_wait_on_what_may_be_a_strangers_queue(Pollers.Opener opener)
      throws Exception {
    var poller = opener.open();
    poller.close();

    var e =
        assertThrows(IllegalStateException.class, () -> poller.await(Events.withCapacity(1), 0));

    assertTrue(e.getMessage().endsWith("is closed: open another"), e.getMessage());
  }

  /// It never has to be waited for. epoll says so in advance, poll(2) reports it at once, kqueue as
  /// long as there is something left to read.
  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void a_regular_file_is_refused_or_ready_at_once(Pollers.Opener opener) throws Exception {
    Pollers.skipLibkqueue(opener, "watches a file by a descriptor of its own");
    var path = Files.writeString(folder.resolve("file"), "text");
    var file = Fcntl.open(path, Fcntl.O_RDONLY);
    try (var poll = Poll.over(opener.open())) {
      var answer = registering(poll, file);

      assertEquals(opener.name().equals("epoll") ? "EPERM" : "[Token(1) readable]", answer);
    } finally {
      Fixture.close(file);
    }
  }

  private static String registering(Poll poll, int file) throws IOException {
    try {
      poll.registry().register(Source.of(file), new Token(1), READABLE);
      return ready(poll).toString();
    } catch (SyscallException e) {
      return e.errno().name();
    }
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("asynclab.poll.Pollers#refusingEdges")
  void a_poller_without_edges_refuses_them_with_the_cure(Pollers.Opener opener) throws Exception {
    try (var poll = Poll.over(opener.open());
        var pair = Fixture.pair()) {
      var e =
          assertThrows(
              UnsupportedOperationException.class,
              () -> poll.registry().register(pair.server(), new Token(1), READABLE.edge()));

      assertTrue(e.getMessage().contains("take a level-triggered"), e.getMessage());
      poll.registry().register(pair.server(), new Token(1), READABLE);
      assertThrows(
          UnsupportedOperationException.class,
          () -> poll.registry().reregister(pair.server(), new Token(2), READABLE.edge()));
      pair.send("x");
      assertEquals(List.of("Token(1) readable"), ready(poll));
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void what_is_not_open_or_not_watched_is_refused_by_number(Pollers.Opener opener)
      throws Exception {
    Pollers.skipLibkqueue(opener, "does not say that a descriptor is not open");
    try (var poller = opener.open();
        var pair = Fixture.pair()) {
      var fd = pair.server().fd();

      var closed = assertThrows(SyscallException.class, () -> poller.add(9999, 1, READABLE));
      var unknown = assertThrows(SyscallException.class, () -> poller.modify(fd, 1, READABLE));
      var gone = assertThrows(SyscallException.class, () -> poller.delete(fd));

      assertEquals(
          List.of(
              "EBADF (fd 9999, or the queue, is not open)",
              "ENOENT (fd %d is not registered)".formatted(fd),
              "ENOENT (fd %d is not registered)".formatted(fd)),
          Stream.of(closed, unknown, gone).map(e -> e.getMessage().split(": ")[1]).toList());
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void a_deregistered_source_is_silent_and_may_come_back(Pollers.Opener opener) throws Exception {
    try (var poll = Poll.over(opener.open());
        var pair = Fixture.pair()) {
      pair.send("x");
      poll.registry().register(pair.server(), new Token(1), READABLE);
      poll.registry().deregister(pair.server());
      var silent = ready(poll);

      poll.registry().register(pair.server(), new Token(2), READABLE);

      assertEquals(List.of(), silent);
      assertEquals(List.of("Token(2) readable"), ready(poll));
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void a_refused_connection_shows_as_an_event_and_then_says_why(Pollers.Opener opener)
      throws Exception {
    Pollers.skipLibkqueue(opener, "takes the error of a socket for itself");
    var nobody = TcpListener.loopback();
    var address = nobody.address();
    nobody.close();
    try (var poll = Poll.over(opener.open());
        var stream = TcpStream.connect(address)) {
      poll.registry().register(stream, new Token(1), WRITABLE);
      var events = Events.withCapacity(4);

      poll.poll(events, Fixture.WATCHDOG);

      var event = events.iterator().next();
      assertTrue(event.isWritable(), event.toString());
      // poll(2) of macOS tells an end (POLLHUP) and no error; who asks finishConnect needs neither.
      assertTrue(event.isError() || Os.current() == Os.MACOS, event.toString());
      var e = assertThrows(SyscallException.class, stream::finishConnect);
      assertEquals("connect: ECONNREFUSED (connection refused)", e.getMessage());
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void a_full_socket_would_block_until_the_reader_makes_room(Pollers.Opener opener)
      throws Exception {
    try (var poll = Poll.over(opener.open());
        var pair = Fixture.pair()) {
      var chunk = ByteBuffer.allocateDirect(4096);
      var sent = 0L;
      for (int n; (n = pair.client().write(chunk.clear())) != TcpStream.WOULD_BLOCK; ) sent += n;
      poll.registry().register(pair.client(), new Token(1), WRITABLE);
      var full = ready(poll);

      var received = 0L;
      for (int n; (n = pair.server().read(chunk.clear())) > 0; ) received += n;

      assertEquals(List.of(), full);
      assertEquals(sent, received);
      assertEquals(List.of("Token(1) writable"), ready(poll));
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void ten_thousand_cycles_leave_no_descriptor_behind(Pollers.Opener opener) throws Exception {
    Pollers.skipLibkqueue(opener, Pollers.CLOSES_LATE);
    try (var poll = Poll.over(opener.open())) {
      var before = Fixture.openDescriptors();
      for (var i = 0; i < 10_000; i++) {
        try (var pair = Fixture.pair()) {
          poll.registry().register(pair.server(), new Token(i), READABLE);
          if (i % 2 == 0) poll.registry().deregister(pair.server());
        }
      }

      assertEquals(before, Fixture.openDescriptors());
      assertEquals(List.of(), ready(poll));
    }
  }
}
