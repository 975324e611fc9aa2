package asynclab.notebook.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/// The check of the exercise "round robin".
class RoundRobinCheckTest {
  @Test
  void a_queue_passes() throws IOException {
    var answer = to(RoundRobinCheckTest::back);

    assertEquals("ok: 05b.round-robin, 4 of 4 as expected", answer.lines().findFirst().orElse(""));
  }

  @Test
  void a_stack_is_named() throws IOException {
    var answer =
        to((ready, fiber) -> {
          if (!fiber.isDone()) ready.push(fiber);
        });

    assertTrue(answer.contains("seen      a a b b b c"), answer);
    assertTrue(answer.contains("who yields goes to the front"), answer);
  }

  @Test
  void whoever_forgets_those_that_yield_is_told() throws IOException {
    var answer = to((ready, fiber) -> {});

    assertTrue(answer.contains("who yields has not ended: put it back"), answer);
  }

  @Test
  void a_fiber_that_had_ended_and_is_run_again_is_named() throws IOException {
    var answer = to(Deque::add);

    assertTrue(answer.contains("a fiber that had ended was run again"), answer);
  }

  @Test
  void a_body_that_runs_in_spawn_is_named() throws IOException {
    var answer =
        Answers.to(
            "05b.round-robin",
            (RoundRobin.Maker)
                () ->
                    new Turns(RoundRobinCheckTest::back) {
                      @Override
                      public void spawn(Runnable body) {
                        if (Baton.current() == null) super.spawn(body);
                        else body.run();
                      }
                    });

    assertTrue(answer.contains("spawn() ran the body at once"), answer);
  }

  private static void back(Deque<Baton> ready, Baton fiber) {
    if (!fiber.isDone()) ready.add(fiber);
  }

  private static String to(BiConsumer<Deque<Baton>, Baton> afterwards) throws IOException {
    return Answers.to("05b.round-robin", (RoundRobin.Maker) () -> new Turns(afterwards));
  }

  /// A scheduler that leaves to the test what becomes of a fiber after its turn.
  private static class Turns implements RoundRobin {
    private final Deque<Baton> ready = new ArrayDeque<>();
    private final BiConsumer<Deque<Baton>, Baton> afterwards;

    Turns(BiConsumer<Deque<Baton>, Baton> afterwards) {
      this.afterwards = afterwards;
    }

    @Override
    public void spawn(Runnable body) {
      ready.add(new Baton(body));
    }

    @Override
    public void yield() {
      Baton.giveBack();
    }

    @Override
    public void run() {
      while (!ready.isEmpty()) {
        var fiber = ready.poll();
        fiber.run();
        afterwards.accept(ready, fiber);
      }
    }
  }
}
