package asynclab.futures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SubmissionPublisher;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Where the values of a publisher enter.
@Timeout(60)
class FromPublisherTest {
  private final List<String> log = new ArrayList<>();
  private final Source source = new Source();
  private int wakes;

  /// Speaks when it is told to, and notes what is asked of it.
  private final class Source implements Flow.Publisher<Integer>, Flow.Subscription {
    private Flow.Subscriber<? super Integer> subscriber;

    @Override
    public void subscribe(Flow.Subscriber<? super Integer> wants) {
      log.add("subscribe");
      subscriber = wants;
      wants.onSubscribe(this);
    }

    @Override
    public void request(long n) {
      log.add("request " + n);
    }

    @Override
    public void cancel() {
      log.add("cancel");
    }
  }

  private <T> Polled<T> poll(Future<T> future) {
    return future.poll(() -> wakes++);
  }

  private Throwable cause(Future<?> future) {
    return assertInstanceOf(Ready.Failure.class, poll(future)).cause();
  }

  @Test
  void nothing_is_asked_of_the_source_before_the_first_poll() {
    var first = Future.firstOf(source);
    assertEquals(List.of(), log);

    poll(first);

    assertEquals(List.of("subscribe", "request 1"), log);
  }

  @Test
  void the_first_value_ends_it_and_the_source_is_cancelled() {
    var first = Future.firstOf(source);
    poll(first);

    source.subscriber.onNext(7);
    source.subscriber.onNext(8); // under way when it was cancelled

    assertEquals(1, wakes);
    assertEquals(Polled.ready(7), poll(first));
    assertEquals("cancel", log.get(2));
  }

  @Test
  void without_a_value_there_is_no_first() {
    var first = Future.firstOf(source);
    poll(first);

    source.subscriber.onComplete();

    assertInstanceOf(NoSuchElementException.class, cause(first));
  }

  @Test
  void values_are_asked_for_a_few_at_a_time() {
    var list = Future.listOf(source, 100);
    poll(list);

    for (var i = 0; i < 20; i++) source.subscriber.onNext(i);
    source.subscriber.onComplete();

    assertEquals(List.of("subscribe", "request 16", "request 16"), log);
    assertEquals(1, wakes, "values alone wake nobody");
    assertEquals(Polled.ready(IntStream.range(0, 20).boxed().toList()), poll(list));
  }

  @Test
  void one_value_more_than_there_is_room_for_is_a_failure() {
    var list = Future.listOf(source, 2);
    poll(list);

    for (var i = 0; i < 3; i++) source.subscriber.onNext(i);

    assertEquals("more than 2 values came", cause(list).getMessage());
    assertEquals("cancel", log.get(2));
  }

  @Test
  void a_failure_is_the_sources_own() {
    var why = new IOException("gone");
    var list = Future.listOf(source, 2);
    poll(list);

    source.subscriber.onError(why);

    assertSame(why, cause(list));
  }

  @Test
  void closing_cancels_and_what_comes_later_wakes_nobody() {
    var list = Future.listOf(source, 2);
    poll(list);

    list.close();
    source.subscriber.onNext(1);
    source.subscriber.onComplete();

    assertEquals("subscribe, request 16, cancel", String.join(", ", log));
    assertEquals(0, wakes);
  }

  @Test
  void a_source_that_comes_after_the_end_is_cancelled_and_asked_for_nothing() {
    var wants = new ArrayList<Flow.Subscriber<? super Integer>>();
    var list = Future.<Integer>listOf(wants::add, 2);
    poll(list);
    list.close();

    wants.getFirst().onSubscribe(source);

    assertEquals(List.of("cancel"), log);
  }

  @Test
  void a_second_source_for_the_same_subscriber_is_cancelled() {
    poll(Future.firstOf(source));

    source.subscriber.onSubscribe(source);

    assertEquals(List.of("subscribe", "request 1", "cancel"), log);
  }

  @Test
  void a_source_may_say_all_within_subscribe() {
    var list =
        Future.listOf(
            (Flow.Publisher<Integer>)
                wants -> {
                  wants.onSubscribe(source);
                  wants.onNext(1);
                  wants.onComplete();
                },
            5);

    var ready = assertInstanceOf(Ready.Value.class, poll(list));
    assertEquals(List.of(1), ready.value());
    assertThrows(UnsupportedOperationException.class, () -> ((List<?>) ready.value()).clear());
  }

  @Test
  void null_is_no_signal_and_no_room_is_no_list() {
    poll(Future.firstOf(source));

    assertThrows(NullPointerException.class, () -> source.subscriber.onNext(null));
    assertThrows(NullPointerException.class, () -> source.subscriber.onSubscribe(null));
    assertThrows(IllegalArgumentException.class, () -> Future.listOf(source, 0));
  }

  @Test
  void a_publisher_on_threads_of_its_own_loses_no_value() throws Exception {
    var expected = IntStream.range(0, 1000).boxed().toList();
    try (var publisher = new SubmissionPublisher<Integer>()) {
      var list = Future.<Integer>listOf(publisher, 1000);
      var woken = new Semaphore(0);
      var polled = list.poll(woken::release);
      expected.forEach(publisher::submit);
      publisher.close();
      if (polled instanceof Pending) {
        woken.acquire();
        polled = list.poll(woken::release);
      }

      assertEquals(Polled.ready(expected), polled);
    }
  }
}
