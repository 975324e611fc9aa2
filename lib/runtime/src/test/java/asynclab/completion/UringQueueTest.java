package asynclab.completion;

import static asynclab.completion.Talk.bytes;
import static asynclab.completion.Talk.text;
import static asynclab.completion.Talk.told;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

/// What only io_uring has: multishot operations, provided buffers, rings that fill up.
@EnabledIf(value = "asynclab.completion.Queues#hasRings", disabledReason = Queues.NO_RINGS)
@Timeout(60)
class UringQueueTest {
  @Test
  void one_multishot_accept_takes_connection_after_connection() throws Exception {
    try (var queue = UringQueue.open();
        var listener = Endpoint.loopback()) {
      queue.acceptMultishot(listener, 1);
      var texts = new ArrayList<String>();
      for (var i = 0; i < 3; i++) {
        try (var client = Endpoint.toConnect(listener.address())) {
          queue.connect(client, listener.address(), 2);
          texts.addAll(acceptedAndConnected(queue));
        }
      }
      queue.cancel(1, 3);

      assertEquals(List.of("more", "0", "more", "0", "more", "0"), texts);
      assertEquals(List.of("token 1: ECANCELED", "token 3: 0"), told(queue, 2));
    }
  }

  private static List<String> acceptedAndConnected(UringQueue queue) throws Exception {
    var into = Completions.withCapacity(1);
    var texts = new ArrayList<String>(List.of("", ""));
    for (var i = 0; i < 2; i++) {
      while (queue.await(into, Talk.WATCHDOG) == 0) {}
      var each = into.get(0);
      if (each.token() == 1) Endpoint.of(each.result()).close();
      texts.set((int) each.token() - 1, each.hasMore() ? "more" : String.valueOf(each.result()));
    }
    return texts;
  }

  @Test
  void one_multishot_receive_fills_buffer_after_buffer_and_tells_which() throws Exception {
    try (var talk = Talk.connected(UringQueue::open)) {
      var queue = (UringQueue) talk.queue();
      var buffers = queue.bufferRing(4, 8);
      queue.recvMultishot(talk.server(), buffers, 1);
      var texts = new ArrayList<String>();
      for (var message : List.of("one", "two", "three", "four", "five", "six")) {
        queue.send(talk.client(), bytes(message), 2);
        texts.add(received(queue, buffers));
      }
      talk.client().shutdownOutput();

      assertEquals(List.of("one", "two", "three", "four", "five", "six"), texts);
      assertEquals(List.of("token 1: 0"), talk.told(1)); // the end, and no more
    }
  }

  /// Awaits until token 1 has brought bytes, and gives their buffer back.
  private static String received(UringQueue queue, BufferRing buffers) throws Exception {
    var into = Completions.withCapacity(1);
    var text = "";
    for (var i = 0; i < 2; i++) {
      while (queue.await(into, Talk.WATCHDOG) == 0) {}
      var each = into.get(0);
      if (each.token() != 1) continue;
      assertTrue(each.hasMore(), each.toString());
      text = text(buffers.get(each.buffer()), each.result());
      buffers.giveBack(each.buffer());
    }
    return text;
  }

  @Test
  void a_message_larger_than_a_buffer_takes_several() throws Exception {
    try (var talk = Talk.connected(UringQueue::open)) {
      var queue = (UringQueue) talk.queue();
      var buffers = queue.bufferRing(4, 4);
      queue.send(talk.client(), bytes("0123456789"), 2);
      talk.told(1);
      queue.recvMultishot(talk.server(), buffers, 1);

      var text = new StringBuilder();
      var into = Completions.withCapacity(8);
      while (text.length() < 10) {
        queue.await(into, Talk.WATCHDOG);
        for (var each : into) text.append(text(buffers.get(each.buffer()), each.result()));
      }

      assertEquals("0123456789", text.toString());
    }
  }

  @Test
  void without_a_buffer_a_multishot_receive_ends_and_no_byte_is_lost() throws Exception {
    try (var talk = Talk.connected(UringQueue::open)) {
      var queue = (UringQueue) talk.queue();
      var buffers = queue.bufferRing(1, 4);
      queue.recvMultishot(talk.server(), buffers, 1);
      queue.send(talk.client(), bytes("12345678"), 2);

      var before = talk.told(3);
      var first = text(buffers.get(0), 4);
      buffers.giveBack(0);
      queue.recvMultishot(talk.server(), buffers, 3);

      assertEquals(
          List.of("token 1: 4", "token 1: ENOBUFS", "token 2: 8"),
          before.stream().sorted().toList());
      assertEquals("token 3: 4", told(queue, 1).getFirst());
      assertEquals("12345678", first + text(buffers.get(0), 4));
    }
  }

  @Test
  void a_buffer_that_the_kernel_has_is_not_given_twice() throws Exception {
    try (var queue = UringQueue.open();
        var other = UringQueue.open();
        var listener = Endpoint.loopback()) {
      var buffers = queue.bufferRing(2, 8);

      var twice = assertThrows(IllegalStateException.class, () -> buffers.giveBack(1));
      assertThrows(IllegalArgumentException.class, () -> queue.bufferRing(3, 8));
      var foreign =
          assertThrows(
              IllegalArgumentException.class, () -> other.recvMultishot(listener, buffers, 1));

      assertEquals("buffer 1 is with the kernel already", twice.getMessage());
      assertEquals("this ring of buffers belongs to another queue", foreign.getMessage());
    }
  }

  @Test
  void a_queue_closed_under_multishot_operations_leaves_nothing() throws Exception {
    var before = Talk.descriptors();
    for (var i = 0; i < 20; i++) {
      try (var talk = Talk.connected(UringQueue::open);
          var listener = Endpoint.loopback()) {
        var queue = (UringQueue) talk.queue();
        queue.recvMultishot(talk.server(), queue.bufferRing(4, 64), 1);
        queue.acceptMultishot(listener, 2);
        queue.send(talk.client(), bytes("unread"), 3);
        talk.told(2);
        queue.close();
      }
    }

    assertEquals(before, Talk.descriptors());
  }

  @Test
  void completions_that_do_not_fit_the_ring_are_kept_by_the_kernel_and_told_in_order()
      throws Exception {
    try (var uring = Uring.open(Rings.Kernel.REAL, 4, 4)) {
      var tokens = new ArrayList<Long>();
      for (var i = 0L; i < 100; i++) {
        uring.prepare(0, 0, i);
        uring.push();
      }
      assertTrue(uring.hasOverflown(), "a hundred completions, and room for four");

      var into = Completions.withCapacity(16);
      while (uring.await(into, Duration.ZERO) > 0) for (var each : into) tokens.add(each.token());

      var all = LongStream.range(0, 100).boxed().toList();
      assertEquals(all, tokens);
      assertFalse(uring.hasOverflown());
    }
  }

  @Test
  void a_wait_goes_on_after_a_signal_has_ended_it() throws Exception {
    try (var queue = UringQueue.open()) {
      var stops = new FutureTask<>(() -> stopAndContinue(20, queue));
      Thread.ofPlatform().daemon().start(stops);

      var count = queue.await(Completions.withCapacity(1), CompletionQueue.FOREVER);

      assertTrue(stops.get(20, SECONDS), "it was the wake-up, not a signal, that ended the wait");
      assertEquals(0, count);
    }
  }

  /// SIGSTOP and SIGCONT end `io_uring_enter` with EINTR, and no handler makes it go on.
  private static boolean stopAndContinue(int times, CompletionQueue queue) throws Exception {
    var script = "for i in $(seq %d); do kill -STOP %d; kill -CONT %2$d; done";
    var pid = ProcessHandle.current().pid();
    var shell = new ProcessBuilder("sh", "-c", script.formatted(times, pid)).start();
    var ended = shell.waitFor() == 0;
    queue.wakeup();
    return ended;
  }

  @Test
  void the_rings_size_is_a_power_of_two() {
    var e = assertThrows(IllegalArgumentException.class, () -> UringQueue.open(3));

    assertEquals("3 is not a power of two from 1 to 32768", e.getMessage());
  }
}
