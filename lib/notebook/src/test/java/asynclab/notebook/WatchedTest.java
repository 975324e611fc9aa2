package asynclab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.coroutines.Coroutine;
import asynclab.coroutines.Origin;
import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Waker;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/// The states a run went through.
class WatchedTest {
  /// Ready when it has been asked `pending` times before.
  private static Future<Integer> after(int pending, int value) {
    return new Future<>() {
      private int left = pending;

      @Override
      public Polled<Integer> poll(Waker waker) {
        return left-- > 0 ? Polled.pending() : Polled.ready(value);
      }
    };
  }

  /// `for (n = 0; n < rounds; n++) sum += await(after(n % 2, n));`, and says where it goes.
  @Origin(
      method = "sum",
      lines = {3, 4, 5})
  private static final class Sum extends Coroutine<Integer> {
    private final int rounds;
    private final boolean tells;
    private int n;
    private int sum;

    Sum(int rounds, boolean tells) {
      this.rounds = rounds;
      this.tells = tells;
    }

    private void go(int to) {
      state = to;
      if (tells) Watched.moved(this);
    }

    @Override
    protected Polled<Integer> resume(Waker waker) {
      while (true) {
        switch (state) {
          case 0 -> go(1);
          case 1 -> {
            if (n == rounds) return Polled.ready(sum);
            awaiting(after(n % 2, n));
            go(2);
          }
          default -> {
            if (isPending(waker)) return Polled.pending();
            sum += this.<Integer>awaited();
            n++;
            go(1);
          }
        }
      }
    }
  }

  private static int run(Watched<Integer> watched) {
    while (true) {
      if (watched.poll(Waker.NONE) instanceof Ready<Integer> ready) return ready.get();
    }
  }

  private static List<Integer> states(Watched<?> watched) {
    return new StateRun(watched).stays.stream().map(StateRun.Stay::state).toList();
  }

  /// What is written in a strip, without the lengths of waits, which are times.
  private static String words(Element lane) {
    var texts = lane.getElementsByTagName("text");
    return IntStream.range(0, texts.getLength())
        .mapToObj(i -> texts.item(i).getTextContent())
        .filter(text -> !text.matches("[0-9]+\\.[0-9]+"))
        .collect(Collectors.joining(" "));
  }

  @Test
  void every_change_of_state_is_seen_also_between_two_waits() {
    var watched = Watched.of(new Sum(3, true));

    assertEquals(3, run(watched));

    assertEquals(List.of(0, 1, 2, 1, 2, 1, 2, 1), states(watched));
    assertTrue(watched.figure().caption().startsWith("Each change of its state was noted."));
  }

  @Test
  void of_a_class_that_tells_nothing_it_sees_where_polls_begin_and_end() {
    var watched = Watched.of(new Sum(3, false));

    var _ = run(watched);

    assertEquals(List.of(0, 2), states(watched));
    assertTrue(
        watched.figure().caption().startsWith("Noted at the beginning and the end of each poll."));
  }

  /// As a woven method does: it tells nothing when it enters a state, and asks in it.
  private static final class Asking extends Coroutine<Integer> {
    @Override
    protected Polled<Integer> resume(Waker waker) {
      if (state == 0) {
        awaiting(after(2, 7));
        state = 1;
      }
      Watched.asked(this);
      if (isPending(waker)) return Polled.pending();
      awaiting(after(0, this.<Integer>awaited()));
      Watched.asked(this); // the next round of a loop
      return isPending(waker) ? Polled.pending() : Polled.ready(this.<Integer>awaited());
    }
  }

  @Test
  void asking_again_where_it_rested_is_no_move_and_asking_in_the_next_round_is_one() {
    var watched = Watched.of(new Asking());

    assertEquals(7, run(watched));

    assertEquals(List.of(0, 1, 1), states(watched));
  }

  @Test
  void another_coroutine_polled_inside_is_not_taken_for_it() {
    var inner = new Sum(2, true);
    var outer =
        new Coroutine<Integer>() {
          @Override
          protected Polled<Integer> resume(Waker waker) {
            return inner.poll(waker);
          }
        };
    var watched = Watched.of(outer);

    var _ = run(watched);

    assertEquals(List.of(0), states(watched));
  }

  @Test
  void when_it_works_and_in_which_state() {
    var watched = Watched.of(new Sum(2, true));

    var _ = run(watched);

    var run = new StateRun(watched);
    assertEquals(2, run.polls);
    assertTrue(run.work.stream().allMatch(it -> it.from() < it.to() && it.to() <= run.length()));
    assertEquals(
        List.of(0, 1, 2), run.work.stream().map(StateRun.Stay::state).distinct().sorted().toList());
  }

  @Test
  void a_strip_for_each_state_with_its_line_and_how_often_it_was_entered() {
    var watched = Watched.of(new Sum(3, true));
    var _ = run(watched);

    var svg = Xml.parse(watched.figure().svg());

    assertEquals(
        List.of("0 state 0 line 3 1×", "1 state 1 line 4 4×", "2 state 2 line 5 3×"),
        svg.all("//*[@class='lane']").stream().map(WatchedTest::words).toList());
    assertEquals(9, watched.figure().table().size());
  }

  @Test
  void few_steps_are_drawn_one_as_wide_as_the_other_and_many_over_their_time() {
    var few = Watched.of(new Sum(3, true));
    var many = Watched.of(new Sum(50, true));
    var _ = run(few) + run(many);

    assertTrue(few.figure().svg().contains("step by step"));
    assertFalse(many.figure().svg().contains("step by step"));
    var waits = Xml.parse(few.figure().svg()).all("//*[@class='lane']/*[@class='wait']");
    assertEquals(8, waits.size());
    assertTrue(
        waits.stream()
            .allMatch(it -> Math.round(Double.parseDouble(it.getAttribute("width"))) == 65));
  }

  @Test
  void closing_it_closes_the_coroutine_and_ends_the_run() {
    var watched = Watched.of(new Sum(2, true));
    var _ = watched.poll(Waker.NONE);

    watched.close();

    assertEquals("closed", watched.outcome());
    assertThrows(IllegalStateException.class, () -> watched.poll(Waker.NONE));
  }

  @Test
  void a_failure_is_passed_on_and_told() {
    var watched =
        Watched.of(
            new Coroutine<Integer>() {
              @Override
              protected Polled<Integer> resume(Waker waker) {
                throw new CancellationException("enough");
              }
            });

    assertThrows(CancellationException.class, () -> run(watched));

    assertEquals("failed: java.util.concurrent.CancellationException: enough", watched.outcome());
  }

  @Test
  void before_its_first_poll_there_is_its_size_and_no_picture() {
    var watched = Watched.of(new Sum(1, true));

    assertTrue(watched.text().startsWith("sum{state 0 at line 3"), watched.text());
    assertFalse(watched.html().contains("<img"));
    assertThrows(IllegalStateException.class, watched::figure);
  }

  @Test
  void what_is_no_coroutine_or_is_over_is_refused() {
    var over = new Sum(0, false);
    var _ = over.poll(Waker.NONE);

    assertThrows(IllegalArgumentException.class, () -> Watched.of(Future.ready(1)));
    assertThrows(IllegalArgumentException.class, () -> Watched.of(over));
  }

  @Test
  void a_run_of_very_many_states_keeps_the_first_and_counts_the_others() {
    var watched = Watched.of(new Sum(10_000, true));

    var _ = run(watched);

    assertTrue(watched.dropped() > 0);
    assertEquals(10_001, watched.steps().size());
    assertTrue(watched.figure().svg().length() < 200_000);
  }
}
