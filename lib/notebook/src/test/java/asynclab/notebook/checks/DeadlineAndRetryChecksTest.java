package asynclab.notebook.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.futures.Future;
import asynclab.futures.Pending;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The checks of deadlines and retries: what passes, and what each wrong idea is told.
@EnabledOnOs(value = OS.LINUX, disabledReason = "what is left behind is looked up in /proc")
class DeadlineAndRetryChecksTest {
  private static String deadline(Deadline mine) throws IOException {
    return Answers.to("12b.deadline", mine);
  }

  @Test
  void one_alarm_around_three_steps_passes() throws IOException {
    var answer =
        deadline((first, second, third, alarm) ->
            Future.lazy(() ->
                Future.timeout(
                    first.get().then(_ -> second.get()).then(_ -> third.get()), alarm.get())));

    assertEquals("ok: 12b.deadline, 4 of 4 as expected", head(answer));
  }

  @Test
  void an_alarm_that_is_made_before_the_steps_passes() throws IOException {
    var answer =
        deadline((first, second, third, alarm) ->
            Future.lazy(() -> {
              var bell = alarm.get();
              return Future.timeout(
                  first.get().then(_ -> second.get()).then(_ -> third.get()), bell);
            }));

    assertEquals("ok: 12b.deadline, 4 of 4 as expected", head(answer));
  }

  @Test
  void an_alarm_for_each_step_is_told() throws IOException {
    assertTold(
        "each step has an alarm of its own",
        deadline((first, second, third, alarm) ->
            Future.lazy(() -> Future.timeout(first.get(), alarm.get()))
                .then(_ -> Future.timeout(second.get(), alarm.get()))
                .then(_ -> Future.timeout(third.get(), alarm.get()))));
  }

  @Test
  void steps_that_begin_at_once_are_told() throws IOException {
    assertTold(
        "the steps were begun at once",
        deadline((first, second, third, alarm) ->
            Future.lazy(() ->
                Future.timeout(
                    Future.joinAll(List.of(first.get(), second.get(), third.get()))
                        .map(List::getLast),
                    alarm.get()))));
  }

  @Test
  void a_step_that_is_left_as_it_is_is_told() throws IOException {
    assertTold("step two was left as it is", deadline(byHand(false)));
  }

  @Test
  void a_future_that_closes_nothing_is_told() throws IOException {
    assertTold("nobody waits any more, and step two goes on", deadline(byHand(true)));
  }

  /// Polls both by hand, and its own close does nothing.
  private static Deadline byHand(boolean closesTheLate) {
    return (first, second, third, alarm) ->
        Future.lazy(() -> {
          var bell = alarm.get();
          var steps = first.get().then(_ -> second.get()).then(_ -> third.get());
          return waker -> {
            var polled = Polled.of(steps, waker);
            if (polled instanceof Ready) bell.close();
            if (polled instanceof Ready) return polled;
            if (bell.poll(waker) instanceof Pending) return Polled.pending();
            if (closesTheLate) steps.close();
            return Polled.failed(new TimeoutException("too late"));
          };
        });
  }

  @Test
  void no_deadline_at_all_is_told() throws IOException {
    assertTold(
        "nobody made an alarm",
        deadline((first, second, third, _) ->
            Future.lazy(first::get).then(_ -> second.get()).then(_ -> third.get())));
  }

  private static String retry(Retry mine) throws IOException {
    return Answers.to("12b.retry", mine);
  }

  private static Future<String> again(Supplier<Future<String>> request, BooleanSupplier pays) {
    return Future.lazy(request::get)
        .recover(cause ->
            cause instanceof CancellationException || !pays.getAsBoolean()
                ? Future.failed(cause)
                : again(request, pays));
  }

  @Test
  void a_retry_that_is_paid_for_passes() throws IOException {
    assertEquals(
        "ok: 12b.retry, 5 of 5 as expected", head(retry(DeadlineAndRetryChecksTest::again)));
  }

  @Test
  void a_retry_without_end_is_told() throws IOException {
    assertTold("it asks for ever", retry((request, _) -> again(request, () -> true)));
  }

  @Test
  void a_retry_of_what_was_cancelled_is_told() throws IOException {
    assertTold("cancelled, and it asks again", retry(DeadlineAndRetryChecksTest::stubborn));
  }

  private static Future<String> stubborn(Supplier<Future<String>> request, BooleanSupplier pays) {
    return Future.lazy(request::get)
        .recover(cause -> pays.getAsBoolean() ? stubborn(request, pays) : Future.failed(cause));
  }

  @Test
  void a_request_that_is_made_too_early_is_told() throws IOException {
    assertTold(
        "a request was made before the first poll",
        retry((request, pays) -> {
          var first = request.get();
          return first.recover(_ -> again(request, pays));
        }));
  }

  @Test
  void a_request_that_goes_on_is_told() throws IOException {
    assertTold(
        "nobody waits any more, and the request goes on",
        retry((request, pays) -> again(request, pays)::poll));
  }

  @Test
  void a_single_request_is_told() throws IOException {
    assertTold("it never tries again", retry((request, _) -> Future.lazy(request::get)));
  }

  private static void assertTold(String reply, String answer) {
    assertTrue(answer.startsWith("not yet"), answer);
    assertTrue(answer.contains(reply), answer);
  }

  private static String head(String answer) {
    return answer.lines().findFirst().orElse("");
  }
}
