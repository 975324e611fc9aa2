package asynclab.notebook.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;

/// Where an examination writes its rows.
///
/// The whole examination runs on one thread of its own. When a row takes longer than two seconds
/// the watchdog interrupts it and the check ends there, with a row that says so.
public final class Trial {
  private static final int SHOWN = 300;

  private final List<Row> rows = new ArrayList<>();
  private final List<AutoCloseable> held = new ArrayList<>();
  private String tried = "a first row";
  private String expected = "an answer";
  private String hang = "nothing will ever end this wait";
  private long rowSince = System.nanoTime();
  private boolean underWay;
  private boolean over;

  Trial() {}

  /// Tries one thing: `seen` calls the learner's object and must come to `expected`, as text.
  ///
  /// `why` is given what was seen instead and names the idea behind it in one sentence. An
  /// exception out of `seen` is seen as its name and message.
  public void row(String tried, String expected, Callable<?> seen, UnaryOperator<String> why)
      throws InterruptedException {
    begin(tried, expected);
    String answer;
    try {
      answer = String.valueOf(seen.call());
    } catch (InterruptedException ended) {
      throw ended;
    } catch (Exception | LinkageError | AssertionError | StackOverflowError thrown) {
      add(new Row(tried, expected, shown(thrown), false, blame(thrown)));
      return;
    }
    var ok = answer.equals(expected);
    add(new Row(tried, expected, shown(answer), ok, ok ? "" : why.apply(answer)));
  }

  /// The sentence for a hang from here on: `nobody will wake task 3`.
  public synchronized void ifItHangs(String sentence) {
    if (!over) hang = sentence;
  }

  /// What the learner's code may hang on: closed when an interrupt alone does not end a hang.
  public synchronized void closeIfItHangs(AutoCloseable resource) {
    held.add(resource);
  }

  synchronized List<AutoCloseable> held() {
    return List.copyOf(held);
  }

  private synchronized void begin(String trying, String expecting) throws InterruptedException {
    if (over) throw new InterruptedException("the check has ended");
    tried = trying;
    expected = expecting;
    rowSince = System.nanoTime();
    underWay = true;
  }

  private synchronized void add(Row row) {
    if (!over) {
      rows.add(row);
    }
    rowSince = System.nanoTime();
    underWay = false;
  }

  /// Whether what is under way takes too long: a row, or what the check does between rows. That is
  /// no fault of the learner's and may be slow on a cold JVM.
  synchronized boolean hangs() {
    var patience = underWay ? Watchdog.PATIENCE : Watchdog.OWN_PATIENCE;
    return System.nanoTime() - rowSince > patience.toNanos();
  }

  /// The rows so far; none is added after.
  synchronized List<Row> end() {
    over = true;
    return List.copyOf(rows);
  }

  /// The row for an examination that had to be stopped.
  synchronized Row hung(String note) {
    var seen = "still waiting after " + Watchdog.PATIENCE.toSeconds() + " s";
    return new Row(tried, expected, seen, false, seen + ": " + hang + note);
  }

  /// The row for a check that was stopped from outside.
  synchronized Row stopped() {
    return new Row(tried, expected, "stopped", false, "the check was interrupted: run it again");
  }

  /// The row for an exception that an examination let through.
  synchronized Row broken(Throwable thrown) {
    return new Row(tried, expected, shown(thrown), false, blame(thrown));
  }

  private static String shown(Throwable thrown) {
    var name = thrown.getClass().getSimpleName();
    return thrown.getMessage() == null ? name : shown(name + ": " + thrown.getMessage());
  }

  private static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  private static String blame(Throwable thrown) {
    return thrown.getClass().getSimpleName()
        + " came out of your code where an answer was expected";
  }
}
