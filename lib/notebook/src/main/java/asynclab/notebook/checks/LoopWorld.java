package asynclab.notebook.checks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// A [SixWays.World] of callbacks: one thread, whose clock jumps to the next that is due.
final class LoopWorld implements SixWays.World {
  private static final int TURNS_MAX = 100;

  private record Due(int at, int number, Runnable then) {}

  private final List<String> lines = new ArrayList<>();
  private final PriorityQueue<Due> dues =
      new PriorityQueue<>(Comparator.comparingInt(Due::at).thenComparingInt(Due::number));
  private int now;
  private int number;

  @Override
  public void say(String line) {
    lines.add(now + " " + line);
  }

  /// Nobody else can move meanwhile, and the transcript says so.
  @Override
  public void sleep(int units) {
    say("the loop's thread slept");
    now += units;
  }

  @Override
  public void after(int units, Runnable then) {
    dues.add(new Due(now + units, number++, then));
  }

  /// Calls whatever is due, until nothing is.
  void run() {
    for (var turn = 0; turn < TURNS_MAX && !dues.isEmpty(); turn++) {
      var due = dues.remove();
      now = Math.max(now, due.at);
      due.then.run();
    }
  }

  String transcript() {
    return String.join(", ", lines);
  }
}
