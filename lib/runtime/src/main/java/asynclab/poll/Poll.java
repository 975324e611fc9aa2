package asynclab.poll;

import asynclab.trace.Observer;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// An event queue: one thread waits here for everything it watches.
///
/// ```java
/// try (var poll = Poll.open()) {
///   poll.registry().register(stream, new Token(0), Interest.READABLE);
///   var events = Events.withCapacity(64);
///   poll.poll(events, Duration.ofSeconds(1));
///   for (var event : events) handle(event.token());
/// }
/// ```
///
/// Some facts about waiting in the kernel that decide what this class adds to a [Poller]. A signal
/// ends a wait early (`EINTR`): the wait goes on with the time that is left, not with all of it
/// again. The kernel counts milliseconds: a wait is rounded up, because rounding half a millisecond
/// down makes a loop that asks and asks. It counts them in an int: a longer wait is several. An
/// event may belong to a source that has been closed since it was collected: it is dropped.
///
/// Threads: one thread waits; any thread may use the [#registry], a [Wakeup] or [#close].
public final class Poll implements AutoCloseable {
  /// No time limit.
  public static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

  private static final long UNLIMITED = -1;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Poller poller;
  private final Observer observer;
  private final LongSupplier nanoTime;
  private final Registry registry;
  private final Interruption interruption;
  private final AtomicReference<@Nullable Thread> waiting = new AtomicReference<>();
  private final boolean watched;
  private volatile boolean closed;

  private Poll(Poller poller, Observer observer, LongSupplier nanoTime) {
    this.poller = poller;
    this.observer = observer;
    this.watched = !observer.equals(Observer.NONE);
    this.nanoTime = nanoTime;
    this.registry = new Registry(poller, observer);
    this.interruption = new Interruption(poller::wakeup);
  }

  /// A queue on the best facility of this system.
  public static Poll open() throws IOException {
    return open(Observer.NONE);
  }

  /// The same, watched.
  public static Poll open(Observer observer) throws IOException {
    return over(Poller.ofSystem(), observer, System::nanoTime);
  }

  /// A queue on a poller of your own, which it closes at the end.
  public static Poll over(Poller poller) {
    return over(poller, Observer.NONE, System::nanoTime);
  }

  /// The same, watched, and with the clock that tells how much of a wait is left.
  public static Poll over(Poller poller, Observer observer, LongSupplier nanoTime) {
    return new Poll(poller, observer, nanoTime);
  }

  /// What this queue watches.
  public Registry registry() {
    return registry;
  }

  /// Waits until at least one source is ready or the time is over.
  ///
  /// Like [java.nio.channels.Selector#select], it returns without events and with the interrupt
  /// status kept when the thread is interrupted, before or during the wait.
  ///
  /// @param events is filled; what it held before is gone
  /// @param timeout zero does not wait, [#FOREVER] waits without end
  /// @return how many events came
  /// @throws IllegalStateException when this queue is closed, before or during the wait, or another
  ///   thread is waiting
  public int poll(Events events, Duration timeout) throws IOException {
    var nanos = nanos(timeout);
    enter();
    try {
      events.clear();
      observer.waiting(nanos);
      collectWakeups(events);
      waitFor(events, events.isEmpty() ? nanos : 0);
      if (closed) throw closedException();
      report(events);
      return events.count();
    } finally {
      leave();
    }
  }

  /// One turn after another until there is an event, the time is over, or somebody wants us out.
  private void waitFor(Events events, long nanos) throws IOException {
    var start = nanos > 0 ? nanoTime.getAsLong() : 0;
    var left = nanos;
    while (true) {
      await(events, left);
      if (nanos == 0 || !events.isEmpty() || closed || Thread.currentThread().isInterrupted())
        return;
      if (nanos == UNLIMITED) continue;
      left = nanos - (nanoTime.getAsLong() - start);
      if (left <= 0) return;
    }
  }

  private void await(Events events, long nanos) throws IOException {
    if (events.room() == 0) return;
    var known = events.count();
    try {
      if (nanos != 0) interruption.enter();
      poller.await(events, millis(nanos));
    } finally {
      if (nanos != 0) interruption.leave();
    }
    if (events.count() > known) registry.resolve(events, known);
    collectWakeups(events);
  }

  private void collectWakeups(Events events) {
    var wakeups = registry.wakeups();
    for (var i = 0; i < wakeups.size(); i++) wakeups.get(i).collect(events);
  }

  private void report(Events events) {
    if (!watched) return;
    observer.returned(events.count());
    for (var event : events) observer.ready(event.token().value(), event.readiness());
  }

  private void enter() {
    var me = Thread.currentThread();
    if (closed) throw closedException();
    var other = waiting.compareAndExchange(null, me);
    if (other == null) return;
    if (closed) throw closedException();
    throw new IllegalStateException(
        "thread %s is waiting on this Poll: one thread waits, others use a Wakeup"
            .formatted(other.getName()));
  }

  /// The last one out closes: a descriptor must not be closed while a thread waits on it.
  private void leave() throws IOException {
    waiting.set(null);
    if (closed) closePoller();
  }

  /// Closes the queue, not what it watched. A thread that waits leaves with an
  /// [IllegalStateException]. Closing twice does nothing.
  @Override
  public void close() throws IOException {
    closed = true;
    registry.close();
    poller.wakeup();
    closePoller();
  }

  private void closePoller() throws IOException {
    // Whoever gets in here owns the poller for good: nobody waits, and nobody will.
    if (waiting.compareAndSet(null, Thread.currentThread())) poller.close();
  }

  private static IllegalStateException closedException() {
    return new IllegalStateException("this Poll is closed: open another");
  }

  private static long nanos(Duration timeout) {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException(
          "a timeout cannot be negative (%s): Poll.FOREVER waits without end".formatted(timeout));
    }
    return timeout.toSeconds() > Long.MAX_VALUE / 1_000_000_000 - 1 ? UNLIMITED : timeout.toNanos();
  }

  /// Rounded up, so that half a millisecond waits instead of spinning; capped at what C can say.
  private static int millis(long nanos) {
    if (nanos == UNLIMITED) return -1;
    var millis = nanos / NANOS_PER_MILLI + (nanos % NANOS_PER_MILLI > 0 ? 1 : 0);
    return (int) Math.min(Integer.MAX_VALUE, millis);
  }
}
