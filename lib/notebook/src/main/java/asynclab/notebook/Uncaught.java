package asynclab.notebook;

import java.lang.Thread.UncaughtExceptionHandler;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// Hears of exceptions that end a thread, until it is closed; one at a time.
final class Uncaught implements AutoCloseable {
  private final Queue<Throwable> heard = new ConcurrentLinkedQueue<>();
  private final @Nullable UncaughtExceptionHandler before;

  private Uncaught(@Nullable UncaughtExceptionHandler before) {
    this.before = before;
  }

  static Uncaught listen() {
    var uncaught = new Uncaught(Thread.getDefaultUncaughtExceptionHandler());
    Thread.setDefaultUncaughtExceptionHandler((_, thrown) -> uncaught.heard.add(thrown));
    return uncaught;
  }

  Optional<Throwable> first() {
    return Optional.ofNullable(heard.peek());
  }

  @Override
  public void close() {
    Thread.setDefaultUncaughtExceptionHandler(before);
  }
}
