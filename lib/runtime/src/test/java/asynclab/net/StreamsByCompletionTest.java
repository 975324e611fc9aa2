package asynclab.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import asynclab.completion.CompletionPoller;
import asynclab.executor.Runtime;
import asynclab.futures.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Streams whose bytes come by completions.
@Timeout(30)
class StreamsByCompletionTest {
  @Test
  void an_echo_on_one_thread() throws Exception {
    try (var loop = Runtime.currentThread(CompletionPoller.open());
        var listener = AsyncListener.loopback(loop)) {
      var echo =
          loop.spawn(
              Future.using(
                  listener.accept(), stream -> stream.readText(100).then(stream::writeText)));

      var answer =
          loop.blockOn(
              Future.using(
                  AsyncStream.connect(loop, listener.address()),
                  stream ->
                      stream
                          .writeText("R0")
                          .then(_ -> StreamPair.ended(stream))
                          .then(_ -> stream.readText(100))));

      loop.blockOn(echo);
      assertEquals("R0", answer);
    }
  }
}
