package asynclab.notebook.ladder;

import asynclab.executor.Interval;
import asynclab.executor.PollReactor;
import asynclab.executor.Watch;
import asynclab.futures.Future;
import asynclab.poll.Poller;
import asynclab.poll.Source;
import asynclab.trace.Observer;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/// The library's reactor.
final class LibraryReactor implements LoopReactor {
  private final PollReactor reactor;

  LibraryReactor(Poller poller, Observer observer, LongSupplier nanoTime) {
    reactor = PollReactor.over(poller, observer, nanoTime);
  }

  @Override
  public void turn(Duration patience) throws IOException {
    reactor.turn(patience);
  }

  @Override
  public void wakeup() {
    reactor.wakeup();
  }

  @Override
  public Future<Void> readable(Source source) {
    return reactor.readable(source);
  }

  @Override
  public Future<Void> writable(Source source) {
    return reactor.writable(source);
  }

  @Override
  public Watch watch(Source source) {
    return reactor.watch(source);
  }

  @Override
  public Future<Void> sleep(Duration time) {
    return reactor.sleep(time);
  }

  @Override
  public Interval interval(Duration period) {
    return reactor.interval(period);
  }

  @Override
  public void close() throws IOException {
    reactor.close();
  }
}
