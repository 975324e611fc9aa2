package asynclab.net;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Turn;
import asynclab.futures.Waker;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Tries a call that does not block; where it would, waits until that is worth another try.
///
/// Trying comes first, because mostly it succeeds, and a wait that is not needed costs two system
/// calls; unless it is known that it would block. What never has to wait would keep the thread for
/// itself, so it asks [Turn] before it begins.
abstract class Attempt<T> implements Future<T> {
  private @Nullable Future<Void> wait;
  private boolean begun;
  private boolean ended;

  /// Tries once; pending when the call would block.
  abstract Polled<T> proceed() throws IOException;

  /// Whether it would block for certain, so that waiting comes first.
  boolean waitsFirst() {
    return false;
  }

  /// What to wait for then.
  abstract Future<Void> readiness() throws IOException;

  /// The failure, with the name of whom we talked to.
  abstract IOException named(IOException failure);

  @Override
  public final Polled<T> poll(Waker waker) {
    if (ended) throw new IllegalStateException(this + " has ended, and is polled again");
    var polled = goOn(waker);
    ended = polled instanceof Ready;
    return polled;
  }

  private Polled<T> goOn(Waker waker) {
    if (!begun && !Turn.mayGoOn(waker)) return Polled.pending();
    try {
      if (!begun && waitsFirst()) wait = readiness();
      begun = true;
      while (true) {
        if (wait != null) {
          if (!(wait.poll(waker) instanceof Ready<Void> come)) return Polled.pending();
          wait = null;
          var _ = come.get();
        }
        var polled = proceed();
        if (polled instanceof Ready) return polled;
        wait = readiness();
      }
    } catch (IOException e) {
      return Polled.failed(named(e));
    } catch (RuntimeException e) {
      return Polled.failed(e);
    }
  }

  /// Gives up the waiting, and nothing else: what was done stays done.
  @Override
  public void close() {
    ended = true;
    if (wait != null) wait.close();
  }
}
