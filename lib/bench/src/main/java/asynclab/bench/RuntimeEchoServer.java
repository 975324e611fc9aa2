package asynclab.bench;

import asynclab.executor.Runtime;
import asynclab.futures.Future;
import asynclab.net.AsyncListener;
import asynclab.net.AsyncStream;
import asynclab.poll.TcpListener;
import asynclab.poll.TcpStream;
import asynclab.sync.Notify;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;

/// Sends back what it receives: a task a connection, on a runtime as anybody would use it.
public final class RuntimeEchoServer implements Echo {
  private final Runtimes runtimes;
  private final boolean awaits;
  private final TcpListener listener;
  private final int bufferBytes;
  private final Notify stop = new Notify();

  private RuntimeEchoServer(
      Runtimes runtimes, boolean awaits, TcpListener listener, int bufferBytes) {
    this.runtimes = runtimes;
    this.awaits = awaits;
    this.listener = listener;
    this.bufferBytes = bufferBytes;
  }

  /// `loop` or `workers`, `poll` or `await`, and then the port and the size of a connection's
  /// buffer; serves until it is killed.
  public static void main(String... arguments) throws Exception {
    if (arguments.length != 4) {
      System.err.println("RuntimeEchoServer: loop|workers poll|await PORT BUFFERBYTES");
      System.exit(2);
    }
    var runtimes = Runtimes.of(arguments[0]);
    var awaits = arguments[1].equals("await");
    var port = Integer.parseInt(arguments[2]);
    try (var server = open(runtimes, awaits, port, Integer.parseInt(arguments[3]))) {
      System.out.println("echo on 127.0.0.1:" + server.port());
      server.run();
    }
  }

  /// A server that listens on this machine's loopback address; port 0 takes any that is free.
  ///
  /// @param awaits whether its tasks are coroutines, or polls written by hand
  static RuntimeEchoServer open(Runtimes runtimes, boolean awaits, int port, int bufferBytes)
      throws IOException {
    var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    return new RuntimeEchoServer(runtimes, awaits, TcpListener.bind(address), bufferBytes);
  }

  @Override
  public int port() throws IOException {
    return listener.port();
  }

  @Override
  public void run() throws IOException {
    try (var runtime = runtimes.open();
        var ours = AsyncListener.of(runtime, listener)) {
      var accepting = AsyncIo.accepting(ours, stream -> begin(runtime, stream));
      runtime.blockOn(Future.race(List.of(accepting, stop.notified())));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void begin(Runtime runtime, AsyncStream stream) throws IOException {
    if (stream.stream() instanceof TcpStream tcp) tcp.noDelay(true);
    var buffer = ByteBuffer.allocateDirect(bufferBytes);
    runtime.spawn(awaits ? AsyncIo.echo(stream, buffer) : new EchoFuture(stream, buffer));
  }

  @Override
  public void stop() {
    stop.notifyOne();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
