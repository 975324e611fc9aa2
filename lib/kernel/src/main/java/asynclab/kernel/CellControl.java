package asynclab.kernel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import jdk.jshell.execution.DirectExecutionControl;
import org.dflib.jjava.jupyter.telemetry.TelemetryCollector;
import org.jspecify.annotations.Nullable;

/// Runs what JShell compiled, on the thread of the cells, in this JVM.
///
/// JShell wants every result as text, because it may run code in another process. Here it gets a
/// key, and [#take] gives the object itself; what a statement threw is kept the same way.
final class CellControl extends DirectExecutionControl {
  /// The class name under which JShell reports a stopped statement; no class can have it.
  static final String STOPPED = "stopped by the stop button";

  private static final ThreadLocal<@Nullable TelemetryCollector<?>> STOPWATCH = new ThreadLocal<>();

  /// The same for one that was not run, because its class was refused.
  private static final String REFUSED = "refused";

  private final CoroutineClasses coroutines;
  private final CellThread thread;
  private final Map<String, Object> results = new HashMap<>(); // guarded by this
  private @Nullable Throwable thrown; // guarded by this
  private long keys; // guarded by this

  CellControl(CellClasses classes, CellThread thread) {
    super(classes);
    this.coroutines = classes.coroutines();
    this.thread = thread;
  }

  @Override
  protected String invoke(Method statement) throws Exception {
    if (coroutines.hasRefused()) {
      throw new UserException("not run", REFUSED, new StackTraceElement[0]);
    }
    try {
      return keep(timed(statement));
    } catch (InvocationTargetException e) {
      remember(e.getCause());
      throw e;
    } catch (CellThread.Stopped e) {
      remember(e);
      throw new UserException("stopped", STOPPED, e.getStackTrace());
    }
  }

  /// `%time` hands in a stopwatch and evaluates its text on the thread of the cell.
  private @Nullable Object timed(Method statement) throws Exception {
    var watch = STOPWATCH.get();
    return watch == null ? run(statement) : timed(statement, watch);
  }

  private <T> @Nullable Object timed(Method statement, TelemetryCollector<T> watch)
      throws Exception {
    var start = watch.measurementStart();
    try {
      return run(statement);
    } finally {
      watch.measurementEnd(start);
    }
  }

  private @Nullable Object run(Method statement) throws Exception {
    return thread.run(() -> statement.invoke(null));
  }

  void startStopwatch(TelemetryCollector<?> watch) {
    STOPWATCH.set(watch);
  }

  void endStopwatch() {
    var watch = STOPWATCH.get();
    if (watch != null) {
      watch.stop();
      STOPWATCH.remove();
    }
  }

  private synchronized String keep(@Nullable Object value) {
    var key = "result " + keys++;
    if (value != null) results.put(key, value);
    return key;
  }

  /// The object behind a key, once; null if the statement had none.
  synchronized @Nullable Object take(String key) {
    return results.remove(key);
  }

  private synchronized void remember(@Nullable Throwable thrown) {
    this.thrown = thrown;
  }

  /// What the last statement that failed threw, once: the object itself, not a copy of its text.
  synchronized Optional<Throwable> takeThrown() {
    var last = Optional.ofNullable(thrown);
    thrown = null;
    return last;
  }
}
