package asynclab.bench;

import asynclab.completion.CompletionPoller;
import asynclab.executor.Runtime;
import asynclab.futures.Future;
import asynclab.net.AsyncListener;
import asynclab.sync.Notify;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// [RuntimeEchoServer] on a loop whose bytes come and go by io_uring. Its listener is the ring's,
/// and so belongs to the thread that runs it.
public final class RingEchoServer implements Echo {
  private final InetSocketAddress address;
  private final int bufferBytes;
  private final CompletableFuture<Integer> port = new CompletableFuture<>();
  private final Notify stop = new Notify();

  private RingEchoServer(InetSocketAddress address, int bufferBytes) {
    this.address = address;
    this.bufferBytes = bufferBytes;
  }

  /// The port and the size of a connection's buffer; serves until it is killed.
  public static void main(String... arguments) throws Exception {
    if (arguments.length != 2) {
      System.err.println("RingEchoServer: PORT BUFFERBYTES");
      System.exit(2);
    }
    var port = Integer.parseInt(arguments[0]);
    try (var server = open(port, Integer.parseInt(arguments[1]))) {
      System.out.println("echo on 127.0.0.1:" + port);
      server.run();
    }
  }

  /// A server that will listen on this machine's loopback address; port 0 takes any that is free.
  static RingEchoServer open(int port, int bufferBytes) {
    return new RingEchoServer(
        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), bufferBytes);
  }

  /// Waits until somebody runs it.
  @Override
  public int port() {
    return port.join();
  }

  @Override
  public void run() throws IOException {
    try (var runtime = Runtime.currentThread(CompletionPoller.open());
        var listener = AsyncListener.bind(runtime, address)) {
      port.complete(listener.address().getPort());
      var accepting =
          AsyncIo.accepting(
              listener,
              stream ->
                  runtime.spawn(new EchoFuture(stream, ByteBuffer.allocateDirect(bufferBytes))));
      runtime.blockOn(Future.race(List.of(accepting, stop.notified())));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void stop() {
    stop.notifyOne();
  }

  @Override
  public void close() {}
}
