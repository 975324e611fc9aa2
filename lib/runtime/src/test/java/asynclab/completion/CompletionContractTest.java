package asynclab.completion;

import static asynclab.completion.Talk.bytes;
import static asynclab.completion.Talk.now;
import static asynclab.completion.Talk.room;
import static asynclab.completion.Talk.text;
import static asynclab.completion.Talk.told;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every completion queue owes, on real sockets.
@Timeout(60)
class CompletionContractTest {
  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void an_operation_is_told_once_with_its_token(Queues.Opener opener) throws Exception {
    try (var queue = opener.open()) {
      for (var token : List.of(7L, 0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE)) queue.nop(token);

      var tokens = new TreeSet<Long>();
      for (var each : Talk.await(queue, 5)) tokens.add(each.token());

      assertEquals(List.of(Long.MIN_VALUE, -1L, 0L, 7L, Long.MAX_VALUE), List.copyOf(tokens));
      assertEquals(List.of(), now(queue));
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void what_is_received_is_in_the_buffer_when_it_is_told(Queues.Opener opener) throws Exception {
    try (var talk = Talk.connected(opener)) {
      var buffer = room(64);
      talk.queue().recv(talk.server(), buffer, 1);
      var before = now(talk.queue());

      talk.queue().send(talk.client(), bytes("hello"), 2);
      var after = talk.told(2);

      assertEquals(List.of(), before);
      assertEquals(List.of("token 1: 5", "token 2: 5"), after);
      assertEquals("hello", text(buffer, 5));
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void a_buffer_smaller_than_what_came_is_filled_and_the_rest_stays(Queues.Opener opener)
      throws Exception {
    try (var talk = Talk.connected(opener)) {
      talk.queue().send(talk.client(), bytes("0123456789"), 0);
      talk.told(1);
      var first = room(4);
      var second = room(64);

      talk.queue().recv(talk.server(), first, 1);
      var one = talk.told(1);
      talk.queue().recv(talk.server(), second, 2);
      var two = talk.told(1);

      assertEquals(List.of("token 1: 4", "token 2: 6"), List.of(one.get(0), two.get(0)));
      assertEquals("0123" + "456789", text(first, 4) + text(second, 6));
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void only_the_first_bytes_asked_for_are_sent(Queues.Opener opener) throws Exception {
    try (var talk = Talk.connected(opener)) {
      var buffer = room(64);
      talk.queue().send(talk.client(), bytes("hello"), 2, 1);
      talk.told(1);

      talk.queue().recv(talk.server(), buffer, 2);

      assertEquals(List.of("token 2: 2"), talk.told(1));
      assertEquals("he", text(buffer, 2));
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void the_end_of_a_stream_is_a_result_of_0_every_time(Queues.Opener opener) throws Exception {
    try (var talk = Talk.connected(opener)) {
      talk.queue().recv(talk.server(), room(8), 1);
      now(talk.queue());
      talk.client().shutdownOutput();
      var first = talk.told(1);

      talk.queue().recv(talk.server(), room(8), 2);

      assertEquals(List.of("token 1: 0"), first);
      assertEquals(List.of("token 2: 0"), talk.told(1));
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void a_reset_is_the_receivers_result(Queues.Opener opener) throws Exception {
    try (var talk = Talk.connected(opener)) {
      Assumptions.assumeFalse(
          Talk.WINE && talk.queue() instanceof EmulatedQueue,
          "Wine 8 takes the error off the socket when a poll has told of it");
      talk.queue().recv(talk.server(), room(8), 1);
      now(talk.queue());
      talk.client().resetOnClose();
      talk.client().close();

      assertEquals(List.of("token 1: ECONNRESET"), talk.told(1));
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void nobody_listening_is_the_connecters_result(Queues.Opener opener) throws Exception {
    InetSocketAddress nobody;
    try (var listener = Endpoint.loopback()) {
      nobody = listener.address();
    }
    try (var queue = opener.open();
        var socket = Endpoint.toConnect(nobody)) {
      queue.connect(socket, nobody, 1);

      assertEquals(List.of("token 1: ECONNREFUSED"), told(queue, 1));
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void both_ends_know_each_others_address_over_ipv4_and_ipv6(Queues.Opener opener)
      throws Exception {
    for (var host : List.of("127.0.0.1", "::1")) {
      var address = new InetSocketAddress(InetAddress.ofLiteral(host), 0);
      try (var talk = Talk.connected(opener, address)) {
        assertEquals(talk.client().address(), talk.server().peerAddress());
        assertEquals(talk.server().address(), talk.client().peerAddress());
        assertEquals(address.getAddress(), talk.server().address().getAddress());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void a_connection_that_came_before_is_accepted(Queues.Opener opener) throws Exception {
    try (var queue = opener.open();
        var listener = Endpoint.loopback();
        var client = Endpoint.toConnect(listener.address())) {
      queue.connect(client, listener.address(), 1);
      told(queue, 1);
      queue.accept(listener, 2);

      try (var server = Endpoint.of(Talk.await(queue, 1).get(0).result())) {
        assertEquals(client.address(), server.peerAddress());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void several_accepts_take_a_connection_each(Queues.Opener opener) throws Exception {
    try (var queue = opener.open();
        var listener = Endpoint.loopback();
        var one = Endpoint.toConnect(listener.address());
        var two = Endpoint.toConnect(listener.address())) {
      queue.accept(listener, 1);
      queue.accept(listener, 2);
      queue.connect(one, listener.address(), 3);
      queue.connect(two, listener.address(), 4);

      var results = new TreeSet<Integer>();
      for (var each : Talk.await(queue, 4)) if (each.token() < 3) results.add(each.result());

      assertEquals(2, results.size(), "two descriptors: " + results);
      for (var fd : results) Endpoint.of(fd).close();
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void timeouts_end_in_the_order_of_their_times(Queues.Opener opener) throws Exception {
    try (var queue = opener.open()) {
      queue.timeout(Duration.ZERO, 0);
      told(queue, 1); // has loaded what the first use loads: it takes time
      queue.timeout(Duration.ofMillis(20), 1);
      queue.timeout(Duration.ofMillis(1), 2);
      queue.timeout(Duration.ofMillis(10), 3);
      queue.timeout(Duration.ZERO, 4);
      queue.timeout(Duration.ofDays(9999), 5);
      queue.timeout(CompletionQueue.FOREVER, 6);

      var transcript = new ArrayList<String>();
      for (var each : Talk.await(queue, 4)) transcript.add(each.toString());

      assertEquals(
          List.of("token 4: ETIME", "token 2: ETIME", "token 3: ETIME", "token 1: ETIME"),
          transcript);
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void a_wait_whose_time_is_over_brings_nothing(Queues.Opener opener) throws Exception {
    try (var talk = Talk.connected(opener)) {
      talk.queue().recv(talk.server(), room(8), 1);
      var into = Completions.withCapacity(4);
      into.add(99, 0, 0);

      assertEquals(0, talk.queue().await(into, Duration.ofMillis(2)));
      assertTrue(into.isEmpty(), "what it held before is gone");
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void a_large_send_ends_and_every_byte_arrives_in_order(Queues.Opener opener) throws Exception {
    var total = 8 << 20;
    var sent = room(total);
    for (var i = 0; i < total; i += 4) sent.setAtIndex(JAVA_INT, i / 4, i);
    var received = room(total);
    try (var talk = Talk.connected(opener)) {
      talk.queue().send(talk.client(), sent, 1);
      talk.queue().recv(talk.server(), received, 2);
      var out = 0;
      var in = 0;
      while (in < total) {
        for (var each : talk.await(1)) {
          assertTrue(each.result() > 0, each.toString());
          if (each.token() == 1) {
            out += each.result();
            if (out < total) talk.queue().send(talk.client(), sent.asSlice(out), 1);
          } else {
            in += each.result();
            if (in < total) talk.queue().recv(talk.server(), received.asSlice(in), 2);
          }
        }
      }

      assertEquals(-1, sent.mismatch(received));
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void more_in_flight_than_any_ring_holds_are_all_told(Queues.Opener opener) throws Exception {
    var count = 20_000;
    try (var queue = opener.open()) {
      for (var i = 0; i < count; i++) queue.nop(i);

      var tokens = new TreeSet<Long>();
      for (var each : Talk.await(queue, count)) tokens.add(each.token());

      assertEquals(count, tokens.size());
      assertEquals(List.of(), now(queue));
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void what_does_not_fit_comes_with_the_next_waits(Queues.Opener opener) throws Exception {
    try (var queue = opener.open()) {
      for (var i = 0; i < 5; i++) queue.nop(i);
      var into = Completions.withCapacity(2);

      var counts = new ArrayList<Integer>();
      for (var i = 0; i < 4; i++) counts.add(queue.await(into, Duration.ZERO));

      assertEquals(List.of(2, 2, 1, 0), counts);
    }
  }
}
