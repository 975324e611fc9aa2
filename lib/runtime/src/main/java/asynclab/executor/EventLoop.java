package asynclab.executor;

import asynclab.futures.Future;
import asynclab.futures.Pending;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Waker;
import asynclab.poll.Events;
import asynclab.poll.Interest;
import asynclab.poll.Poll;
import asynclab.poll.Poller;
import asynclab.poll.Source;
import asynclab.poll.Token;
import asynclab.trace.Observer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;

/// One thread, many tasks. A turn polls what is ready, then waits for the world.
public final class EventLoop implements AutoCloseable {
  private record Timer(long dueNanos, Waker waker) {}

  private final Poll poll;
  private final Observer observer;
  private final LongSupplier nanoTime;
  private final Events events = Events.withCapacity(256);
  private final ArrayDeque<Task<?>> ready = new ArrayDeque<>();
  private final Map<Token, Waker> waiting = new HashMap<>();
  private final Map<Source, Token> tokens = new HashMap<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>((a, b) -> Long.signum(a.dueNanos - b.dueNanos));
  private final Set<Task<?>> tasks = new LinkedHashSet<>();
  private int living;
  private long serial;

  private EventLoop(Poll poll, Observer observer, LongSupplier nanoTime) {
    this.poll = poll;
    this.observer = observer;
    this.nanoTime = nanoTime;
  }

  /// A loop on the best event queue of this system.
  public static EventLoop open() throws IOException {
    return open(Observer.NONE);
  }

  /// The same, watched.
  public static EventLoop open(Observer observer) throws IOException {
    return over(Poller.ofSystem(), observer, System::nanoTime);
  }

  /// A loop on a poller and a clock of your own.
  public static EventLoop over(Poller poller, Observer observer, LongSupplier nanoTime) {
    return new EventLoop(Poll.over(poller, observer, nanoTime), observer, nanoTime);
  }

  /// A new task, whose first turn comes after those of all that are ready.
  public <T> Task<T> spawn(Future<T> future) {
    return spawn("task " + serial, future);
  }

  /// The same, with a name for messages and pictures.
  public <T> Task<T> spawn(String name, Future<T> future) {
    var task = new Task<T>(this, serial++, name, future);
    living++;
    ready.add(task);
    tasks.add(task);
    observer.spawned(task.number, name);
    return task;
  }

  /// Runs until no task lives.
  public void run() throws IOException {
    while (living > 0) turn();
  }

  /// Runs until `future` has ended, and returns its value or throws its failure.
  public <T> T blockOn(Future<T> future) throws IOException {
    var task = spawn(future);
    while (task.state != Task.State.DONE) turn();
    return ((Ready<T>) task.poll(Waker.NONE)).get();
  }

  private void turn() throws IOException {
    for (var count = ready.size(); count > 0; count--) pollOnce(ready.remove());
    poll.poll(events, patience());
    for (var event : events) {
      var waker = waiting.remove(event.token());
      if (waker != null) waker.wake();
    }
    while (!timers.isEmpty() && timers.peek().dueNanos - nanoTime.getAsLong() <= 0) {
      timers.remove().waker.wake();
    }
  }

  private <T> void pollOnce(Task<T> task) {
    if (task.state == Task.State.DONE) return;
    task.state = Task.State.IDLE;
    observer.resumed(task.number);
    switch (polled(task)) {
      case Pending<T> _ -> observer.parked(task.number, "its waker");
      case Ready<T> outcome -> end(task, outcome);
    }
  }

  /// A poll that throws is a failure of its future.
  private static <T> Polled<T> polled(Task<T> task) {
    try {
      return task.future.poll(task.waker);
    } catch (RuntimeException e) {
      return Polled.failed(e);
    }
  }

  private <T> void end(Task<T> task, Ready<T> outcome) {
    living--;
    tasks.remove(task);
    observer.done(
        task.number, outcome instanceof Ready.Failure<T> f ? f.cause().toString() : "returned");
    task.end(outcome);
  }

  private Duration patience() {
    if (!ready.isEmpty() || living == 0) return Duration.ZERO;
    if (timers.isEmpty() && waiting.isEmpty()) {
      throw new IllegalStateException("deadlock: nobody will wake " + tasks);
    }
    if (timers.isEmpty()) return Poll.FOREVER;
    return Duration.ofNanos(Math.max(0, timers.peek().dueNanos - nanoTime.getAsLong()));
  }

  void wake(Task<?> task) {
    if (task.state != Task.State.IDLE) return;
    task.state = Task.State.QUEUED;
    observer.readied(task.number);
    ready.add(task);
  }

  <T> void cancel(Task<T> task) {
    if (task.state == Task.State.DONE) return;
    task.future.close();
    end(task, Polled.failed(new CancellationException(task + " was cancelled")));
  }

  /// Ready after `time`, counted from the first poll.
  public Future<Void> sleep(Duration time) {
    var due = new long[1];
    return waker -> {
      var now = nanoTime.getAsLong();
      if (due[0] == 0) due[0] = now + time.toNanos();
      if (due[0] - now <= 0) return done();
      timers.add(new Timer(due[0], waker));
      return Polled.pending();
    };
  }

  /// Ready when `source` may be read from.
  public Future<Void> readable(Source source) {
    return ready(source, Interest.READABLE.oneShot());
  }

  /// Ready when `source` may be written to.
  public Future<Void> writable(Source source) {
    return ready(source, Interest.WRITABLE.oneShot());
  }

  private Future<Void> ready(Source source, Interest interest) {
    var asked = new boolean[1];
    return waker -> {
      var known = tokens.containsKey(source);
      var token = tokens.computeIfAbsent(source, _ -> new Token(tokens.size()));
      if (asked[0] && !waiting.containsKey(token)) return done();
      waiting.put(token, waker);
      if (asked[0]) return Polled.pending();
      asked[0] = true;
      try {
        if (known) poll.registry().reregister(source, token, interest);
        else poll.registry().register(source, token, interest);
      } catch (IOException e) {
        return Polled.failed(e);
      }
      return Polled.pending();
    };
  }

  /// Gives way once: everybody else who is ready comes first.
  public static Future<Void> yieldNow() {
    var asked = new boolean[1];
    return waker -> {
      if (asked[0]) return done();
      asked[0] = true;
      waker.wake();
      return Polled.pending();
    };
  }

  @SuppressWarnings("NullAway") // there is no other Void
  private static Polled<Void> done() {
    return Polled.ready(null);
  }

  /// Closes the futures of all tasks, and the event queue.
  @Override
  public void close() throws IOException {
    for (var task : tasks) task.future.close();
    poll.close();
  }
}
