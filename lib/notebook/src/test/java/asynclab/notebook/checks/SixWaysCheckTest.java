package asynclab.notebook.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.fibers.FiberScheduler;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Three sleeps, six ways: what passes, and what each wrong idea is told.
@EnabledOnOs(value = OS.LINUX, disabledReason = "what is left behind is looked up in /proc")
class SixWaysCheckTest {
  /// Every way as it should be; tests replace one.
  private static class Right implements SixWays {
    @Override
    public void threads(World world, ExecutorService starter) throws Exception {
      world.say("A starts");
      var a = starter.submit(() -> sleeper(world, "A", 4));
      world.say("B starts");
      var b =
          starter.submit(() -> {
            world.say("C starts");
            var c = starter.submit(() -> sleeper(world, "C", 1));
            sleeper(world, "B", 2);
            c.get();
            return null;
          });
      b.get();
      a.get();
    }

    static void sleeper(World world, String name, int units) {
      world.sleep(units);
      world.say(name + " ends");
    }

    @Override
    public void fibers(World world, FiberScheduler scheduler) throws Exception {
      world.say("A starts");
      scheduler.spawn(() -> sleeper(world, "A", 4));
      world.say("B starts");
      scheduler.spawn(() -> {
        world.say("C starts");
        scheduler.spawn(() -> sleeper(world, "C", 1));
        sleeper(world, "B", 2);
      });
    }

    @Override
    public void callbacks(World world, Runnable done) {
      var living = new AtomicInteger(3);
      Consumer<String> ends =
          name -> {
            world.say(name + " ends");
            if (living.decrementAndGet() == 0) done.run();
          };
      world.say("A starts");
      world.after(4, () -> ends.accept("A"));
      world.say("B starts");
      world.say("C starts");
      world.after(1, () -> ends.accept("C"));
      world.after(2, () -> ends.accept("B"));
    }

    @Override
    public CompletableFuture<?> futures(World world) {
      world.say("A starts");
      var a = timer(world, "A", 4);
      world.say("B starts");
      world.say("C starts");
      return CompletableFuture.allOf(a, timer(world, "C", 1), timer(world, "B", 2));
    }

    static CompletableFuture<Void> timer(World world, String name, int units) {
      var due = new CompletableFuture<Void>();
      world.after(units, () -> due.complete(null));
      return due.thenRun(() -> world.say(name + " ends"));
    }
  }

  @Test
  void six_ways_have_one_transcript() throws IOException {
    assertEquals("ok: 02.six-ways, 6 of 6 as expected", head(sixWays(new Right())));
  }

  @Test
  @Tag("slow")
  void who_waits_for_each_right_after_its_start_overlaps_nothing() throws IOException {
    var answer =
        sixWays(
            new Right() {
              @Override
              public void threads(World world, ExecutorService starter) throws Exception {
                world.say("A starts");
                starter.submit(() -> sleeper(world, "A", 4)).get();
                world.say("B starts");
                starter
                    .submit(() -> {
                      world.say("C starts");
                      starter.submit(() -> sleeper(world, "C", 1)).get();
                      sleeper(world, "B", 2);
                      return null;
                    })
                    .get();
              }
            });

    assertEquals("not yet: 02.six-ways, 3 of 6 differ", head(answer));
    assertTrue(answer.contains("main waits for A before it starts B"), answer);
  }

  @Test
  @Tag("slow")
  void an_order_that_is_right_by_luck_is_told_by_the_clock() throws IOException {
    var answer =
        sixWays(
            new Right() {
              @Override
              public void threads(World world, ExecutorService starter) throws Exception {
                world.say("A starts");
                var a = starter.submit(() -> sleeper(world, "A", 4));
                world.say("B starts");
                starter
                    .submit(() -> {
                      world.say("C starts");
                      starter.submit(() -> sleeper(world, "C", 1)).get();
                      sleeper(world, "B", 2);
                      return null;
                    })
                    .get();
                a.get();
              }
            });

    assertTrue(answer.contains("1 C ends, 3 B ends, 4 A ends"), answer);
    assertTrue(answer.contains("right by luck"), answer);
  }

  @Test
  void a_sleep_on_the_loops_thread_is_seen_by_the_clock() throws IOException {
    var answer =
        sixWays(
            new Right() {
              @Override
              public void callbacks(World world, Runnable done) {
                world.say("A starts");
                sleeper(world, "A", 4);
                done.run();
              }
            });

    assertEquals("not yet: 02.six-ways, 1 of 6 differ", head(answer));
    assertTrue(answer.contains("a wait inside a turn"), answer);
  }

  @Test
  void who_returns_too_early_is_not_done() throws IOException {
    var answer =
        sixWays(
            new Right() {
              @Override
              public CompletableFuture<?> futures(World world) {
                var _ = super.futures(world);
                return new CompletableFuture<>();
              }
            });

    assertTrue(answer.contains("nobody says that all have ended"), answer);
  }

  private static String sixWays(SixWays mine) throws IOException {
    return Answers.to("02.six-ways", mine);
  }

  private static String head(String answer) {
    return answer.lines().findFirst().orElse("");
  }
}
