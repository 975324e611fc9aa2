package asynclab.notebook.ladder;

import asynclab.executor.Interval;
import asynclab.executor.Watch;
import asynclab.futures.Future;
import asynclab.poll.ListeningSocket;
import asynclab.poll.Source;
import asynclab.poll.StreamSocket;
import asynclab.simulation.Simulation;
import asynclab.trace.Observer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/// A reactor whose sockets and whose time are those of a simulation.
public final class WorldReactor implements LoopReactor {
  private final LoopReactor reactor;
  private final Simulation world;

  private WorldReactor(LoopReactor reactor, Simulation world) {
    this.reactor = reactor;
    this.world = world;
  }

  /// Makes it on the simulation's poller and clock.
  public static WorldReactor of(Simulation world, Makers.Reactors maker) throws IOException {
    return new WorldReactor(maker.over(world.poller(), Observer.NONE, world::nanoTime), world);
  }

  @Override
  public StreamSocket connect(InetSocketAddress address) throws IOException {
    return world.connect(address);
  }

  @Override
  public ListeningSocket listen(InetSocketAddress address) throws IOException {
    return world.listen(address);
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
