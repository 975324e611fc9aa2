package asynclab.notebook.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.futures.Future;
import asynclab.futures.Ready;
import asynclab.futures.Waker;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The checks of parkers and of tasks that queue themselves: what passes, and what each wrong idea
/// is told.
@EnabledOnOs(value = OS.LINUX, disabledReason = "what is left behind is looked up in /proc")
class WakeChecksTest {
  /// A parker with one mistake, or none.
  private enum Mistake {
    NONE,
    NO_PERMIT,
    IF,
    COUNTS,
    TELLS_NOBODY,
    KEEPS_THE_PERMIT,
    KEEPS_THE_LOCK,
    SWALLOWS,
    WITHOUT_THE_LOCK,
    SPINS
  }

  private record Flawed(Mistake mistake, Lock lock, Condition condition, int[] permits)
      implements Parker {
    @Override
    public void park() throws InterruptedException {
      if (mistake == Mistake.SPINS) spin();
      lock.lock();
      try {
        sleep();
        if (mistake != Mistake.KEEPS_THE_PERMIT && permits[0] > 0) permits[0]--;
      } catch (InterruptedException e) {
        if (mistake != Mistake.SWALLOWS) throw e;
      } finally {
        if (mistake != Mistake.KEEPS_THE_LOCK) lock.unlock();
      }
      if (mistake == Mistake.KEEPS_THE_LOCK) lock.unlock();
    }

    private void sleep() throws InterruptedException {
      if (mistake == Mistake.NO_PERMIT) condition.await();
      else if (mistake == Mistake.IF && permits[0] == 0) condition.await();
      else if (mistake != Mistake.IF) while (permits[0] == 0) condition.await();
    }

    private void spin() throws InterruptedException {
      while (permits[0] == 0) {
        if (Thread.interrupted()) throw new InterruptedException();
      }
    }

    @Override
    public void unpark() {
      if (mistake == Mistake.WITHOUT_THE_LOCK) condition.signal();
      lock.lock();
      try {
        if (mistake == Mistake.COUNTS) permits[0]++;
        else if (mistake != Mistake.NO_PERMIT) permits[0] = 1;
        if (mistake != Mistake.TELLS_NOBODY) condition.signal();
      } finally {
        lock.unlock();
      }
    }
  }

  @Test
  void a_parker_with_one_permit_passes() throws IOException {
    assertEquals("ok: 08.parker, 6 of 6 as expected", head(parker(Mistake.NONE)));
  }

  @Test
  void a_call_that_leaves_nothing_behind_is_told() throws IOException {
    assertTold("left nothing behind", parker(Mistake.NO_PERMIT));
  }

  @Test
  void a_parker_that_does_not_look_again_is_told() throws IOException {
    assertTold("with while and not with if", parker(Mistake.IF));
  }

  @Test
  void a_parker_that_counts_is_told() throws IOException {
    assertTold("two calls left two permits", parker(Mistake.COUNTS));
  }

  @Test
  void a_parker_that_signals_nobody_is_told() throws IOException {
    assertTold("the sleeper was not told", parker(Mistake.TELLS_NOBODY));
  }

  @Test
  void a_permit_that_stays_is_told() throws IOException {
    assertTold("still there after the first park", parker(Mistake.KEEPS_THE_PERMIT));
  }

  @Test
  void a_parker_that_swallows_an_interrupt_is_told() throws IOException {
    assertTold("let the exception pass", parker(Mistake.SWALLOWS));
  }

  @Test
  void a_lock_that_outlives_an_interrupted_park_is_told() throws IOException {
    assertTold("unlock in finally", parker(Mistake.KEEPS_THE_LOCK));
  }

  @Test
  void a_signal_without_the_lock_is_the_learners_exception() throws IOException {
    assertTold("does not hold the lock", parker(Mistake.WITHOUT_THE_LOCK));
  }

  @Test
  void a_parker_that_never_sleeps_is_ended_and_told() throws IOException {
    assertTold("goes round without sleeping", parker(Mistake.SPINS));
  }

  private static String parker(Mistake mistake) throws IOException {
    Parker.Maker mine = (lock, condition) -> new Flawed(mistake, lock, condition, new int[1]);
    return Answers.to("08.parker", mine);
  }

  /// A task that is right, for others to be wrong in one place.
  private static class Task implements WokenTask {
    final Future<String> future;
    final Queue<WokenTask> ready;
    final AtomicBoolean queued = new AtomicBoolean();
    boolean ended;

    Task(Future<String> future, Queue<WokenTask> ready) {
      this.future = future;
      this.ready = ready;
    }

    @Override
    public void wake() {
      if (!ended && queued.compareAndSet(false, true)) ready.add(this);
    }

    @Override
    public void turn() {
      queued.set(false);
      if (!ended) poll();
    }

    void poll() {
      if (future.poll(this) instanceof Ready) ended = true;
    }
  }

  @Test
  void a_task_that_queues_itself_once_passes() throws IOException {
    assertEquals("ok: 08.waker, 5 of 5 as expected", head(task(Task::new)));
  }

  @Test
  void a_task_that_is_queued_for_each_wake_is_told() throws IOException {
    assertTold(
        "so many wakes before its turn are one piece of news",
        task((future, ready) ->
            new Task(future, ready) {
              @Override
              public void wake() {
                ready.add(this);
              }
            }));
  }

  @Test
  void a_note_that_is_cleared_after_the_poll_is_told() throws IOException {
    assertTold(
        "the wake that came during the poll is lost",
        task((future, ready) ->
            new Task(future, ready) {
              @Override
              public void turn() {
                if (!ended) poll();
                queued.set(false);
              }
            }));
  }

  @Test
  void a_task_that_is_polled_after_its_end_is_told() throws IOException {
    assertTold(
        "a future is ready once",
        task((future, ready) ->
            new Task(future, ready) {
              @Override
              void poll() {
                var _ = future.poll(this);
              }
            }));
  }

  @Test
  void a_waker_that_calls_nobody_is_told() throws IOException {
    assertTold(
        "the call reached nobody",
        task((future, ready) ->
            new Task(future, ready) {
              @Override
              void poll() {
                if (future.poll(Waker.NONE) instanceof Ready) ended = true;
              }
            }));
  }

  @Test
  void a_task_that_is_never_queued_is_told() throws IOException {
    assertTold(
        "it was woken and is not in the queue",
        task((future, ready) ->
            new Task(future, ready) {
              @Override
              public void wake() {}
            }));
  }

  private static String task(WokenTask.Maker mine) throws IOException {
    return Answers.to("08.waker", mine);
  }

  private static void assertTold(String reply, String answer) {
    assertTrue(answer.startsWith("not yet"), answer);
    assertTrue(answer.replaceAll("\\s+", " ").contains(reply), answer);
  }

  private static String head(String answer) {
    return answer.lines().findFirst().orElse("");
  }
}
