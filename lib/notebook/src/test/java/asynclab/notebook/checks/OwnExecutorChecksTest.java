package asynclab.notebook.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Waker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The checks of an executor of one's own: what passes, and what each wrong idea is told.
@EnabledOnOs(value = OS.LINUX, disabledReason = "what is left behind is looked up in /proc")
class OwnExecutorChecksTest {
  private enum Mistake {
    NONE,
    STATIC_QUEUE,
    QUEUED_OFTEN,
    NOTED_AFTER,
    UNTIL_EMPTY,
    THROWS,
    FORGETS,
    WAITS,
    ONLY_QUEUED,
    STOPS
  }

  private static final class Small implements TwoAtOnce.Executor {
    private final Mistake mistake;
    private final Queue<Task> ready;

    Small(Mistake mistake, Queue<Task> ready) {
      this.mistake = mistake;
      this.ready = ready;
    }

    @Override
    public void spawn(Future<?> future) {
      new Task(this, future).wake();
    }

    @Override
    public void runReady() {
      for (var i = ready.size(); i > 0; i--) ready.remove().poll();
      while (mistake == Mistake.UNTIL_EMPTY && !ready.isEmpty()) ready.remove().poll();
    }
  }

  private record Task(Small in, Future<?> future, AtomicBoolean queued) implements Waker {
    Task(Small in, Future<?> future) {
      this(in, future, new AtomicBoolean());
    }

    @Override
    public void wake() {
      if (!queued.getAndSet(true) || in.mistake == Mistake.QUEUED_OFTEN) in.ready.add(this);
    }

    void poll() {
      if (in.mistake != Mistake.NOTED_AFTER) queued.set(false);
      var polled = in.mistake == Mistake.THROWS ? future.poll(this) : Polled.of(future, this);
      queued.compareAndSet(in.mistake == Mistake.NOTED_AFTER, polled instanceof Ready);
    }
  }

  private static String executor(Mistake mistake) throws IOException {
    var shared = new ConcurrentLinkedQueue<Task>();
    TwoAtOnce mine =
        () ->
            new Small(
                mistake, mistake == Mistake.STATIC_QUEUE ? shared : new ConcurrentLinkedQueue<>());
    return Answers.to("10.two-at-once", mine);
  }

  @Test
  void an_executor_that_may_be_one_of_several_passes() throws IOException {
    assertEquals("ok: 10.two-at-once, 7 of 7 as expected", head(executor(Mistake.NONE)));
  }

  @Test
  void a_queue_for_all_executors_is_told() throws IOException {
    assertTold("a waker of A has queued in B", executor(Mistake.STATIC_QUEUE));
  }

  @Test
  void a_task_that_is_queued_three_times_is_told() throws IOException {
    assertTold("a task stands in the queue once", executor(Mistake.QUEUED_OFTEN));
  }

  @Test
  void a_wake_that_is_lost_in_the_poll_is_told() throws IOException {
    assertTold("a wake within the poll was lost", executor(Mistake.NOTED_AFTER));
  }

  @Test
  void a_turn_without_a_bound_is_told() throws IOException {
    assertTold("a turn is those who are ready when it begins", executor(Mistake.UNTIL_EMPTY));
  }

  @Test
  void an_executor_that_ends_with_its_task_is_told() throws IOException {
    assertTold("a poll that throws ends its task", executor(Mistake.THROWS));
  }

  private record Named(String name, Future<?> future) {}

  private static final class Group implements Shutdown.Tasks {
    private final Mistake mistake;
    private final List<Named> living = new ArrayList<>();
    private final Queue<Named> ready = new ConcurrentLinkedQueue<>();

    Group(Mistake mistake) {
      this.mistake = mistake;
    }

    @Override
    public void spawn(String name, Future<?> future) {
      var task = new Named(name, future);
      living.add(task);
      ready.add(task);
    }

    @Override
    public void runReady() {
      for (var i = ready.size(); i > 0; i--) {
        var task = ready.remove();
        if (!living.contains(task)) continue;
        if (Polled.of(task.future, () -> ready.add(task)) instanceof Ready) living.remove(task);
      }
    }

    @Override
    public List<String> shutdown() {
      while (mistake == Mistake.WAITS && !living.isEmpty()) runReady();
      var names = new ArrayList<String>();
      for (var task : mistake == Mistake.ONLY_QUEUED ? ready : living) names.add(end(task));
      living.clear();
      return names;
    }

    private String end(Named task) {
      try {
        if (mistake != Mistake.FORGETS) task.future.close();
        return task.name;
      } catch (RuntimeException e) {
        if (mistake == Mistake.STOPS) throw e;
        return task.name + "!";
      }
    }
  }

  private static String group(Mistake mistake) throws IOException {
    Shutdown mine = () -> new Group(mistake);
    return Answers.to("10.shutdown", mine);
  }

  @Test
  void a_shutdown_that_forgets_nobody_passes() throws IOException {
    assertEquals("ok: 10.shutdown, 5 of 5 as expected", head(group(Mistake.NONE)));
  }

  @Test
  void a_task_that_is_dropped_is_told() throws IOException {
    assertTold("named and forgotten", group(Mistake.FORGETS));
  }

  @Test
  void a_shutdown_that_waits_is_told() throws IOException {
    assertTold("you waited for the last", group(Mistake.WAITS));
  }

  @Test
  void a_sleeper_that_is_not_in_the_queue_is_told() throws IOException {
    assertTold("only those in the queue", group(Mistake.ONLY_QUEUED));
  }

  @Test
  void a_shutdown_that_stops_at_a_failure_is_told() throws IOException {
    assertTold("c was left open because b could not be closed", group(Mistake.STOPS));
  }

  private static void assertTold(String reply, String answer) {
    assertTrue(answer.startsWith("not yet"), answer);
    assertTrue(answer.contains(reply), answer);
  }

  private static String head(String answer) {
    return answer.lines().findFirst().orElse("");
  }
}
