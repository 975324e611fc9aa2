package asynclab.fibers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.poll.TcpListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Sockets that look as if they blocked, on real ones.
@Timeout(30)
class StreamTest {
  private static final int LARGE = 3_000_000;
  private final List<String> log = new ArrayList<>();

  @Test
  void many_conversations_on_one_thread() throws Exception {
    try (var scheduler = FiberScheduler.open();
        var listener = FiberListener.loopback()) {
      scheduler.spawn(() -> {
        for (var i = 0; i < 20; i++) {
          var stream = listener.accept();
          scheduler.spawn(() -> {
            try (stream) {
              stream.writeText("got " + stream.readText(100));
            }
          });
        }
      });
      for (var i = 0; i < 20; i++) {
        var number = i;
        scheduler.spawn(() -> log.add(ask(listener.address(), "R" + number)));
      }

      scheduler.run();
    }

    assertEquals(20, log.stream().distinct().count());
    assertTrue(log.contains("got R7"), log.toString());
  }

  private static String ask(InetSocketAddress address, String question) throws IOException {
    try (var stream = FiberStream.connect(address)) {
      stream.writeText(question);
      stream.shutdownOutput();
      return stream.readText(LARGE);
    }
  }

  @Test
  void a_write_larger_than_every_buffer_waits_and_arrives_whole() throws Exception {
    try (var scheduler = FiberScheduler.open();
        var listener = FiberListener.loopback()) {
      scheduler.spawn(() -> {
        try (var stream = listener.accept()) {
          stream.readText(100);
          stream.writeText("x".repeat(LARGE));
        }
      });
      var answer = scheduler.spawn(() -> ask(listener.address(), "?"));

      scheduler.run();

      assertEquals(LARGE, answer.join().length());
    }
  }

  @Test
  void one_reads_while_another_writes_the_same_stream() throws Exception {
    try (var scheduler = FiberScheduler.open();
        var listener = FiberListener.loopback()) {
      scheduler.spawn(() -> {
        try (var stream = listener.accept()) {
          scheduler.spawn(() -> {
            stream.writeText("x".repeat(LARGE));
            stream.shutdownOutput();
          });
          log.add("server read " + stream.readText(LARGE).length());
        }
      });
      scheduler.spawn(() -> {
        try (var stream = FiberStream.connect(listener.address())) {
          var reader = scheduler.spawn(() -> stream.readText(LARGE));
          stream.writeText("y".repeat(LARGE));
          log.add("client read " + reader.join().length());
          stream.shutdownOutput();
        }
      });

      scheduler.run();
    }

    assertEquals(List.of("client read " + LARGE, "server read " + LARGE), log);
  }

  @Test
  void nobody_listens_is_the_callers_error() throws Exception {
    InetSocketAddress address;
    try (var gone = TcpListener.loopback()) {
      address = gone.address();
    }
    try (var scheduler = FiberScheduler.open()) {
      scheduler.spawn(() -> assertThrows(IOException.class, () -> FiberStream.connect(address)));

      scheduler.run();
    }
  }

  @Test
  void closing_a_stream_ends_the_wait_of_another_fiber() throws Exception {
    try (var scheduler = FiberScheduler.open();
        var listener = FiberListener.loopback()) {
      scheduler.spawn(() -> {
        var stream = listener.accept();
        var reader = scheduler.spawn(() -> stream.readText(100));
        Fiber.yield();
        stream.close();
        log.add(assertThrows(IllegalStateException.class, reader::join).getMessage());
      });
      scheduler.spawn(() -> {
        try (var client = FiberStream.connect(listener.address())) {
          client.readText(100);
        }
      });

      scheduler.run();
    }

    assertTrue(log.getFirst().endsWith("is closed"), log.toString());
  }

  @Test
  void one_fiber_at_a_time_waits_to_read() throws Exception {
    try (var scheduler = FiberScheduler.open();
        var listener = FiberListener.loopback()) {
      var first = scheduler.spawn("first", listener::accept);
      scheduler.spawn(
          "second",
          () -> {
            log.add(assertThrows(IllegalStateException.class, listener::accept).getMessage());
            first.cancel();
          });

      scheduler.run();
    }

    assertTrue(log.getFirst().startsWith("first waits to read TcpListener"), log.getFirst());
  }

  @Test
  void a_source_of_ones_own_is_watched_for_one_wait_and_again() throws Exception {
    try (var scheduler = FiberScheduler.open();
        var listener = TcpListener.loopback()) {
      scheduler.spawn(() -> {
        for (var i = 0; i < 2; i++) {
          Fiber.awaitReadable(listener);
          listener.accept().orElseThrow().close();
          log.add("accepted");
        }
      });
      scheduler.spawn(() -> {
        for (var i = 0; i < 2; i++) FiberStream.connect(listener.address()).close();
      });

      scheduler.run();
    }

    assertEquals(List.of("accepted", "accepted"), log);
  }

  @Test
  void a_flood_does_not_keep_the_others_from_their_turn() throws Exception {
    try (var scheduler = FiberScheduler.open();
        var listener = FiberListener.loopback()) {
      var turns = new int[1];
      var flood =
          scheduler.spawn(() -> {
            try (var stream = listener.accept()) {
              for (var i = 0; i < 320; i++) stream.writeText("x");
            }
          });
      scheduler.spawn(() -> ask(listener.address(), ""));
      scheduler.spawn(() -> {
        while (flood.state() != Fiber.State.DONE) {
          turns[0]++;
          Fiber.yield();
        }
      });

      scheduler.run();

      assertFalse(turns[0] < 10, "turns of the other: " + turns[0]);
    }
  }
}
