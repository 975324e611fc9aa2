package asynclab.executor;

import asynclab.futures.Future;
import asynclab.poll.Events;
import asynclab.poll.ListeningSocket;
import asynclab.poll.Poll;
import asynclab.poll.Poller;
import asynclab.poll.Source;
import asynclab.poll.StreamSocket;
import asynclab.poll.Token;
import asynclab.poll.Wakeup;
import asynclab.trace.Observer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.LongSupplier;

/// A reactor over an event queue. Nothing comes of it by itself: somebody calls [#turn].
///
/// ```java
/// try (var reactor = PollReactor.open()) {
///   var asleep = reactor.sleep(Duration.ofMillis(10));
///   while (asleep.poll(waker) instanceof Pending) reactor.turn(Poll.FOREVER);
/// }
/// ```
///
/// Some facts that decide its shape. A turn in the kernel does not see what other threads begin to
/// wait for; the kernel adds a source to a wait that runs, but a deadline that is earlier than the
/// one it was told must end the wait. So must the news that a source was closed, of which no event
/// tells. Each of the two is noted first and then looks whether somebody waits; the turn says that
/// it waits first and then looks for notes. So one of them sees the other. No waker is called under
/// a lock, because what it does is unknown.
///
/// Threads: one at a time takes a turn; all else, the polling of its futures too, may come from any
/// other. A waker that throws is told to its thread's handler of uncaught exceptions, and keeps
/// nobody else asleep.
public final class PollReactor implements LoopReactor {
  private static final int EVENTS_A_TURN = 256;
  private static final Token WAKEUP = new Token(-1);

  private final Poller poller;
  private final Poll poll;
  private final Events events = Events.withCapacity(EVENTS_A_TURN);
  private final Wakeup wakeup;
  private final Watches watches;
  final Timers timers;
  private volatile boolean waiting;

  private PollReactor(Poller poller, Poll poll, LongSupplier nanoTime) {
    this.poller = poller;
    this.poll = poll;
    this.wakeup = Wakeup.of(poll.registry(), WAKEUP);
    this.watches = new Watches(poll.registry(), this::endWait);
    this.timers = new Timers(nanoTime, this::endWait);
  }

  /// A reactor on the best event queue of this system.
  public static PollReactor open() throws IOException {
    return over(Poller.ofSystem(), Observer.NONE, System::nanoTime);
  }

  /// A reactor on a poller of your own, which it closes at the end, watched, and with a clock of
  /// your own, which the poller's waits must move.
  public static PollReactor over(Poller poller, Observer observer, LongSupplier nanoTime) {
    return new PollReactor(poller, Poll.over(poller, observer, nanoTime), nanoTime);
  }

  /// Wakes all whose source is ready or whose deadline has come; waits for the first of them, at
  /// most for `patience`. An interrupt ends the wait and stays set.
  ///
  /// @param patience zero does not wait, [asynclab.poll.Poll#FOREVER] waits without end
  /// @throws IllegalStateException when it is closed, or another thread takes a turn
  @Override
  public void turn(Duration patience) throws IOException {
    waiting = true;
    try {
      var wokeOne = watches.endGone();
      poll.poll(events, wokeOne ? Duration.ZERO : timers.shorten(patience));
    } finally {
      waiting = false;
    }
    for (var event : events) watches.ready(event);
    timers.wakeExpired();
  }

  /// What was written leaves now, and not with the next turn.
  void flush() throws IOException {
    poller.flush();
  }

  /// Ends the wait of a turn, or else of the next one.
  @Override
  public void wakeup() {
    wakeup.wake();
  }

  private void endWait() {
    if (waiting) wakeup();
  }

  /// Whether nobody waits for a source or a deadline.
  boolean isIdle() {
    return timers.isEmpty() && watches.waits() == 0;
  }

  @Override
  public Future<Void> readable(Source source) {
    return new OneWait(watches, source, Watch::readable);
  }

  @Override
  public Future<Void> writable(Source source) {
    return new OneWait(watches, source, Watch::writable);
  }

  @Override
  public Watch watch(Source source) {
    return watches.keep(source);
  }

  @Override
  public StreamSocket connect(InetSocketAddress address) throws IOException {
    return poller.connect(address);
  }

  @Override
  public ListeningSocket listen(InetSocketAddress address) throws IOException {
    return poller.listen(address);
  }

  @Override
  public Future<Void> sleep(Duration time) {
    if (time.isNegative()) throw new IllegalArgumentException("cannot sleep for " + time);
    return new Sleep(timers, time);
  }

  @Override
  public Interval interval(Duration period) {
    return new TimerInterval(timers, period);
  }

  /// Closes the event queue; whoever waits, and whoever comes later, fails. Closing twice does
  /// nothing.
  @Override
  public void close() throws IOException {
    watches.close();
    timers.close();
    poll.close();
  }
}
