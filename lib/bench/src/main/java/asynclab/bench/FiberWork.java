package asynclab.bench;

import asynclab.fibers.Fiber;
import asynclab.fibers.FiberScheduler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/// What fibers cost among themselves, as a program of the peer harness: one line a figure.
public final class FiberWork {
  private static final int ROUNDS = 12;
  private static int turn;

  private FiberWork() {}

  /// A part of the work that is timed as a whole.
  @FunctionalInterface
  private interface Round {
    void run(FiberScheduler scheduler) throws Exception;
  }

  /// `yield N TASKS`, `pingpong N`, `spawn N ROUNDS` or `parked N`.
  public static void main(String... args) throws Exception {
    var count = args.length > 1 ? Integer.parseInt(args[1]) : 0;
    var second = args.length > 2 ? Integer.parseInt(args[2]) : 0;
    switch (args.length == 0 ? "" : args[0]) {
      case "yield" -> takeTurns(count / second, second);
      case "pingpong" -> pingpong(count);
      case "spawn" -> time("ns_per_task", count, second, scheduler -> spawn(scheduler, count));
      case "parked" -> parked(count);
      default -> {
        System.err.println("FiberWork: yield N TASKS | pingpong N | spawn N ROUNDS | parked N");
        System.exit(2);
      }
    }
  }

  private static void takeTurns(int each, int tasks) throws Exception {
    time(
        "ns_per_handover",
        (double) each * tasks,
        ROUNDS,
        scheduler -> {
          for (var i = 0; i < tasks; i++) {
            scheduler.spawn(() -> {
              for (var k = 0; k < each; k++) Fiber.yield();
            });
          }
          scheduler.run();
        });
  }

  /// Two fibers, each of which waits until the other has woken it.
  private static void pingpong(int count) throws Exception {
    time(
        "ns_per_handover",
        2.0 * count,
        ROUNDS,
        scheduler -> {
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
      var heap = liveBytes();
      var resident = statusKilobytes("VmRSS");
      var fibers = new Fiber<?>[count];
      for (var i = 0; i < count; i++) fibers[i] = scheduler.spawn(() -> Fiber.park());
      scheduler.spawn(() -> {
        Fiber.yield();
        var residentEach = (statusKilobytes("VmRSS") - resident) * 1024 / count;
        say("rss_bytes_per_task", residentEach, "B");
        say("live_heap_bytes_per_task", (liveBytes() - heap) / (double) count, "B");
        for (var fiber : fibers) fiber.wake();
      });
      scheduler.run();
    }
  }

  private static void time(String metric, double operations, int rounds, Round round)
      throws Exception {
    var nanos = new double[rounds];
    try (var scheduler = FiberScheduler.open()) {
      for (var i = 0; i < rounds; i++) {
        var start = System.nanoTime();
        round.run(scheduler);
        nanos[i] = (System.nanoTime() - start) / operations;
      }
    }
    say("cold_" + metric, nanos[0], "ns");
    var later = Arrays.copyOfRange(nanos, rounds / 2, rounds);
    Arrays.sort(later);
    say(metric, later[later.length / 2], "ns");
    say("peak_rss_mb", statusKilobytes("VmHWM") / 1024, "MB");
  }

  private static long liveBytes() {
    System.gc();
    System.gc();
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static double statusKilobytes(String key) throws Exception {
    for (var line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith(key)) return Double.parseDouble(line.replaceAll("\\D+", ""));
    }
    throw new IllegalStateException("/proc/self/status has no " + key);
  }

  private static void say(String metric, double value, String unit) {
    System.out.println(
        String.format(
            Locale.ROOT,
            "{\"metric\":\"%s\",\"value\":%.3f,\"unit\":\"%s\"}",
            metric,
            value,
            unit));
  }
}
