package asynclab.notebook.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The check of the exercise "safer".
class SaferCheckTest {
  @Test
  void results_failures_and_a_refused_self_join_pass() throws IOException {
    var answer = to(Tasks::new);

    assertEquals("ok: 05b.safer, 6 of 6 as expected", answer.lines().findFirst().orElse(""));
  }

  @Test
  void a_fiber_that_joins_itself_for_ever_is_named_and_ended() throws IOException {
    var answer =
        to(() ->
            new Tasks() {
              @Override
              void refuse(Task<?> joined) {}
            });

    assertTrue(answer.contains("seen      still waiting after 1,000 turns"), answer);
    assertTrue(answer.contains("whoever joins itself waits for its own end"), answer);
  }

  @Test
  void a_run_in_which_a_fiber_joins_itself_for_ever_is_ended_and_not_left_behind()
      throws Exception {
    var runs = new CountDownLatch(6);

    var _ =
        to(() ->
            new Tasks() {
              @Override
              void refuse(Task<?> joined) {}

              @Override
              Exception caught(AssertionError ended) {
                throw new IllegalStateException(ended); // out of run(): a Baton passes that on
              }

              @Override
              public void run() {
                try {
                  super.run();
                } finally {
                  runs.countDown();
                }
              }
            });

    assertTrue(runs.await(1, TimeUnit.MINUTES), () -> runs.getCount() + " of 6 go on");
  }

  @Test
  void a_join_that_waits_until_the_result_is_not_null_is_named() throws IOException {
    var answer =
        to(() ->
            new Tasks() {
              @Override
              void await(Task<?> joined) {
                while (joined.result == null && joined.failure == null) this.yield();
              }
            });

    assertTrue(answer.contains("null is a result as any other"), answer);
  }

  @Test
  void a_failure_that_ends_the_scheduler_is_named() throws IOException {
    var answer =
        to(() ->
            new Tasks() {
              @Override
              Exception kept(Exception failure) {
                throw new IllegalStateException(failure);
              }
            });

    assertTrue(answer.contains("one fiber's exception came out of run()"), answer);
    assertTrue(answer.contains("it is for whoever joins"), answer);
  }

  @Test
  void a_wrapper_around_the_failure_is_named() throws IOException {
    var answer =
        to(() ->
            new Tasks() {
              @Override
              Exception kept(Exception failure) {
                return new ExecutionException(failure);
              }
            });

    assertTrue(answer.contains("seen      caught ExecutionException"), answer);
    assertTrue(answer.contains("and no wrapper around it"), answer);
  }

  @Test
  void a_swallowed_failure_is_named() throws IOException {
    var answer =
        to(() ->
            new Tasks() {
              @Override
              Exception kept(Exception failure) {
                return null;
              }
            });

    assertTrue(answer.contains("the failure was swallowed"), answer);
  }

  @Test
  void a_join_that_does_not_wait_is_named() throws IOException {
    var answer =
        to(() ->
            new Tasks() {
              @Override
              void await(Task<?> joined) {}
            });

    assertTrue(answer.contains("the joiner was told null"), answer);
  }

  private static String to(Safer.Maker maker) throws IOException {
    return Answers.to("05b.safer", maker);
  }

  private static class Tasks implements Safer {
    private final Queue<Task<?>> ready = new ArrayDeque<>();
    private Task<?> current;

    final class Task<T> implements Safer.Handle<T> {
      final Baton stack;
      private T result;
      private Exception failure;

      Task(Callable<T> body) {
        stack =
            new Baton(() -> {
              try {
                result = body.call();
              } catch (Exception e) {
                failure = kept(e);
              } catch (AssertionError ended) {
                failure = caught(ended);
              }
            });
      }

      @Override
      public T join() throws Exception {
        refuse(this);
        await(this);
        if (failure != null) throw failure;
        return result;
      }
    }

    void refuse(Task<?> joined) {
      if (joined == current) throw new IllegalStateException("joins itself");
    }

    void await(Task<?> joined) {
      while (!joined.stack.isDone()) this.yield();
    }

    /// As a scheduler does that lets no fiber's error out.
    Exception caught(AssertionError ended) {
      return new IllegalStateException(ended);
    }

    Exception kept(Exception failure) {
      return failure;
    }

    @Override
    public <T> Safer.Handle<T> spawn(Callable<T> body) {
      var task = new Task<>(body);
      ready.add(task);
      return task;
    }

    @Override
    public void yield() {
      Baton.giveBack();
    }

    @Override
    public void run() {
      while (!ready.isEmpty()) {
        current = ready.poll();
        current.stack.run();
        if (!current.stack.isDone()) ready.add(current);
      }
    }
  }
}
