package asynclab.futures;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One future, and when it fails another in its place.
final class Recover<T> extends Once<T> {
  private final Child<T> first;
  private final Function<? super Throwable, ? extends Future<T>> instead;
  private @Nullable Child<T> second;

  Recover(Future<T> first, Function<? super Throwable, ? extends Future<T>> instead) {
    this.first = new Child<>(first);
    this.instead = instead;
  }

  @Override
  Polled<T> advance(Waker waker) {
    if (second != null) return second.poll(waker);
    var polled = first.poll(waker);
    if (!(polled instanceof Ready.Failure<T>(var cause))) return polled;
    second = new Child<>(instead.apply(cause));
    return second.poll(waker);
  }

  @Override
  void letGo() {
    first.close();
    if (second != null) second.close();
  }

  @Override
  public String toString() {
    return second == null ? first + ".recover(…)" : first + ".recover(" + second + ")";
  }
}
