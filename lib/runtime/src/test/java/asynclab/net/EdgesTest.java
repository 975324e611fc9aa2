package asynclab.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import asynclab.futures.Pending;
import asynclab.futures.Polled;
import asynclab.futures.Waker;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Waiting again for a stream whose event queue tells only what is new.
@Timeout(30)
class EdgesTest extends StreamPair {
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(8);

  private int read(Pair pair) throws Exception {
    return loop.blockOn(pair.server().read(buffer.clear()));
  }

  /// Sends, and sees to it that the loop hears of it while nobody waits to read.
  private void send(Pair pair, String text) throws Exception {
    loop.blockOn(pair.client().writeText(text));
    loop.blockOn(loop.sleep(Duration.ofMillis(1)));
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "not every event queue knows edges")
  void to_wait_again_asks_the_event_queue_for_nothing() throws Exception {
    assumeTrue(kind.name().equals("readiness"), "completions know no edges");
    try (var pair = pair()) {
      events.clear();
      for (var i = 0; i < 5; i++) {
        var read = loop.spawn(pair.server().read(buffer.clear()));
        loop.blockOn(pair.client().writeText("a"));
        assertEquals(1, loop.blockOn(read));
      }

      assertEquals(1, Collections.frequency(events, "registered 2"), events.toString());
    }
  }

  @Test
  void what_came_while_nobody_waited_is_told_to_the_next_who_does() throws Exception {
    try (var pair = pair()) {
      for (var i = 0; i < 5; i++) {
        send(pair, "ab");
        assertEquals(2, read(pair));
      }
    }
  }

  @Test
  void an_end_that_was_told_with_several_buffers_of_bytes_is_read_behind_them() throws Exception {
    try (var pair = pair()) {
      var first = loop.spawn(pair.server().read(buffer));
      send(pair, "a");
      assertEquals(1, loop.blockOn(first));
      loop.blockOn(pair.client().writeText("12 bytes long"));
      pair.client().shutdownOutput();
      loop.blockOn(loop.sleep(Duration.ofMillis(1)));

      var counts = List.of(read(pair), read(pair), read(pair));

      assertEquals(List.of(8, 5, AsyncStream.END), counts);
    }
  }

  @Test
  void an_event_that_nobody_took_is_left_for_the_next() throws Exception {
    try (var pair = pair();
        var watch = loop.watch(pair.server().stream())) {
      var first = watch.readableAgain();
      assertEquals(Polled.pending(), first.poll(Waker.NONE));
      send(pair, "a");

      first.close();

      loop.blockOn(watch.readableAgain());
    }
  }

  @Test
  void who_may_have_left_something_is_told_what_is_there() throws Exception {
    try (var pair = pair();
        var watch = loop.watch(pair.server().stream())) {
      loop.blockOn(pair.client().writeText("a"));
      loop.blockOn(watch.readable());

      loop.blockOn(watch.readable());

      assertEquals(1, pair.server().stream().read(buffer));
    }
  }

  @Test
  void a_read_that_was_given_up_is_followed_by_one_that_asks_the_kernel() throws Exception {
    try (var pair = pair()) {
      send(pair, "a");
      assertEquals(1, read(pair));
      var second = pair.server().read(buffer.clear());
      assertEquals(Pending.class, second.poll(Waker.NONE).getClass());
      second.close();
      loop.blockOn(pair.client().writeText("b"));

      var polled = pair.server().read(buffer.clear()).poll(Waker.NONE);

      assertEquals(Polled.ready(1), polled);
    }
  }
}
