package asynclab.notebook.checks;

import asynclab.executor.Executor;
import asynclab.executor.Scheduler;
import asynclab.futures.Future;
import asynclab.futures.Ready;
import asynclab.notebook.ladder.Ladder;
import asynclab.notebook.ladder.Makers;
import asynclab.notebook.ladder.Rung;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `10b.executor`: a reactor that is a script, and futures that count their polls.
@Examination
final class ExecutorRungCheck {
  static final Exercise<Makers.Executors> EXERCISE =
      new Exercise<>(
          "10b.executor",
          Makers.Executors.class,
          "Makers.Executors mine = OwnExecutor::new;",
          ExecutorRungCheck.class);

  private static final String ASLEEP = "asleep for ever";
  private static final String SPINS =
      "nobody is ready, so it may sleep in the reactor without a limit; it looks and looks";
  private static final String LOST =
      "the wake came before it slept, and nobody wakes it now: look once more who was woken, and"
          + " only then sleep";

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs(
        "blockOn must end with its future, and sleep nowhere but in the reactor's turn");
  }

  @Test
  @Order(1)
  @DisplayName("the reactor brings an event while it sleeps")
  void event(Makers.Executors maker, Trial trial) throws Exception {
    trial.expect(
        "2 polls, 1 sleep",
        () -> {
          var world = new World(maker);
          var future = new ScriptedTask(2);
          world.reactor.inItsSleep(() -> future.waker().wake());
          return world.run(future, () -> future.polls());
        },
        seen ->
            seen.startsWith(ASLEEP)
                ? "its waker was called, and it was not polled: say begin() to the waker before each"
                    + " poll, and queue whom it calls"
                : seen.startsWith("looked") ? SPINS : "polled once, slept once, polled once more");
  }

  @Test
  @Order(2)
  @DisplayName("another thread calls the waker while it sleeps")
  void another(Makers.Executors maker, Trial trial) throws Exception {
    trial.expect(
        "2 polls, 1 sleep",
        () -> {
          var world = new World(maker);
          var future = new ScriptedTask(2);
          world.reactor.byAnotherThread(() -> future.waker().wake());
          return world.run(future, () -> future.polls());
        },
        seen ->
            seen.startsWith(ASLEEP)
                ? "the task is queued, and the thread sleeps on in the kernel: another thread has to"
                    + " call the reactor's wakeup(), after it has queued the task"
                : seen.startsWith("looked") ? SPINS : "polled once, slept once, polled once more");
  }

  @Test
  @Order(3)
  @DisplayName("a task wakes itself in its first poll")
  void itself(Makers.Executors maker, Trial trial) throws Exception {
    trial.expect(
        "2 polls, 0 sleeps",
        () -> {
          var world = new World(maker);
          var future = new ScriptedTask(2).wakesItself(1);
          return world.run(future, () -> future.polls());
        },
        seen ->
            seen.startsWith(ASLEEP)
                ? "the wake came during its poll and is lost: the waker's begin() comes before the"
                    + " poll, and after the poll look once more who was woken"
                : "woken during its poll: one poll more, at once");
  }

  @Test
  @Order(4)
  @DisplayName("A's turn is over; then B's poll wakes A")
  void before_the_sleep(Makers.Executors maker, Trial trial) throws Exception {
    trial.expect(
        "A 2 polls, B 1 poll, 0 sleeps",
        () -> {
          var world = new World(maker);
          var a = new ScriptedTask(2);
          var b = new ScriptedTask(1).first(() -> a.waker().wake());
          return world.run(world.both(a, b), () -> "A %s, B %s".formatted(a.polls(), b.polls()));
        },
        seen -> seen.startsWith(ASLEEP) ? LOST : "each is polled when it was woken");
  }

  @Test
  @Order(5)
  @DisplayName("S wakes itself in each poll; the reactor's third look brings N's event")
  void fair(Makers.Executors maker, Trial trial) throws Exception {
    trial.expect(
        "N 2 polls, 0 sleeps",
        () -> {
          var world = new World(maker);
          var selfish = new ScriptedTask(1000).wakesItself(1000);
          var n = new ScriptedTask(2);
          var _ = world.executor.spawn("S", selfish);
          world.reactor.inItsLook(3, () -> n.waker().wake());
          return world.run(n, () -> "N " + n.polls());
        },
        _ ->
            "S is always ready, so nobody looked: a turn polls those who are ready when it begins,"
                + " and then looks, without sleeping");
  }

  @Test
  @Order(6)
  @DisplayName("a task is woken in its last poll, and after its end")
  void after_its_end(Makers.Executors maker, Trial trial) throws Exception {
    trial.expect(
        "2 polls, 1 sleep",
        () -> {
          var world = new World(maker);
          var future = new ScriptedTask(2).wakesItself(2);
          var later = new ScriptedTask(2);
          var _ = world.executor.spawn("ends", future);
          world.reactor.inItsSleep(() -> {
            future.waker().wake();
            later.waker().wake();
          });
          return world.run(later, () -> future.polls());
        },
        _ -> "it was ready and is polled again: a late wake of one that has ended is no turn");
  }

  @Test
  @Order(7)
  @DisplayName("a task awaits the handle of another, which ends after a sleep")
  void joins(Makers.Executors maker, Trial trial) throws Exception {
    trial.expect(
        "done, 1 sleep",
        () -> {
          var world = new World(maker);
          var future = new ScriptedTask(2);
          var handle = world.executor.spawn("other", future);
          world.reactor.inItsSleep(() -> future.waker().wake());
          return world.run(handle, () -> "done");
        },
        _ -> "whoever awaits a handle is woken when the task ends");
  }

  @Test
  @Order(8)
  @DisplayName("a task is cancelled while it waits")
  void cancels(Makers.Executors maker, Trial trial) throws Exception {
    trial.expect(
        "CancellationException, closed 1 time, 1 poll",
        () -> {
          var world = new World(maker);
          var future = new ScriptedTask(2);
          var handle = world.executor.spawn("other", future);
          world.reactor.inItsSleep(handle::cancel);
          var end = world.executor.blockOn(handle.attempt());
          return "%s, %s, %s".formatted(World.failure(end), future.closings(), future.polls());
        },
        _ -> "in its turn it is closed instead of polled, and its handle fails");
  }

  @Test
  @Order(9)
  @DisplayName("one task throws; another goes on")
  void fails(Makers.Executors maker, Trial trial) throws Exception {
    trial.expect(
        "IllegalStateException, 2 polls",
        () -> {
          var world = new World(maker);
          var future = new ScriptedTask(2);
          Future<String> disk =
              _ -> {
                throw new IllegalStateException("no disk");
              };
          var failing = world.executor.spawn("failing", disk);
          var other = world.executor.spawn("other", future);
          world.reactor.inItsSleep(() -> future.waker().wake());
          world.executor.blockOn(other);
          return World.failure(world.executor.blockOn(failing.attempt())) + ", " + future.polls();
        },
        _ -> "what a poll throws is how that task ends, and nobody else's business");
  }

  @Test
  @Order(10)
  @DisplayName("A, B, C are queued, then main; the scheduler takes the latest first")
  void asks_the_scheduler(Makers.Executors maker, Trial trial) throws Exception {
    trial.expect(
        "main C B A",
        () -> {
          var library = Ladder.ofLibrary();
          var executor = maker.over(new ScriptedReactor(), library.wakers(), Pile::new);
          var said = new StringJoiner(" ");
          var all = new ArrayList<Future<String>>();
          for (var name : List.of("A", "B", "C")) {
            all.add(executor.spawn(name, new ScriptedTask(1).first(() -> said.add(name))));
          }
          executor.blockOn(
              Future.lazy(() -> {
                said.add("main");
                return Future.joinAll(all);
              }));
          return said;
        },
        _ -> "who is next is the scheduler's to say: add to it who was woken, and take from it");
  }

  /// A scheduler that takes the latest.
  private static final class Pile<T> implements Scheduler<T> {
    private final ArrayDeque<T> ready = new ArrayDeque<>();

    @Override
    public void add(T task) {
      ready.addFirst(task);
    }

    @Override
    public T take() {
      return ready.removeFirst();
    }

    @Override
    public int size() {
      return ready.size();
    }
  }

  @Test
  @Order(11)
  @DisplayName("the five requests in 16 mixes of parts")
  void mixes(Makers.Executors maker, Trial trial) throws Exception {
    OnLadder.mixes(trial, Rung.EXECUTOR, maker);
  }

  @Test
  @Order(12)
  @DisplayName("the five requests in 50 simulations")
  void seeds(Makers.Executors maker, Trial trial) throws Exception {
    OnLadder.seeds(trial, Rung.EXECUTOR, maker);
  }

  /// A learner's executor with the library's wakers and scheduler, over a scripted reactor.
  private static final class World {
    private final ScriptedReactor reactor = new ScriptedReactor();
    private final Executor executor;

    World(Makers.Executors maker) throws IOException {
      var library = Ladder.ofLibrary();
      executor = maker.over(reactor, library.wakers(), library.schedulers());
    }

    Future<List<String>> both(Future<String> a, Future<String> b) {
      return Future.joinAll(List.of(executor.spawn("A", a), executor.spawn("B", b)));
    }

    /// What `says` says when the future has ended, and how often the executor slept.
    String run(Future<?> future, Callable<String> says) throws Exception {
      try {
        executor.blockOn(future);
      } catch (ScriptedReactor.Ends why) {
        return String.valueOf(why.getMessage());
      }
      return says.call() + ", " + reactor.sleeps();
    }

    static String failure(Ready<?> end) {
      return end instanceof Ready.Failure<?>(var cause)
          ? cause.getClass().getSimpleName()
          : "no failure";
    }
  }
}
