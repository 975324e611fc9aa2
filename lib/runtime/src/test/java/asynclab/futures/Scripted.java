package asynclab.futures;

import java.util.List;

/// A future that does as it is told, and notes what is done to it.
final class Scripted implements Future<String> {
  private final String name;
  private final List<String> log;
  private Polled<String> next = Polled.pending();
  private Waker waker = Waker.NONE;
  private boolean breaks;

  Scripted(String name, List<String> log) {
    this.name = name;
    this.log = log;
  }

  /// It is ready from now on, and says so to the latest waker.
  void end() {
    next = Polled.ready(name);
    waker.wake();
  }

  void fail(Throwable cause) {
    next = Polled.failed(cause);
    waker.wake();
  }

  /// Its next poll throws.
  void breakDown() {
    breaks = true;
    waker.wake();
  }

  @Override
  public Polled<String> poll(Waker latest) {
    log.add("poll " + name);
    waker = latest;
    if (breaks) throw new IllegalArgumentException(name + " broke");
    return next;
  }

  @Override
  public void close() {
    log.add("close " + name);
  }

  @Override
  public String toString() {
    return name;
  }
}
