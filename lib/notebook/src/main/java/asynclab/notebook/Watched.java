package asynclab.notebook;

import asynclab.coroutines.Coroutine;
import asynclab.coroutines.Origin;
import asynclab.coroutines.Place;
import asynclab.coroutines.source.MachineModel;
import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Waker;
import asynclab.notebook.SourceLines.Line;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A coroutine, and the states it goes through while it runs: to be awaited in its place, and to be
/// shown afterwards.
///
/// ```java
/// var run = Lab.watch(both());
/// loop.blockOn(run);
/// run
/// ```
///
/// Where a poll begins and ends it sees itself. Of the states in between it hears from whoever
/// changes the class ([#moved]); of a class that nobody changed it knows only where it rested.
///
/// Threads: like the coroutine, one at a time; what it has seen may be read by any.
public final class Watched<T> implements Future<T>, Html {
  /// What it keeps; the rest is counted.
  private static final int STEPS_MAX = 10_000;

  private static final int[] AS_THEY_ARE = {};

  private static final ThreadLocal<@Nullable Watched<?>> CURRENT = new ThreadLocal<>();
  private static final AtomicInteger POLLING = new AtomicInteger();

  /// What happened.
  enum What {
    /// A poll began.
    POLLED,
    /// It entered a state.
    MOVED,
    /// The poll ended, and it waits.
    RESTED,
    /// It came to its end.
    ENDED
  }

  /// @param nanos as `System.nanoTime()`
  /// @param state where it stood then
  record Step(long nanos, What what, int state) {}

  private final Coroutine<T> coroutine;
  private final @Nullable MachineModel model;
  private final int[] numbers; // of the model, for the states of a compiled method; else none
  private final List<Step> steps = new ArrayList<>(); // guarded by this
  private boolean told; // guarded by this
  private boolean resumed; // nothing was heard since the poll began; guarded by this
  private int dropped; // guarded by this
  private String outcome = ""; // guarded by this

  private Watched(Coroutine<T> coroutine, @Nullable MachineModel model, int[] numbers) {
    this.coroutine = coroutine;
    this.model = model;
    this.numbers = numbers;
  }

  /// Watches `future`.
  ///
  /// @throws IllegalArgumentException when it is no coroutine, or has ended
  public static <T> Watched<T> of(Future<T> future) {
    return new Watched<>(coroutine(future), null, AS_THEY_ARE);
  }

  /// Watches `future`, whose method `model` describes: so its states have the numbers and the text
  /// that they have in the [StateDiagram], also where the method was compiled. Where they cannot be
  /// told apart there (two awaits in a line, one of them in a `finally`) they keep the compiler's.
  ///
  /// @throws IllegalArgumentException when it is no coroutine, or has ended
  public static <T> Watched<T> of(Future<T> future, MachineModel model) {
    var coroutine = coroutine(future);
    if (!coroutine.getClass().isSynthetic()) return new Watched<>(coroutine, model, AS_THEY_ARE);
    return StateNumbers.of(cellLines(coroutine.getClass()), model)
        .map(numbers -> new Watched<>(coroutine, model, numbers))
        .orElseGet(() -> new Watched<>(coroutine, null, AS_THEY_ARE));
  }

  /// The lines of a compiled class as the reader counts them; its own where no cell is known.
  private static int[] cellLines(Class<?> type) {
    var origin = type.getAnnotation(Origin.class);
    var lines = origin == null ? new int[0] : origin.lines();
    return Arrays.stream(lines)
        .map(line -> Code.installed.of(type.getName(), line).map(Line::number).orElse(line))
        .toArray();
  }

  private static <T> Coroutine<T> coroutine(Future<T> future) {
    if (!(future instanceof Coroutine<T> coroutine)) {
      throw new IllegalArgumentException(
          "%s is no coroutine and has no states: watch what a method marked @Async returns"
              .formatted(future));
    }
    if (Place.of(coroutine).isLeft()) {
      throw new IllegalArgumentException(
          coroutine + " is over: call the method again and watch the new one");
    }
    return coroutine;
  }

  /// A coroutine has entered a state. Costs next to nothing while nobody watches.
  public static void moved(Coroutine<?> coroutine) {
    var watched = watching(coroutine);
    if (watched != null) watched.enter(watched.place());
  }

  /// A coroutine asks whether it has to wait: it has entered that state now, or goes on there.
  public static void asked(Coroutine<?> coroutine) {
    var watched = watching(coroutine);
    if (watched != null) watched.ask(watched.place());
  }

  @SuppressWarnings("ReferenceEquality") // that very one is watched
  private static @Nullable Watched<?> watching(Coroutine<?> coroutine) {
    if (POLLING.get() == 0) return null;
    var watched = CURRENT.get();
    return watched != null && watched.coroutine == coroutine ? watched : null;
  }

  private synchronized void enter(int state) {
    told = true;
    resumed = false;
    note(What.MOVED, state);
  }

  private synchronized void ask(int state) {
    var goesOn = resumed && steps.getLast().state() == state;
    if (goesOn) {
      told = true;
      resumed = false;
    } else {
      enter(state);
    }
  }

  private synchronized void resume() {
    resumed = true;
    note(What.POLLED, place());
  }

  @Override
  public Polled<T> poll(Waker waker) {
    resume();
    var outer = begin();
    try {
      var polled = coroutine.poll(waker);
      if (polled instanceof Ready<T> ready) end(ready);
      else note(What.RESTED, place());
      return polled;
    } finally {
      leave(outer);
    }
  }

  private @Nullable Watched<?> begin() {
    var outer = CURRENT.get();
    CURRENT.set(this);
    POLLING.incrementAndGet();
    return outer;
  }

  private static void leave(@Nullable Watched<?> outer) {
    POLLING.decrementAndGet();
    if (outer == null) CURRENT.remove();
    else CURRENT.set(outer);
  }

  private synchronized void end(Ready<T> ready) {
    outcome = ready instanceof Ready.Failure<T>(var cause) ? "failed: " + cause : "returned";
    note(What.ENDED, place());
  }

  @Override
  public void close() {
    if (!outcome().isEmpty()) return;
    resume(); // it is left by its own way out
    var outer = begin();
    try {
      coroutine.close();
    } finally {
      leave(outer);
      closed();
    }
  }

  private synchronized void closed() {
    outcome = "closed";
    note(What.ENDED, place());
  }

  private synchronized void note(What what, int state) {
    if (steps.size() < STEPS_MAX || what == What.ENDED) {
      steps.add(new Step(System.nanoTime(), what, state));
    } else {
      dropped++;
    }
  }

  private int place() {
    var state = Place.of(coroutine).state();
    return state < 0 || state >= numbers.length ? state : numbers[state];
  }

  /// The states it went through so far: a strip for each, over time.
  ///
  /// @throws IllegalStateException when it has not been polled yet
  public Figure figure() {
    return new StateRun(this).figure();
  }

  /// What one such coroutine takes on the heap, in words.
  public String size() {
    return Footprint.of(coroutine.getClass()).toString();
  }

  /// The line of its class at which `state` stands; 0 where nobody knows.
  int line(int state) {
    var origin = type().getAnnotation(Origin.class);
    if (origin == null) return 0;
    for (var own = 0; own < origin.lines().length; own++) {
      if ((own < numbers.length ? numbers[own] : own) == state) return origin.lines()[own];
    }
    return 0;
  }

  Class<?> type() {
    return coroutine.getClass();
  }

  @Nullable MachineModel model() {
    return model;
  }

  synchronized List<Step> steps() {
    return List.copyOf(steps);
  }

  /// Whether it has been polled.
  synchronized boolean hasBegun() {
    return !steps.isEmpty();
  }

  /// Whether it heard of states between two waits.
  synchronized boolean isTold() {
    return told;
  }

  synchronized int dropped() {
    return dropped;
  }

  /// `returned`, `failed: …` or `closed`; empty while it lives.
  synchronized String outcome() {
    return outcome;
  }

  @Override
  public String html() {
    return steps().isEmpty()
        ? new asynclab.notebook.markup.Sentence(text()).html()
        : figure().html();
  }

  @Override
  public String text() {
    return steps().isEmpty()
        ? "%s has not begun. It takes %s.".formatted(coroutine, size())
        : figure().text();
  }

  @Override
  public String toString() {
    return coroutine.toString();
  }
}
