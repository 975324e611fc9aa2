package asynclab.simulation;

import asynclab.executor.Interval;
import asynclab.executor.Reactor;
import asynclab.executor.Watch;
import asynclab.futures.Future;
import asynclab.poll.ListeningSocket;
import asynclab.poll.Source;
import asynclab.poll.StreamSocket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/// A reactor whose sockets are those of a simulated network.
final class SimulatedReactor implements Reactor {
  private final Reactor waits;
  private final Network network;

  SimulatedReactor(Reactor waits, Network network) {
    this.waits = waits;
    this.network = network;
  }

  @Override
  public StreamSocket connect(InetSocketAddress address) {
    return network.connect(address);
  }

  @Override
  public ListeningSocket listen(InetSocketAddress address) throws IOException {
    return network.listen(address);
  }

  @Override
  public Future<Void> readable(Source source) {
    return waits.readable(source);
  }

  @Override
  public Future<Void> writable(Source source) {
    return waits.writable(source);
  }

  @Override
  public Watch watch(Source source) {
    return waits.watch(source);
  }

  @Override
  public Future<Void> sleep(Duration time) {
    return waits.sleep(time);
  }

  @Override
  public Interval interval(Duration period) {
    return waits.interval(period);
  }
}
