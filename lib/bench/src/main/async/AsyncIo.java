package asynclab.bench;

import static asynclab.coroutines.Coroutine.await;

import asynclab.coroutines.Async;
import asynclab.executor.Reactor;
import asynclab.futures.Future;
import asynclab.net.AsyncListener;
import asynclab.net.AsyncStream;
import asynclab.net.http.HttpConnection;
import asynclab.net.http.Request;
import asynclab.syscalls.Errno;
import asynclab.syscalls.SyscallException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Queue;

/// What tasks of the peer harness do with sockets and the clock, as coroutines, on any runtime.
@SuppressWarnings("NullAway.Init") // what a state reads was set in an earlier one
final class AsyncIo {
  private AsyncIo() {}

  /// Who is told of a new connection.
  interface Host {
    void receive(AsyncStream stream) throws IOException;
  }

  /// Lets in whoever comes, without end.
  @Async
  static Future<Void> accepting(AsyncListener listener, Host host) throws IOException {
    while (true) host.receive(await(listener.accept()));
  }

  /// Sends back what comes, until the end.
  @Async
  static Future<Void> echo(AsyncStream stream, ByteBuffer buffer) throws IOException {
    try (stream) {
      while (await(stream.read(buffer)) != AsyncStream.END) {
        await(stream.write(buffer.flip()));
        buffer.clear();
      }
    } catch (SyscallException e) {
      if (e.errno() != Errno.ECONNRESET && e.errno() != Errno.EPIPE) throw e;
    }
    return Future.done();
  }

  /// Comes to how many nanoseconds it slept too long.
  @Async
  static Future<Long> lateness(Reactor reactor, long nanos) {
    var start = System.nanoTime();
    await(reactor.sleep(Duration.ofNanos(nanos)));
    return Future.ready(System.nanoTime() - start - nanos);
  }

  /// Comes to the text of an answer, over a free connection or a new one, which is free afterwards.
  @Async
  static Future<String> ask(
      Reactor reactor, InetSocketAddress server, Queue<HttpConnection> free, String target) {
    var connection = free.poll();
    if (connection == null) connection = await(HttpConnection.connect(reactor, server));
    var response = await(connection.send(Request.get(target)));
    if (connection.isReusable()) free.add(connection);
    return Future.ready(response.text());
  }
}
