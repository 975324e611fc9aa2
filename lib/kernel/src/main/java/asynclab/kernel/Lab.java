package asynclab.kernel;

import asynclab.kernel.LivingThreads.Living;
import java.time.Duration;
import java.util.List;

/// What a learner may ask of the kernel itself; every cell knows it without an import.
public final class Lab {
  /// How long threads may take to end.
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Duration BETWEEN_INTERRUPTS = Duration.ofMillis(50);

  private Lab() {}

  /// Ends every thread that a cell started, and says so; one that does not heed is named with what
  /// it is in.
  ///
  /// Loops of cells end at their next turn, waits are interrupted, pools and timers are shut down.
  public static void stop() throws InterruptedException {
    var all = LivingThreads.of(cell -> true);
    all.forEach(living -> living.cell().stopAllBut(Thread.currentThread()));
    StopCheck.arm();
    var left = await(all);
    var ended = all.size() - left.size();
    System.out.println(ended + (ended == 1 ? " thread has ended." : " threads have ended."));
    for (var living : left) {
      var of = living.name().endsWith(living.cell().toString()) ? "" : " of " + living.cell();
      System.out.printf(
          "%s%s does not heed it: it is in %s%n", living.name(), of, living.whereabouts());
    }
    all.forEach(living -> living.cell().output().noteThreads());
  }

  /// Interrupts them again and again, because code may swallow one; returns who is left.
  private static List<Living> await(List<Living> all) throws InterruptedException {
    var end = System.nanoTime() + PATIENCE.toNanos();
    var left = all;
    while (!left.isEmpty() && System.nanoTime() < end) {
      left.forEach(Living::end);
      var _ = left.getLast().thread().join(BETWEEN_INTERRUPTS);
      left = left.stream().filter(living -> living.thread().isAlive()).toList();
    }
    return left;
  }
}
