package asynclab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import asynclab.trace.Recorder;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StepsTest {
  @Test
  void every_step_says_what_happened_and_how_things_stand_then() {
    assertEquals(
        """
        Token 0: sent [sent | not there yet | at work | watches 0] ready [] awaited []
        Token 0 is registered: the kernel watches it for readable \
        [registered for readable | not there yet | at work | watches 1] ready [] awaited [token 0]
        Token 1: sent \
        [registered for readable | sent | at work | watches 1] ready [] awaited [token 0]
        Token 1 is registered: the kernel watches it for readable \
        [registered for readable | registered for readable | at work | watches 2] \
        ready [] awaited [token 0, token 1]
        The loop gives up the CPU and waits for 2 sources, as long as it takes \
        [waits | waits | asleep in the wait | watches 2] ready [] awaited [token 0, token 1]
        The loop wakes: token 1 is readable \
        [waits | readable | at work | watches 2] \
        ready [token 1 (readable)] awaited [token 0, token 1]
        The loop gives up the CPU and waits for 2 sources, as long as it takes \
        [waits | waits | asleep in the wait | watches 2] ready [] awaited [token 0, token 1]
        The loop wakes: token 1 is readable and has ended its side \
        [waits | readable+read-closed | at work | watches 2] \
        ready [token 1 (readable+read-closed)] awaited [token 0, token 1]
        Token 1: answered \
        [waits | answered | at work | watches 1] \
        ready [token 1 (readable+read-closed)] awaited [token 0]
        The loop gives up the CPU and waits for 1 source, as long as it takes \
        [waits | answered | asleep in the wait | watches 1] ready [] awaited [token 0]
        The loop wakes: token 0 is readable and has ended its side \
        [readable+read-closed | answered | at work | watches 1] \
        ready [token 0 (readable+read-closed)] awaited [token 0]
        Token 0: answered \
        [answered | answered | at work | watches 0] \
        ready [token 0 (readable+read-closed)] awaited []\
        """,
        transcript(Runs.twoRequests()));
  }

  @Test
  void what_tasks_do_is_told_on_the_loop_whatever_token_has_the_same_number() {
    var run = new Recorder();
    run.spawned(0, "R0");
    run.resumed(0);
    run.registered(0, "readable");
    run.parked(0, "a socket");
    run.readied(0);
    run.resumed(0);
    run.yielded(0);
    run.readied(0, 7);
    run.resumed(7);
    run.done(7, "returned");

    var read = Runs.read(run);

    assertEquals(
        """
        R0 is spawned, and ready [not there yet | at work | watches 0]
        R0 goes on [not there yet | runs R0 | watches 0]
        Token 0 is registered: the kernel watches it for readable \
        [registered for readable | runs R0 | watches 1]
        R0 gives way until it is woken; it waits for a socket \
        [registered for readable | at work | watches 1]
        R0 is woken, and ready [registered for readable | at work | watches 1]
        R0 goes on [registered for readable | runs R0 | watches 1]
        R0 gives way, and is ready again at once [registered for readable | at work | watches 1]
        R0 is woken by task 7, and ready [registered for readable | at work | watches 1]
        Task 7 goes on [registered for readable | runs task 7 | watches 1]
        Task 7 has ended: returned [registered for readable | at work | watches 1]\
        """,
        Steps.of(read).stream()
            .map(step -> step.sentence() + " [" + String.join(" | ", step.states()) + "]")
            .collect(Collectors.joining("\n")));
    assertEquals(
        List.of("R0", "R0", "token 0", "R0", "R0", "R0", "R0", "R0", "task 7", "task 7"),
        Story.rows(read).stream().map(row -> row.get(1)).toList());
  }

  @Test
  void the_rest_has_sentences_too() {
    var run = new Recorder();
    run.woken(9);
    run.waiting(0);
    run.returned(0);
    run.waiting(20_000_000);
    run.returned(6);
    for (var token = 0; token < 6; token++) {
      run.ready(token, token == 0 ? "writable" : "error");
    }
    run.deregistered(0);
    run.note(Recorder.NO_TOKEN, "");
    run.note(Recorder.NO_TOKEN, "half time");

    assertEquals(
        """
        Wakeup is called, to wake the loop
        The loop asks what is ready, and does not wait
        The wait is over and brought nothing
        The loop gives up the CPU and waits, 20.0 ms at most
        The loop wakes: token 0 is writable; token 1 has an error; token 2 has an error; \
        token 3 has an error; and 2 more
        Token 0 is deregistered: the kernel no longer watches it

        Half time\
        """,
        sentences(run));
  }

  @Test
  void a_wait_cut_off_by_a_full_recorder_still_counts_its_events() {
    var run = new Recorder(2);
    Runs.wait(run, 0, "readable");

    assertEquals("The loop wakes: 1 event", sentences(run).lines().toList().getLast());
  }

  @Test
  void what_is_heard_of_again_is_awaited_again() {
    var run = Runs.twoRequests();
    Runs.wait(run, 1, "readable");

    assertEquals(List.of("token 1"), Steps.of(Runs.read(run)).getLast().awaited());
  }

  @Test
  void a_long_run_has_a_bounded_number_of_steps_with_bounded_lists() {
    var run = new Recorder();
    for (var token = 0; token < 2 * Steps.MOST; token++) {
      run.registered(token, "readable");
    }

    var steps = Steps.of(Runs.read(run));

    assertEquals(Steps.MOST, steps.size());
    assertEquals("488 more", steps.getLast().awaited().getLast());
  }

  private static String transcript(Recorder recorder) {
    return Steps.of(Runs.read(recorder)).stream()
        .map(Step::toString)
        .collect(Collectors.joining("\n"));
  }

  private static String sentences(Recorder recorder) {
    return Steps.of(Runs.read(recorder)).stream()
        .map(Step::sentence)
        .collect(Collectors.joining("\n"));
  }
}
