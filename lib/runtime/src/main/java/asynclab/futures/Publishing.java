package asynclab.futures;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// What a future comes to, for one subscriber: its value and the end, or its failure.
///
/// It is a future itself, which an executor polls: signals come out of its polls, so one after the
/// other, and on the executor's thread. The subscriber's side only leaves a note (`request`,
/// `cancel`) and wakes it. Before there is a request the future inside is not polled; and no signal
/// comes while `onSubscribe` runs, though it may ask for a value already.
final class Publishing<T> extends Once<Void> implements Flow.Publisher<T>, Flow.Subscription {
  private final Child<T> source;
  private final AtomicReference<Flow.@Nullable Subscriber<? super T>> subscriber =
      new AtomicReference<>();
  private final AtomicBoolean told = new AtomicBoolean();
  private volatile Waker newest = Waker.NONE;
  private volatile boolean introduced; // onSubscribe has returned
  private volatile boolean requested;
  private volatile boolean misasked;
  private volatile boolean cancelled;
  private volatile boolean over;

  Publishing(Future<T> source) {
    this.source = new Child<>(source);
  }

  @Override
  public void subscribe(Flow.Subscriber<? super T> wants) {
    Objects.requireNonNull(wants, "subscriber");
    if (!subscriber.compareAndSet(null, wants)) {
      refuse(wants);
      return;
    }
    wants.onSubscribe(this);
    introduced = true;
    if (over) giveUp();
    else newest.wake();
  }

  /// A future is ready once, so there is nothing for a second subscriber.
  private static void refuse(Flow.Subscriber<?> another) {
    another.onSubscribe(
        new Flow.Subscription() {
          @Override
          public void request(long n) {}

          @Override
          public void cancel() {}
        });
    another.onError(new IllegalStateException("a future has one subscriber, and this is another"));
  }

  @Override
  public void request(long count) {
    if (count > 0) requested = true;
    else misasked = true;
    newest.wake();
  }

  @Override
  public void cancel() {
    cancelled = true;
    newest.wake();
  }

  @Override
  Polled<Void> advance(Waker waker) {
    newest = waker;
    var wants = subscriber.get();
    if (!introduced || wants == null) return Polled.pending();
    if (cancelled) return Polled.done();
    if (misasked) return fail(wants, new IllegalArgumentException("request asks for at least 1"));
    if (!requested) return Polled.pending();
    return switch (source.poll(waker)) {
      case Pending<T> _ -> Polled.pending();
      case Ready.Failure<T>(var cause) -> fail(wants, cause);
      case Ready.Value<T>(var value) -> tell(wants, value);
    };
  }

  private Polled<Void> fail(Flow.Subscriber<? super T> wants, Throwable cause) {
    if (!cancelled && told.compareAndSet(false, true)) wants.onError(cause);
    return Polled.done();
  }

  private Polled<Void> tell(Flow.Subscriber<? super T> wants, @Nullable T value) {
    if (cancelled || !told.compareAndSet(false, true)) return Polled.done();
    if (value != null) wants.onNext(value);
    if (!cancelled) wants.onComplete();
    return Polled.done();
  }

  @Override
  void letGo() {
    over = true;
    newest = Waker.NONE;
    source.close();
    if (introduced) giveUp();
  }

  /// Nobody polls it any more, so nothing will come.
  private void giveUp() {
    var wants = subscriber.get();
    if (wants == null) return;
    var _ = fail(wants, new CancellationException("the future was given up"));
  }

  @Override
  public String toString() {
    return source + " for a subscriber";
  }
}
