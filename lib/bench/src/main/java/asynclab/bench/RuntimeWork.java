package asynclab.bench;

import asynclab.executor.JoinHandle;
import asynclab.executor.Runtime;
import asynclab.futures.Future;
import asynclab.net.http.HttpConnection;
import asynclab.sync.Notify;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/// What tasks cost on any runtime, as a program of the peer harness: all are coroutines, spawned
/// and joined by one of them.
public final class RuntimeWork {
  private static final int ROUNDS = 12;
  private static final double NANOS_PER_MICRO = 1e3;

  private final Runtime runtime;

  private RuntimeWork(Runtime runtime) {
    this.runtime = runtime;
  }

  /// `loop` or `workers`, and then `yield N TASKS`, `pingpong N`, `spawn N ROUNDS`, `timers N
  /// MAXMILLIS ROUNDS` or `fanout URL N MILLIS ROUNDS`.
  public static void main(String... arguments) throws Exception {
    if (arguments.length < 3) throw usage();
    try (var runtime = Runtimes.of(arguments[0]).open()) {
      new RuntimeWork(runtime).run(arguments);
    }
  }

  private void run(String... arguments) throws Exception {
    var fanout = arguments[1].equals("fanout");
    var numbers =
        Arrays.stream(arguments).skip(fanout ? 3 : 2).mapToInt(Integer::parseInt).toArray();
    var last = numbers[numbers.length - 1];
    switch (arguments[1]) {
      case "yield" -> takeTurns(numbers[0] / last, last);
      case "pingpong" -> pingpong(numbers[0]);
      case "spawn" -> spawn(numbers[0], last);
      case "timers" -> timers(numbers[0], numbers[1], last);
      case "fanout" -> fanout(URI.create(arguments[2]), numbers[0], numbers[1], last);
      default -> throw usage();
    }
  }

  private static IllegalArgumentException usage() {
    return new IllegalArgumentException(
        "RuntimeWork: loop|workers, then yield N TASKS | pingpong N | spawn N ROUNDS"
            + " | timers N MAXMILLIS ROUNDS | fanout URL N MILLIS ROUNDS");
  }

  private void takeTurns(int each, int tasks) throws Exception {
    Figures.time(
        "ns_per_handover",
        (double) each * tasks,
        ROUNDS,
        () -> runtime.blockOn(all(tasks, _ -> AsyncWork.turns(each), _ -> {})));
  }

  /// As many tasks, joined in their order.
  private <T> Future<Void> all(
      int count, IntFunction<Future<T>> task, Consumer<? super T> outcome) {
    return Future.lazy(() -> {
      var handles = new ArrayList<JoinHandle<T>>(count);
      for (var i = 0; i < count; i++) handles.add(runtime.spawn(task.apply(i)));
      return AsyncMeeting.joined(handles, outcome);
    });
  }

  private void pingpong(int count) throws Exception {
    Figures.time(
        "ns_per_handover",
        2.0 * count,
        ROUNDS,
        () -> {
          var ping = new Notify();
          var pong = new Notify();
          runtime.blockOn(
              all(
                  2,
                  me ->
                      me == 0
                          ? AsyncMeeting.answers(ping, pong, count)
                          : AsyncMeeting.serves(pong, ping, count),
                  _ -> {}));
        });
  }

  private void spawn(int count, int rounds) throws Exception {
    Figures.time(
        "ns_per_task",
        count,
        rounds,
        () -> {
          var sum = new LongAdder();
          runtime.blockOn(all(count, i -> AsyncWork.number(i), sum::add));
          if (sum.sum() != (long) count * (count - 1) / 2) {
            throw new IllegalStateException("sum " + sum);
          }
        });
  }

  /// The last round counts; before it the others have made the JIT ready.
  private void timers(int count, int maxMillis, int rounds) throws Exception {
    var nanos = Figures.durations(count, maxMillis);
    var late = new long[count];
    for (var round = 0; round < rounds; round++) {
      var told = new AtomicInteger();
      var cpu = Figures.cpuMillis();
      var start = System.nanoTime();
      runtime.blockOn(
          all(
              count,
              i -> AsyncIo.lateness(runtime, nanos[i]),
              lateness -> late[told.getAndIncrement()] = lateness));
      if (round < rounds - 1) continue;
      Figures.say("wall_ms", (System.nanoTime() - start) / 1e6, "ms");
      Figures.say("cpu_ms", Figures.cpuMillis() - cpu, "ms");
    }
    Arrays.sort(late);
    Figures.say("late_p50_us", late[count / 2] / NANOS_PER_MICRO, "us");
    Figures.say("late_p99_us", late[(int) (count * 0.99)] / NANOS_PER_MICRO, "us");
    Figures.say("late_max_us", late[count - 1] / NANOS_PER_MICRO, "us");
  }

  /// Connections are kept from round to round, as the clients of the peers keep them.
  private void fanout(URI server, int count, int delayMillis, int rounds) throws Exception {
    var address = new InetSocketAddress(InetAddress.ofLiteral(server.getHost()), server.getPort());
    var free = new ConcurrentLinkedQueue<HttpConnection>();
    var walls = new double[rounds];
    var cpus = new double[rounds];
    for (var round = 0; round < rounds; round++) {
      var cpu = Figures.cpuMillis();
      var start = System.nanoTime();
      runtime.blockOn(fanout(address, free, count, delayMillis));
      walls[round] = (System.nanoTime() - start) / 1e6;
      cpus[round] = Figures.cpuMillis() - cpu;
    }
    free.forEach(HttpConnection::close);
    Figures.say("cold_wall_ms", walls[0], "ms");
    Figures.say("cold_cpu_ms", cpus[0], "ms");
    var wall = Figures.warm(walls);
    Figures.say("wall_ms", wall, "ms");
    Figures.say("wall_over_ideal", wall / delayMillis, "x");
    Figures.say("cpu_ms", Figures.warm(cpus), "ms");
    Figures.sayPeak();
  }

  private Future<Void> fanout(
      InetSocketAddress server, Queue<HttpConnection> free, int count, int delayMillis) {
    var told = new AtomicInteger();
    return all(
        count,
        i -> AsyncIo.ask(runtime, server, free, "/" + delayMillis + "/msg" + i),
        text -> {
          var expected = "msg" + told.getAndIncrement();
          if (!text.equals(expected)) throw new IllegalStateException(text + ", not " + expected);
        });
  }
}
