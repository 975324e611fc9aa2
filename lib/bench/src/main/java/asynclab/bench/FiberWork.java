package asynclab.bench;

import asynclab.fibers.Fiber;
import asynclab.fibers.FiberScheduler;

/// What fibers cost among themselves, as a program of the peer harness: one line a figure.
public final class FiberWork {
  private static final int ROUNDS = 12;
  private static int turn;

  private FiberWork() {}

  /// `yield N TASKS`, `pingpong N`, `spawn N ROUNDS` or `parked N`.
  public static void main(String... args) throws Exception {
    var count = args.length > 1 ? Integer.parseInt(args[1]) : 0;
    var second = args.length > 2 ? Integer.parseInt(args[2]) : 0;
    switch (args.length == 0 ? "" : args[0]) {
      case "yield" -> takeTurns(count / second, second);
      case "pingpong" -> pingpong(count);
      case "spawn" -> spawn(count, second);
      case "parked" -> parked(count);
      default -> {
        System.err.println("FiberWork: yield N TASKS | pingpong N | spawn N ROUNDS | parked N");
        System.exit(2);
      }
    }
  }

  private static void takeTurns(int each, int tasks) throws Exception {
    try (var scheduler = FiberScheduler.open()) {
      Figures.time(
          "ns_per_handover",
          (double) each * tasks,
          ROUNDS,
          () -> {
            for (var i = 0; i < tasks; i++) {
              scheduler.spawn(() -> {
                for (var k = 0; k < each; k++) Fiber.yield();
              });
            }
            scheduler.run();
          });
    }
  }

  /// Two fibers, each of which waits until the other has woken it.
  private static void pingpong(int count) throws Exception {
    try (var scheduler = FiberScheduler.open()) {
      Figures.time(
          "ns_per_handover",
          2.0 * count,
          ROUNDS,
          () -> {
            turn = 0;
            var pair = new Fiber<?>[2];
            for (var i = 0; i < 2; i++) {
              var me = i;
              pair[me] =
                  scheduler.spawn(() -> {
                    for (var k = 0; k < count; k++) {
                      while (turn != me) Fiber.park();
                      turn = 1 - me;
                      pair[turn].wake();
                    }
                  });
            }
            scheduler.run();
          });
    }
  }

  private static void spawn(int count, int rounds) throws Exception {
    try (var scheduler = FiberScheduler.open()) {
      Figures.time("ns_per_task", count, rounds, () -> spawn(scheduler, count));
    }
  }

  private static void spawn(FiberScheduler scheduler, int count) throws Exception {
    var fibers = new Fiber<?>[count];
    for (var i = 0; i < count; i++) {
      var number = (long) i;
      fibers[i] = scheduler.spawn(() -> number);
    }
    scheduler.run();
    var sum = 0L;
    for (var fiber : fibers) sum += (Long) fiber.join();
    if (sum != (long) count * (count - 1) / 2) throw new IllegalStateException("sum " + sum);
  }

  private static void parked(int count) throws Exception {
    try (var scheduler = FiberScheduler.open()) {
      var heap = Figures.liveBytes();
      var resident = Figures.residentBytes();
      var fibers = new Fiber<?>[count];
      for (var i = 0; i < count; i++) fibers[i] = scheduler.spawn(() -> Fiber.park());
      scheduler.spawn(() -> {
        Fiber.yield();
        Figures.say("rss_bytes_per_task", (Figures.residentBytes() - resident) / count, "B");
        var bytes = Figures.liveBytes() - heap;
        Figures.say("live_heap_bytes_per_task", bytes / (double) count, "B");
        for (var fiber : fibers) fiber.wake();
      });
      scheduler.run();
    }
  }
}
