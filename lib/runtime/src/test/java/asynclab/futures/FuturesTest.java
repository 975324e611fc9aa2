package asynclab.futures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/// Futures made of others: who is polled, when, and who is closed.
class FuturesTest {
  private final List<String> log = new ArrayList<>();
  private final Scripted a = new Scripted("a", log);
  private final Scripted b = new Scripted("b", log);
  private final Scripted c = new Scripted("c", log);
  private int wakes;

  private <T> Polled<T> poll(Future<T> future) {
    return future.poll(() -> wakes++);
  }

  /// What it has come to, which it has.
  private Object value(Future<?> future) {
    return assertInstanceOf(Ready.class, poll(future)).get();
  }

  private Throwable cause(Future<?> future) {
    return assertInstanceOf(Ready.Failure.class, poll(future)).cause();
  }

  private List<String> log() {
    var said = List.copyOf(log);
    log.clear();
    return said;
  }

  @Test
  void making_one_polls_nothing() {
    var _ = Future.joinAll(List.of(a.map(String::length), b.then(_ -> a), c.attempt()));
    var _ = Future.race(List.of(a, b));
    var _ = Future.timeout(a, b);

    assertEquals(List.of(), log());
  }

  @Test
  void a_lazy_one_is_made_at_its_first_poll() {
    var lazy =
        Future.lazy(() -> {
          log.add("made");
          return Future.ready("x");
        });
    assertEquals(List.of(), log());

    assertEquals("x", value(lazy));
    assertEquals(List.of("made"), log());
  }

  @Test
  void polling_after_the_end_is_refused_by_name() {
    var future = Future.ready("x").map(String::length);
    assertEquals(1, value(future));

    var e = assertThrows(IllegalStateException.class, () -> poll(future));

    assertEquals("ready(x).map(…) has ended, and is polled again", e.getMessage());
  }

  @Test
  void map_and_then_hand_a_value_on_and_a_failure_past() {
    var why = new IOException("gone");

    assertEquals(
        3, value(Future.ready("x").map(s -> s + "yz").then(s -> Future.ready(s.length()))));
    assertSame(why, cause(Future.<String>failed(why).map(String::length).then(_ -> Future.done())));
  }

  @Test
  void what_a_function_throws_is_a_failure() {
    var why = new IllegalStateException("function");

    assertSame(
        why,
        cause(
            Future.ready("x")
                .map(_ -> {
                  throw why;
                })));
  }

  @Test
  void a_poll_that_throws_is_a_failure_and_the_future_is_not_closed_for_it() {
    a.breakDown();

    assertEquals("a broke", cause(a.map(String::length)).getMessage());
    assertEquals(List.of("poll a"), log());
  }

  @Test
  @SuppressWarnings("NullAway") // the mistake under test
  void a_poll_that_gives_null_is_a_failure_that_names_the_future() {
    Future<String> none =
        new Future<>() {
          @Override
          public Polled<String> poll(Waker waker) {
            return null;
          }

          @Override
          public String toString() {
            return "none";
          }
        };

    assertEquals("none gave null when it was polled", cause(none.map(String::length)).getMessage());
  }

  @Test
  void an_attempt_tells_how_it_ends_and_recover_goes_another_way() {
    var why = new IOException("gone");

    assertEquals(Polled.failed(why), value(Future.failed(why).attempt()));
    assertEquals("else", value(Future.<String>failed(why).recover(_ -> Future.ready("else"))));
  }

  @Test
  void joining_polls_all_at_first_and_then_only_who_was_woken() {
    var all = Future.joinAll(List.of(a, b, c));

    poll(all);
    assertEquals(List.of("poll a", "poll b", "poll c"), log());
    c.end();
    poll(all);
    assertEquals(List.of("poll c"), log());
    poll(all); // without a reason
    assertEquals(List.of(), log());
    a.end();
    b.end();

    assertEquals(List.of("a", "b", "c"), value(all));
    assertEquals(List.of("poll a", "poll b"), log());
    assertEquals(3, wakes);
  }

  @Test
  void joining_more_than_one_word_of_bits_finds_who_was_woken() {
    var many = new ArrayList<Scripted>();
    for (var i = 0; i < 130; i++) many.add(new Scripted("f" + i, log));
    var all = Future.joinAll(many);
    poll(all);
    log();

    many.get(63).end();
    many.get(64).end();
    many.get(129).end();
    poll(all);

    assertEquals(List.of("poll f63", "poll f64", "poll f129"), log());
  }

  @Test
  void joining_nothing_is_ready() {
    assertEquals(List.of(), value(Future.joinAll(List.<Future<String>>of())));
  }

  @Test
  void one_failure_ends_a_joined_list_and_closes_the_others_once() {
    var all = Future.joinAll(List.of(a, b, c));
    a.end();
    poll(all);
    log();

    b.fail(new IOException("gone"));

    assertEquals("gone", cause(all).getMessage());
    all.close();
    assertEquals(List.of("poll b", "close c"), log());
  }

  @Test
  void closing_a_joined_list_closes_those_that_have_not_ended_once() {
    var all = Future.joinAll(List.of(a, b));
    a.end();
    poll(all);
    log();

    all.close();
    all.close();

    assertEquals(List.of("close b"), log());
    assertThrows(IllegalStateException.class, () -> poll(all));
  }

  @Test
  void the_first_in_the_list_wins_a_tie_and_the_losers_are_closed() {
    b.end();
    c.end();
    var race = Future.race(List.of(a, b, c));

    assertEquals("b", value(race));
    assertEquals(List.of("poll a", "poll b", "close a", "close c"), log());
  }

  @Test
  void a_race_of_nobody_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> Future.race(List.<Future<String>>of()));
  }

  @Test
  void select_says_which() {
    var either = Future.select(a, b);
    poll(either);
    b.end();

    assertEquals(new Either.Second<>("b"), value(either));
    assertEquals("close a", log().getLast());
  }

  @Test
  void zip_waits_for_both() {
    var both = Future.zip(a, b, (x, y) -> x + y);
    poll(both);
    b.end();
    poll(both);
    a.end();

    assertEquals("ab", value(both));
  }

  @Test
  void an_alarm_that_is_first_is_a_timeout_and_closes_the_late_one() {
    var guarded = Future.timeout(a, b);
    poll(guarded);
    b.end();

    var why = assertInstanceOf(TimeoutException.class, cause(guarded));
    assertEquals("a was not ready before b", why.getMessage());
    assertEquals("close a", log().getLast());
  }

  @Test
  void a_future_in_time_closes_the_alarm() {
    a.end();
    b.end();

    assertEquals("a", value(Future.timeout(a, b)));
    assertEquals("close b", log().getLast());
  }

  @Test
  void a_wake_after_the_end_is_harmless() {
    var all = Future.joinAll(List.of(a));
    poll(all);
    a.end();
    assertEquals(List.of("a"), value(all));

    a.end();

    assertEquals(1, wakes);
  }
}
