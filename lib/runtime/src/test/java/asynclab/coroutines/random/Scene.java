package asynclab.coroutines.random;

import asynclab.futures.AwaitTrace;
import asynclab.futures.Future;
import asynclab.futures.Pending;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Waker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

/// What the random methods see: fields, a log of effects, futures, and what fails by chance.
///
/// Chance follows the seed and the order of effects, so two that do the same meet the same.
public class Scene {
  private static final int LOG_MAX = 400;

  public int state = 1;
  public long total = 10;
  public double ratio = 0.5;
  public boolean flag = true;
  public String text = "t";
  public Integer boxed = 5;
  public Object object = new Circle(4);
  public int[] numbers = {3, 4};

  public record Pair(int left, int right) {}

  public record Box<A>(A value) {}

  /// What a method of one type is called through: javac makes a bridge to it.
  public interface Beginning<A> {
    Future<A> begun(A value) throws Exception;
  }

  public sealed interface Shape permits Circle, Square {}

  public record Circle(int radius) implements Shape {}

  public record Square(int side) implements Shape {}

  public static final class Oops extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Oops(String message) {
      super(message);
    }
  }

  private final List<String> log = new ArrayList<>();
  private Random chance = new Random(0);
  private Random patience = new Random(0);
  private int patienceMax;
  private int closeAt;
  private int pendings;
  private boolean isClosed;

  /// Each run has its own.
  public Scene() {}

  final void begin(Situation situation) {
    chance = new Random(situation.seed());
    patience = new Random(situation.seed());
    patienceMax = situation.pendingsMax();
    closeAt = situation.closeAt();
  }

  /// How often something was pending.
  final int pendings() {
    return pendings;
  }

  /// Whether the coroutine is to be closed now.
  final boolean isTimeToClose() {
    return pendings == closeAt;
  }

  /// The await of a method that keeps its thread. Once it is time to close, it throws as that of a
  /// closed coroutine does.
  public final Object keepThread(Future<?> future) {
    while (!isClosed) {
      switch (Polled.of(future, Waker.NONE)) {
        case Ready<?> ready -> {
          return ready.get();
        }
        case Pending<?> _ -> isClosed = isTimeToClose();
      }
    }
    future.close();
    throw new CancellationException("closed");
  }

  final String effects() {
    return String.join("\n", log);
  }

  private boolean by(int chances) {
    return chance.nextInt(chances) == 0;
  }

  protected final void log(Object what) {
    if (log.size() >= LOG_MAX) throw new Oops("the log is full");
    log.add(shown(what));
  }

  protected final void caught(Throwable failure) {
    log("caught " + told(failure));
  }

  protected final <A> Future<A> later(A value) {
    return new Later<>(value, Polled.ready(value));
  }

  protected final <A> Future<A> maybe(A value) {
    if (!by(5)) return later(value);
    var failure = by(2) ? new Oops("failed") : new IOException("failed");
    return new Later<>(value, Polled.failed(failure));
  }

  /// Changes a field while the method waits.
  protected final Future<Integer> bump() {
    return later(7).map(seven -> state += seven);
  }

  protected final Future<String> text(int number, String name) {
    return later(cut(name + number));
  }

  protected final <A> A seen(A value) {
    log("seen " + shown(value));
    return value;
  }

  protected final <A> A risky(A value) {
    if (by(6)) throw new Oops("risky");
    return value;
  }

  protected final void io() throws IOException {
    if (by(30)) throw new IOException("io");
  }

  protected final Integer nullable(Integer value) {
    return by(5) ? null : value;
  }

  protected final int sum(int... all) {
    return Arrays.stream(all).sum();
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // List.of only reads them
  protected final <A> List<A> list(A... all) {
    return List.of(all);
  }

  protected final <A> A pick(A one, A other) {
    return state % 2 == 0 ? one : other;
  }

  protected final String names(String name, int number) {
    return name + "#" + number;
  }

  /// So that what a loop adds to has an end.
  protected final String cut(String name) {
    return name.substring(0, Math.min(20, name.length()));
  }

  protected final int[] array(int number) {
    return new int[] {number, 2};
  }

  protected final Object shape(int number) {
    return number % 2 == 0 ? new Circle(number) : new Square(number);
  }

  protected final Object any(Object value) {
    return value;
  }

  protected final <A> A got(Supplier<A> function) {
    return function.get();
  }

  protected final int applied(IntUnaryOperator function, int argument) {
    return function.applyAsInt(argument);
  }

  protected final AutoCloseable resource(int number) {
    log("open " + number);
    return new Resource(number);
  }

  protected final AutoCloseable badResource(int number) {
    if (by(3)) throw new Oops("cannot open " + number);
    return resource(number);
  }

  protected final AutoCloseable noResource(int number) {
    return by(2) ? null : resource(number);
  }

  /// A failure without what differs between two that do the same: the JVM names locals in some
  /// messages, and class loaders in others.
  static String told(Throwable failure) {
    var text =
        switch (failure) {
          case NullPointerException _ -> "null";
          case CancellationException _ -> "cancelled";
          case ClassCastException _ -> "wrong class";
          default -> failure.toString();
        };
    for (var other : failure.getSuppressed()) {
      if (!(other instanceof AwaitTrace)) text += " (and " + told(other) + ")";
    }
    return text;
  }

  static String shown(Object value) {
    return value instanceof int[] array ? Arrays.toString(array) : String.valueOf(value);
  }

  private final class Resource implements AutoCloseable {
    private final int number;

    Resource(int number) {
      this.number = number;
    }

    @Override
    public void close() throws IOException {
      log("close " + number);
      if (by(6)) throw new IOException("cannot close " + number);
    }

    @Override
    public String toString() {
      return "resource " + number;
    }
  }

  private final class Later<A> implements Future<A> {
    private final String name;
    private final Polled<A> end;
    private int left = patience.nextInt(patienceMax + 1);

    Later(A value, Polled<A> end) {
      this.name = shown(value);
      this.end = end;
      log("begin " + name);
    }

    @Override
    public Polled<A> poll(Waker waker) {
      if (left < 0) throw new AssertionError(name + " is polled after its end");
      if (left-- == 0) {
        log("ready " + name);
        return end;
      }
      pendings++;
      return Polled.pending();
    }

    @Override
    public void close() {
      log("closed " + name);
      if (by(8)) throw new Oops("cannot give up " + name);
    }
  }
}
