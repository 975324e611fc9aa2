package asynclab.notebook.checks;

import asynclab.executor.Interval;
import asynclab.executor.LoopReactor;
import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.notebook.ladder.Makers;
import asynclab.poll.Events;
import asynclab.poll.Poll;
import asynclab.poll.StreamSocket;
import asynclab.simulation.Conditions;
import asynclab.simulation.Simulation;
import asynclab.trace.Observer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/// A learner's reactor on a simulated kernel, with a connection, and no executor: the check polls
/// and takes the turns.
final class ReactorWorld implements AutoCloseable {
  private static final int TURNS_MAX = 1000;
  private static final long NANOS_A_MILLI = 1_000_000;
  private static final Conditions AT_ONCE = new Conditions(Duration.ZERO, Duration.ZERO, 0, 0);
  private static final Duration PATIENCE = Duration.ofMillis(5);

  private final Simulation world = Simulation.of(1, AT_ONCE);
  private final LoopReactor reactor;
  private final StreamSocket near;
  private final StreamSocket far;
  private final List<String> woken = new ArrayList<>();
  private boolean called;

  ReactorWorld(Makers.Reactors maker) throws IOException {
    reactor = maker.over(world.poller(), Observer.NONE, world::nanoTime);
    var listener = world.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    far = world.connect(listener.address());
    pass(1);
    near = listener.accept().orElseThrow();
    pass(1);
  }

  /// Lets simulated time pass, by the kernel alone.
  private void pass(int millis) throws IOException {
    world.poller().await(Events.withCapacity(1), millis);
  }

  Future<Void> sleep(int millis) {
    return reactor.sleep(Duration.ofMillis(millis));
  }

  Future<Void> readable() {
    return reactor.readable(near);
  }

  Future<Void> writable() {
    return reactor.writable(near);
  }

  /// Polls for a task of this name; says what came.
  String asks(String task, Future<Void> future) {
    var start = now();
    return future.poll(() -> woken.add("%s at %d ms".formatted(task, now() - start)))
            instanceof Ready
        ? "Ready"
        : "Pending";
  }

  private long now() {
    return world.nanoTime() / NANOS_A_MILLI;
  }

  void peerWrites() throws IOException {
    far.write(ByteBuffer.wrap("x".getBytes(StandardCharsets.UTF_8)));
  }

  /// Turns without a limit until so many were woken; says who, and when.
  String turnsUntilWoken(int count) throws IOException {
    for (var turns = 0; woken.size() < count; turns++) {
      if (turns == TURNS_MAX) return "1,000 turns, and nobody is woken";
      try {
        reactor.turn(Poll.FOREVER);
      } catch (IllegalStateException why) {
        return "deadlock: asleep without end";
      }
    }
    return String.join(", ", woken);
  }

  /// One turn; says who was woken, and the time.
  String turn(int millis) throws IOException {
    var start = now();
    reactor.turn(Duration.ofMillis(millis));
    return woken.isEmpty() ? "nobody at %d ms".formatted(now() - start) : woken.getFirst();
  }

  /// So many short turns; says who was woken in them, by name.
  String wokenAfterTurns(int count) throws IOException {
    var known = woken.size();
    for (var i = 0; i < count; i++) reactor.turn(PATIENCE);
    var names = new StringJoiner(" ").setEmptyValue("nobody");
    for (var each : woken.subList(known, woken.size())) names.add(each.substring(0, 1));
    return names.toString();
  }

  /// Two ticks, a long pause, two more: their numbers and when they came.
  String ticks() throws IOException {
    var start = now();
    var interval = reactor.interval(Duration.ofMillis(10));
    var said = new StringJoiner(", ");
    said.add(tick(interval, start)).add(tick(interval, start));
    while (now() - start < 57) pass(1);
    return said.add(tick(interval, start)).add(tick(interval, start)).toString();
  }

  private String tick(Interval interval, long start) throws IOException {
    var tick = interval.tick();
    for (var turns = 0; turns < TURNS_MAX; turns++) {
      called = false;
      var polled = Polled.<Long>of(tick, () -> called = true);
      if (polled instanceof Ready<Long> ready) return ready.get() + " at " + (now() - start);
      while (!called && turns++ < TURNS_MAX) {
        try {
          reactor.turn(Poll.FOREVER);
        } catch (IllegalStateException deadlock) {
          return "asleep without end";
        }
      }
    }
    return "1,000 turns, and no tick";
  }

  @Override
  public void close() throws IOException {
    reactor.close();
    world.close();
  }
}
