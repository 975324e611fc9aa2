package asynclab.kernel;

import com.sun.net.httpserver.HttpHandler;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Lets a task work for the cell that handed it to a pool, whichever thread runs it.
///
/// Cells do not call this: the [Weaver] puts the calls in where a cell hands something to the JDK's
/// pools, completion stages and parallel streams.
@SuppressWarnings("overloads") // the call that the weaver makes names its type
public final class Carry {
  private Carry() {}

  /// The cell of the calling thread, for a task that keeps it in a field of its own.
  public static @Nullable Object mine() {
    return Origin.own();
  }

  /// Begins a task of `cell`; the result is for [#leave].
  public static @Nullable Object enter(@Nullable Object cell) {
    return cell instanceof Cell known ? Origin.enter(known) : Origin.own();
  }

  /// Ends a task: what it began to print is its own.
  public static void leave(@Nullable Object before) {
    ThreadLines.endOwn();
    var _ = Origin.enter((Cell) before);
  }

  /// A task, the same as another of the same work, so that a pool finds it again.
  private static class Carried implements Runnable {
    private final Cell cell;
    final Runnable task;

    Carried(Cell cell, Runnable task) {
      this.cell = cell;
      this.task = task;
    }

    @Override
    public final void run() {
      Carry.run(cell, task);
    }

    @Override
    public final boolean equals(@Nullable Object other) {
      return other instanceof Carried carried && carried.task.equals(task);
    }

    @Override
    public final int hashCode() {
      return task.hashCode();
    }

    @Override
    public final String toString() {
      return task.toString();
    }
  }

  /// For pools that run the most important task first.
  @SuppressWarnings("ComparableType") // compared with whatever the pool holds, wrapped or not
  private static final class Ranked extends Carried implements Comparable<Object> {
    Ranked(Cell cell, Runnable task) {
      super(cell, task);
    }

    @Override
    @SuppressWarnings("unchecked") // only made of what is Comparable
    public int compareTo(Object other) {
      var than = other instanceof Ranked ranked ? ranked.task : other;
      return ((Comparable<Object>) task).compareTo(than);
    }
  }

  public static @Nullable Runnable carry(@Nullable Runnable task) {
    var cell = Origin.own();
    if (task == null || cell == null) return task;
    return task instanceof Comparable ? new Ranked(cell, task) : new Carried(cell, task);
  }

  public static <T> @Nullable Callable<T> carry(@Nullable Callable<T> task) {
    var cell = Origin.own();
    if (task == null || cell == null) return task;
    return () -> {
      var before = enter(cell);
      try {
        return task.call();
      } finally {
        leave(before);
      }
    };
  }

  public static <T> @Nullable Supplier<T> carry(@Nullable Supplier<T> task) {
    var cell = Origin.own();
    return task == null || cell == null ? task : () -> in(cell, task);
  }

  private static <T> T in(Cell cell, Supplier<T> task) {
    var before = enter(cell);
    try {
      return task.get();
    } finally {
      leave(before);
    }
  }

  /// For `invokeAll` and `invokeAny`; any other collection stays as it is.
  public static @Nullable Collection<?> carry(@Nullable Collection<?> tasks) {
    if (tasks == null || Origin.own() == null) return tasks;
    List<@Nullable Object> carried = new ArrayList<>(tasks.size());
    for (var task : tasks) {
      carried.add(task instanceof Callable<?> callable ? carry(callable) : task);
    }
    return carried;
  }

  public static <T, R> @Nullable Function<T, R> carry(@Nullable Function<T, R> task) {
    var cell = Origin.own();
    return task == null || cell == null ? task : t -> in(cell, () -> task.apply(t));
  }

  public static <T, U, R> @Nullable BiFunction<T, U, R> carry(@Nullable BiFunction<T, U, R> task) {
    var cell = Origin.own();
    return task == null || cell == null ? task : (t, u) -> in(cell, () -> task.apply(t, u));
  }

  public static <T> @Nullable UnaryOperator<T> carry(@Nullable UnaryOperator<T> task) {
    var cell = Origin.own();
    return task == null || cell == null ? task : t -> in(cell, () -> task.apply(t));
  }

  public static <T> @Nullable BinaryOperator<T> carry(@Nullable BinaryOperator<T> task) {
    var cell = Origin.own();
    return task == null || cell == null ? task : (t, u) -> in(cell, () -> task.apply(t, u));
  }

  public static <T> @Nullable Predicate<T> carry(@Nullable Predicate<T> task) {
    var cell = Origin.own();
    return task == null || cell == null ? task : t -> in(cell, () -> task.test(t));
  }

  public static <T> @Nullable Consumer<T> carry(@Nullable Consumer<T> task) {
    var cell = Origin.own();
    return task == null || cell == null ? task : t -> run(cell, () -> task.accept(t));
  }

  private static void run(Cell cell, Runnable task) {
    var before = enter(cell);
    try {
      task.run();
    } finally {
      leave(before);
    }
  }

  public static <T, U> @Nullable BiConsumer<T, U> carry(@Nullable BiConsumer<T, U> task) {
    var cell = Origin.own();
    return task == null || cell == null ? task : (t, u) -> run(cell, () -> task.accept(t, u));
  }

  /// A server calls it on threads of its own, which belong to no cell.
  public static @Nullable HttpHandler carry(@Nullable HttpHandler task) {
    var cell = Origin.own();
    if (task == null || cell == null) return task;
    return exchange -> {
      var before = enter(cell);
      try {
        task.handle(exchange);
      } finally {
        leave(before);
      }
    };
  }

  public static @Nullable IntConsumer carry(@Nullable IntConsumer task) {
    var cell = Origin.own();
    return task == null || cell == null ? task : i -> run(cell, () -> task.accept(i));
  }

  public static @Nullable LongConsumer carry(@Nullable LongConsumer task) {
    var cell = Origin.own();
    return task == null || cell == null ? task : i -> run(cell, () -> task.accept(i));
  }

  public static <R> @Nullable IntFunction<R> carry(@Nullable IntFunction<R> task) {
    var cell = Origin.own();
    return task == null || cell == null ? task : i -> in(cell, () -> task.apply(i));
  }

  public static <R> @Nullable LongFunction<R> carry(@Nullable LongFunction<R> task) {
    var cell = Origin.own();
    return task == null || cell == null ? task : i -> in(cell, () -> task.apply(i));
  }

  public static @Nullable IntPredicate carry(@Nullable IntPredicate task) {
    var cell = Origin.own();
    return task == null || cell == null ? task : i -> in(cell, () -> task.test(i));
  }

  public static @Nullable IntUnaryOperator carry(@Nullable IntUnaryOperator task) {
    var cell = Origin.own();
    return task == null || cell == null ? task : i -> in(cell, () -> task.applyAsInt(i));
  }

  public static <T> @Nullable ToIntFunction<T> carry(@Nullable ToIntFunction<T> task) {
    var cell = Origin.own();
    return task == null || cell == null ? task : t -> in(cell, () -> task.applyAsInt(t));
  }

  public static <T> @Nullable ToLongFunction<T> carry(@Nullable ToLongFunction<T> task) {
    var cell = Origin.own();
    return task == null || cell == null ? task : t -> in(cell, () -> task.applyAsLong(t));
  }
}
