package asynclab.net.http;

import asynclab.executor.EventLoop;
import asynclab.executor.JoinHandle;
import asynclab.executor.Runtime;
import asynclab.futures.Future;
import asynclab.futures.Ready;
import asynclab.net.AsyncListener;
import asynclab.net.AsyncStream;
import asynclab.sync.Notify;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Answers requests on a port, a task for each connection.
///
/// ```java
/// var server = HttpServer.serve(runtime, AsyncListener.loopback(runtime), request ->
///     runtime.sleep(delay).map(_ -> Response.ok("slept")));
/// …
/// runtime.blockOn(server.stop());
/// ```
///
/// The handler gets a whole request and gives a future of the response; requests of one connection
/// are handled one after the other, in their order. When it fails the client gets a 500, and the
/// connection ends.
///
/// Threads: any. The handler is called by the thread that polls the connection.
public final class HttpServer implements AutoCloseable {
  final Runtime runtime;
  final Function<Request, Future<Response>> handler;
  final ServerSettings settings;
  private final AsyncListener listener;
  private final InetSocketAddress address;
  private final JoinHandle<Void> accepting;
  private final Map<ServerConnection, JoinHandle<Void>> living = new ConcurrentHashMap<>();
  private final Notify left = new Notify();
  private final Notify stopped = new Notify();
  private volatile boolean stopping;

  private HttpServer(
      Runtime runtime,
      AsyncListener listener,
      Function<Request, Future<Response>> handler,
      ServerSettings settings)
      throws IOException {
    this.runtime = runtime;
    this.listener = listener;
    this.handler = handler;
    this.settings = settings;
    address = listener.address();
    accepting = runtime.spawn("http server", new Repeat(this::accept));
  }

  /// Begins to serve, with [ServerSettings#USUAL]: in tasks of `runtime`, whenever that runs.
  ///
  /// @param listener belongs to the server from now on
  public static HttpServer serve(
      Runtime runtime, AsyncListener listener, Function<Request, Future<Response>> handler)
      throws IOException {
    return serve(runtime, listener, handler, ServerSettings.USUAL);
  }

  /// The same with other settings.
  public static HttpServer serve(
      Runtime runtime,
      AsyncListener listener,
      Function<Request, Future<Response>> handler,
      ServerSettings settings)
      throws IOException {
    return new HttpServer(runtime, listener, handler, settings);
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
        var task = runtime.spawn("http connection", connection);
        living.put(connection, task);
        if (task.isDone()) left(connection); // another thread was quicker
        yield EventLoop.yieldNow().map(_ -> true); // a rush of callers is not one long turn
      }
      // No descriptor is left (EMFILE), mostly: the caller stays in the kernel's queue, so asking
      // again at once would be asking without end.
      case Ready.Failure<AsyncStream>(IOException cause) -> {
        settings.report().trouble("accept, tried again in " + settings.patience().accept(), cause);
        yield runtime.sleep(settings.patience().accept()).map(_ -> true);
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

  /// Ends at once: connections are closed whatever they are at, when the runtime polls them next.
  @Override
  public void close() throws IOException {
    closeDoor();
    List.copyOf(living.values()).forEach(JoinHandle::cancel);
  }

  @Override
  public String toString() {
    return "an HTTP server at %s, %d connections"
        .formatted(HttpConnection.host(address), living.size());
  }
}
