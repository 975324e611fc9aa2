package asynclab.net.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import asynclab.executor.EventLoop;
import asynclab.futures.Future;
import asynclab.net.AsyncListener;
import asynclab.net.AsyncStream;
import asynclab.net.Loops;
import asynclab.trace.Observer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// A loop, servers on it, and clients that block in threads of their own.
@ParameterizedClass
@MethodSource("asynclab.net.Loops#all")
abstract class Served {
  @Parameter Loops.Kind kind;

  static final Duration NEVER = Duration.ofHours(1);
  static final Duration SOON = Duration.ofMillis(20);

  /// A busy machine makes everybody slow, and nobody is to be let go for that.
  static final ServerSettings.Patience PATIENCE =
      new ServerSettings.Patience(NEVER, NEVER, NEVER, NEVER, Duration.ofSeconds(10), SOON);

  final List<String> reports = new ArrayList<>();
  final ServerSettings settings =
      ServerSettings.USUAL
          .with(PATIENCE)
          .with((String where, Throwable cause) -> reports.add(where + ": " + cause));
  EventLoop loop;

  @BeforeEach
  void open() throws IOException {
    loop = kind.open(Observer.NONE);
  }

  @AfterEach
  void close() throws IOException {
    if (loop == null) return; // left out, by name
    loop.close();
  }

  HttpServer serve(Function<Request, Future<Response>> handler) throws IOException {
    return serve(handler, settings);
  }

  HttpServer serve(Function<Request, Future<Response>> handler, ServerSettings with)
      throws IOException {
    return HttpServer.serve(loop, AsyncListener.bind(loop, kind.address()), handler, with);
  }

  /// Says back what was asked.
  static Future<Response> echo(Request request) {
    return Future.ready(
        Response.ok(request.method() + " " + request.target() + " " + request.text()));
  }

  URI uri(HttpServer server, String path) {
    return URI.create("http://" + kind.text(server.address().getPort()) + path);
  }

  /// Runs the loop until code that blocks, on a thread of its own, has ended.
  <T> T blocking(Callable<T> code) throws Exception {
    var done = new CompletableFuture<T>();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            done.complete(code.call());
          } catch (Throwable e) {
            done.completeExceptionally(e);
          }
        });
    return loop.blockOn(Future.fromCompletable(done));
  }

  /// Sends bytes as they are, and reads until the server ends.
  String conversation(HttpServer server, String sent) throws Exception {
    return blocking(() -> {
      try (var socket = new Socket(kind.host(), server.address().getPort())) {
        socket.getOutputStream().write(sent.getBytes(ISO_8859_1));
        return text(socket);
      }
    });
  }

  static String text(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), ISO_8859_1)
        .replaceAll("Date: [^\r]*\r\n", "");
  }

  Future<AsyncStream> connect(HttpServer server) {
    return AsyncStream.connect(loop, server.address());
  }

  /// Ready when the condition holds, asked once a turn.
  static Future<Void> until(BooleanSupplier condition) {
    return new Repeat(
        () -> condition.getAsBoolean() ? Future.ready(false) : EventLoop.yieldNow().map(_ -> true));
  }
}
