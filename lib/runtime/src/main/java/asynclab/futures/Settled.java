package asynclab.futures;

/// Ready from the beginning, with what it was made with.
final class Settled<T> extends Once<T> {
  private final Ready<T> outcome;

  Settled(Ready<T> outcome) {
    this.outcome = outcome;
  }

  @Override
  Polled<T> advance(Waker waker) {
    return outcome;
  }

  @Override
  public String toString() {
    return switch (outcome) {
      case Ready.Value<T>(var value) -> "ready(" + value + ")";
      case Ready.Failure<T>(var cause) -> "failed(" + cause + ")";
    };
  }
}
