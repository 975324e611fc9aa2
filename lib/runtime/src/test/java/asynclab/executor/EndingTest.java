package asynclab.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Waker;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How tasks and loops end early.
@Timeout(30)
class EndingTest extends ScriptedLoop {
  @Test
  void a_cancelled_task_is_closed_when_its_turn_comes_and_who_awaits_it_is_told() {
    var task = loop.spawn("endless", endless("endless"));
    loop.spawn(waker -> {
      task.cancel();
      log.add("cancelled");
      return Polled.ready(1);
    });

    var e = assertThrows(CancellationException.class, () -> loop.blockOn(task));

    assertEquals("endless was cancelled", e.getMessage());
    assertEquals(List.of("cancelled", "endless closed"), log);
  }

  @Test
  void cancelling_a_task_that_has_ended_changes_nothing() throws Exception {
    var task = loop.spawn(steps("a", 0));
    loop.run();

    task.cancel();
    loop.run();

    assertEquals("a", task.result());
  }

  @Test
  void closing_a_task_gives_up_waiting_and_not_the_task() throws Exception {
    var task = loop.spawn(steps("a", 1));
    task.close();

    loop.run();

    assertEquals("a", task.result());
  }

  @Test
  void closing_the_loop_closes_the_futures_of_living_tasks() throws Exception {
    loop.spawn(endless("polled"));
    loop.blockOn(steps("a", 1));
    var last = loop.spawn(endless("never polled"));

    loop.close();

    assertEquals(List.of("a", "a", "polled closed", "never polled closed"), log);
    assertTrue(poller.closed);
    assertThrows(CancellationException.class, last::result);
  }

  @Test
  void closing_the_loop_names_the_tasks_whose_close_throws_and_closes_the_others() {
    Future<Void> stubborn =
        new Future<>() {
          @Override
          public Polled<Void> poll(Waker waker) {
            return Polled.pending();
          }

          @Override
          public void close() {
            throw new IllegalStateException("not me");
          }
        };
    loop.spawn("stubborn", stubborn);
    loop.spawn(endless("other"));

    var e = assertThrows(TaskFailedException.class, loop::close);

    assertTrue(e.getMessage().startsWith("stubborn failed"), e.getMessage());
    assertEquals(List.of("other closed"), log);
    assertTrue(poller.closed);
  }

  @Test
  void a_completable_future_is_completed_and_cancelling_it_cancels_the_task() throws Exception {
    var value = loop.toCompletable(steps("a", 1));
    var failure = loop.toCompletable(failing(new IOException("disk")));
    var given = loop.toCompletable(endless("given up"));
    given.cancel(false);

    loop.run();

    assertEquals("a", value.join());
    var e = assertThrows(CompletionException.class, failure::join);
    assertEquals("disk", e.getCause().getMessage());
    assertTrue(log.contains("given up closed"), log.toString());
  }

  @Test
  void closing_the_loop_cancels_a_completable_future_that_waits() throws Exception {
    var waits = loop.toCompletable(endless("waits"));

    loop.close();

    assertTrue(waits.isCancelled());
  }
}
