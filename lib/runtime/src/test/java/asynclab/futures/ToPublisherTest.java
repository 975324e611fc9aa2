package asynclab.futures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

/// A future as a publisher of one value.
class ToPublisherTest {
  private final List<String> log = new ArrayList<>();
  private final Scripted a = new Scripted("a", log);
  private final List<Future<Void>> spawned = new ArrayList<>();
  private final Flow.Publisher<String> publisher = a.toPublisher(spawned::add);
  private int wakes;

  /// Notes what it hears; asks for `atOnce` as soon as it is introduced, if that is not 0.
  private final class Hearer implements Flow.Subscriber<Object> {
    private final long atOnce;
    private Flow.Subscription subscription;
    private boolean hasEnough;

    Hearer(long atOnce) {
      this.atOnce = atOnce;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      if (atOnce != 0) given.request(atOnce);
      poll(); // as another thread might do meanwhile
      log.add("introduced");
    }

    @Override
    public void onNext(Object value) {
      log.add("next " + value);
      if (hasEnough) subscription.cancel();
    }

    @Override
    public void onError(Throwable failure) {
      log.add("error " + failure.getClass().getSimpleName());
    }

    @Override
    public void onComplete() {
      log.add("complete");
    }
  }

  private Polled<Void> poll() {
    return spawned.getFirst().poll(() -> wakes++);
  }

  private Hearer hearer(long atOnce) {
    var hearer = new Hearer(atOnce);
    publisher.subscribe(hearer);
    return hearer;
  }

  @Test
  void the_future_is_not_polled_before_a_value_is_asked_for() {
    poll();
    var hearer = hearer(0);
    poll();
    assertEquals(List.of("introduced"), log);

    hearer.subscription.request(1);
    poll();

    assertEquals(List.of("introduced", "poll a"), log);
    assertEquals(2, wakes, "one for the subscriber, one for the request");
  }

  @Test
  void the_value_comes_once_however_much_is_asked_for() {
    hearer(Long.MAX_VALUE);
    a.end();

    assertEquals(Polled.done(), poll());
    assertEquals(List.of("introduced", "poll a", "next a", "complete"), log);
  }

  @Test
  void who_has_enough_with_the_value_hears_no_end() {
    hearer(1).hasEnough = true;
    a.end();

    assertEquals(Polled.done(), poll());
    assertEquals(List.of("introduced", "poll a", "next a"), log);
  }

  @Test
  void a_failure_is_handed_on() {
    hearer(1);
    a.fail(new IOException("gone"));

    assertEquals(Polled.done(), poll());
    assertEquals(List.of("introduced", "poll a", "error IOException"), log);
  }

  @Test
  void nothing_to_say_is_an_end_without_a_value() {
    spawned.clear();
    Future.done().toPublisher(spawned::add).subscribe(new Hearer(1));
    poll();

    assertEquals(List.of("introduced", "complete"), log);
  }

  @Test
  void asking_for_none_or_fewer_is_an_error() {
    hearer(-1);

    poll();

    assertEquals(List.of("introduced", "error IllegalArgumentException", "close a"), log);
  }

  @Test
  void cancelling_closes_the_future_and_nothing_is_heard_after_it() {
    var hearer = hearer(1);
    poll();

    hearer.subscription.cancel();
    hearer.subscription.cancel();
    hearer.subscription.request(1);
    poll();

    assertEquals(List.of("introduced", "poll a", "close a"), log);
  }

  @Test
  void a_second_subscriber_is_introduced_and_refused() {
    hearer(1);
    var second = new Hearer(0);

    publisher.subscribe(second);
    second.subscription.request(1);
    second.subscription.cancel();

    assertEquals(List.of("introduced", "poll a", "introduced", "error IllegalStateException"), log);
    assertThrows(NullPointerException.class, () -> publisher.subscribe(null));
  }

  @Test
  void who_closes_the_task_tells_the_subscriber_there_now_or_later() {
    spawned.getFirst().close();
    publisher.subscribe(new Deaf());

    var again = new ArrayList<Future<Void>>();
    var other = a.toPublisher(again::add);
    other.subscribe(new Deaf());
    again.getFirst().close();

    assertEquals(
        List.of("close a", "error CancellationException", "close a", "error CancellationException"),
        log);
  }

  /// Hears errors alone.
  private final class Deaf implements Flow.Subscriber<Object> {
    @Override
    public void onSubscribe(Flow.Subscription given) {}

    @Override
    public void onNext(Object value) {}

    @Override
    public void onError(Throwable failure) {
      log.add("error " + failure.getClass().getSimpleName());
    }

    @Override
    public void onComplete() {}
  }
}
