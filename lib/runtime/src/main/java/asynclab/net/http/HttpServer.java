package asynclab.net.http;

import asynclab.executor.EventLoop;
import asynclab.executor.Task;
import asynclab.futures.Future;
import asynclab.futures.Ready;
import asynclab.net.AsyncListener;
import asynclab.net.AsyncStream;
import asynclab.sync.Notify;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Answers requests on a port, many connections on one thread.
///
/// ```java
/// var server = HttpServer.serve(loop, AsyncListener.loopback(loop), request ->
///     loop.sleep(delay).map(_ -> Response.ok("slept")));
/// …
/// loop.blockOn(server.stop());
/// ```
///
/// The handler gets a whole request and gives a future of the response; requests of one connection
/// are handled one after the other, in their order. When it fails the client gets a 500, and the
/// connection ends.
///
/// Threads: the loop's own.
public final class HttpServer implements AutoCloseable {
  final EventLoop loop;
  final Function<Request, Future<Response>> handler;
  final ServerSettings settings;
  private final AsyncListener listener;
  private final InetSocketAddress address;
  private final Task<Void> accepting;
  private final Map<ServerConnection, Task<Void>> living = new HashMap<>();
  private final Notify left = new Notify();
  private final Notify stopped = new Notify();
  private boolean stopping;

  private HttpServer(
      EventLoop loop,
      AsyncListener listener,
      Function<Request, Future<Response>> handler,
      ServerSettings settings)
      throws IOException {
    this.loop = loop;
    this.listener = listener;
    this.handler = handler;
    this.settings = settings;
    address = listener.address();
    accepting = loop.spawn("http server", new Repeat(this::accept));
  }

  /// Begins to serve, with [ServerSettings#USUAL]: in tasks of `loop`, whenever that runs.
  ///
  /// @param listener belongs to the server from now on
  public static HttpServer serve(
      EventLoop loop, AsyncListener listener, Function<Request, Future<Response>> handler)
      throws IOException {
    return serve(loop, listener, handler, ServerSettings.USUAL);
  }

  /// The same with other settings.
  public static HttpServer serve(
      EventLoop loop,
      AsyncListener listener,
      Function<Request, Future<Response>> handler,
      ServerSettings settings)
      throws IOException {
    return new HttpServer(loop, listener, handler, settings);
  }

  /// Lets one connection in, once there is room for it.
  private Future<Boolean> accept() {
    if (living.size() >= settings.connections()) return left.notified().map(_ -> true);
    return listener.accept().attempt().then(this::accepted);
  }

  private Future<Boolean> accepted(Ready<AsyncStream> accepted) {
    return switch (accepted) {
      case Ready.Value<AsyncStream>(var stream) -> {
        var connection = new ServerConnection(this, stream);
        living.put(connection, loop.spawn("http connection", connection));
        yield EventLoop.yieldNow().map(_ -> true); // a rush of callers is not one long turn
      }
      // No descriptor is left (EMFILE), mostly: the caller stays in the kernel's queue, so asking
      // again at once would be asking without end.
      case Ready.Failure<AsyncStream>(IOException cause) -> {
        settings.report().trouble("accept, tried again in " + settings.patience().accept(), cause);
        yield loop.sleep(settings.patience().accept()).map(_ -> true);
      }
      case Ready.Failure<AsyncStream>(var cause) -> Future.failed(cause);
    };
  }

  void left(ServerConnection connection) {
    living.remove(connection);
    left.notifyAllWaiting();
  }

  boolean isStopping() {
    return stopping;
  }

  /// Ready when the server stops.
  Future<Void> stopped() {
    return stopping ? Future.done() : stopped.notified();
  }

  /// Lets nobody in any more, closes the connections that wait for a request, and is ready when the
  /// others have had their answer. It begins when it is polled.
  public Future<Void> stop() {
    return Future.lazy(() -> {
      closeDoor();
      return new Repeat(
          () -> living.isEmpty() ? Future.ready(false) : left.notified().map(_ -> true));
    });
  }

  private void closeDoor() throws IOException {
    stopping = true;
    accepting.cancel();
    listener.close();
    stopped.notifyAllWaiting();
  }

  /// Where it listens.
  public InetSocketAddress address() {
    return address;
  }

  /// How many connections there are.
  public int connections() {
    return living.size();
  }

  /// Ends at once: connections are closed whatever they are at, when the loop runs next.
  @Override
  public void close() throws IOException {
    closeDoor();
    List.copyOf(living.values()).forEach(Task::cancel);
  }

  @Override
  public String toString() {
    return "an HTTP server at %s:%d, %d connections"
        .formatted(address.getHostString(), address.getPort(), living.size());
  }
}
