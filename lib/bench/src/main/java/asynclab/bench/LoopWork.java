package asynclab.bench;

import asynclab.executor.EventLoop;
import asynclab.executor.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What tasks of an event loop cost among themselves, as a program of the peer harness: with polls
/// written by hand, or with coroutines.
public final class LoopWork {
  private static final int ROUNDS = 12;

  private LoopWork() {}

  /// `poll` or `await`, and then `yield N TASKS`, `pingpong N`, `spawn N ROUNDS` or `parked N`.
  public static void main(String... arguments) throws Exception {
    if (arguments.length < 3) throw usage();
    var awaits =
        switch (arguments[0]) {
          case "poll" -> false;
          case "await" -> true;
          default -> throw usage();
        };
    var count = Integer.parseInt(arguments[2]);
    var second = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 1;
    try (var loop = EventLoop.open()) {
      switch (arguments[1]) {
        case "yield" -> takeTurns(loop, awaits, count / second, second);
        case "pingpong" -> pingpong(loop, awaits, count);
        case "spawn" -> spawn(loop, awaits, count, second);
        case "parked" -> parked(loop, awaits, count);
        default -> throw usage();
      }
    }
  }

  private static IllegalArgumentException usage() {
    return new IllegalArgumentException(
        "LoopWork: poll|await, then yield N TASKS | pingpong N | spawn N ROUNDS | parked N");
  }

  private static void takeTurns(EventLoop loop, boolean awaits, int each, int tasks)
      throws Exception {
    Figures.time(
        "ns_per_handover",
        (double) each * tasks,
        ROUNDS,
        () -> {
          for (var i = 0; i < tasks; i++) {
            loop.spawn(awaits ? AsyncWork.turns(each) : PollWork.turns(each));
          }
          loop.run();
        });
  }

  private static void pingpong(EventLoop loop, boolean awaits, int count) throws Exception {
    Figures.time(
        "ns_per_handover",
        2.0 * count,
        ROUNDS,
        () -> {
          var table = new Table();
          for (var me = 0; me < 2; me++) {
            var turn = table.turnOf(me);
            loop.spawn(
                awaits
                    ? AsyncWork.player(turn, table::handOver, count)
                    : PollWork.player(turn, table::handOver, count));
          }
          loop.run();
        });
  }

  private static void spawn(EventLoop loop, boolean awaits, int count, int rounds)
      throws Exception {
    Figures.time(
        "ns_per_task",
        count,
        rounds,
        () -> {
          var tasks = new ArrayList<Task<Long>>(count);
          for (var i = 0L; i < count; i++) {
            tasks.add(loop.spawn(awaits ? AsyncWork.number(i) : PollWork.number(i)));
          }
          loop.run();
          check(tasks);
        });
  }

  private static void check(List<Task<Long>> tasks) {
    var sum = 0L;
    for (var task : tasks) sum += task.result();
    var count = (long) tasks.size();
    if (sum != count * (count - 1) / 2) throw new IllegalStateException("sum " + sum);
  }

  /// What is counted: the future, the leaf it waits for, and what the loop keeps for them.
  private static void parked(EventLoop loop, boolean awaits, int count) throws Exception {
    var heap = Figures.liveBytes();
    var resident = Figures.residentBytes();
    var gates = new Gate[count];
    Arrays.setAll(gates, _ -> new Gate());
    for (var gate : gates) loop.spawn(awaits ? AsyncWork.nested(1, gate) : gate);
    loop.blockOn(EventLoop.yieldNow());
    Figures.say("rss_bytes_per_task", (Figures.residentBytes() - resident) / count, "B");
    Figures.say("live_heap_bytes_per_task", (Figures.liveBytes() - heap) / (double) count, "B");
    for (var gate : gates) gate.open();
    loop.run();
  }
}
