package asynclab.futures;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All of a list, at the same time.
final class JoinAll<T> extends Once<List<T>> {
  private final Children<T> children;
  private final @Nullable Object[] values;

  JoinAll(List<? extends Future<? extends T>> futures) {
    children = new Children<>(futures);
    values = new Object[futures.size()];
  }

  @Override
  Polled<List<T>> advance(Waker waker) {
    children.listen(waker);
    for (var i = children.woken(0); i >= 0; i = children.woken(i + 1)) {
      switch (children.poll(i)) {
        case Pending<T> _ -> {}
        case Ready.Value<T>(var value) -> values[i] = value;
        case Ready.Failure<T> failure -> {
          return failure.as();
        }
      }
    }
    return children.ended() == values.length ? Polled.ready(list()) : Polled.pending();
  }

  @SuppressWarnings("unchecked") // every one of them came out of a child
  private List<T> list() {
    return (List<T>) Collections.unmodifiableList(Arrays.asList(values));
  }

  @Override
  void letGo() {
    children.close();
  }

  @Override
  public String toString() {
    return "joinAll of %d (%d ready)".formatted(children.size(), children.ended());
  }
}
