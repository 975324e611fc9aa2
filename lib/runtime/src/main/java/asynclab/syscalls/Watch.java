package asynclab.syscalls;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Somebody who watches the lab's calls, from [#begin] to [#end].
///
/// It belongs to the thread that began it and to the threads that this one starts meanwhile. A
/// watch within a watch tells the outer one too.
final class Watch {
  /// As many calls as one log holds: a loop that does not end must not fill the heap.
  static final int CAPACITY = 100_000;

  private static final InheritableThreadLocal<@Nullable Watch> CURRENT =
      new InheritableThreadLocal<>();

  private final @Nullable Watch outer;
  private final long beginning = System.nanoTime();
  private final List<Call> calls = new ArrayList<>();
  private int dropped;
  private boolean isOver;

  private Watch(@Nullable Watch outer) {
    this.outer = outer;
  }

  /// Watches from now on.
  static Watch begin() {
    var watch = new Watch(CURRENT.get());
    CURRENT.set(watch);
    Switchboard.listen();
    return watch;
  }

  /// The watch of the calling thread; null when nobody watches it.
  static @Nullable Watch current() {
    return CURRENT.get();
  }

  /// What a piece of our own house asks for is nobody's business: it runs unwatched.
  static <T> T aside(Supplier<T> body) {
    var watch = CURRENT.get();
    CURRENT.remove();
    try {
      return body.get();
    } finally {
      if (watch != null) CURRENT.set(watch);
    }
  }

  /// Writes a call down; whoever was told of the end already is not told of more.
  void add(String name, String arguments, long result, long start, long nanos) {
    for (var each = this; each != null; each = each.outer) {
      each.keep(name, arguments, result, start, nanos);
    }
  }

  private synchronized void keep(
      String name, String arguments, long result, long start, long nanos) {
    if (isOver) return;
    if (calls.size() == CAPACITY) {
      dropped++;
      return;
    }
    var thread = Thread.currentThread().getName();
    calls.add(
        new Call(
            name,
            arguments,
            OptionalLong.of(result),
            start - beginning,
            OptionalLong.of(nanos),
            thread));
  }

  /// Ends it, and gives what was seen.
  CallLog end(String why) {
    CURRENT.set(outer);
    if (outer == null) CURRENT.remove();
    Switchboard.hangUp();
    synchronized (this) {
      isOver = true;
      calls.sort(Comparator.comparingLong(Call::startNanos));
      var nanos = System.nanoTime() - beginning;
      return new CallLog(CallLog.Way.LAB, why, calls, dropped, nanos);
    }
  }
}
