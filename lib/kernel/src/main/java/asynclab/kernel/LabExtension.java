package asynclab.kernel;

import java.io.FileDescriptor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;
import org.dflib.jjava.kernel.JavaKernel;

/// What the lab changes in a stock JJava when the kernel starts.
///
/// - Text printed between cells, or by a thread after its cell ended, reaches the last cell.
/// - Every cell has `show(value)`, and an [asynclab.notebook.Html] is shown as HTML.
/// - The thread that runs cells does not end after a minute without a cell (JJava's does, and takes
///   the confined arenas of earlier cells with it), and it is a daemon.
/// - A press of the stop button ends a cell even while it is being compiled (JJava loses it).
/// - The kernel ends when asked to (JJava's takes a minute, so Jupyter has to kill it).
///
/// JJava finds this class through `META-INF/services`.
public final class LabExtension implements Extension {
  /// How long the last answers may take on their way out before the process ends all the same.
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  /// JJava makes its extensions in `main`, which then waits for the connection to close, and ends.
  private final Thread main = Thread.currentThread();

  @Override
  public void install(BaseKernel kernel) {
    hushLoops();
    Cells.renderHtml(kernel.getRenderer());
    kernel.evalBuilder("import static asynclab.kernel.Cells.show;").eval();
    kernel.evalBuilder("import asynclab.kernel.Lab;").eval();
    var missing = Insides.missing();
    if (!missing.isEmpty()) {
      System.err.println(
          "lab: this JJava has no %s, so text of background threads is lost and show(…) fails: run `lab setup`"
              .formatted(String.join(", ", missing)));
      return;
    }
    System.setOut(
        CellOutput.stream(text -> Cells.print(kernel, StreamType.OUT, text), FileDescriptor.out));
    System.setErr(
        CellOutput.stream(text -> Cells.print(kernel, StreamType.ERR, text), FileDescriptor.err));
    if (kernel instanceof JavaKernel java) {
      keepOneCellThread(java);
      Insides.replaceRunning(java, new StopButton(() -> Insides.lastCell(kernel)));
    }
  }

  /// The kernel was asked to shut down: end once the connection is closed, whatever threads the
  /// learner left behind.
  @Override
  public void uninstall(BaseKernel kernel) {
    Thread.ofPlatform()
        .name("lab-exit")
        .daemon()
        .start(() -> {
          try {
            var _ = main.join(LAST_WORDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // then at once
          }
          System.exit(0);
        });
  }

  /// JJava logs the start of each of its loops, which would stand above the output of `lab run`.
  private static void hushLoops() {
    for (var handler : Logger.getLogger("").getHandlers()) {
      handler.setFilter(entry ->
          entry.getLevel().intValue() > Level.INFO.intValue()
              || !String.valueOf(entry.getLoggerName()).startsWith("Loop-"));
    }
  }

  private static void keepOneCellThread(JavaKernel kernel) {
    var pool = Insides.cellThreads(kernel);
    var stock = pool.getThreadFactory();
    pool.setKeepAliveTime(365, TimeUnit.DAYS);
    pool.setThreadFactory(task -> {
      var thread = stock.newThread(task);
      thread.setDaemon(true);
      return thread;
    });
  }
}
