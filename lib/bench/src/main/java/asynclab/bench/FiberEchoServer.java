package asynclab.bench;

import asynclab.fibers.Fiber;
import asynclab.fibers.FiberListener;
import asynclab.fibers.FiberScheduler;
import asynclab.fibers.FiberStream;
import asynclab.poll.TcpListener;
import asynclab.syscalls.Errno;
import asynclab.syscalls.SyscallException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/// Sends back what it receives: a fiber a connection, which reads and writes as if it blocked.
public final class FiberEchoServer implements Echo {
  private static final int BUFFER_BYTES = 1 << 14;

  private final TcpListener listener;
  private final int bufferBytes;
  private volatile @Nullable Fiber<?> accepting;
  private volatile boolean stopped;

  private FiberEchoServer(TcpListener listener, int bufferBytes) {
    this.listener = listener;
    this.bufferBytes = bufferBytes;
  }

  /// Serves `127.0.0.1:PORT` until it is killed.
  public static void main(String... args) throws IOException {
    if (args.length != 1 || !args[0].matches("\\d{1,5}") || Integer.parseInt(args[0]) > 65535) {
      System.err.println("FiberEchoServer needs one argument: the port to listen on, 0 to 65535");
      System.exit(2);
    }
    try (var server = open(Integer.parseInt(args[0]))) {
      System.out.println("echo on 127.0.0.1:" + server.port());
      server.run();
    }
  }

  /// A server that listens on this machine's loopback address; port 0 takes any that is free.
  public static FiberEchoServer open(int port) throws IOException {
    return open(port, BUFFER_BYTES);
  }

  /// With another buffer for each connection.
  static FiberEchoServer open(int port, int bufferBytes) throws IOException {
    var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    return new FiberEchoServer(TcpListener.bind(address), bufferBytes);
  }

  @Override
  public int port() throws IOException {
    return listener.port();
  }

  @Override
  public void run() throws IOException {
    try (var scheduler = FiberScheduler.open()) {
      var fiber = scheduler.spawn("accept", () -> accept(scheduler));
      accepting = fiber;
      if (stopped) fiber.cancel();
      scheduler.run();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept(FiberScheduler scheduler) throws IOException {
    var callers = new HashSet<Fiber<?>>();
    try (var ours = FiberListener.of(listener)) {
      while (true) {
        var stream = ours.accept();
        stream.stream().noDelay(true);
        callers.add(
            scheduler.spawn(() -> {
              serve(stream);
              callers.remove(Fiber.current());
            }));
      }
    } finally {
      callers.forEach(Fiber::cancel);
    }
  }

  private void serve(FiberStream stream) throws IOException {
    var buffer = ByteBuffer.allocateDirect(bufferBytes);
    try (stream) {
      while (stream.read(buffer) != FiberStream.END) {
        stream.write(buffer.flip());
        buffer.clear();
      }
    } catch (SyscallException e) {
      if (e.errno() != Errno.ECONNRESET && e.errno() != Errno.EPIPE) throw e;
    }
  }

  @Override
  public void stop() {
    stopped = true;
    var fiber = accepting;
    if (fiber != null) fiber.cancel();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
