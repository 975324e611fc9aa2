package asynclab.futures;

import java.lang.ref.WeakReference;
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
///
/// The subscriber's side is an object of its own, and it alone holds the waker: when nobody holds
/// that side any more, nobody can wake the task, and its loop can find that out.
final class Publishing<T> extends Once<Void> {
  private final Child<T> source;
  private final AtomicReference<Flow.@Nullable Subscriber<? super T>> subscriber =
      new AtomicReference<>();
  private final AtomicBoolean told = new AtomicBoolean();
  private WeakReference<Side> side = new WeakReference<>(null);
  private volatile boolean introduced; // onSubscribe has returned
  private volatile boolean requested;
  private volatile boolean misasked;
  private volatile boolean cancelled;
  private volatile boolean over;

  Publishing(Future<T> source) {
    this.source = new Child<>(source);
  }

  /// The side of the subscriber.
  Flow.Publisher<T> side() {
    var made = new Side();
    side = new WeakReference<>(made);
    return made;
  }

  private final class Side implements Flow.Publisher<T>, Flow.Subscription {
    private volatile Waker newest = Waker.NONE;

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
  }

  private void wakenBy(Waker waker) {
    var held = side.get();
    if (held != null) held.newest = waker;
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
  Polled<Void> advance(Waker waker) {
    wakenBy(waker);
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
    wakenBy(Waker.NONE);
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
