package asynclab.net.http;

import asynclab.futures.Future;
import asynclab.futures.Pending;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Waker;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// One request of a client, and its response.
///
/// Both directions at the same time: a server may answer before it has read everything, and may
/// even stop reading because of that (RFC 9112, section 9.5). So a request that cannot be written
/// any more is no failure yet.
final class Exchange implements Future<Response> {
  private static final int INTERIM_RESPONSES_MAX = 8;

  private final HttpConnection connection;
  private final Request request;
  private final boolean streamed;
  private @Nullable Future<Void> write;
  private @Nullable Future<Response> read;
  private @Nullable Throwable unwritten;
  private boolean lastOne;
  private boolean ended;

  /// @param streamed whether the response is handed over as soon as its head is there
  Exchange(HttpConnection connection, Request request, boolean streamed) {
    this.connection = connection;
    this.request = request;
    this.streamed = streamed;
  }

  @Override
  public Polled<Response> poll(Waker waker) {
    if (ended) throw new IllegalStateException(this + " has ended, and is polled again");
    if (read == null) {
      try {
        connection.begin();
      } catch (IllegalStateException e) {
        ended = true;
        return Polled.failed(e);
      }
      var head = HeadText.of(request, connection.host);
      write = connection.output.message(head, request.body(), true);
      read = response(INTERIM_RESPONSES_MAX);
    }
    pollWrite(waker);
    return switch (Polled.<Response>of(read, waker)) {
      case Pending<Response> _ -> Polled.pending();
      case Ready.Value<Response> value ->
          streamed ? handOver(value) : end(value, write == null && !lastOne);
      case Ready.Failure<Response>(var cause) -> end(Polled.failed(named(cause)), false);
    };
  }

  private void pollWrite(Waker waker) {
    if (write == null || unwritten != null) return;
    switch (Polled.<Void>of(write, waker)) {
      case Pending<Void> _ -> {}
      case Ready.Value<Void> _ -> write = null;
      case Ready.Failure<Void>(var cause) -> unwritten = cause;
    }
  }

  /// Reads the final response, behind those that only say that it will come (RFC 9110, section
  /// 15.2).
  private Future<Response> response(int interimAllowed) {
    var parser = MessageParser.ofResponse(connection.limits, request.method());
    return connection
        .input
        .head(parser)
        .then(head -> {
          if (!head.isInterim()) return whole(head, parser);
          if (interimAllowed > 0 && head.status() != 101) return response(interimAllowed - 1);
          return Future.failed(new HttpException(502, "status " + head.status() + " again"));
        });
  }

  private Future<Response> whole(ResponseHead head, MessageParser<ResponseHead> parser) {
    lastOne =
        !head.keepsAlive()
            || head.framing() instanceof Framing.UntilEnd
            || request.headers().has("Connection", "close");
    if (!streamed) return connection.input.body(parser).map(head::with);
    var content = new Content(connection, parser, write == null && !lastOne);
    return Future.ready(head.with(Body.of(content)));
  }

  /// From now on the connection is the content's. What was not sent by now never will be.
  private Polled<Response> handOver(Ready<Response> response) {
    ended = true;
    if (write != null) write.close();
    return response;
  }

  private Throwable named(Throwable cause) {
    var named = cause instanceof HttpException e ? e.named(connection.stream.toString()) : cause;
    if (unwritten instanceof IOException) named.addSuppressed(unwritten);
    return named;
  }

  private Polled<Response> end(Ready<Response> ready, boolean reusable) {
    letGo(reusable);
    return ready;
  }

  private void letGo(boolean reusable) {
    ended = true;
    if (read != null) read.close();
    if (write != null) write.close();
    connection.end(reusable);
  }

  @Override
  public void close() {
    if (!ended && read != null) letGo(false);
    ended = true;
  }

  @Override
  public String toString() {
    return request.method() + " " + request.target() + " over " + connection;
  }
}
