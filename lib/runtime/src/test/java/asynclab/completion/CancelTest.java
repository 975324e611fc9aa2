package asynclab.completion;

import static asynclab.completion.Talk.bytes;
import static asynclab.completion.Talk.now;
import static asynclab.completion.Talk.room;
import static asynclab.completion.Talk.text;
import static asynclab.completion.Talk.told;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.syscalls.Os;
import asynclab.syscalls.SocketCalls;
import java.lang.foreign.MemorySegment;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Giving up, closing early, and who owns a buffer meanwhile.
@Timeout(60)
class CancelTest {
  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void a_cancelled_receive_is_told_as_cancelled_and_so_is_the_cancelling(Queues.Opener opener)
      throws Exception {
    try (var talk = Talk.connected(opener)) {
      talk.queue().recv(talk.server(), room(8), 1);
      now(talk.queue());

      talk.queue().cancel(1, 2);

      assertEquals(List.of("token 1: ECANCELED", "token 2: 0"), talk.told(2));
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void what_is_cancelled_before_it_was_handed_over_is_cancelled_too(Queues.Opener opener)
      throws Exception {
    try (var talk = Talk.connected(opener)) {
      talk.queue().recv(talk.server(), room(8), 1);
      talk.queue().cancel(1, 2);

      assertEquals(List.of("token 1: ECANCELED", "token 2: 0"), talk.told(2));
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void cancelling_what_is_done_or_never_was_finds_nothing(Queues.Opener opener) throws Exception {
    try (var queue = opener.open()) {
      queue.nop(1);
      told(queue, 1);

      queue.cancel(1, 2);
      queue.cancel(77, 3);

      assertEquals(List.of("token 2: ENOENT", "token 3: ENOENT"), told(queue, 2));
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void accept_connect_and_timeout_can_be_cancelled(Queues.Opener opener) throws Exception {
    try (var queue = opener.open();
        var listener = Endpoint.loopback()) {
      queue.accept(listener, 1);
      queue.timeout(Duration.ofDays(1), 2);
      now(queue);
      queue.cancel(1, 3);
      queue.cancel(2, 4);

      assertEquals(
          List.of("token 1: ECANCELED", "token 2: ECANCELED", "token 3: 0", "token 4: 0"),
          told(queue, 4));
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void after_a_cancelled_receive_the_bytes_are_there_for_the_next(Queues.Opener opener)
      throws Exception {
    try (var talk = Talk.connected(opener)) {
      var abandoned = room(8);
      talk.queue().recv(talk.server(), abandoned, 1);
      talk.queue().cancel(1, 2);
      talk.told(2);

      talk.queue().send(talk.client(), bytes("hello"), 3);
      var buffer = room(8);
      talk.queue().recv(talk.server(), buffer, 4);
      talk.told(2);

      assertEquals("hello", text(buffer, 5));
      assertEquals(-1, abandoned.mismatch(room(8)), "the kernel has let go of it");
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void closing_an_endpoint_cancels_what_is_under_way_on_it(Queues.Opener opener) throws Exception {
    try (var talk = Talk.connected(opener);
        var listener = Endpoint.loopback()) {
      talk.queue().recv(talk.server(), room(8), 1);
      talk.queue().accept(listener, 2);
      now(talk.queue());

      talk.server().close();
      listener.close();

      assertEquals(List.of("token 1: ECANCELED", "token 2: ECANCELED"), talk.told(2));
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void what_was_not_handed_over_never_meets_the_next_owner_of_a_number(Queues.Opener opener)
      throws Exception {
    try (var talk = Talk.connected(opener);
        var listener = Endpoint.loopback()) {
      var number = talk.server().fd();
      talk.queue().send(talk.server(), bytes("secret"), 1);
      talk.server().close();
      try (var next = Endpoint.toConnect(listener.address())) {
        var reused = number == next.fd();
        Assumptions.assumeTrue(reused || Os.current() != Os.WINDOWS, "another number was free");
        assertTrue(reused, "the kernel hands the lowest free number out");
        var stranger = Talk.connect(talk.queue(), listener, next);
        talk.queue().recv(stranger, room(8), 2);

        assertEquals(List.of(), now(talk.queue()));
        stranger.close();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void a_closed_queue_has_let_go_of_every_buffer(Queues.Opener opener) throws Exception {
    var buffer = room(8);
    var queue = opener.open();
    try (var other = opener.open();
        var listener = Endpoint.loopback()) {
      var client = Endpoint.toConnect(listener.address());
      try (var far = Talk.connect(other, listener, client)) {
        var near = Endpoint.loopback(); // a queue of its own: a connection belongs to one
        queue.accept(near, 1);
        queue.timeout(Duration.ofDays(1), 2);
        now(queue);
        queue.close();
        near.close();
        other.recv(far, buffer, 3);
        other.nop(4);

        assertEquals(List.of("token 4: 0"), told(other, 1));
      }
      client.close();
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void bytes_that_come_after_the_end_of_the_queue_touch_no_buffer(Queues.Opener opener)
      throws Exception {
    var talk = Talk.connected(opener);
    var buffer = room(8);
    talk.queue().recv(talk.server(), buffer, 1);
    now(talk.queue());
    talk.queue().close();

    var sent = SocketCalls.ofSystem().write(talk.client().fd(), bytes("late"), 4);

    assertEquals(4, sent);
    assertEquals(-1, buffer.mismatch(room(8)));
    talk.close();
  }

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void a_lent_buffer_stays_reachable_until_it_is_told(Queues.Opener opener) throws Exception {
    try (var talk = Talk.connected(opener)) {
      var lent = lend(talk);
      now(talk.queue());

      System.gc();

      assertNotNull(lent.get(), "the queue keeps it");
      talk.queue().send(talk.client(), bytes("x"), 2);
      assertEquals(List.of("token 1: 1", "token 2: 1"), talk.told(2));
    }
  }

  private static WeakReference<MemorySegment> lend(Talk talk) throws Exception {
    var buffer = room(8);
    talk.queue().recv(talk.server(), buffer, 1);
    return new WeakReference<>(buffer);
  }

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void a_connection_that_nobody_asked_for_any_more_is_closed_with_the_queue(Queues.Opener opener)
      throws Exception {
    try (var other = opener.open();
        var listener = Endpoint.loopback();
        var client = Endpoint.toConnect(listener.address())) {
      var before = Talk.descriptors();
      var queue = opener.open();
      queue.accept(listener, 1);
      queue.nop(2);
      told(queue, 1); // the accept is under way
      other.connect(client, listener.address(), 3);
      told(other, 1);

      queue.close();

      assertEquals(before, Talk.descriptors());
    }
  }
}
