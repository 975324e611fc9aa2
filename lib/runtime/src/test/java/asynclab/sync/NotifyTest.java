package asynclab.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// A signal is kept once, and goes to one.
class NotifyTest {
  private final Notify notify = new Notify();

  private Visitor<Void> comes() {
    return new Visitor<>(notify.notified());
  }

  @Test
  void one_is_let_go_in_the_order_of_coming() {
    var first = comes();
    var second = comes();

    notify.notifyOne();

    first.woken();
    assertEquals(0, second.wakes);
  }

  @Test
  void with_nobody_waiting_one_signal_is_kept_and_not_two() {
    notify.notifyOne();
    notify.notifyOne();

    assertEquals("a signal, kept", notify.toString());
    comes().atOnce();
    assertTrue(comes().waits());
  }

  @Test
  void a_signal_for_all_is_for_those_who_wait_now() {
    var first = comes();
    var second = comes();

    notify.notifyAllWaiting();

    first.woken();
    second.woken();
    assertTrue(comes().waits());
  }

  @Test
  void a_signal_that_nobody_took_goes_on_to_the_next() {
    var first = comes();
    var second = comes();
    notify.notifyOne();

    first.leave();

    second.woken();
  }

  @Test
  void and_is_kept_where_there_is_no_next() {
    var first = comes();
    notify.notifyOne();

    first.leave();

    comes().atOnce();
  }

  @Test
  void a_signal_for_all_that_somebody_did_not_take_is_for_nobody_else() {
    var first = comes();
    notify.notifyAllWaiting();

    first.leave();

    assertTrue(comes().waits());
  }

  @Test
  void between_two_threads_no_signal_is_lost() throws InterruptedException {
    var back = new Notify();
    var rounds = new AtomicInteger();
    var other =
        Thread.ofPlatform()
            .start(() -> {
              for (var i = 0; i < Meter.ROUNDS; i++) {
                Meter.get(notify.notified());
                rounds.incrementAndGet();
                back.notifyOne();
              }
            });
    for (var i = 0; i < Meter.ROUNDS; i++) {
      notify.notifyOne();
      Meter.get(back.notified());
    }
    other.join();

    assertEquals(Meter.ROUNDS, rounds.get());
  }
}
