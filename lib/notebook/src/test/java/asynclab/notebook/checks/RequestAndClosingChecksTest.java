package asynclab.notebook.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.futures.Future;
import asynclab.futures.Pending;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Waker;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The checks of futures that begin late and end late: what passes, and what each wrong idea is
/// told.
@EnabledOnOs(value = OS.LINUX, disabledReason = "what is left behind is looked up in /proc")
class RequestAndClosingChecksTest {
  private enum Mistake {
    NONE,
    EAGER,
    JOIN_IN_POLL,
    LOCKED,
    NOT_CANCELLED,
    TOO_EARLY,
    SKIPPED,
    BLOCKS,
    CUT_SHORT,
    WORK_GOES_ON
  }

  private static final class Asked implements Future<String> {
    private final Mistake mistake;
    private final FromHttp.Sender sender;
    private @Nullable CompletableFuture<String> source;
    private volatile Waker latest = Waker.NONE;

    Asked(Mistake mistake, FromHttp.Sender sender) {
      this.mistake = mistake;
      this.sender = sender;
      if (mistake == Mistake.EAGER) sent();
    }

    private CompletableFuture<String> sent() {
      var sending = sender.send();
      source = sending;
      var _ = sending.whenComplete((_, _) -> tell());
      return sending;
    }

    private void tell() {
      if (mistake == Mistake.LOCKED) tellLocked();
      else latest.wake();
    }

    private synchronized void tellLocked() {
      latest.wake();
    }

    @Override
    public Polled<String> poll(Waker waker) {
      return mistake == Mistake.LOCKED ? pollLocked(waker) : pollFree(waker);
    }

    private synchronized Polled<String> pollLocked(Waker waker) {
      return pollFree(waker);
    }

    private Polled<String> pollFree(Waker waker) {
      latest = waker;
      var sending = source == null ? sent() : source;
      if (mistake == Mistake.JOIN_IN_POLL) return Polled.ready(sending.join());
      if (!sending.isDone()) return Polled.pending();
      return sending.isCompletedExceptionally()
          ? Polled.failed(sending.exceptionNow())
          : Polled.ready(sending.resultNow());
    }

    @Override
    public void close() {
      if (source != null && mistake != Mistake.NOT_CANCELLED) source.cancel(true);
    }
  }

  private static String request(Mistake mistake) throws IOException {
    FromHttp mine = sender -> new Asked(mistake, sender);
    return Answers.to("10.from-http", mine);
  }

  @Test
  void a_request_that_is_sent_by_its_first_poll_passes() throws IOException {
    assertEquals("ok: 10.from-http, 7 of 7 as expected", head(request(Mistake.NONE)));
  }

  @Test
  void a_request_that_nobody_asked_for_is_told() throws IOException {
    assertTold("it was sent when the future was made", request(Mistake.EAGER));
  }

  @Test
  void a_poll_that_waits_is_told() throws IOException {
    assertTold("poll() waits for the answer", request(Mistake.JOIN_IN_POLL));
  }

  @Test
  void a_waker_that_is_called_under_a_lock_is_told() throws IOException {
    assertTold("your waker is called with a lock held", request(Mistake.LOCKED));
  }

  @Test
  void a_request_that_goes_on_unwanted_is_told() throws IOException {
    assertTold("nobody wants the answer any more", request(Mistake.NOT_CANCELLED));
  }

  private static final class Ending implements Future<String> {
    private final Mistake mistake;
    private final Future<String> work;
    private final Future<String> bye;
    private final Consumer<Future<?>> spawn;
    private @Nullable Ready<String> end;
    private boolean over;

    Ending(Mistake mistake, Future<String> work, Future<String> bye, Consumer<Future<?>> spawn) {
      this.mistake = mistake;
      this.work = work;
      this.bye = bye;
      this.spawn = spawn;
    }

    @Override
    public Polled<String> poll(Waker waker) {
      var ended = end;
      if (ended == null) {
        if (!(Polled.of(work, waker) instanceof Ready<String> ready)) return Polled.pending();
        ended = ready;
        end = ready;
      }
      var pending = bye.poll(waker) instanceof Pending;
      if (pending && mistake != Mistake.TOO_EARLY) return Polled.pending();
      over = true;
      return ended;
    }

    @Override
    public void close() {
      if (over) return;
      over = true;
      if (end == null && mistake != Mistake.WORK_GOES_ON) work.close();
      if (end != null && mistake == Mistake.CUT_SHORT) bye.close();
      switch (mistake) {
        case SKIPPED -> {}
        case BLOCKS -> {
          while (bye.poll(Waker.NONE) instanceof Pending) Thread.onSpinWait();
        }
        default -> spawn.accept(bye);
      }
    }
  }

  private static String closing(Mistake mistake) throws IOException {
    Closing mine = (work, bye, spawn) -> new Ending(mistake, work, bye, spawn);
    return Answers.to("10.closing", mine);
  }

  @Test
  void a_goodbye_that_is_said_whatever_happens_passes() throws IOException {
    assertEquals("ok: 10.closing, 6 of 6 as expected", head(closing(Mistake.NONE)));
  }

  @Test
  void a_value_before_the_goodbye_is_told() throws IOException {
    assertTold("the value was told before bye had ended", closing(Mistake.TOO_EARLY));
  }

  @Test
  void a_goodbye_that_is_skipped_is_told() throws IOException {
    assertTold("cancelled, and nobody says goodbye", closing(Mistake.SKIPPED));
  }

  @Test
  void a_close_that_waits_is_told() throws IOException {
    assertTold("close polled bye until it was ready", closing(Mistake.BLOCKS));
  }

  @Test
  void a_goodbye_that_is_cut_short_is_told() throws IOException {
    assertTold("the goodbye was cut short", closing(Mistake.CUT_SHORT));
  }

  @Test
  void work_that_goes_on_is_told() throws IOException {
    assertTold("work still has what it was given", closing(Mistake.WORK_GOES_ON));
  }

  private static void assertTold(String reply, String answer) {
    assertTrue(answer.startsWith("not yet"), answer);
    assertTrue(answer.contains(reply), answer);
  }

  private static String head(String answer) {
    return answer.lines().findFirst().orElse("");
  }
}
