package asynclab.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.futures.Future;
import asynclab.simulation.Conditions;
import asynclab.simulation.Seeds;
import asynclab.simulation.Simulation;
import asynclab.syscalls.Errno;
import asynclab.syscalls.SyscallException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The same streams on a simulated network.
class StreamsInSimulationTest {
  private static final InetSocketAddress SERVER = InetSocketAddress.createUnresolved("server", 80);
  private static final int LARGE = 300_000;

  /// Answers one caller with what it said, and ends.
  private static Future<Void> echo(AsyncListener listener) {
    return listener
        .accept()
        .then(stream ->
            Future.using(Future.ready(stream), held -> held.readText(LARGE).then(held::writeText)));
  }

  private static Future<String> ask(Simulation simulation, String text) {
    return Future.using(
        AsyncStream.connect(simulation, SERVER),
        stream ->
            stream.writeText(text).then(_ -> ended(stream)).then(_ -> stream.readText(LARGE)));
  }

  private static Future<Void> ended(AsyncStream stream) {
    try {
      stream.shutdownOutput();
      return Future.done();
    } catch (IOException e) {
      return Future.failed(e);
    }
  }

  private static String conversation(Simulation simulation, String text) throws Exception {
    try (var listener = AsyncListener.bind(simulation, SERVER)) {
      simulation.spawn("server", echo(listener).attempt());
      return simulation.blockOn(ask(simulation, text));
    }
  }

  private static String trace(long seed) throws Exception {
    try (var simulation = Simulation.of(seed, Conditions.ROUGH)) {
      try {
        var _ = conversation(simulation, "x".repeat(5000));
      } catch (IOException reset) {
        simulation.note(reset.toString());
      }
      return simulation.trace();
    }
  }

  @Test
  void the_same_seed_gives_the_same_trace_and_another_another() throws Exception {
    assertEquals(trace(5), trace(5));
    assertTrue(!trace(5).equals(trace(6)));
  }

  @Test
  void however_it_is_cut_and_delayed_all_arrives_in_order() throws Exception {
    var text = new StringBuilder();
    for (var i = 0; i < 2000; i++) text.append(i).append(' ');
    var lossy = new Conditions(Conditions.CALM.least(), Conditions.CALM.most(), 0.2, 0);

    var found =
        Seeds.search(
            1,
            50,
            lossy,
            simulation -> assertEquals("" + text, conversation(simulation, "" + text)));

    assertEquals(Optional.empty(), found);
  }

  @Test
  void more_than_the_window_waits_until_it_is_read() throws Exception {
    try (var simulation = Simulation.of(1)) {
      assertEquals(LARGE, conversation(simulation, "x".repeat(LARGE)).length());
    }
  }

  @Test
  void who_calls_where_nobody_listens_is_refused_after_a_while() throws Exception {
    try (var simulation = Simulation.of(1)) {
      var e =
          assertThrows(
              SyscallException.class,
              () -> simulation.blockOn(AsyncStream.connect(simulation, SERVER)));

      assertEquals(Errno.ECONNREFUSED, e.errno());
      assertTrue(e.getMessage().contains("server:80"), e.getMessage());
      assertTrue(simulation.nanoTime() > 0);
    }
  }

  @Test
  void two_cannot_listen_at_one_address_until_the_first_has_closed() throws Exception {
    try (var simulation = Simulation.of(1)) {
      var first = AsyncListener.bind(simulation, SERVER);
      var e = assertThrows(SyscallException.class, () -> AsyncListener.bind(simulation, SERVER));
      assertEquals(Errno.EADDRINUSE, e.errno());

      first.close();

      AsyncListener.bind(simulation, SERVER).close();
    }
  }

  @Test
  void a_connection_that_breaks_fails_at_both_ends() throws Exception {
    var breaking = new Conditions(Conditions.CALM.least(), Conditions.CALM.most(), 0, 1);
    try (var simulation = Simulation.of(1, breaking);
        var listener = AsyncListener.bind(simulation, SERVER)) {
      var server = simulation.spawn("server", echo(listener).attempt());

      var e = assertThrows(SyscallException.class, () -> simulation.blockOn(ask(simulation, "x")));
      simulation.run();

      assertEquals(Errno.ECONNRESET, e.errno());
      assertTrue(server.result().toString().contains("ECONNRESET"), "" + server.result());
    }
  }

  @Test
  void who_closes_with_bytes_unread_resets_the_other() throws Exception {
    try (var simulation = Simulation.of(1);
        var listener = AsyncListener.bind(simulation, SERVER)) {
      var accepted = simulation.spawn("server", listener.accept());
      var client = simulation.blockOn(AsyncStream.connect(simulation, SERVER));
      var server = simulation.blockOn(accepted);
      simulation.blockOn(client.writeText("unread"));
      simulation.blockOn(simulation.sleep(Conditions.CALM.most()));

      server.close();

      var e =
          assertThrows(
              SyscallException.class,
              () -> simulation.blockOn(client.read(ByteBuffer.allocateDirect(8))));
      assertEquals(Errno.ECONNRESET, e.errno());
      client.close();
    }
  }

  @Test
  void an_end_is_read_after_what_came_before_it() throws Exception {
    try (var simulation = Simulation.of(1);
        var listener = AsyncListener.bind(simulation, SERVER)) {
      var accepted = simulation.spawn("server", listener.accept());
      var client = simulation.blockOn(AsyncStream.connect(simulation, SERVER));
      var server = simulation.blockOn(accepted);
      simulation.blockOn(client.writeText("last"));
      client.close();

      assertEquals("last", simulation.blockOn(server.readText(100)));
      server.close();
    }
  }

  @Test
  void a_lost_answer_that_the_program_does_not_expect_is_found() throws Exception {
    var found =
        Seeds.search(
                1, 500, Conditions.ROUGH, simulation -> conversation(simulation, "x".repeat(3000)))
            .orElseThrow();

    assertInstanceOf(IOException.class, found.failure());
  }

  @Test
  void more_callers_than_the_backlog_holds_are_refused() throws Exception {
    try (var simulation = Simulation.of(1);
        var listener = AsyncListener.bind(simulation, SERVER)) {
      var callers = new ArrayList<Future<Boolean>>();
      for (var i = 0; i < 130; i++) {
        callers.add(
            Future.using(
                AsyncStream.connect(simulation, SERVER).attempt().map(Held::new),
                held -> Future.ready(held.stands())));
      }

      var stood = simulation.blockOn(Future.joinAll(callers));

      assertEquals(128, stood.stream().filter(stands -> stands).count());
      assertEquals("listener server:80", listener.toString());
    }
  }

  private record Held(asynclab.futures.Ready<AsyncStream> attempt) implements AutoCloseable {
    boolean stands() {
      return attempt instanceof asynclab.futures.Ready.Value;
    }

    @Override
    public void close() throws IOException {
      if (attempt instanceof asynclab.futures.Ready.Value<AsyncStream>(var stream)) stream.close();
    }
  }
}
