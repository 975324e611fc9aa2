package asynclab.futures;

import java.util.List;

/// Whichever of two is ready first, and which it was: a race of which each runner says its name.
final class Select<A, B> extends Once<Either<A, B>> {
  private final Future<A> first;
  private final Future<B> second;
  private final Race<Either<A, B>> race;

  Select(Future<A> first, Future<B> second) {
    this.first = first;
    this.second = second;
    race = new Race<>(List.of(first.map(Either.First::new), second.map(Either.Second::new)));
  }

  @Override
  Polled<Either<A, B>> advance(Waker waker) {
    return race.poll(waker);
  }

  @Override
  void letGo() {
    race.close();
  }

  @Override
  public String toString() {
    return "select(" + first + ", " + second + ")";
  }
}
