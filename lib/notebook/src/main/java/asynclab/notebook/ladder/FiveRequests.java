package asynclab.notebook.ladder;

import asynclab.executor.Executor;
import asynclab.executor.Reactor;
import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.net.AsyncListener;
import asynclab.net.AsyncStream;
import asynclab.simulation.Simulation;
import asynclab.trace.Observer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// The job of every chapter as a trial of five parts: five requests whose peer is a task of the
/// same runtime and lets the first wait longest. Beside them a task that wakes itself time after
/// time, one that counts ticks, and one that is cancelled in its sleep.
///
/// ```java
/// FiveRequests.on(ladder)          // real sockets
/// FiveRequests.in(17, ladder)      // the simulation of this seed
/// ```
public final class FiveRequests {
  /// What both give when all is well.
  public static final String ANSWERS = "R0 R1 R2 R3 R4, 2 ticks, selfish 50, cancelled";

  private static final int COUNT = 5;
  private static final int SELFISH = 50;
  private static final int BYTES_MAX = 100;
  private static final Duration STEP = Duration.ofMillis(2);

  private final Executor executor;
  private final Reactor reactor;

  private FiveRequests(Executor executor, Reactor reactor) {
    this.executor = executor;
    this.reactor = reactor;
  }

  /// A run on real sockets.
  public static String on(Ladder ladder) throws IOException, InterruptedException {
    return on(ladder, _ -> {});
  }

  /// The same; `opened` hears of the runtime before it runs, to take its event queue away if it
  /// hangs.
  public static String on(Ladder ladder, Consumer<LadderRuntime> opened)
      throws IOException, InterruptedException {
    try (var runtime = ladder.open()) {
      opened.accept(runtime);
      return new FiveRequests(runtime, runtime.reactor()).run();
    }
  }

  /// A run in a simulation: its poller stands on the lowest rung.
  ///
  /// @throws IllegalStateException when nobody can ever wake anybody, or the run has no end
  public static String in(long seed, Ladder ladder) throws IOException, InterruptedException {
    try (var world = Simulation.of(seed);
        var reactor = ladder.reactors().over(world.poller(), Observer.NONE, world::nanoTime)) {
      var executor = ladder.executors().over(reactor, ladder.wakers(), ladder.schedulers());
      return new FiveRequests(executor, reactor).run();
    }
  }

  /// How many of so many seeds went well; or the first that did not.
  public static String seeds(int count, Ladder ladder) throws InterruptedException {
    for (var seed = 1; seed <= count; seed++) {
      String said;
      try {
        said = in(seed, ladder);
      } catch (IOException | RuntimeException e) {
        said = e.getMessage() == null ? e.toString() : e.getMessage();
      }
      if (!said.equals(ANSWERS)) return "seed %d: %s".formatted(seed, said);
    }
    return count + " of " + count + " seeds";
  }

  private String run() throws IOException, InterruptedException {
    try (var listener = AsyncListener.loopback(reactor)) {
      return executor.blockOn(Future.lazy(() -> all(listener)));
    }
  }

  private Future<String> all(AsyncListener listener) throws IOException {
    var sleeper = executor.spawn("sleeper", reactor.sleep(Duration.ofDays(1)));
    var peer = executor.spawn("peer", accept(listener, COUNT));
    var selfish = executor.spawn("selfish", selfish());
    var ticks = executor.spawn("ticks", ticks());
    var asking = new ArrayList<Future<String>>();
    for (var i = 0; i < COUNT; i++) asking.add(executor.spawn("R" + i, ask(listener, i)));
    return Future.joinAll(asking)
        .then(answers -> peer.map(_ -> answers))
        .then(answers -> ended(answers, List.of(ticks, selfish)))
        .then(said -> {
          sleeper.cancel();
          return sleeper.attempt().map(_ -> said + ", cancelled");
        });
  }

  private static Future<String> ended(List<String> answers, List<Future<String>> others) {
    return Future.joinAll(others)
        .map(all -> String.join(" ", answers) + ", " + String.join(", ", all));
  }

  private Future<String> ask(AsyncListener listener, int i) throws IOException {
    return Future.using(
        AsyncStream.connect(reactor, listener.address()),
        stream -> stream.writeText("R" + i).then(_ -> heard(stream)));
  }

  private static Future<String> heard(AsyncStream stream) {
    return Future.lazy(() -> {
      stream.shutdownOutput();
      return stream.readText(BYTES_MAX);
    });
  }

  private Future<Void> accept(AsyncListener listener, int left) {
    if (left == 0) return Future.done();
    return listener
        .accept()
        .then(stream -> {
          var _ = executor.spawn("answer", answer(stream));
          return accept(listener, left - 1);
        });
  }

  /// The number in the request decides how long its answer takes.
  private Future<Void> answer(AsyncStream accepted) {
    return Future.using(
        Future.ready(accepted),
        stream ->
            stream
                .readText(BYTES_MAX)
                .then(text ->
                    reactor
                        .sleep(STEP.multipliedBy(COUNT - (text.charAt(1) - '0')))
                        .then(_ -> stream.writeText(text))));
  }

  private Future<String> ticks() {
    var interval = reactor.interval(STEP);
    return interval.tick().then(_ -> interval.tick()).map(_ -> "2 ticks");
  }

  /// Wakes itself in each poll.
  private static Future<String> selfish() {
    var turns = IntStream.range(0, SELFISH).iterator();
    return waker -> {
      if (!turns.hasNext()) return Polled.ready("selfish " + SELFISH);
      turns.next();
      waker.wake();
      return Polled.pending();
    };
  }
}
