package asynclab.notebook.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/// One check under way: the learner's object, what is being tried on it, and the rows so far.
///
/// The tests run on a thread of their own and end each row by [#expect]; [RowWriter] adds what
/// JUnit reports. When an answer takes longer than two seconds the [Watchdog] interrupts the thread
/// and the check ends there, with a row that says so.
final class Trial {
  private static final int SHOWN = 300;
  private static final String BEFORE_JUNITS_OWN = " ==> ";

  private final Object learners;
  private final List<Row> rows = new ArrayList<>();
  private final List<AutoCloseable> held = new ArrayList<>();
  private String tried = "a first row";
  private String expected = "an answer";
  private String seen = "as expected";
  private String hang = "nothing will ever end this wait";
  private LongSupplier delayNanos = () -> 0;
  private long since = System.nanoTime();
  private boolean underWay;
  private boolean over;

  Trial(Object learners) {
    this.learners = learners;
  }

  Object learners() {
    return learners;
  }

  /// Calls the learner's object by `answer`, which must come to `expecting`, as text.
  ///
  /// `why` is given what was seen instead and names the idea behind it in one sentence. An
  /// exception out of `answer` is seen as its name and message.
  void expect(String expecting, Callable<?> answer, UnaryOperator<String> why) throws Exception {
    begin(expecting);
    var text = String.valueOf(answer.call());
    answered(text);
    if (!text.equals(expecting)) throw new AssertionFailedError(why.apply(text), expecting, text);
  }

  /// The sentence for a hang from here on: `nobody will wake task 3`.
  synchronized void ifItHangs(String sentence) {
    if (!over) hang = sentence;
  }

  /// What the learner's code may hang on: closed when an interrupt alone does not end a hang.
  synchronized void closeIfItHangs(AutoCloseable resource) {
    held.add(resource);
  }

  synchronized List<AutoCloseable> held() {
    return List.copyOf(held);
  }

  /// From here on, how long the check's thread was ready to run and no processor was free: that is
  /// nobody's hang.
  synchronized void waitsForProcessors(LongSupplier nanos) {
    delayNanos = nanos;
  }

  private long now() {
    return System.nanoTime() - delayNanos.getAsLong();
  }

  /// A test begins.
  synchronized void tries(String trying) {
    if (over) return;
    tried = trying;
    expected = "an answer";
    seen = "as expected";
    since = now();
  }

  private synchronized void begin(String expecting) {
    if (over) throw new TestAbortedException("the check has ended");
    expected = expecting;
    since = now();
    underWay = true;
  }

  private synchronized void answered(String text) {
    seen = shown(text);
    since = now();
    underWay = false;
  }

  /// A test has ended well.
  synchronized void passed() {
    add(new Row(tried, expected, seen, true, ""));
  }

  /// A test, or what surrounds it, has ended with an error.
  synchronized void failed(Throwable thrown) {
    add(failedRow(thrown));
  }

  private void add(Row row) {
    if (!over) rows.add(row);
    since = now();
    underWay = false;
  }

  private Row failedRow(Throwable thrown) {
    if (thrown instanceof AssertionFailedError failed
        && failed.isExpectedDefined()
        && failed.isActualDefined()) {
      return new Row(
          tried,
          shown(failed.getExpected().getStringRepresentation()),
          shown(failed.getActual().getStringRepresentation()),
          false,
          reason(failed));
    }
    return new Row(tried, expected, shown(thrown), false, blame(thrown));
  }

  /// Whose exception it is: the learner's where an answer was being waited for.
  private String blame(Throwable thrown) {
    var name = thrown.getClass().getSimpleName();
    return underWay
        ? name + " came out of your code where an answer was expected"
        : name + " ended the check before it asked your code: the fault is not yours";
  }

  /// What the check said; JUnit's own assertions add the two values once more.
  private static String reason(AssertionFailedError failed) {
    var message = String.valueOf(failed.getMessage());
    var end = message.indexOf(BEFORE_JUNITS_OWN);
    return end < 0 ? message : message.substring(0, end);
  }

  /// Whether what is under way takes too long: an answer, or what the check does between answers.
  /// That is no fault of the learner's and may be slow on a cold JVM.
  synchronized boolean hangs() {
    var patience = underWay ? Watchdog.PATIENCE : Watchdog.OWN_PATIENCE;
    return now() - since > patience.toNanos();
  }

  synchronized boolean isOver() {
    return over;
  }

  /// The rows so far; none is added after.
  synchronized List<Row> end() {
    over = true;
    return List.copyOf(rows);
  }

  /// The row for a check that had to be stopped.
  synchronized Row hung(String note) {
    var waiting = "still waiting after " + Watchdog.PATIENCE.toSeconds() + " s";
    return new Row(tried, expected, waiting, false, waiting + ": " + hang + note);
  }

  /// The row for a check that was stopped from outside.
  synchronized Row stopped() {
    return new Row(tried, expected, "stopped", false, "the check was interrupted: run it again");
  }

  private static String shown(Throwable thrown) {
    var name = thrown.getClass().getSimpleName();
    return thrown.getMessage() == null ? name : shown(name + ": " + thrown.getMessage());
  }

  private static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
