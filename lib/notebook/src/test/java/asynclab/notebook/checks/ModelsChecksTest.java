package asynclab.notebook.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The checks of notebook 02: what passes, and what each wrong idea is told.
@EnabledOnOs(value = OS.LINUX, disabledReason = "what is left behind is looked up in /proc")
class ModelsChecksTest {
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
  void an_error_of_the_learners_own_is_not_taken_for_that_of_done() throws IOException {
    var answer =
        flatten((login, cart, pay, ship, input, done, failed) ->
            login.ask(
                input,
                text -> {
                  throw new IllegalStateException("mine, not of done");
                },
                failed));

    assertTrue(answer.contains("mine, not of done"), answer);
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
