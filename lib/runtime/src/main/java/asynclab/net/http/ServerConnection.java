package asynclab.net.http;

import asynclab.executor.EventLoop;
import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Waker;
import asynclab.net.AsyncStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeoutException;

/// One connection of a server, from the first request to the last answer. It never fails: what goes
/// wrong is answered or reported.
final class ServerConnection implements Future<Void> {
  private static final long DRAINED_BYTES = 1 << 20;
  private static final byte[] CONTINUE = Output.ascii("HTTP/1.1 100 Continue\r\n\r\n");

  private final HttpServer server;
  private final ServerSettings.Patience patience;
  private final AsyncStream stream;
  private final Input input;
  private final Output output;
  private final Repeat exchanges = new Repeat(this::exchange);
  private boolean ended;

  ServerConnection(HttpServer server, AsyncStream stream) {
    this.server = server;
    this.stream = stream;
    patience = server.settings.patience();
    input = new Input(stream);
    output = new Output(stream, writing -> within(patience.write(), writing));
  }

  /// One request and its answer; whether another may follow.
  private Future<Boolean> exchange() {
    var parser = MessageParser.ofRequest(server.settings.limits());
    return begins()
        .then(begun ->
            begun
                ? request(parser).attempt().then(request -> answer(parser, request))
                : Future.ready(false));
  }

  /// Whether another request begins, before patience or the server ends.
  private Future<Boolean> begins() {
    return Future.race(
            List.of(
                input.more(),
                server.stopped().map(_ -> false),
                server.runtime.sleep(patience.idle()).map(_ -> false)))
        .then(begun -> begun ? Future.ready(true) : lastLook());
  }

  /// A request may have come that the event queue has not told of yet. A new read asks the kernel
  /// itself, at its second poll at the latest.
  private Future<Boolean> lastLook() {
    return Future.race(List.of(input.more(), EventLoop.yieldNow().map(_ -> false)));
  }

  private Future<Request> request(MessageParser<RequestHead> parser) {
    return within(patience.head(), input.head(parser))
        .then(head -> Future.lazy(() -> invited(head, parser)))
        .then(_ -> within(patience.body(), input.body(parser)))
        .map(body -> parser.head().with(body));
  }

  /// RFC 9110, section 10.1.1: who has sent some of the content already waits for nothing.
  private Future<Void> invited(RequestHead head, MessageParser<RequestHead> parser)
      throws HttpException {
    if (!head.expectsContinue() || parser.isDone() || input.hasMore()) return Future.done();
    return output.bytes(CONTINUE);
  }

  private Future<Boolean> answer(MessageParser<RequestHead> parser, Ready<Request> read) {
    return switch (read) {
      case Ready.Value<Request>(var request) -> handled(parser.head(), request);
      case Ready.Failure<Request>(HttpException refused) ->
          last(Response.text(refused.status(), refused.getMessage() + "\n"));
      case Ready.Failure<Request>(TimeoutException _) ->
          last(Response.text(408, "408 Request Timeout: the request took too long\n"));
      case Ready.Failure<Request>(var cause) -> Future.failed(cause);
    };
  }

  private Future<Boolean> handled(RequestHead head, Request request) {
    return Future.lazy(() -> server.handler.apply(request))
        .attempt()
        .then(answered ->
            switch (answered) {
              case Ready.Value<Response>(var response) when response != null ->
                  send(head, response);
              case Ready.Value<Response> _ ->
                  failed(request, new NullPointerException("the handler's future gave null"));
              case Ready.Failure<Response>(var cause) -> failed(request, cause);
            });
  }

  private Future<Boolean> failed(Request request, Throwable cause) {
    var what = request.method() + " " + request.target();
    server.settings.report().trouble("the handler of " + what, cause);
    return last(Response.text(500, "500 Internal Server Error\n"));
  }

  private Future<Boolean> send(RequestHead head, Response response) {
    var keep =
        head.keepsAlive()
            && !server.isStopping()
            && !response.headers().has("Connection", "close")
            && HeadText.isFramed(response, head.minor());
    var text = HeadText.of(response, head.minor(), keep, Instant.now());
    var body = response.body();
    if (head.method().equals("HEAD") || Status.isBodiless(response.status())) {
      if (body instanceof Body.Stream(var source)) source.close();
      body = Body.empty();
    }
    var sent = output.message(text, body, head.minor() == 1);
    return keep ? sent.map(_ -> true) : sent.then(_ -> ended());
  }

  /// The answer to what could not be read or handled: nothing follows.
  private Future<Boolean> last(Response response) {
    var head = HeadText.of(response, 1, false, Instant.now());
    return output.message(head, response.body(), true).then(_ -> ended());
  }

  /// RFC 9112, section 9.6: closing while bytes are unread makes the kernel send a reset, which may
  /// overtake the answer. So our side ends first, and what still comes is dropped for a while.
  private Future<Boolean> ended() {
    return Future.lazy(() -> {
      stream.shutdownOutput();
      return within(patience.linger(), input.drain(DRAINED_BYTES)).attempt().map(_ -> false);
    });
  }

  private <T> Future<T> within(Duration time, Future<T> future) {
    return Future.timeout(future, server.runtime.sleep(time));
  }

  @Override
  public Polled<Void> poll(Waker waker) {
    if (!(exchanges.poll(waker) instanceof Ready<Void> ready)) return Polled.pending();
    if (ready instanceof Ready.Failure<Void>(var cause)) {
      server.settings.report().trouble(stream.toString(), cause);
    }
    letGo();
    return Polled.done();
  }

  @Override
  public void close() {
    exchanges.close();
    letGo();
  }

  private void letGo() {
    if (ended) return;
    ended = true;
    try {
      stream.close();
    } catch (IOException e) {
      server.settings.report().trouble("closing " + stream, e);
    }
    server.left(this);
  }

  @Override
  public String toString() {
    return "an HTTP connection over " + stream;
  }
}
