package asynclab.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.poll.Event;
import asynclab.poll.Events;
import asynclab.poll.Interest;
import asynclab.poll.ListeningSocket;
import asynclab.poll.Poll;
import asynclab.poll.StreamSocket;
import asynclab.poll.Token;
import asynclab.syscalls.Errno;
import asynclab.syscalls.SyscallException;
import asynclab.trace.Observer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// Simulated sockets answer as TCP on Linux does.
class SocketsTest {
  private static final InetSocketAddress SERVER = InetSocketAddress.createUnresolved("server", 80);

  private final Simulation simulation = Simulation.of(1);
  private ListeningSocket listener;
  private StreamSocket client;
  private StreamSocket server;

  @BeforeEach
  void connect() throws Exception {
    listener = simulation.listen(SERVER);
    client = simulation.connect(SERVER);
    aSecondPasses();
    server = listener.accept().orElseThrow();
  }

  @AfterEach
  void close() throws IOException {
    simulation.close();
  }

  private void aSecondPasses() throws IOException, InterruptedException {
    simulation.blockOn(simulation.sleep(Duration.ofSeconds(1)));
  }

  private static int write(StreamSocket socket, int count) throws IOException {
    var bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining()) {
      if (socket.write(bytes) == StreamSocket.WOULD_BLOCK) break;
    }
    return bytes.position();
  }

  private static int read(StreamSocket socket) throws IOException {
    return socket.read(ByteBuffer.allocate(100_000));
  }

  private static void assertErrno(Errno expected, Executable call) {
    assertEquals(expected, assertThrows(SyscallException.class, call).errno());
  }

  @Test
  void a_connection_stands_after_a_while_and_has_two_addresses() throws Exception {
    assertTrue(client.finishConnect());
    assertFalse(simulation.connect(SERVER).finishConnect());
    assertEquals(SERVER, server.localAddress());
    assertEquals(client.localAddress(), server.peerAddress());
  }

  @Test
  void a_writer_is_stopped_by_a_reader_who_does_not_read() throws Exception {
    assertEquals(65_536, write(client, 100_000));
    aSecondPasses();

    var count = read(server);

    assertEquals(count, write(client, 100_000));
  }

  @Test
  void nothing_is_read_before_it_has_arrived() throws Exception {
    assertEquals(1, write(client, 1));
    assertEquals(StreamSocket.WOULD_BLOCK, read(server));

    aSecondPasses();

    assertEquals(1, read(server));
  }

  @Test
  void who_writes_to_one_that_is_closed_is_reset_and_told_once() throws Exception {
    server.close();
    assertEquals(1, write(client, 1));
    aSecondPasses();

    assertErrno(Errno.ECONNRESET, () -> read(client));
    assertEquals(StreamSocket.END, read(client));
    assertErrno(Errno.EPIPE, () -> write(client, 1));
  }

  @Test
  void who_has_ended_writes_no_more_and_still_reads() throws Exception {
    client.shutdownOutput();
    assertErrno(Errno.EPIPE, () -> write(client, 1));
    write(server, 1);
    aSecondPasses();

    assertEquals(1, read(client));
    assertEquals(StreamSocket.END, read(server));
  }

  @Test
  void a_caller_who_gave_up_leaves_a_broken_connection_to_accept() throws Exception {
    var caller = simulation.connect(SERVER);
    while (listener.accept().isEmpty()) {
      simulation.blockOn(simulation.sleep(Duration.ofMillis(1)));
      if (simulation.trace().length() > 1_000_000) throw new AssertionError("never accepted");
    }
    var early = simulation.connect(SERVER);
    early.close();
    aSecondPasses();

    assertTrue(caller.finishConnect());
    assertTrue(listener.accept().isEmpty(), "it was closed before the call arrived");
  }

  @Test
  void who_is_closed_between_call_and_answer_resets_the_other() throws Exception {
    var caller = simulation.connect(SERVER);
    var accepted = listener.accept();
    for (var i = 0; i < 100 && accepted.isEmpty(); i++) {
      simulation.blockOn(simulation.sleep(Duration.ofMillis(1)));
      accepted = listener.accept();
    }
    assertFalse(caller.finishConnect(), "the answer is still under way");

    caller.close();
    aSecondPasses();

    var left = accepted.orElseThrow();
    assertErrno(Errno.ECONNRESET, () -> read(left));
  }

  @Test
  void closing_the_listener_breaks_what_nobody_has_accepted() throws Exception {
    var caller = simulation.connect(SERVER);
    aSecondPasses();

    listener.close();

    assertErrno(Errno.ECONNRESET, () -> read(caller));
    assertEquals(StreamSocket.END, read(caller));
  }

  @Test
  void what_is_lost_arrives_two_hundred_milliseconds_later() throws Exception {
    var millisecond = Duration.ofMillis(1);
    var slowest = 0L;
    for (var seed = 0; seed < 20; seed++) {
      try (var lossy = Simulation.of(seed, new Conditions(millisecond, millisecond, 0.5, 0))) {
        lossy.listen(SERVER);
        var caller = lossy.connect(SERVER);
        while (!caller.finishConnect()) lossy.blockOn(lossy.sleep(millisecond));
        slowest = Math.max(slowest, lossy.nanoTime() / 1_000_000);
      }
    }

    assertTrue(slowest >= 402 && slowest <= 2_002, slowest + " ms");
  }

  @Test
  void events_come_in_any_order_and_none_from_one_that_is_closed() throws Exception {
    var orders = new HashSet<List<Long>>();
    for (var seed = 0; seed < 20; seed++) {
      try (var other = Simulation.of(seed);
          var poll = Poll.over(other.poller(), Observer.NONE, other::nanoTime)) {
        var here = other.listen(SERVER);
        var callers = new ArrayList<StreamSocket>();
        for (var i = 0; i < 4; i++) callers.add(other.connect(SERVER));
        other.blockOn(other.sleep(Duration.ofSeconds(1)));
        for (var i = 0; i < 4; i++) {
          poll.registry().register(callers.get(i), new Token(i), Interest.WRITABLE);
        }
        callers.getLast().close();
        var events = Events.withCapacity(8);
        var order = new ArrayList<Long>();
        poll.poll(events, Duration.ofSeconds(1));
        for (Event event : events) order.add(event.token().value());
        orders.add(order);
        here.close();
      }
    }

    assertEquals(6, orders.size(), "" + orders);
    for (var order : orders) assertEquals(3, order.size());
  }

  @Test
  void bad_use_is_told() throws Exception {
    assertThrows(IllegalArgumentException.class, () -> client.read(ByteBuffer.allocate(0)));
    client.close();
    client.close();
    assertThrows(IllegalStateException.class, () -> read(client));
    assertThrows(IllegalStateException.class, client::fd);
    assertThrows(
        IllegalArgumentException.class,
        () -> new Conditions(Duration.ofMillis(2), Duration.ofMillis(1), 0, 0));
    assertThrows(
        IllegalArgumentException.class, () -> new Conditions(Duration.ZERO, Duration.ZERO, 1, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Conditions(Duration.ZERO, Duration.ZERO, 0, Double.NaN));
  }

  @Test
  void edges_are_not_simulated_and_a_socket_is_watched_once() throws Exception {
    var poller = simulation.poller();

    assertThrows(
        UnsupportedOperationException.class,
        () -> poller.add(client.fd(), 1, Interest.READABLE.edge()));
    poller.add(client.fd(), 1, Interest.READABLE);
    assertErrno(Errno.EEXIST, () -> poller.add(client.fd(), 1, Interest.READABLE));
    assertErrno(Errno.ENOENT, () -> poller.modify(server.fd(), 2, Interest.READABLE));
    var fd = client.fd();
    client.close();
    assertErrno(Errno.EBADF, () -> poller.add(fd, 3, Interest.READABLE));
  }
}
