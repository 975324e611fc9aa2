// reply: main waits for A before it starts B
import asynclab.fibers.FiberScheduler;
import asynclab.notebook.checks.SixWays;
import java.util.function.Consumer;

class MySleeps implements SixWays {
  void sleeper(World world, String name, int units) {
    world.sleep(units);
    world.say(name + " ends");
  }

  public void threads(World world, ExecutorService starter) throws Exception {
    world.say("A starts");
    var a = starter.submit(() -> sleeper(world, "A", 4));
    a.get();
    world.say("B starts");
    var b = starter.submit(() -> {
      world.say("C starts");
      var c = starter.submit(() -> sleeper(world, "C", 1));
      sleeper(world, "B", 2);
      return c.get();
    });
    a.get();
    b.get();
  }

  public void fibers(World world, FiberScheduler scheduler) {
    world.say("A starts");
    scheduler.spawn(() -> sleeper(world, "A", 4));
    world.say("B starts");
    scheduler.spawn(() -> {
      world.say("C starts");
      scheduler.spawn(() -> sleeper(world, "C", 1));
      sleeper(world, "B", 2);
    });
  }

  public void callbacks(World world, Runnable done) {
    var living = new int[] {3};
    Consumer<String> ends = name -> {
      world.say(name + " ends");
      if (--living[0] == 0) done.run();
    };
    world.say("A starts");
    world.after(4, () -> ends.accept("A"));
    world.say("B starts");
    world.say("C starts");
    world.after(1, () -> ends.accept("C"));
    world.after(2, () -> ends.accept("B"));
  }

  CompletableFuture<Void> timer(World world, String name, int units) {
    var due = new CompletableFuture<Void>();
    world.after(units, () -> due.complete(null));
    return due.thenRun(() -> world.say(name + " ends"));
  }

  public CompletableFuture<?> futures(World world) {
    world.say("A starts");
    var a = timer(world, "A", 4);
    world.say("B starts");
    world.say("C starts");
    var c = timer(world, "C", 1);
    return CompletableFuture.allOf(a, timer(world, "B", 2), c);
  }
}

Check.of("02.six-ways", new MySleeps())
