package asynclab.net.http;

import asynclab.executor.Reactor;
import asynclab.futures.Future;
import asynclab.net.AsyncStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.function.UnaryOperator;

/// A client's connection to one server, for one exchange after the other.
///
/// ```java
/// Future.using(HttpConnection.connect(reactor, server.address()), connection ->
///     connection.send(Request.get("/a")).then(_ -> connection.send(Request.get("/b"))))
/// ```
///
/// Threads: one at a time, whichever polls.
public final class HttpConnection implements AutoCloseable {
  /// Where a connection stands, and which way it may go from there.
  ///
  /// ```
  /// FREE -> BUSY   // an exchange begins
  /// BUSY -> FREE   // it has ended, and another may follow
  /// BUSY -> SPENT  // it was the last, failed, or was given up
  /// FREE -> SPENT  // closed
  /// ```
  enum State {
    FREE,
    BUSY,
    SPENT
  }

  final AsyncStream stream;
  final String host;
  final Limits limits;
  final Input input;
  final Output output;
  private State state = State.FREE;

  private HttpConnection(AsyncStream stream, String host, Limits limits) {
    this.stream = stream;
    this.host = host;
    this.limits = limits;
    input = new Input(stream);
    output = new Output(stream, UnaryOperator.identity());
  }

  /// Comes to a connection, with [Limits#USUAL] for what the server may send.
  public static Future<HttpConnection> connect(Reactor reactor, InetSocketAddress address) {
    return AsyncStream.connect(reactor, address).map(stream -> over(stream, host(address)));
  }

  /// Takes over a stream that stands, and closes it in the end.
  ///
  /// @param host for requests that do not name one: a name or an address, and perhaps a port
  public static HttpConnection over(AsyncStream stream, String host) {
    return over(stream, host, Limits.USUAL);
  }

  /// The same with other limits for what the server may send.
  public static HttpConnection over(AsyncStream stream, String host, Limits limits) {
    return new HttpConnection(stream, host, limits);
  }

  static String host(InetSocketAddress address) {
    var name = address.getHostString();
    var literal = address.getAddress() instanceof Inet6Address && name.indexOf(':') >= 0;
    return (literal ? "[" + name.replaceFirst("%.*", "") + "]" : name) + ":" + address.getPort();
  }

  /// Sends a request and comes to the whole response, whatever its status.
  ///
  /// It fails with an [HttpException] when what comes is no response or more than the limits allow,
  /// and with an [IllegalStateException] when the connection is busy or spent. Closing it while it
  /// waits gives up the connection too: the answer to come would be taken for the next one's.
  public Future<Response> send(Request request) {
    return new Exchange(this, request, false);
  }

  /// The same, but the response comes as soon as its head is there, and its body piece by piece.
  /// Read its source to the end, or close it: the connection is busy until then, and spent when the
  /// end was not reached.
  public Future<Response> stream(Request request) {
    return new Exchange(this, request, true);
  }

  /// Whether another request can be sent.
  public boolean isReusable() {
    return state == State.FREE;
  }

  void begin() {
    state =
        switch (state) {
          case FREE -> State.BUSY;
          case BUSY -> throw refused("waits for an answer already: one at a time");
          case SPENT -> throw refused("has had its last answer: connect anew");
        };
  }

  private IllegalStateException refused(String why) {
    return new IllegalStateException(this + " " + why);
  }

  void end(boolean reusable) {
    if (reusable && state == State.BUSY) state = State.FREE;
    else close();
  }

  /// Closes it. An exchange that waits on it fails.
  @Override
  public void close() {
    state = State.SPENT;
    try {
      stream.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "an HTTP connection to " + host;
  }
}
