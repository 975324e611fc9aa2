package asynclab.notebook.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Waker;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The checks of futures written by hand: what passes, and what each wrong idea is told.
@EnabledOnOs(value = OS.LINUX, disabledReason = "what is left behind is looked up in /proc")
class FuturesChecksTest {
  /// A countdown with one mistake, or none.
  private enum Mistake {
    NONE,
    NO_WAKE,
    LOOPS_INSIDE,
    WAKES_AT_THE_END,
    READY_TWICE,
    FIRST_WAKER,
    COUNTS_TOGETHER
  }

  private static final class Falling implements Future<String> {
    private final Mistake mistake;
    private final int[] left;
    private Waker first = Waker.NONE;
    private boolean ended;

    Falling(Mistake mistake, int[] left) {
      this.mistake = mistake;
      this.left = left;
    }

    @Override
    public Polled<String> poll(Waker waker) {
      if (ended && mistake != Mistake.READY_TWICE) throw new IllegalStateException("it has ended");
      if (first == Waker.NONE) first = waker;
      if (mistake == Mistake.LOOPS_INSIDE) left[0] = 0;
      if (left[0]-- > 0) {
        if (mistake == Mistake.FIRST_WAKER) first.wake();
        else if (mistake != Mistake.NO_WAKE) waker.wake();
        return Polled.pending();
      }
      if (mistake == Mistake.WAKES_AT_THE_END) waker.wake();
      ended = true;
      return Polled.ready("go");
    }
  }

  @Test
  void a_countdown_that_keeps_its_promise_passes() throws IOException {
    assertEquals("ok: 06.countdown, 5 of 5 as expected", head(countdown(Mistake.NONE)));
  }

  @Test
  void pending_without_a_wake_is_told() throws IOException {
    assertTold("Pending, and nobody will wake it", countdown(Mistake.NO_WAKE));
  }

  @Test
  void a_countdown_inside_one_poll_is_told() throws IOException {
    assertTold("the whole countdown ran inside one poll", countdown(Mistake.LOOPS_INSIDE));
  }

  @Test
  void a_wake_at_the_end_is_told() throws IOException {
    assertTold("at its end it asks for one more poll", countdown(Mistake.WAKES_AT_THE_END));
  }

  @Test
  void a_value_that_is_handed_out_twice_is_told() throws IOException {
    assertTold("it was ready twice", countdown(Mistake.READY_TWICE));
  }

  @Test
  void a_countdown_that_wakes_its_first_waker_is_told() throws IOException {
    assertTold("it keeps its first waker", countdown(Mistake.FIRST_WAKER));
  }

  @Test
  void countdowns_that_share_their_count_are_told() throws IOException {
    assertTold("each counts by itself", countdown(Mistake.COUNTS_TOGETHER));
  }

  @Test
  void the_bridge_of_the_library_passes() throws IOException {
    assertEquals(
        "ok: 06.from-completable, 5 of 5 as expected", head(bridge(Future::fromCompletable)));
  }

  @Test
  void a_bridge_that_blocks_is_ended_and_told() throws IOException {
    assertTold(
        "poll() waits for the source and keeps the executor's only thread",
        bridge(source -> _ -> ended(source)));
  }

  @Test
  void a_source_that_calls_nobody_is_told() throws IOException {
    assertTold(
        "the source has to call you back",
        bridge(source -> _ -> source.isDone() ? ended(source) : Polled.pending()));
  }

  @Test
  void a_callback_for_each_poll_is_told() throws IOException {
    assertTold(
        "each poll left a callback of its own",
        bridge(source ->
            waker -> {
              var _ = source.whenComplete((_, _) -> waker.wake());
              return source.isDone() ? ended(source) : Polled.pending();
            }));
  }

  @Test
  void a_bridge_that_keeps_its_first_waker_is_told() throws IOException {
    assertTold(
        "it keeps its first waker",
        bridge(source -> {
          var asked = new boolean[1];
          return waker -> {
            if (!asked[0]) {
              var _ = source.whenComplete((_, _) -> waker.wake());
            }
            asked[0] = true;
            return source.isDone() ? ended(source) : Polled.pending();
          };
        }));
  }

  @Test
  void a_failure_in_the_jdks_wrapper_is_told() throws IOException {
    assertTold(
        "that is the JDK's wrapper",
        bridge(source -> {
          var future = Future.fromCompletable(source);
          return waker -> source.isCompletedExceptionally() ? ended(source) : future.poll(waker);
        }));
  }

  private static Polled<String> ended(CompletableFuture<String> source) {
    try {
      return Polled.ready(source.join());
    } catch (CompletionException e) {
      return Polled.failed(e);
    }
  }

  private static void assertTold(String reply, String answer) {
    assertTrue(answer.startsWith("not yet"), answer);
    assertTrue(answer.contains(reply), answer);
  }

  private static String head(String answer) {
    return answer.lines().findFirst().orElse("");
  }

  private static String countdown(Mistake mistake) throws IOException {
    var shared = new int[1];
    Countdown mine =
        count -> {
          var left = mistake == Mistake.COUNTS_TOGETHER ? shared : new int[1];
          left[0] = count;
          return new Falling(mistake, left);
        };
    return Answers.to("06.countdown", mine);
  }

  private static String bridge(CompletableBridge mine) throws IOException {
    return Answers.to("06.from-completable", mine);
  }
}
