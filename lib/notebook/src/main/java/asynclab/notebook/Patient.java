package asynclab.notebook;

import asynclab.executor.EventLoop;
import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Waker;
import asynclab.sync.Notify;
import java.io.IOException;
import java.time.Duration;

/// A small program with a fault, to be diagnosed from outside: the notebook `12c-bug-gallery` shows
/// its tasks first, and its text afterwards.
public final class Patient {
  private Patient() {}

  /// Lets it run for so long, watched by `tasks`, and takes a picture before it ends.
  public static Figure run(TaskList tasks, Duration time) throws IOException, InterruptedException {
    try (var loop = EventLoop.open(tasks)) {
      var stale = new Notify();
      var changed = new Notify();
      loop.spawn("cache", refreshed(stale, changed));
      loop.spawn("index", refreshed(changed, stale));
      loop.spawn("report", loop.sleep(time));
      stale.notifyOne();
      loop.blockOn(loop.sleep(time.dividedBy(2)));
      return tasks.figure();
    }
  }

  /// Refreshes itself whenever it is told to, and tells the other.
  private static Future<Void> refreshed(Notify mine, Notify other) {
    return new Future<>() {
      private Future<Void> told = mine.notified();

      @Override
      public Polled<Void> poll(Waker waker) {
        while (told.poll(waker) instanceof Ready) {
          other.notifyOne();
          told = mine.notified();
        }
        return Polled.pending();
      }
    };
  }
}
