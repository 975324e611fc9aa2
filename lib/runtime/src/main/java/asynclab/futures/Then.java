package asynclab.futures;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One future, and then another that is made of what the first came to.
final class Then<A, T> extends Once<T> {
  private final Child<A> first;
  private final Function<? super A, ? extends Future<T>> next;
  private @Nullable Child<T> second;

  Then(Future<A> first, Function<? super A, ? extends Future<T>> next) {
    this.first = new Child<>(first);
    this.next = next;
  }

  @Override
  Polled<T> advance(Waker waker) {
    if (second != null) return second.poll(waker);
    return switch (first.poll(waker)) {
      case Pending<A> _ -> Polled.pending();
      case Ready.Value<A>(var value) -> goOn(next.apply(value), waker);
      case Ready.Failure<A> failure -> failure.as();
    };
  }

  private Polled<T> goOn(Future<T> future, Waker waker) {
    second = new Child<>(future);
    return second.poll(waker);
  }

  @Override
  void letGo() {
    first.close();
    if (second != null) second.close();
  }

  @Override
  public String toString() {
    return second == null ? first + ".then(…)" : first + ".then(" + second + ")";
  }
}
