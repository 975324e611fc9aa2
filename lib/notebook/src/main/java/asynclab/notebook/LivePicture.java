package asynclab.notebook;

import java.time.Duration;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/// A picture that grows below its cell while the run goes on: a [Timeline], or a [TaskList].
///
/// It ends with the block that holds it, or by itself after a minute, and leaves the whole picture.
/// A frame is drawn when the last one has had time to be seen, twenty a second at most, and drawing
/// takes a quarter of one CPU at most: the run that is watched needs it more.
///
/// ```java
/// try (var live = Timeline.of(recorder).title("Five requests").live()) {
///   five(recorder);
/// }
/// ```
public final class LivePicture implements AutoCloseable {
  static final Duration LONGEST = Duration.ofMinutes(1);
  private static final long FRAME_NANOS = 50_000_000;
  private static final long SHARE = 3;
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final LongFunction<Figure> frame;
  private final Supplier<Figure> last;
  private final Display display;
  private final long endNanos;
  private final Thread painter;
  private boolean closed; // guarded by this

  private LivePicture(LongFunction<Figure> frame, Supplier<Figure> last, Duration longest) {
    this.frame = frame;
    this.last = last;
    this.display = Screen.open(frame.apply(System.nanoTime()));
    this.endNanos = System.nanoTime() + longest.toNanos();
    this.painter = Thread.ofPlatform().daemon().name("live-picture").unstarted(this::paint);
  }

  /// Opens the picture and keeps it up to date for at most `longest`.
  ///
  /// @param frame the picture at a time, as `System.nanoTime()`
  /// @param last what stays
  static LivePicture open(LongFunction<Figure> frame, Supplier<Figure> last, Duration longest) {
    var live = new LivePicture(frame, last, longest);
    live.painter.start();
    return live;
  }

  private void paint() {
    var pause = FRAME_NANOS;
    while (isOpenAfter(pause)) {
      var began = System.nanoTime();
      display.set(frame.apply(began));
      pause = pauseAfter(System.nanoTime() - began);
    }
    display.set(last.get());
  }

  /// How long the next frame has to wait when the last one took `drawingNanos`.
  static long pauseAfter(long drawingNanos) {
    return Math.max(FRAME_NANOS - drawingNanos, SHARE * drawingNanos);
  }

  /// Waits for `nanos`, or until it is closed or its time is over.
  private synchronized boolean isOpenAfter(long nanos) {
    var until = System.nanoTime() + nanos;
    try {
      while (!closed && until > System.nanoTime() && endNanos > System.nanoTime()) {
        var left = Math.min(until, endNanos) - System.nanoTime();
        wait(Math.max(1, left / 1_000_000));
      }
    } catch (InterruptedException e) {
      return false;
    }
    return !closed && endNanos > System.nanoTime();
  }

  /// Ends it, when the whole picture is on its way.
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      var _ = painter.join(FAREWELL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
