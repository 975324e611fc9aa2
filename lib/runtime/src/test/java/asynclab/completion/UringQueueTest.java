package asynclab.completion;

import static asynclab.completion.Talk.bytes;
import static asynclab.completion.Talk.now;
import static asynclab.completion.Talk.room;
import static asynclab.completion.Talk.text;
import static asynclab.completion.Talk.told;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.syscalls.Errno;
import asynclab.syscalls.IoUring;
import asynclab.syscalls.IoUringParams;
import asynclab.syscalls.SyscallException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  void a_send_that_is_taken_at_once_is_not_told() throws Exception {
    try (var talk = Talk.connected(UringQueue::open)) {
      var queue = (UringQueue) talk.queue();
      var buffers = queue.bufferRing(2, 8);
      queue.recvMultishot(talk.server(), buffers, 1);
      queue.send(talk.client(), bytes("ping"), 2);
      talk.told(2);
      queue.sendNow(talk.server(), buffers, 0, 4, 3);
      var back = room(8);
      queue.recv(talk.client(), back, 4);

      assertEquals(List.of("token 4: 4"), told(queue, 1));
      assertEquals("ping", text(back, 4));
      assertEquals(List.of(), now(queue));
    }
  }

  @Test
  void a_send_that_would_have_to_wait_is_told_how_much_was_taken() throws Exception {
    try (var talk = Talk.connected(UringQueue::open)) {
      var queue = (UringQueue) talk.queue();
      var bytes = 16 << 20; // more than all the buffers between them hold
      var buffers = queue.bufferRing(1, bytes);
      queue.recvMultishot(talk.client(), buffers, 1);
      queue.send(talk.server(), bytes("x"), 2);
      talk.told(2);

      queue.sendNow(talk.client(), buffers, 0, bytes, 3);
      var part = Talk.await(queue, 1).getFirst();
      queue.sendNow(talk.client(), buffers, 0, bytes, 4);
      var none = told(queue, 1);

      assertEquals(3, part.token());
      assertTrue(part.result() > 0 && part.result() < bytes, part.toString());
      assertEquals(List.of("token 4: EAGAIN"), none);
    }
  }

  @Test
  void a_send_that_fails_is_told_and_its_token_has_62_bits() throws Exception {
    try (var talk = Talk.connected(UringQueue::open)) {
      var queue = (UringQueue) talk.queue();
      var buffers = queue.bufferRing(1, 8);
      talk.server().shutdownOutput();
      queue.sendNow(talk.server(), buffers, 0, 8, (1L << 62) - 1);

      assertEquals(List.of("token 4611686018427387903: EPIPE"), told(queue, 1));
      assertThrows(
          IllegalArgumentException.class, () -> queue.sendNow(talk.client(), buffers, 0, 8, -1));
    }
  }

  @Test
  void completions_that_do_not_fit_the_ring_are_kept_by_the_kernel_and_told_in_order()
      throws Exception {
    try (var uring = Uring.open(UringKernel.REAL, 4, 4)) {
      var tokens = new ArrayList<Long>();
      for (var i = 0L; i < 100; i++) {
        uring.prepare(0, 0, i);
        uring.push();
      }
      assertTrue(uring.rings.hasOverflown(), "a hundred completions, and room for four");

      var into = Completions.withCapacity(16);
      while (uring.await(into, Duration.ZERO) > 0) for (var each : into) tokens.add(each.token());

      var all = LongStream.range(0, 100).boxed().toList();
      assertEquals(all, tokens);
      assertFalse(uring.rings.hasOverflown());
    }
  }

  @Test
  void a_wait_goes_on_after_a_signal_has_ended_it() throws Exception {
    try (var queue = UringQueue.open(new Faulty(Errno.EINTR, 3), 4, 8)) {
      queue.timeout(Duration.ofMillis(1), 1);

      assertEquals(List.of("token 1: ETIME"), told(queue, 1));
    }
  }

  @Test
  void what_the_kernel_cannot_take_now_is_said_and_taken_later() throws Exception {
    for (var errno : List.of(Errno.EAGAIN, Errno.EBUSY)) {
      try (var queue = UringQueue.open(new Faulty(errno, 1), 4, 8)) {
        queue.nop(1);
        var into = Completions.withCapacity(1);
        var e = assertThrows(SyscallException.class, () -> queue.await(into, Talk.WATCHDOG));

        assertTrue(e.getMessage().startsWith("io_uring_enter: " + errno), e.getMessage());
        assertEquals(List.of("token 1: 0"), told(queue, 1));
      }
    }
  }

  /// A kernel whose first calls of `io_uring_enter` fail.
  private static final class Faulty implements UringKernel {
    private final Errno errno;
    private int faults;

    Faulty(Errno errno, int faults) {
      this.errno = errno;
      this.faults = faults;
    }

    @Override
    public IoUringParams.Answer setup(int sqEntries, int cqEntries, int flags) {
      return IoUringParams.setup(sqEntries, cqEntries, flags);
    }

    @Override
    public int enter(int ring, int submit, int complete, int flags, MemorySegment argument) {
      if (faults-- > 0) return -errno.code();
      return IoUring.enterRaw(ring, submit, complete, flags, argument);
    }
  }

  @Test
  void the_rings_size_is_a_power_of_two() {
    var e = assertThrows(IllegalArgumentException.class, () -> UringQueue.open(3));

    assertEquals("3 is not a power of two from 1 to 32768", e.getMessage());
  }
}
