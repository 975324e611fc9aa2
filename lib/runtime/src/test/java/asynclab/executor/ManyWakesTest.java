package asynclab.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Waker;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many wakers, on many threads, at the same time.
@Timeout(60)
class ManyWakesTest {
  /// Counts its polls; done when it has seen as many rings as it was promised.
  private static final class Bell implements Future<Integer> {
    final AtomicInteger rings = new AtomicInteger();
    final AtomicReference<Waker> waker = new AtomicReference<>(Waker.NONE);
    final int expected;
    final AtomicInteger pollers = new AtomicInteger();

    Bell(int expected) {
      this.expected = expected;
    }

    void ring() {
      rings.incrementAndGet();
      waker.get().wake();
    }

    @Override
    public Polled<Integer> poll(Waker latest) {
      assertEquals(1, pollers.incrementAndGet(), "polled by two at once");
      try {
        waker.set(latest);
        return rings.get() >= expected ? Polled.ready(rings.get()) : Polled.pending();
      } finally {
        pollers.decrementAndGet();
      }
    }
  }

  @Test
  void of_many_wakes_from_many_threads_none_is_lost() throws Exception {
    try (var runtime = Runtime.multiThreaded(3)) {
      for (var round = 0; round < 200; round++) {
        var bells = IntStream.range(0, 8).mapToObj(_ -> new Bell(40)).toList();
        var tasks = bells.stream().map(runtime::spawn).toList();
        var threads =
            IntStream.range(0, 4)
                .mapToObj(_ ->
                    Thread.ofPlatform()
                        .start(() -> {
                          for (var i = 0; i < 10; i++) bells.forEach(Bell::ring);
                        }))
                .toList();

        for (var task : tasks) assertEquals(40, runtime.blockOn(task));
        for (var thread : threads) thread.join();
      }
    }
  }

  @Test
  void a_ring_of_tasks_hands_a_token_on_many_times() throws Exception {
    var members = 16;
    var laps = 2_000;
    try (var runtime = Runtime.multiThreaded(4)) {
      var bells =
          IntStream.range(0, members).mapToObj(_ -> new AtomicReference<>(Waker.NONE)).toList();
      var token = new AtomicInteger();
      var tasks = new ArrayList<JoinHandle<Integer>>();
      for (var me = 0; me < members; me++) {
        var mine = me;
        tasks.add(
            runtime.spawn(waker -> {
              bells.get(mine).set(waker);
              while (token.get() < members * laps && token.get() % members == mine) {
                token.incrementAndGet();
                bells.get((mine + 1) % members).get().wake();
              }
              if (token.get() < members * laps) return Polled.pending();
              bells.forEach(bell -> bell.get().wake());
              return Polled.ready(mine);
            }));
      }

      var all = runtime.blockOn(Future.joinAll(tasks));

      assertEquals(members, all.size());
    }
  }
}
