package asynclab.futures;

import java.util.List;

/// Whichever of a list is ready first.
final class Race<T> extends Once<T> {
  private final Children<T> children;

  Race(List<? extends Future<? extends T>> futures) {
    if (futures.isEmpty()) {
      throw new IllegalArgumentException(
          "a race needs a future that can win: an empty list would be pending for ever");
    }
    children = new Children<>(futures);
  }

  @Override
  Polled<T> advance(Waker waker) {
    children.listen(waker);
    for (var i = children.woken(0); i >= 0; i = children.woken(i + 1)) {
      if (children.poll(i) instanceof Ready<T> winner) return winner;
    }
    return Polled.pending();
  }

  @Override
  void letGo() {
    children.close();
  }

  @Override
  public String toString() {
    return "race of " + children.size();
  }
}
