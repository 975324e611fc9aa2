package asynclab.futures;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Opens something, goes on with it, and closes it at the end, whatever the end is.
final class Using<R extends AutoCloseable, T> extends Once<T> {
  private final Child<R> open;
  private final Function<? super R, ? extends Future<T>> use;
  private @Nullable R resource;
  private @Nullable Child<T> used;

  Using(Future<R> open, Function<? super R, ? extends Future<T>> use) {
    this.open = new Child<>(open);
    this.use = use;
  }

  @Override
  Polled<T> advance(Waker waker) {
    if (used != null) return used.poll(waker);
    return switch (open.poll(waker)) {
      case Pending<R> _ -> Polled.pending();
      case Ready.Value<R>(var opened) -> goOn(opened, waker);
      case Ready.Failure<R> failure -> failure.as();
    };
  }

  private Polled<T> goOn(R opened, Waker waker) {
    resource = opened;
    used = new Child<>(use.apply(opened));
    return used.poll(waker);
  }

  /// First whoever works with the resource, then the resource itself.
  @Override
  void letGo() {
    @Nullable Throwable failure = null;
    for (var each : held()) {
      try {
        each.close();
      } catch (Throwable another) {
        failure = Failures.both(failure, another);
      }
    }
    if (failure != null) new Ready.Failure<Void>(failure).get();
  }

  private List<AutoCloseable> held() {
    var held = new ArrayList<AutoCloseable>();
    held.add(open::close);
    if (used != null) held.add(used::close);
    if (resource != null) held.add(resource);
    return held;
  }

  @Override
  public String toString() {
    return "using(" + (used == null ? open : used) + ")";
  }
}
