package asynclab.futures;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/// A computation that goes on only when it is polled. Making one does nothing.
///
/// A **leaf** waits for something outside: a socket, a timer, another thread; it is the one that
/// keeps the waker. All that stand below [#map] are no leaves: they hold other futures, and when
/// one of those is not ready they are not ready either.
///
/// Whoever holds a future owns it. A future that is given to another one (`future.map(…)`,
/// `joinAll(list)`) belongs to that: it is polled and closed by nobody else. When the outer one
/// ends or is closed, those inside that have not ended are closed, each once.
///
/// Failures are values. A future fails when it comes to [Ready.Failure], or when its poll throws,
/// which is the same to everybody; and the cause is thrown where somebody awaits it.
///
/// Threads: a future is polled by one thread at a time, and belongs to whoever polls it.
///
/// @param <T> what it comes to
@FunctionalInterface
public interface Future<T> extends AutoCloseable {
  /// Goes on as far as possible without waiting.
  ///
  /// Whoever returns [Pending] has seen to it that `waker` is called when it is worth asking again.
  /// Only the waker of the latest poll counts.
  ///
  /// @throws IllegalStateException when it was ready before, or was closed: a future is ready once
  Polled<T> poll(Waker waker);

  /// Gives the computation up, and what it holds back. Nobody polls it after that. Closing twice,
  /// or after the end, does nothing.
  @Override
  default void close() {}

  /// Ready at once, with `value`.
  static <T> Future<T> ready(T value) {
    return new Settled<>(Polled.ready(value));
  }

  /// Ready at once, with nothing to say.
  static Future<Void> done() {
    return new Settled<>(Polled.done());
  }

  /// Failed from the beginning.
  static <T> Future<T> failed(Throwable cause) {
    return new Settled<>(Polled.failed(cause));
  }

  /// Pending for ever, and wakes nobody: good for tests, and as an alarm that does not ring.
  static <T> Future<T> never() {
    return new Never<>();
  }

  /// The future that `maker` makes at the first poll. What `maker` throws is a failure.
  static <T> Future<T> lazy(Callable<? extends Future<T>> maker) {
    return new Lazy<>(maker);
  }

  /// What this one comes to, through `function`. What `function` throws is a failure.
  default <R> Future<R> map(Function<? super T, ? extends R> function) {
    return new Mapped<>(this, function);
  }

  /// This one, and then the one that `next` makes of its value; the second is polled as soon as the
  /// first is ready. A failure of the first is the failure of both.
  default <R> Future<R> then(Function<? super T, ? extends Future<R>> next) {
    return new Then<>(this, next);
  }

  /// This one, or, when it fails, the one that `instead` makes of the cause.
  default Future<T> recover(Function<? super Throwable, ? extends Future<T>> instead) {
    return new Recover<>(this, instead);
  }

  /// How this one ends, as a value; it never fails:
  ///
  /// ```java
  /// switch (await(get("/1/a").attempt())) {
  ///   case Ready.Value<String>(var text) -> …
  ///   case Ready.Failure<String>(var cause) -> …
  /// }
  /// ```
  default Future<Ready<T>> attempt() {
    return new Attempt<>(this);
  }

  /// What comes of `use` with what `open` comes to; that is closed at the end, whatever the end is,
  /// as in try-with-resources.
  static <R extends AutoCloseable, T> Future<T> using(
      Future<R> open, Function<? super R, ? extends Future<T>> use) {
    return new Using<>(open, use);
  }

  /// What all of them come to, in the order of the list, whatever the order in which they end.
  ///
  /// The first poll polls every one of them; later ones only those that were woken. An empty list
  /// is ready at once. When one fails the whole can come to nothing: it fails at once, with that
  /// cause, and the others are closed, so that nobody works on for a list that will not be. Values
  /// that had come by then are dropped. To keep them, join futures that do not fail ([#attempt]).
  static <T> Future<List<T>> joinAll(List<? extends Future<? extends T>> futures) {
    return new JoinAll<>(futures);
  }

  /// Whichever is ready first, with a value or a failure; the others are closed. When several are,
  /// the first in the list wins.
  ///
  /// @throws IllegalArgumentException when the list is empty
  static <T> Future<T> race(List<? extends Future<? extends T>> futures) {
    return new Race<>(futures);
  }

  /// Whichever of two is ready first, and which it was; the other is closed. When both are, `first`
  /// wins.
  static <A, B> Future<Either<A, B>> select(Future<A> first, Future<B> second) {
    return new Select<>(first, second);
  }

  /// Both at the same time, and what `function` makes of their values. When one fails the other is
  /// closed.
  static <A, B, R> Future<R> zip(
      Future<A> first, Future<B> second, BiFunction<? super A, ? super B, ? extends R> function) {
    return new Zip<>(first, second, function);
  }

  /// What `future` comes to, if that is before `alarm` is ready. The late one is closed. There is
  /// no clock in it: any future is an alarm, `loop.sleep(…)` as well as a button.
  ///
  /// It fails with a [java.util.concurrent.TimeoutException] when the alarm is ready first, and
  /// with the alarm's failure when it has one. When both are ready, `future` wins.
  static <T> Future<T> timeout(Future<T> future, Future<?> alarm) {
    return new Timeout<>(future, alarm);
  }

  /// What `source` comes to. The source runs already, polled or not; this waits for it and blocks
  /// no thread.
  ///
  /// A failure is that of the source itself, without a `CompletionException` around it. The source
  /// is given away, like all that is given to a future: closing this cancels it. Pass
  /// `source.copy()` to share it with others.
  ///
  /// Threads: the source may end on any thread.
  static <T> Future<T> fromCompletable(CompletableFuture<T> source) {
    return new FromCompletable<>(source);
  }

  /// The first value of `source`, which is cancelled then. It is subscribed to at the first poll,
  /// and asked for one value.
  ///
  /// It fails with a [java.util.NoSuchElementException] when the source completes without one.
  ///
  /// Threads: the source may speak on any thread.
  static <T> Future<T> firstOf(Flow.Publisher<? extends T> source) {
    return new FromPublisher<T>(source, 1, true).map(List::getFirst);
  }

  /// All values of `source`, in order, once it completes; a few are asked for at a time.
  ///
  /// Threads: the source may speak on any thread.
  ///
  /// @param valuesMax when more come the source is cancelled, and this fails with an
  ///   [IllegalStateException]
  /// @throws IllegalArgumentException when `valuesMax` is less than 1
  static <T> Future<List<T>> listOf(Flow.Publisher<? extends T> source, int valuesMax) {
    return new FromPublisher<T>(source, valuesMax, false);
  }

  /// What this one comes to, for the JDK's side: a publisher of one value (none when that is
  /// `null`), or of its failure, for one subscriber. A second subscriber is refused by `onError`.
  ///
  /// Nothing is done before the subscriber requests; cancelling closes this one. Signals come on
  /// the thread that polls.
  ///
  /// ```java
  /// var answers = get("/1/a").toPublisher(loop::spawn);
  /// ```
  ///
  /// @param executor is given, at once, what it has to poll
  default Flow.Publisher<T> toPublisher(Consumer<? super Future<Void>> executor) {
    var publishing = new Publishing<>(this);
    var side = publishing.side();
    executor.accept(publishing);
    return side;
  }
}
