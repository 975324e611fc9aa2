package asynclab.simulation;

import asynclab.trace.Observer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/// What a run did, a line for each step, with the simulated time in milliseconds. It keeps the
/// first lines and counts the rest.
final class Journal implements Observer {
  private static final int LINES_MAX = 100_000;
  private static final double NANOS_A_MILLI = 1e6;

  private final LongSupplier nanoTime;
  private final List<String> lines = new ArrayList<>();
  private final Map<Long, String> names = new HashMap<>();
  private long dropped;

  Journal(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  void add(String what) {
    if (lines.size() == LINES_MAX) dropped++;
    else
      lines.add(
          String.format(Locale.ROOT, "%10.3f  %s", nanoTime.getAsLong() / NANOS_A_MILLI, what));
  }

  @Override
  public void spawned(long task, String name) {
    names.put(task, name);
    add(name + " is spawned");
  }

  @Override
  public void resumed(long task) {
    add(names.get(task) + " is polled");
  }

  @Override
  public void yielded(long task) {
    add(names.get(task) + " gives way");
  }

  @Override
  public void parked(long task, String what) {
    add(names.get(task) + " waits for " + what);
  }

  @Override
  public void readied(long task) {
    add(names.get(task) + " is woken");
  }

  @Override
  public void done(long task, String outcome) {
    add(names.remove(task) + " has ended: " + outcome);
  }

  /// The lines, each with its end.
  String text() {
    var more = dropped == 0 ? "" : "and " + dropped + " more lines\n";
    return lines.isEmpty() ? more : String.join("\n", lines) + "\n" + more;
  }
}
