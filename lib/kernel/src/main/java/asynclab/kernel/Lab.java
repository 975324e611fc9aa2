package asynclab.kernel;

import asynclab.futures.Future;
import asynclab.kernel.LivingThreads.Living;
import asynclab.notebook.Corofied;
import asynclab.notebook.Machine;
import asynclab.notebook.Watched;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

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

  /// Waits for the threads that cells have started, two seconds at most, and for what they print:
  /// how a notebook that runs without a reader comes to its end.
  public static void settle() throws InterruptedException {
    var end = System.nanoTime() + PATIENCE.toNanos();
    for (var living : LivingThreads.of(cell -> true)) {
      var _ = living.thread().join(Duration.ofNanos(end - System.nanoTime()));
    }
    kernel().sendWhatWaits();
  }

  /// Rebuilds what a section needs of the cells above it, if this kernel has not run them: see
  /// [Resume].
  public static void resume(String heading) throws IOException {
    var named = Optional.ofNullable(System.getenv("JPY_SESSION_NAME")).map(Path::of);
    var kernel = new RunningKernel(kernel());
    new Resume(kernel).section(heading, named, Path.of("")).ifPresent(System.out::println);
  }

  /// Loads the stage file `stages/NAME.java` beside the notebook and shows its text.
  public static void stage(String name) throws IOException {
    var stage = Stage.read(name, Path.of(""));
    new RunningKernel(kernel()).run(stage.source());
    Cells.show(stage);
  }

  /// Lets cells name the classes of a library that lies beside the kernel: `Lab.use("netty")`, in a
  /// cell before those that import them. A start is quicker for not reading it.
  ///
  /// @throws IllegalArgumentException when there is none of this name; the message says which are
  public static void use(String library) {
    CompilePath.use(library).forEach(kernel().getJShell()::addToClasspath);
  }

  /// What methods marked `@Async` become: Java text that could as well stand in a cell, and a
  /// picture of its states.
  ///
  /// @param what the name of a method or a class that a cell has defined, or a text with methods
  /// @throws IllegalArgumentException when there is no such method, or none marked `@Async`
  public static Corofied corofy(String what) {
    return new Corofied(kernel().coroutineText().rewritten(what));
  }

  /// The coroutine itself, to be awaited or run in its place; shown afterwards, it says which
  /// states it went through, and when. They have the numbers that [#corofy] gives them; a method
  /// that was compiled in a cell is seen only in those where it waits.
  ///
  /// @throws IllegalArgumentException when it is no coroutine, or has ended
  public static <T> Watched<T> watch(Future<T> coroutine) {
    return kernel()
        .coroutineText()
        .modelOf(coroutine.getClass())
        .map(model -> Watched.of(coroutine, model))
        .orElseGet(() -> Watched.of(coroutine));
  }

  private static LabKernel kernel() {
    return (LabKernel) BaseKernel.notebookKernel();
  }

  /// What this machine has, as a table: see [Machine].
  public static Machine machine() {
    return Machine.here();
  }
}
