package asynclab.notebook;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/// A run of two threads on paper, an executor with a fault and a reactor that wakes three tasks:
///
/// ```java
/// while (true) {                                    // the executor
///   while (!queue.isEmpty()) poll(queue.remove());
///   permit = false;                                 // an old one would only disturb
///   park();                                         // returns if there is a permit, and takes it
/// }
/// ```
///
/// Which of the two makes its next step is drawn from the seed, so a run can be had again.
///
/// @param seed what it was drawn from
/// @param log what happened, a line each
/// @param queued the tasks that are in the queue at the end, when the executor sleeps for good
public record SleepyRun(long seed, List<String> log, List<Integer> queued) {
  /// What the executor does to the permit before it parks.
  public static final String CLEARS = "executor: clears the permit";

  /// The executor has found nobody to poll.
  public static final String SEES = "executor: sees an empty queue";

  /// The executor sleeps.
  public static final String PARKS = "executor: parks";

  private static final int TASKS = 3;

  /// The run of `seed`.
  public static SleepyRun of(long seed) {
    var world = new World(new Random(seed));
    world.run();
    return new SleepyRun(seed, List.copyOf(world.log), List.copyOf(world.queue));
  }

  /// The log, with numbers.
  @Override
  public String toString() {
    var text = new StringBuilder();
    for (var i = 0; i < log.size(); i++) {
      text.append("%2d  %s%n".formatted(i + 1, log.get(i)));
    }
    return text.append("    queued: ").append(queued).toString();
  }

  private enum Place {
    LOOKS,
    CLEARS,
    PARKS,
    PARKED
  }

  /// The two threads, between two steps.
  private static final class World {
    private static final int SLOWER = 6; // the reactor than the executor

    private final Random random;
    private final List<String> log = new ArrayList<>();
    private final Deque<Integer> queue = new ArrayDeque<>();
    private Place executor = Place.LOOKS;
    private int woken;
    private boolean callUnderWay;
    private boolean permit;

    World(Random random) {
      this.random = random;
    }

    void run() {
      while (mayExecutor() || mayReactor()) {
        if (!mayExecutor() || (mayReactor() && random.nextInt(SLOWER) == 0)) reactor();
        else executor();
      }
    }

    private boolean mayExecutor() {
      return executor != Place.PARKED || permit;
    }

    private boolean mayReactor() {
      return woken < TASKS || callUnderWay;
    }

    /// Queues a task, and in its next step leaves a permit.
    private void reactor() {
      if (callUnderWay) {
        permit = true;
        log.add("reactor: leaves a permit");
      } else {
        queue.add(++woken);
        log.add("reactor: queues task " + woken);
      }
      callUnderWay = !callUnderWay;
    }

    private void executor() {
      switch (executor) {
        case LOOKS -> look();
        case CLEARS -> {
          permit = false;
          log.add(CLEARS);
          executor = Place.PARKS;
        }
        case PARKS, PARKED -> park();
      }
    }

    private void look() {
      if (queue.isEmpty()) {
        log.add(SEES);
        executor = Place.CLEARS;
      } else {
        log.add("executor: polls task " + queue.remove());
      }
    }

    private void park() {
      if (permit) {
        permit = false;
        log.add("executor: takes the permit and goes on");
        executor = Place.LOOKS;
      } else {
        log.add(PARKS);
        executor = Place.PARKED;
      }
    }
  }
}
