package asynclab.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.futures.Future;
import asynclab.net.AsyncListener;
import asynclab.net.AsyncStream;
import asynclab.sync.Channel;
import asynclab.sync.Semaphore;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What tasks share, and streams, on every runtime.
@Timeout(60)
class SharedThingsTest {
  private static final String KINDS = "asynclab.executor.RuntimeKinds#all";
  private static final int MESSAGES = 300;

  private Future<Integer> sent(Channel<Integer> channel, int next) {
    if (next > MESSAGES) return Future.ready(0);
    return channel.send(next).then(_ -> sent(channel, next + 1));
  }

  private Future<Integer> received(Channel<Integer> channel, int last) {
    if (last == MESSAGES) return Future.ready(last);
    return channel
        .receive()
        .then(message -> {
          assertEquals(last + 1, message.orElseThrow());
          return received(channel, last + 1);
        });
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void messages_come_in_order_between_tasks_of_any_thread(RuntimeKinds.Kind kind) throws Exception {
    try (var runtime = kind.open()) {
      var channel = Channel.<Integer>bounded(3);
      var sender = runtime.spawn(sent(channel, 1));

      assertEquals(MESSAGES, runtime.blockOn(received(channel, 0)));
      assertEquals(0, runtime.blockOn(sender));
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void never_more_than_the_permits_are_inside(RuntimeKinds.Kind kind) throws Exception {
    var inside = new AtomicInteger();
    var most = new AtomicInteger();
    try (var runtime = kind.open()) {
      var two = new Semaphore(2);
      var tasks = new ArrayList<JoinHandle<Integer>>();
      for (var i = 0; i < 200; i++) {
        tasks.add(
            runtime.spawn(
                Future.using(
                    two.acquire(),
                    _ -> {
                      most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                      return EventLoop.yieldNow().map(_ -> inside.decrementAndGet());
                    })));
      }

      var _ = runtime.blockOn(Future.joinAll(tasks));

      assertTrue(most.get() <= 2, "inside at once: " + most.get());
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void many_connections_are_served_at_once(RuntimeKinds.Kind kind) throws Exception {
    try (var runtime = kind.open();
        var listener = AsyncListener.loopback(runtime)) {
      var server = runtime.spawn(answered(runtime, listener, 40));

      var clients =
          IntStream.range(0, 40).mapToObj(i -> runtime.spawn(asked(runtime, listener, i))).toList();

      var answers = runtime.blockOn(Future.joinAll(clients));
      assertEquals("hello 0", answers.getFirst());
      assertEquals("hello 39", answers.getLast());
      assertEquals(0, runtime.blockOn(server));
    }
  }

  private static Future<Integer> answered(Runtime runtime, AsyncListener listener, int left) {
    if (left == 0) return Future.ready(0);
    return listener
        .accept()
        .then(stream -> {
          runtime.spawn(
              Future.using(
                  Future.ready(stream),
                  open -> open.readText(100).then(name -> open.writeText("hello " + name))));
          return answered(runtime, listener, left - 1);
        });
  }

  private static Future<String> asked(Runtime runtime, AsyncListener listener, int name) {
    return Future.using(
        Future.lazy(() -> AsyncStream.connect(runtime, listener.address())),
        stream ->
            stream
                .writeText("" + name)
                .then(_ ->
                    Future.lazy(() -> {
                      stream.shutdownOutput();
                      return stream.readText(100);
                    })));
  }
}
