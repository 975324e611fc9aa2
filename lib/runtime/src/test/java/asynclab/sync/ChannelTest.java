package asynclab.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Each message is received once, in order, and a full channel holds its senders back.
class ChannelTest {
  private final Channel<String> two = Channel.bounded(2);

  private Visitor<Void> sends(String message) {
    return new Visitor<>(two.send(message));
  }

  private Visitor<Optional<String>> receives() {
    return new Visitor<>(two.receive());
  }

  @Test
  void messages_come_out_in_the_order_in_which_they_went_in() {
    sends("a").atOnce();
    sends("b").atOnce();

    assertEquals(Optional.of("a"), receives().atOnce());
    assertEquals(Optional.of("b"), receives().atOnce());
    assertTrue(receives().waits());
  }

  @Test
  void who_waits_to_receive_is_given_the_next_message() {
    var first = receives();
    var second = receives();

    sends("a").atOnce();

    assertEquals(Optional.of("a"), first.woken());
    assertEquals(0, second.wakes);
    assertEquals(0, two.size());
  }

  @Test
  void a_full_one_holds_its_sender_back_until_somebody_has_received() {
    sends("a").atOnce();
    sends("b").atOnce();
    var third = sends("c");

    assertTrue(third.waits());
    assertEquals(2, two.size());
    assertEquals(Optional.of("a"), receives().atOnce());
    third.woken();
    assertEquals(2, two.size());
  }

  @Test
  void a_send_that_gives_up_has_sent_nothing() {
    sends("a").atOnce();
    sends("b").atOnce();
    sends("c").leave();
    receives().atOnce();

    assertEquals(Optional.of("b"), receives().atOnce());
    assertEquals(Optional.empty(), two.tryReceive());
  }

  @Test
  void a_message_that_its_receiver_never_took_is_still_the_first() {
    var gone = receives();
    sends("a").atOnce();
    sends("b").atOnce();

    gone.leave();

    assertEquals(Optional.of("a"), receives().atOnce());
    assertEquals(Optional.of("b"), receives().atOnce());
  }

  @Test
  void it_goes_to_another_who_waits() {
    var gone = receives();
    var next = receives();
    sends("a").atOnce();

    gone.leave();

    assertEquals(Optional.of("a"), next.woken());
  }

  @Test
  void closed_it_gives_what_it_holds_and_then_nothing() {
    sends("a").atOnce();

    two.close();

    assertEquals(Optional.of("a"), receives().atOnce());
    assertEquals(Optional.empty(), receives().atOnce());
    assertEquals("a channel with 0 of 2 messages, 0 sending, 0 receiving, closed", two.toString());
  }

  @Test
  void closed_it_refuses_who_sends_and_lets_go_who_receives() {
    sends("a").atOnce();
    sends("b").atOnce();
    var sender = sends("c");
    two.close();
    assertThrows(ClosedException.class, sender::woken);
    assertThrows(ClosedException.class, () -> sends("d").atOnce());
    assertThrows(ClosedException.class, () -> two.trySend("e"));

    var empty = Channel.<String>bounded(1);
    var receiver = new Visitor<>(empty.receive());
    empty.close();

    assertEquals(Optional.empty(), receiver.woken());
  }

  @Test
  void trying_never_waits() {
    assertTrue(two.trySend("a"));
    assertTrue(two.trySend("b"));
    assertFalse(two.trySend("c"));
    assertEquals(Optional.of("a"), two.tryReceive());
    assertTrue(two.trySend("c"));
  }

  @Test
  void what_cannot_be_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> Channel.bounded(0));
    assertThrows(NullPointerException.class, () -> two.send(null));
    assertThrows(NullPointerException.class, () -> two.trySend(null));
  }

  @Test
  void between_threads_each_message_comes_once_and_each_senders_in_order()
      throws InterruptedException {
    var received = Collections.synchronizedList(new ArrayList<String>());
    var senders = List.of(sender("a"), sender("b"));
    var receivers = List.of(receiver(received), receiver(received));
    for (var thread : senders) thread.join();
    two.close();
    for (var thread : receivers) thread.join();

    assertEquals(2 * Meter.ROUNDS, received.size());
    assertEquals(2 * Meter.ROUNDS, received.stream().distinct().count());
  }

  private Thread sender(String name) {
    return Thread.ofPlatform()
        .start(() -> {
          for (var i = 0; i < Meter.ROUNDS; i++) Meter.get(two.send(name + i));
        });
  }

  private Thread receiver(List<String> received) {
    return Thread.ofPlatform()
        .start(() -> {
          while (Meter.get(two.receive()) instanceof Optional<String> next && next.isPresent()) {
            received.add(next.get());
          }
        });
  }
}
