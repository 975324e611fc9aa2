package asynclab.notebook.checks;

import asynclab.executor.EventLoop;
import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Waker;
import asynclab.notebook.TaskList;
import asynclab.notebook.TaskRow.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `12c.leaked`: a real loop, and the list of its tasks.
@Examination
final class NoOrphanCheck {
  static final Exercise<NoOrphan> EXERCISE =
      new Exercise<>(
          "12c.leaked",
          NoOrphan.class,
          "NoOrphan mine = (executor, work, beat) -> …;",
          NoOrphanCheck.class);

  private static final String LEFT =
      "the beat goes on for nobody: its task was spawned and forgotten. Keep its handle, and"
          + " cancel it at every end";

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs("the request waits for its beat, which never ends");
  }

  @Test
  @Order(1)
  @DisplayName("made, and closed without a poll")
  void lazy(NoOrphan mine, Trial trial) throws Exception {
    trial.expect(
        "0 tasks live, the beat was never polled",
        () -> {
          try (var world = new World()) {
            mine.serve(world.loop, world.work, world.beat).close();
            return world.story();
          }
        },
        seen ->
            seen.startsWith("0 tasks")
                ? "nobody has polled it, and the beat runs already"
                : "it was spawned before anybody asked: begin at the first poll");
  }

  @Test
  @Order(2)
  @DisplayName("work takes three polls, and comes to R0")
  void value(NoOrphan mine, Trial trial) throws Exception {
    trial.expect(
        "ready R0; 0 tasks live, the beat was polled and closed",
        () -> run(mine, Polled.ready("R0")),
        NoOrphanCheck::why);
  }

  @Test
  @Order(3)
  @DisplayName("work fails: no disk")
  void failure(NoOrphan mine, Trial trial) throws Exception {
    trial.expect(
        "failed: IOException: no disk; 0 tasks live, the beat was polled and closed",
        () -> run(mine, Polled.failed(new IOException("no disk"))),
        seen -> seen.endsWith("goes on") ? "a failure is an end too: cancel it there" : why(seen));
  }

  @Test
  @Order(4)
  @DisplayName("closed while work is under way")
  void closed(NoOrphan mine, Trial trial) throws Exception {
    trial.expect(
        "0 tasks live, the beat was polled and closed; work closed",
        () -> {
          try (var world = new World()) {
            world.work.waits = Integer.MAX_VALUE;
            var task = world.loop.spawn("request", mine.serve(world.loop, world.work, world.beat));
            world.turns();
            task.cancel();
            return world.story() + "; work " + (world.work.closed ? "closed" : "goes on");
          }
        },
        seen ->
            seen.endsWith("work goes on")
                ? "what belongs to the request is closed with it: work too"
                : seen.contains("goes on") ? "closing is an end too: cancel it there" : why(seen));
  }

  @Test
  @Order(5)
  @DisplayName("a hundred requests, one after another")
  void hundred(NoOrphan mine, Trial trial) throws Exception {
    trial.expect(
        "0 tasks live, 100 beats closed",
        () -> {
          try (var world = new World()) {
            var closed = 0;
            for (var i = 0; i < 100; i++) {
              var beat = new Beat();
              world.loop.blockOn(mine.serve(world.loop, new Work(Polled.ready("R")), beat));
              world.turns();
              if (beat.closed) closed++;
            }
            return world.living() + " tasks live, " + closed + " beats closed";
          }
        },
        NoOrphanCheck::why);
  }

  private static String run(NoOrphan mine, Polled<String> end) throws Exception {
    try (var world = new World()) {
      world.work.end = end;
      var served = mine.serve(world.loop, world.work, world.beat).attempt();
      var outcome = ThreeChildren.outcome(world.loop.blockOn(served));
      return outcome + "; " + world.story();
    }
  }

  private static String why(String seen) {
    if (seen.contains("never polled")) return "nothing beats: the future has to be polled";
    if (seen.contains("closed early")) {
      return "the beat ended before the work did: it has to run as long as that";
    }
    if (seen.contains("again")) return "the same future was spawned or polled again";
    return LEFT;
  }

  /// Work that is pending some times, each time woken at once, and notes who was closed meanwhile.
  private static final class Work implements Future<String> {
    private Polled<String> end;
    private int waits = 2;
    private boolean closed;
    private boolean over;

    Work(Polled<String> end) {
      this.end = end;
    }

    @Override
    public Polled<String> poll(Waker waker) {
      if (waits == Integer.MAX_VALUE) return Polled.pending();
      if (waits-- > 0) {
        waker.wake();
        return Polled.pending();
      }
      over = true;
      return end;
    }

    @Override
    public void close() {
      closed |= !over;
    }
  }

  /// What runs beside it: pending for ever.
  private static final class Beat implements Future<Void> {
    private int polls;
    private boolean closed;
    private boolean closedEarly;
    private List<Work> during = new ArrayList<>();

    @Override
    public Polled<Void> poll(Waker waker) {
      if (closed) throw new IllegalStateException("the beat was closed, and is polled again");
      polls++;
      return Polled.pending();
    }

    @Override
    public void close() {
      if (!closed && polls > 0 && during.stream().anyMatch(work -> !work.over && !work.closed)) {
        closedEarly = during.stream().noneMatch(work -> work.waits == Integer.MAX_VALUE);
      }
      closed = true;
    }
  }

  /// A loop, whose tasks are watched.
  private static final class World implements AutoCloseable {
    private static final int TURNS = 5;

    private final TaskList tasks = new TaskList();
    private final EventLoop loop;
    private final Work work = new Work(Polled.ready("R0"));
    private final Beat beat = new Beat();

    World() throws IOException {
      loop = EventLoop.open(tasks);
      beat.during = List.of(work);
    }

    /// Some turns, so that who was cancelled can end.
    void turns() throws Exception {
      for (var i = 0; i < TURNS; i++) loop.blockOn(EventLoop.yieldNow());
    }

    long living() {
      return tasks.rows().stream().filter(row -> row.state() != State.DONE).count();
    }

    String story() throws Exception {
      turns();
      var beats = beat.polls == 0 ? "was never polled" : "was polled and " + end();
      return "%d tasks live, the beat %s".formatted(living(), beats);
    }

    private String end() {
      if (beat.closedEarly) return "closed early";
      return beat.closed ? "closed" : "goes on";
    }

    @Override
    public void close() throws IOException {
      loop.close();
    }
  }
}
