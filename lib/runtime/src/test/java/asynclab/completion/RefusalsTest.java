package asynclab.completion;

import static asynclab.completion.Talk.bytes;
import static asynclab.completion.Talk.now;
import static asynclab.completion.Talk.room;
import static asynclab.completion.Talk.told;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Mistakes, and the sentence that each is answered with.
@Timeout(60)
class RefusalsTest {
  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void memory_that_the_kernel_cannot_use_is_refused(Queues.Opener opener) throws Exception {
    try (var talk = Talk.connected(opener)) {
      var queue = talk.queue();
      var heap = MemorySegment.ofArray(new byte[8]);
      refuses("not one on the Java heap", () -> queue.recv(talk.server(), heap, 1));
      refuses("not one on the Java heap", () -> queue.send(talk.server(), heap, 1));
      var constant = bytes("constant").asReadOnly();
      refuses("it is read-only", () -> queue.recv(talk.server(), constant, 1));
      refuses("at least 1", () -> queue.recv(talk.server(), room(8).asSlice(8), 1));
      refuses("at most the 8", () -> queue.send(talk.server(), room(8), 9, 1));
      refuses("at least 1", () -> queue.send(talk.server(), room(8), 0, 1));
      refuses("at least 1", () -> queue.send(talk.server(), room(8), -1, 1));
      var arena = Arena.ofConfined();
      var gone = arena.allocate(8);
      arena.close();
      refuses("the buffer's arena is closed", () -> queue.recv(talk.server(), gone, 1));

      assertEquals(List.of(), now(queue), "none of them was taken in");
      queue.send(talk.client(), constant, 2); // a constant can be sent
      assertEquals(List.of("token 2: 8"), told(queue, 1));
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void times_and_addresses_that_are_none_are_refused(Queues.Opener opener) throws Exception {
    var unresolved = InetSocketAddress.createUnresolved("localhost", 1);
    try (var queue = opener.open();
        var listener = Endpoint.loopback();
        var socket = Endpoint.toConnect(listener.address())) {
      var into = Completions.withCapacity(1);
      var negative = Duration.ofNanos(-1);
      refuses("a timeout cannot be negative", () -> queue.timeout(negative, 1));
      refuses("a timeout cannot be negative", () -> queue.await(into, negative));
      refuses("resolve it first", () -> queue.connect(socket, unresolved, 1));

      assertEquals(List.of(), now(queue));
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void a_closed_endpoint_is_refused(Queues.Opener opener) throws Exception {
    try (var talk = Talk.connected(opener)) {
      talk.client().close();
      talk.client().close(); // twice does nothing

      refuses("is closed: Endpoint(fd", () -> talk.queue().recv(talk.client(), room(8), 1));
      refuses("is closed: Endpoint(fd", () -> talk.client().fd());
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void a_second_queue_for_one_endpoint_is_refused(Queues.Opener opener) throws Exception {
    try (var talk = Talk.connected(opener);
        var other = opener.open()) {
      refuses("used it first", () -> other.recv(talk.client(), room(8), 1));

      assertEquals(List.of(), now(other));
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void a_wrong_kind_of_socket_is_the_operations_result_and_no_other_is_kept_back(
      Queues.Opener opener) throws Exception {
    try (var queue = opener.open();
        var listener = Endpoint.loopback();
        var alone = Endpoint.toConnect(listener.address())) {
      queue.recv(alone, room(8), 1);
      queue.accept(alone, 2);
      queue.nop(3);
      var results = told(queue, 3);

      assertEquals(List.of("token 1: ENOTCONN", "token 2: EINVAL", "token 3: 0"), results);
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void a_closed_queue_refuses_everything_but_to_be_closed(Queues.Opener opener) throws Exception {
    var queue = opener.open();
    try (var listener = Endpoint.loopback()) {
      queue.accept(listener, 1);
      queue.close();

      queue.close();
      queue.wakeup();
      var into = Completions.withCapacity(1);
      for (Executable use :
          List.<Executable>of(
              () -> queue.nop(1),
              () -> queue.accept(listener, 1),
              () -> queue.recv(listener, room(8), 1),
              () -> queue.send(listener, room(8), 1),
              () -> queue.timeout(Duration.ZERO, 1),
              () -> queue.cancel(1, 2),
              () -> queue.await(into, Duration.ZERO))) {
        refuses("this queue is closed: open another", use);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void a_queue_that_was_never_used_can_be_closed(Queues.Opener opener) throws Exception {
    var before = Talk.descriptors();
    for (var i = 0; i < 10; i++) opener.open().close();

    assertEquals(before, Talk.descriptors());
  }

  @Test
  void there_is_room_for_at_least_one_completion() {
    refuses("room for 1 to 1048576", () -> Completions.withCapacity(0));
    refuses("room for 1 to 1048576", () -> Completions.withCapacity(1 << 21));
    refuses("the wait brought 0", () -> Completions.withCapacity(1).get(0));
    refuses("-11 is not a descriptor", () -> Endpoint.of(-11));
  }

  @Test
  void a_completion_that_is_no_error_has_no_error_number() {
    var into = Completions.withCapacity(2);
    into.add(1, 5, 0);
    into.add(2, -104, Completion.MORE);

    refuses("this is no error", () -> into.get(0).errno());
    assertEquals("[token 1: 5, token 2: ECONNRESET, more follow]", into.toString());
    assertTrue(into.get(1).hasMore());
    assertFalse(into.get(0).isError());
  }

  private static void refuses(String words, Executable mistake) {
    var e = assertThrows(RuntimeException.class, mistake);

    assertTrue(e.getMessage().contains(words), e.getMessage());
  }
}
