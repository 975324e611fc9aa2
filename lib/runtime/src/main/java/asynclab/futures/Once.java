package asynclab.futures;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the futures of this package have in common: they end once, and let go of what they hold.
///
/// A subclass says how it goes on ([#advance]), what it holds ([#letGo]) and what it is called. Its
/// end, however it comes, closes what it still holds: so the losers of a race are closed by the
/// same line as the children of a joined list that is given up.
abstract class Once<T> implements Future<T> {
  private @Nullable String end;

  /// Goes on as far as possible. Whatever it throws is how the future ends.
  abstract Polled<T> advance(Waker waker) throws Throwable;

  /// Closes the futures inside that have not ended. Called once.
  void letGo() {}

  @Override
  public final Polled<T> poll(Waker waker) {
    if (end != null) throw new IllegalStateException(this + " " + end + ", and is polled again");
    Polled<T> polled;
    try {
      polled = Objects.requireNonNull(advance(waker), "advance");
    } catch (Throwable failure) {
      polled = Polled.failed(failure);
    }
    return polled instanceof Ready<T> ready ? ended(ready) : polled;
  }

  private Ready<T> ended(Ready<T> ready) {
    end = "has ended";
    try {
      letGo();
      return ready;
    } catch (Throwable failure) {
      return Failures.later(ready, failure);
    }
  }

  @Override
  public final void close() {
    if (end != null) return;
    end = "was closed";
    letGo();
  }

  @Override
  public abstract String toString();
}
