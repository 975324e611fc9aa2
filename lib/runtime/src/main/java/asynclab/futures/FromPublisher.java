package asynclab.futures;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/// The values of a publisher, as a list: a leaf, like [FromCompletable], at which another thread's
/// work enters.
///
/// It subscribes at its first poll, and asks for a few values at a time ([#VALUES_A_REQUEST]), so
/// the source is never further ahead than that. What the source says is stored *before* the newest
/// waker is read, and a poll stores its waker *before* it looks: no wake is lost.
///
/// Threads: the source may speak on any thread, one signal after the other, as the rules of
/// reactive streams want it.
final class FromPublisher<T> extends Once<List<T>> {
  static final int VALUES_A_REQUEST = 16;

  private final Flow.Publisher<? extends T> source;
  private final int valuesMax;
  private final boolean endsWhenFull;
  private final Ear ear = new Ear();
  private boolean listens;
  private volatile Waker newest = Waker.NONE;
  private volatile @Nullable Ready<List<T>> outcome;

  /// @param endsWhenFull whether the list is ready with `valuesMax` values; else one more is a
  ///   failure
  FromPublisher(Flow.Publisher<? extends T> source, int valuesMax, boolean endsWhenFull) {
    if (valuesMax < 1)
      throw new IllegalArgumentException("a list has room for 1, not " + valuesMax);
    this.source = source;
    this.valuesMax = valuesMax;
    this.endsWhenFull = endsWhenFull;
  }

  @Override
  Polled<List<T>> advance(Waker waker) {
    newest = waker;
    if (!listens) {
      listens = true;
      source.subscribe(ear);
    }
    var ready = outcome;
    if (ready == null) return Polled.pending();
    if (ready instanceof Ready.Failure<List<T>>(var cause)) AwaitTrace.add(cause);
    return ready;
  }

  @Override
  void letGo() {
    newest = Waker.NONE;
    ear.hangUp();
  }

  @Override
  public String toString() {
    return "fromPublisher";
  }

  /// What the source speaks to. Only the source touches the list, until it is the outcome.
  private final class Ear implements Flow.Subscriber<T> {
    private final List<T> values = new ArrayList<>();
    private int underWay;
    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean hungUp;

    @Override
    public void onSubscribe(Flow.Subscription given) {
      Objects.requireNonNull(given, "subscription");
      if (subscription != null) {
        given.cancel(); // one source is enough
        return;
      }
      subscription = given;
      if (hungUp) given.cancel();
      else request(given);
    }

    private void request(Flow.Subscription from) {
      underWay = VALUES_A_REQUEST;
      if (endsWhenFull) underWay = Math.min(underWay, valuesMax - values.size());
      from.request(underWay);
    }

    @Override
    public void onNext(T value) {
      Objects.requireNonNull(value, "value");
      if (outcome != null || hungUp) return; // it may speak on for a while after a cancel
      if (values.size() == valuesMax) {
        end(Polled.failed(new IllegalStateException("more than " + valuesMax + " values came")));
        return;
      }
      values.add(value);
      var from = subscription;
      if (endsWhenFull && values.size() == valuesMax) end(Polled.ready(list()));
      else if (--underWay == 0 && from != null) request(from);
    }

    @Override
    public void onError(Throwable failure) {
      Objects.requireNonNull(failure, "failure");
      if (outcome == null) settle(Polled.failed(failure));
    }

    @Override
    public void onComplete() {
      if (outcome == null) settle(Polled.ready(list()));
    }

    private List<T> list() {
      return Collections.unmodifiableList(values);
    }

    /// We have enough: the source need not go on.
    private void end(Ready<List<T>> ready) {
      hangUp();
      settle(ready);
    }

    private void settle(Ready<List<T>> ready) {
      outcome = ready;
      newest.wake();
    }

    /// Cancelling twice, or after the end, does nothing.
    void hangUp() {
      hungUp = true;
      var given = subscription;
      if (given != null) given.cancel();
    }
  }
}
