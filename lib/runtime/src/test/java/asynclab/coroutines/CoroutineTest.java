package asynclab.coroutines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Waker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A machine written by hand, as the first half of the notebook has it.
class CoroutineTest {
  private final List<String> log = new ArrayList<>();

  /// `try { log(first); n += await(child); return tail; } finally { log("finally"); … }`
  @Origin(
      method = "sum",
      lines = {3, 5, 8})
  private final class Sum extends Coroutine<Integer> {
    private final Future<Integer> awaited;
    private int n = 3;

    Sum(Future<Integer> awaited) {
      this.awaited = awaited;
    }

    @Override
    protected Polled<Integer> resume(Waker waker) throws Throwable {
      try {
        if (state == 0) {
          log.add("begins");
          awaiting(awaited);
          state = 1;
        }
        if (isPending(waker)) return Polled.pending();
        n += this.<Integer>awaited();
      } catch (Throwable failure) {
        log.add("catch " + failure.getMessage());
        awaiting(child("second"));
        throw failure;
      }
      return Polled.ready(n);
    }
  }

  /// A future that is pending until it is given something, and logs when it is closed.
  private final class Child implements Future<Integer> {
    private final String name;
    private Polled<Integer> polled = Polled.pending();
    private RuntimeException onClose = new IllegalArgumentException("none");
    private boolean failsToClose;

    Child(String name) {
      this.name = name;
    }

    @Override
    public Polled<Integer> poll(Waker waker) {
      return polled;
    }

    @Override
    public void close() {
      log.add(name + " closed");
      if (failsToClose) throw onClose;
    }
  }

  private Child child(String name) {
    return new Child(name);
  }

  @Test
  void it_waits_and_goes_on_where_it_was() {
    var child = child("first");
    var sum = new Sum(child);

    assertEquals(Polled.pending(), sum.poll(Waker.NONE));
    child.polled = Polled.ready(4);
    assertEquals(Polled.ready(7), sum.poll(Waker.NONE));
    assertEquals(List.of("begins"), log);
  }

  @Test
  void polling_it_after_its_end_names_the_method() {
    var child = child("first");
    var sum = new Sum(child);
    child.polled = Polled.ready(4);
    sum.poll(Waker.NONE);

    var refusal = assertThrows(IllegalStateException.class, () -> sum.poll(Waker.NONE));

    assertEquals(
        "sum has ended, and is polled again: call the method again for a new one",
        refusal.getMessage());
  }

  @Test
  void closing_it_before_its_first_poll_runs_nothing() {
    var sum = new Sum(child("first"));

    sum.close();

    assertEquals(List.of(), log);
    var refusal = assertThrows(IllegalStateException.class, () -> sum.poll(Waker.NONE));
    assertEquals(
        "sum was closed, and is polled again: call the method again for a new one",
        refusal.getMessage());
  }

  @Test
  void closing_it_while_it_waits_closes_its_child_and_unwinds_once_and_awaits_no_more() {
    var sum = new Sum(child("first"));
    sum.poll(Waker.NONE);

    sum.close();
    sum.close();

    assertEquals(
        List.of("begins", "first closed", "catch closed while it waited", "second closed"), log);
  }

  @Test
  void closing_it_after_its_end_does_nothing() {
    var child = child("first");
    var sum = new Sum(child);
    child.polled = Polled.ready(4);
    sum.poll(Waker.NONE);

    sum.close();

    assertEquals(List.of("begins"), log);
  }

  @Test
  void what_closing_the_child_throws_arrives_at_the_await() {
    var child = child("first");
    child.failsToClose = true;
    child.onClose = new IllegalArgumentException("it would not close");
    var sum = new Sum(child);
    sum.poll(Waker.NONE);

    sum.close();

    assertEquals("catch it would not close", log.get(2));
  }

  @Test
  void what_the_way_out_throws_reaches_whoever_closes() {
    var failure = new IOException("flush failed");
    var coroutine =
        new Coroutine<Void>() {
          @Override
          protected Polled<Void> resume(Waker waker) throws Throwable {
            if (state == 0) awaiting(child("first"));
            state = 1;
            if (isPending(waker)) return Polled.pending();
            throw failure;
          }
        };
    coroutine.poll(Waker.NONE);

    assertSame(failure, assertThrows(IOException.class, coroutine::close));
  }

  @Test
  void it_can_neither_be_polled_nor_closed_from_inside_its_own_poll() {
    var itself = new ArrayList<Future<Integer>>();
    var refusals = new ArrayList<String>();
    var sum =
        new Sum(waker -> {
          var poll = assertThrows(IllegalStateException.class, () -> itself.get(0).poll(waker));
          var close = assertThrows(IllegalStateException.class, () -> itself.get(0).close());
          refusals.add(poll.getMessage());
          refusals.add(close.getMessage());
          return Polled.ready(1);
        });
    itself.add(sum);

    assertEquals(Polled.ready(4), sum.poll(Waker.NONE));
    assertEquals(2, refusals.size());
    assertEquals(
        "polls itself while it runs: it would wait for its own end", after('}', refusals.get(0)));
    assertEquals(
        "closes itself while it runs: let its method return or throw instead",
        after('}', refusals.get(1)));
  }

  @Test
  void a_poll_that_throws_is_a_failure_of_what_is_awaited() {
    var sum =
        new Sum(waker -> {
          throw new IllegalStateException("broken future");
        });

    var polled = sum.poll(Waker.NONE);

    var failure = assertInstanceOf(Ready.Failure.class, polled);
    assertEquals("broken future", failure.cause().getMessage());
    assertEquals(List.of("begins", "catch broken future"), log);
  }

  @Test
  void a_returned_future_is_polled_in_its_place() {
    var tail = child("tail");
    var coroutine =
        new Coroutine<Integer>() {
          @Override
          protected Polled<Integer> resume(Waker waker) {
            log.add("body");
            return tail(tail);
          }
        };

    assertEquals(Polled.pending(), coroutine.poll(Waker.NONE));
    assertEquals(Polled.pending(), coroutine.poll(Waker.NONE));
    tail.polled = Polled.ready(5);
    assertEquals(Polled.ready(5), coroutine.poll(Waker.NONE));
    assertEquals(List.of("body"), log);
  }

  @Test
  void closing_it_closes_the_returned_future() {
    var coroutine =
        new Coroutine<Integer>() {
          @Override
          protected Polled<Integer> resume(Waker waker) {
            return tail(child("tail"));
          }
        };
    coroutine.poll(Waker.NONE);

    coroutine.close();

    assertEquals(List.of("tail closed"), log);
  }

  @Test
  void it_tells_where_it_stands_and_what_it_keeps() {
    var sum = new Sum(child("first"));
    var before = sum.toString();
    sum.poll(Waker.NONE);
    var waiting = sum.toString();
    sum.close();

    assertEquals("sum{state 0 at line 3, awaited=…, n=3}", shortened(before));
    assertEquals("sum{state 1 at line 5, awaited=…, n=3}", shortened(waiting));
    assertEquals("sum{closed}", sum.toString());
  }

  @Test
  @SuppressWarnings("NullAway") // the mistake under test
  void an_awaited_future_that_gives_null_is_a_failure_and_not_waited_for() {
    var polled = new Sum(_ -> null).poll(Waker.NONE);

    assertInstanceOf(Ready.Failure.class, polled);
  }

  @Test
  void await_outside_of_a_coroutine_says_what_to_do() {
    var refusal = assertThrows(IllegalStateException.class, () -> Coroutine.await(child("any")));

    assertEquals("mark the method @Async", after(':', refusal.getMessage()));
  }

  private static String after(char mark, String text) {
    return text.substring(text.lastIndexOf(mark) + 2);
  }

  private static String shortened(String text) {
    return text.replaceAll("awaited=[^,]*", "awaited=…");
  }
}
