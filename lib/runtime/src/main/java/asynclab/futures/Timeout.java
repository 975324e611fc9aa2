package asynclab.futures;

import java.util.concurrent.TimeoutException;

/// A future that is given up when another one, the alarm, is ready before it.
final class Timeout<T> extends Once<T> {
  private final Future<T> future;
  private final Future<?> alarm;
  private final Select<T, ?> either;

  Timeout(Future<T> future, Future<?> alarm) {
    this.future = future;
    this.alarm = alarm;
    either = new Select<>(future, alarm);
  }

  @Override
  Polled<T> advance(Waker waker) {
    return switch (either.poll(waker)) {
      case Pending<? extends Either<T, ?>> _ -> Polled.pending();
      case Ready.Failure<? extends Either<T, ?>> failure -> failure.as();
      case Ready.Value<? extends Either<T, ?>>(Either.First<T, ?>(var value)) ->
          Polled.ready(value);
      case Ready.Value<? extends Either<T, ?>>(Either.Second<T, ?> _) ->
          Polled.failed(new TimeoutException(future + " was not ready before " + alarm));
    };
  }

  @Override
  void letGo() {
    either.close();
  }

  @Override
  public String toString() {
    return "timeout(" + future + ", " + alarm + ")";
  }
}
