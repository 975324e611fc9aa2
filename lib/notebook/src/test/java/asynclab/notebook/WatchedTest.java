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
import org.junit.jupiter.api.Test;

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
        List.of("0state 0line 31×", "1state 1line 44×", "2state 2line 53×"),
        svg.all("//*[@class='lane']").stream().map(lane -> lane.getTextContent()).toList());
    assertEquals(9, watched.figure().table().size());
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
