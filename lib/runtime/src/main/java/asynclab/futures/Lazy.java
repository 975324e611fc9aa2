package asynclab.futures;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// A future that is made when it is first polled.
final class Lazy<T> extends Once<T> {
  private final Callable<? extends Future<T>> maker;
  private @Nullable Child<T> made;

  Lazy(Callable<? extends Future<T>> maker) {
    this.maker = maker;
  }

  @Override
  Polled<T> advance(Waker waker) throws Exception {
    if (made == null) made = new Child<>(maker.call());
    return made.poll(waker);
  }

  @Override
  void letGo() {
    if (made != null) made.close();
  }

  @Override
  public String toString() {
    return made == null ? "lazy(not made yet)" : "lazy(" + made + ")";
  }
}
