package asynclab.completion;

import asynclab.executor.EventLoop;
import asynclab.executor.Runtime;
import asynclab.futures.Future;
import asynclab.net.AsyncListener;
import asynclab.net.AsyncStream;
import asynclab.poll.TcpStream;
import asynclab.syscalls.Os;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// A loop whose streams come by completions, and a peer that is no part of it: its calls are made
/// at once.
@ParameterizedClass
@MethodSource("kinds")
abstract class StreamsOnLoop {
  /// A way to carry streams.
  record Kind(String name, Opening opening) {
    boolean hasRing() {
      return name.equals("io_uring");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  interface Opening {
    CompletionPoller open() throws IOException;
  }

  static Stream<Kind> kinds() {
    return Stream.of(
        new Kind("io_uring", CompletionPollers::overRings),
        new Kind("io_uring before 6.0", CompletionPollers::overOldRings),
        new Kind("emulated", CompletionPollers::overEmulation));
  }

  @Parameter Kind kind;
  CompletionPoller poller;
  EventLoop loop;
  AsyncListener listener;

  @BeforeEach
  void open() throws IOException {
    Assumptions.assumeFalse(Os.current() == Os.WINDOWS, Queues.NOT_TRIED);
    Assumptions.assumeTrue(kind.name.equals("emulated") || Queues.hasRings(), Queues.NO_RINGS);
    over(kind.opening.open());
  }

  @AfterEach
  void close() throws IOException {
    if (loop == null) return; // left out, by name
    listener.close();
    loop.close();
  }

  final void over(CompletionPoller other) throws IOException {
    poller = other;
    loop = Runtime.currentThread(other);
    listener = AsyncListener.loopback(loop);
  }

  /// A peer, and the end that is on the loop.
  record Pair(TcpStream peer, AsyncStream stream) implements AutoCloseable {
    CompletionStream socket() {
      return (CompletionStream) stream.stream();
    }

    @Override
    public void close() throws IOException {
      peer.close();
      stream.close();
    }
  }

  final Pair pair() throws Exception {
    var peer = TcpStream.connect(listener.address());
    return new Pair(peer, loop.blockOn(listener.accept()));
  }

  /// Lets time pass in the queue.
  final void turns(int count) throws Exception {
    for (var i = 0; i < count; i++) loop.blockOn(loop.sleep(Duration.ofNanos(1)));
  }

  static ByteBuffer bytes(String text) {
    var bytes = text.getBytes();
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  /// What the peer reads next; waits a bounded time for it.
  final String read(TcpStream peer) throws Exception {
    var buffer = ByteBuffer.allocateDirect(1 << 16);
    var count = loop.blockOn(readable(peer, buffer));
    if (count == TcpStream.END) return "END";
    return new String(array(buffer.flip()));
  }

  private static byte[] array(ByteBuffer buffer) {
    var bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private Future<Integer> readable(TcpStream peer, ByteBuffer buffer) throws IOException {
    var count = peer.read(buffer);
    if (count != TcpStream.WOULD_BLOCK) return Future.ready(count);
    return loop.readable(peer).then(_ -> Future.lazy(() -> readable(peer, buffer)));
  }
}
