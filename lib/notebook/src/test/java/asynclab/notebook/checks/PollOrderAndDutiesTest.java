package asynclab.notebook.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The checks of what is told of futures, the order of a poll and whose each duty is: what passes,
/// and what each wrong idea is told.
@EnabledOnOs(value = OS.LINUX, disabledReason = "what is left behind is looked up in /proc")
class PollOrderAndDutiesTest {
  private static final List<String> STEPS =
      List.of(
          "the task is queued for the first time",
          "the executor polls the future",
          "the future leaves its waker with the reactor",
          "the future answers Pending",
          "the thread waits in the event queue",
          "the OS reports the socket",
          "the reactor calls wake()",
          "the executor polls the future again");

  private static final String DUTIES =
      """
      the word await, in Rust: language
      the word await, in Java: nobody
      the trait Future, in Rust: library
      the type Waker, in Rust: library
      the interface Future, in this lab: library
      joinAll, in this lab: library
      which task is polled next: runtime
      a sleep of 200 ms: runtime
      calling wake() when a socket can be read: runtime
      taking the thread from a poll that takes too long: nobody
      """;

  @Test
  void the_steps_in_their_order_pass() throws IOException {
    assertEquals("ok: 06.sort, 7 of 7 as expected", head(sorted(STEPS)));
  }

  @Test
  void a_waker_left_before_the_first_poll_is_told() throws IOException {
    assertTold("a future does nothing before it is polled", sorted(moved(2, 0)));
  }

  @Test
  void a_waker_left_after_pending_is_told() throws IOException {
    assertTold("who has not left its waker by then is never asked again", sorted(moved(2, 3)));
  }

  @Test
  void a_poll_that_waits_is_told() throws IOException {
    assertTold("a poll does not wait", sorted(moved(3, 5)));
  }

  @Test
  void an_os_that_polls_is_told() throws IOException {
    assertTold("wake() queues the task", sorted(moved(6, 7)));
  }

  @Test
  void a_step_that_is_missing_is_named() throws IOException {
    assertTold("no line `the OS reports the socket`", sorted(without(5)));
  }

  private static List<String> moved(int from, int to) {
    var steps = without(from);
    steps.add(to, STEPS.get(from));
    return steps;
  }

  private static List<String> without(int step) {
    var steps = new ArrayList<>(STEPS);
    steps.remove(step);
    return steps;
  }

  @Test
  void every_duty_in_its_hands_passes() throws IOException {
    assertEquals("ok: 06.whose-job, 10 of 10 as expected", head(duties(DUTIES)));
  }

  @Test
  void an_await_of_javas_is_told() throws IOException {
    assertTold("Java's language has no such word", given("the word await, in Java", "language"));
  }

  @Test
  void a_waker_of_the_runtimes_is_told() throws IOException {
    assertTold(
        "the type stands in std, so that any future can call any runtime's",
        given("the type Waker, in Rust", "runtime"));
  }

  @Test
  void a_sleep_without_a_clock_is_told() throws IOException {
    assertTold(
        "somebody must look at a clock while all futures rest",
        given("a sleep of 200 ms", "library"));
  }

  @Test
  void an_executor_that_takes_the_thread_is_told() throws IOException {
    assertTold(
        "an executor has the thread back only when poll() returns",
        given("taking the thread from a poll that takes too long", "runtime"));
  }

  @Test
  void a_duty_that_is_not_chosen_yet_is_told_no_answer() throws IOException {
    var answer = given("joinAll, in this lab", "?");

    assertTold("not chosen yet", answer);
    assertFalse(answer.contains("needs to know no executor"), answer);
  }

  private static String given(String duty, String who) throws IOException {
    var lines = DUTIES.lines().map(line -> line.startsWith(duty) ? duty + ": " + who : line);
    return duties(String.join("\n", lines.toList()));
  }

  private static void assertTold(String reply, String answer) {
    assertTrue(answer.startsWith("not yet"), answer);
    assertTrue(answer.contains(reply), answer);
  }

  private static String head(String answer) {
    return answer.lines().findFirst().orElse("");
  }

  private static String sorted(List<String> steps) throws IOException {
    PollOrder mine = () -> String.join("\n", steps);
    return Answers.to("06.sort", mine);
  }

  private static String duties(String text) throws IOException {
    WhoseJob mine = () -> text;
    return Answers.to("06.whose-job", mine);
  }
}
