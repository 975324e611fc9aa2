package asynclab.notebook.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.fibers.FiberScheduler;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The checks of notebook 02: what passes, and what each wrong idea is told.
@EnabledOnOs(value = OS.LINUX, disabledReason = "what is left behind is looked up in /proc")
class ModelsChecksTest {
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

  @Test
  void a_chain_with_one_handler_at_its_end_passes() throws IOException {
    assertEquals("ok: 02.flatten, 6 of 6 as expected", head(flatten(ModelsChecksTest::chain)));
  }

  private static void chain(
      Flatten.Step login,
      Flatten.Step cart,
      Flatten.Step pay,
      Flatten.Step ship,
      String input,
      Consumer<String> done,
      Consumer<Exception> failed) {
    var _ =
        promise(login, input)
            .thenCompose(text -> promise(cart, text))
            .thenCompose(text -> promise(pay, text))
            .thenCompose(text -> promise(ship, text))
            .whenComplete((text, thrown) -> {
              if (thrown == null) done.accept(text);
              else failed.accept(cause(thrown));
            });
  }

  private static Exception cause(Throwable thrown) {
    return thrown.getCause() instanceof Exception e ? e : (Exception) thrown;
  }

  private static CompletableFuture<String> promise(Flatten.Step step, String input) {
    var promise = new CompletableFuture<String>();
    step.ask(input, promise::complete, promise::completeExceptionally);
    return promise;
  }

  @Test
  void the_pyramid_itself_passes_too() throws IOException {
    var answer =
        flatten((login, cart, pay, ship, input, done, failed) ->
            login.ask(
                input,
                a -> cart.ask(a, b -> pay.ask(b, c -> ship.ask(c, done, failed), failed), failed),
                failed));

    assertEquals("ok: 02.flatten, 6 of 6 as expected", head(answer));
  }

  @Test
  void a_wrapped_error_is_not_the_steps_own() throws IOException {
    var answer =
        flatten((login, cart, pay, ship, input, done, failed) -> {
          var _ =
              promise(login, input)
                  .thenCompose(text -> promise(cart, text))
                  .thenCompose(text -> promise(pay, text))
                  .thenCompose(text -> promise(ship, text))
                  .whenComplete((text, thrown) -> {
                    if (thrown == null) done.accept(text);
                    else failed.accept((Exception) thrown);
                  });
        });

    assertTrue(answer.contains("a future wraps what it hands on"), answer);
  }

  @Test
  void a_future_task_interrupts_who_runs_and_nobody_else() throws IOException {
    var answer =
        stopIt((executor, work) -> {
          var task = new FutureTask<Void>(work, null);
          executor.execute(task);
          return () -> task.cancel(true);
        });

    assertEquals("ok: 02.stop-it, 3 of 3 as expected", head(answer));
  }

  @Test
  void a_cancelled_completable_future_runs_on() throws IOException {
    var answer =
        stopIt((executor, work) -> {
          var future = CompletableFuture.runAsync(work, executor);
          return () -> future.cancel(true);
        });

    assertTrue(answer.contains("the work saw 0 interrupts, the next task 0"), answer);
    assertTrue(answer.contains("knows no thread"), answer);
  }

  @Test
  void an_interrupt_after_the_end_hits_the_next_task() throws IOException {
    var answer =
        stopIt((executor, work) -> {
          var thread = new CompletableFuture<Thread>();
          executor.execute(() -> {
            thread.complete(Thread.currentThread());
            work.run();
          });
          return () -> thread.thenAccept(Thread::interrupt);
        });

    assertTrue(answer.contains("the work saw 0 interrupts, the next task 1"), answer);
    assertTrue(answer.contains("hit whoever ran then"), answer);
  }

  private static final String CHOSEN =
      """
      hash 4 files that lie in memory, on 4 CPUs: pool
      100,000 idle chats, code that reads line by line: virtual
      a C library that keeps its state in the calling thread: thread
      10,000 blocking calls at once, no virtual threads: thread
      an answer to be drawn by a window's one thread: callback
      two CompletableFutures at once, a third needs both: future
      a million half-read trees, the next node on demand: coroutine
      a blocking driver, an 11th connection is refused: pool
      """;

  @Test
  void eight_jobs_have_their_models() throws IOException {
    assertEquals("ok: 02.which-model, 8 of 8 as expected", head(which(CHOSEN)));
  }

  @Test
  void virtual_threads_do_not_compute_faster() throws IOException {
    var answer = which(CHOSEN.replace("on 4 CPUs: pool", "on 4 CPUs: virtual"));

    assertEquals("not yet: 02.which-model, 1 of 8 differ", head(answer));
    assertTrue(answer.contains("it computes and never blocks"), answer);
  }

  @Test
  void threads_can_be_ten_thousand() throws IOException {
    var answer = which(CHOSEN.replace("virtual threads: thread", "virtual threads: pool"));

    assertTrue(answer.contains("a pool of fewer threads lets the rest wait"), answer);
  }

  @Test
  void what_is_not_chosen_yet_is_not_told() throws IOException {
    var answer = which(CHOSEN.replace("demand: coroutine", "demand: ?"));

    assertTrue(answer.contains("not chosen yet"), answer);
    assertTrue(answer.contains("one of pool, thread, virtual, callback"), answer);
  }

  private static String sixWays(SixWays mine) throws IOException {
    return Answers.to("02.six-ways", mine);
  }

  private static String flatten(Flatten mine) throws IOException {
    return Answers.to("02.flatten", mine);
  }

  private static String stopIt(StopIt mine) throws IOException {
    return Answers.to("02.stop-it", mine);
  }

  private static String which(String lines) throws IOException {
    WhichModel mine = () -> lines;
    return Answers.to("02.which-model", mine);
  }

  private static String head(String answer) {
    return answer.lines().findFirst().orElse("");
  }
}
