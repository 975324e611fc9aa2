package asynclab.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import asynclab.coroutines.Coroutine;
import asynclab.executor.EventLoop;
import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Waker;
import asynclab.poll.StreamSocket;
import asynclab.poll.TcpListener;
import asynclab.syscalls.Os;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What streams ask of their loop: turns, places in the event queue, descriptors.
@Timeout(30)
class StreamsAndLoopTest extends StreamPair {
  @Test
  void readable_and_writable_wait_for_one_source_at_once_and_leave_the_queue() throws Exception {
    try (var pair = pair();
        var other = TcpListener.bind(kind.address())) {
      var readable = loop.spawn(loop.readable(pair.server().stream()));
      loop.blockOn(loop.writable(pair.server().stream()));
      loop.blockOn(pair.client().writeText("a"));

      loop.blockOn(readable);

      loop.blockOn(then(AsyncStream.connect(loop, other.address()), stream -> ended(stream)));
      loop.watch(pair.server().stream()).close(); // nobody else holds one
    }
  }

  @Test
  void closing_a_stream_ends_the_wait_for_it_with_an_error() throws Exception {
    try (var pair = pair()) {
      var stream = pair.server().stream();
      var readable = loop.spawn(loop.readable(stream));
      loop.spawn(then(EventLoop.yieldNow(), _ -> Future.lazy(() -> closed(stream))));

      var e = assertThrows(IOException.class, () -> loop.blockOn(readable));

      assertEquals(
          "nobody can wait for " + name(stream) + "(fd N, closed) to be readable any more",
          e.getMessage().replaceAll("fd \\d+", "fd N").replaceAll(" under [^ ]+", ""));
    }
  }

  @Test
  void another_thread_may_close_it_too() throws Exception {
    try (var pair = pair();
        var watch = loop.watch(pair.server().stream())) {
      flood(pair.server().stream());
      var waits = List.of(loop.spawn(watch.readable()), loop.spawn(watch.writable()));
      loop.blockOn(EventLoop.yieldNow());

      var closer = Thread.ofPlatform().start(() -> closed(pair.server().stream()));

      for (var wait : waits) assertThrows(IOException.class, () -> loop.blockOn(wait));
      closer.join();
      assertThrows(IllegalStateException.class, () -> loop.blockOn(watch.readable()));
    }
  }

  private static String name(StreamSocket stream) {
    return stream.getClass().getSimpleName();
  }

  /// Writes more than anybody reads, until some turns have made no room for more.
  private void flood(StreamSocket stream) throws Exception {
    var bytes = ByteBuffer.allocateDirect(LARGE);
    for (var refused = 0; refused < 20; refused++) {
      while (stream.write(bytes.clear()) != StreamSocket.WOULD_BLOCK) refused = 0;
      loop.blockOn(EventLoop.yieldNow());
    }
  }

  private static Future<Void> closed(StreamSocket stream) {
    try {
      stream.close();
      return Future.done();
    } catch (IOException e) {
      return Future.failed(e);
    }
  }

  @Test
  void the_journey_of_one_future_is_told_in_order_with_its_numbers() throws Exception {
    try (var pair = pair()) {
      events.clear();
      var read = loop.spawn(pair.server().read(ByteBuffer.allocateDirect(8))); // task 3
      loop.blockOn(pair.client().writeText("a")); // task 4

      loop.blockOn(read); // task 5

      assertEquals(
          """
          polled 3
          registered 2
          parked 3 for STREAM(fd N) under Token(2) to be readable
          polled 4
          done 4 returned
          polled 5
          parked 5 for the end of task-3
          ready 2
          woken 3
          polled 3
          done 3 returned
          woken 5
          polled 5
          done 5 returned\
          """,
          String.join("\n", events).replace(name(pair.server().stream()), "STREAM"));
    }
  }

  @Test
  void a_flood_does_not_keep_the_others_from_their_turn() throws Exception {
    try (var pair = pair()) {
      var turns = new int[1];
      var left = new int[] {1280};
      Future<Void> flood =
          new Coroutine<>() {
            @Override
            protected Polled<Void> resume(Waker waker) {
              while (true) {
                if (state == 1) {
                  if (isPending(waker)) return Polled.pending();
                  var done = this.<Void>awaited();
                  if (--left[0] == 0) return Polled.ready(done);
                }
                awaiting(pair.client().writeText("x"));
                state = 1;
              }
            }
          };
      var task = loop.spawn(flood);
      loop.spawn(waker -> {
        turns[0]++;
        if (task.state() == asynclab.executor.Task.State.DONE) return Polled.ready(1);
        waker.wake();
        return Polled.pending();
      });

      loop.run();

      assertEquals(10, turns[0], 1, "one turn of the other in 128 writes");
    }
  }

  @Test
  void no_descriptor_is_left_whether_things_go_well_or_not() throws Exception {
    var before = openDescriptors();
    for (var i = 0; i < 50; i++) {
      try (var pair = pair()) {
        loop.spawn(pair.server().readText(10));
        loop.blockOn(EventLoop.yieldNow());
        pair.client().close();
        loop.run();
      }
      var given = AsyncStream.connect(loop, listener.address());
      var _ = given.poll(Waker.NONE);
      loop.blockOn(EventLoop.yieldNow()); // for a loop that begins with its next turn
      given.close();
      loop.blockOn(listener.accept()).close();
    }

    assertEquals(before, openDescriptors());
  }

  private static long openDescriptors() throws IOException {
    org.junit.jupiter.api.Assumptions.assumeFalse(Os.current() == Os.WINDOWS, "it has handles");
    try (var fds = Files.list(Path.of("/dev/fd"))) {
      return fds.count();
    }
  }
}
