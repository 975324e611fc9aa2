package asynclab.notebook.checks;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Waker;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A future that ends when the check says so, and tells what is done to it: `poll a`, `close a`.
final class ScriptedChild implements Future<String> {
  final String name;
  private final Consumer<String> told;
  private @Nullable Waker waker;
  private @Nullable Ready<String> end;
  private int waits = Integer.MAX_VALUE;
  private boolean over;
  private boolean closed;

  ScriptedChild(String name, Consumer<String> told) {
    this.name = name;
    this.told = told;
  }

  /// It ends with `value`, after having been pending `times` times.
  ScriptedChild endingAfter(int times, Ready<String> value) {
    waits = times;
    end = value;
    return this;
  }

  /// It ends now, and says so to whoever asked last.
  void end(Ready<String> value) {
    waits = 0;
    end = value;
    wake();
  }

  /// Calls the waker of the latest poll; whether there was one.
  boolean wake() {
    var last = waker;
    waker = null;
    if (last == null) return false;
    last.wake();
    return true;
  }

  /// Whether it has neither ended nor been closed.
  boolean isOpen() {
    return !over && !closed;
  }

  @Override
  public Polled<String> poll(Waker waker) {
    told.accept("poll " + name);
    if (over) throw new IllegalStateException(name + " has ended, and is polled again");
    if (closed) throw new IllegalStateException(name + " was closed, and is polled again");
    var value = end;
    if (value != null && waits-- <= 0) {
      over = true;
      return value;
    }
    this.waker = waker;
    return Polled.pending();
  }

  @Override
  public void close() {
    if (!isOpen()) return;
    closed = true;
    told.accept("close " + name);
  }
}
