package asynclab.kernel;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import jdk.jshell.JShell;

/// JShell's list of all types of the JDK and the class path, which completion and the cures use.
///
/// JShell begins to make it at once, in the background: on one CPU that is a fifth of the start. It
/// also has a way to put it off "when a more important task is running", which the start is.
final class TypeIndex {
  private static final Duration PAUSE = Duration.ofSeconds(3);

  private TypeIndex() {}

  /// Puts the work off until the first cell has probably been run.
  static void putOff(JShell shell) {
    var analysis = shell.sourceCodeAnalysis();
    Insides.suspendIndexing(analysis);
    CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> Insides.resumeIndexing(analysis));
  }
}
