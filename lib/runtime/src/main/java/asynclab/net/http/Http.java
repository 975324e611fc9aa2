package asynclab.net.http;

import asynclab.executor.Reactor;
import asynclab.futures.Future;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;

/// One request to an address, on a connection of its own.
public final class Http {
  private static final int PORT = 80;

  private Http() {}

  /// Asks for what is there, and comes to the response, whatever its status.
  ///
  /// Redirections are not followed. The name is looked up when the future is first polled, and that
  /// keeps the thread (the JDK has no look-up that does not); an address is not looked up.
  ///
  /// @param uri `http://name:port/path?query`
  /// @throws IllegalArgumentException when it is no such address
  public static Future<Response> get(Reactor reactor, URI uri) {
    return send(reactor, uri, Request.get(target(uri)));
  }

  /// Hands something in, otherwise the same.
  public static Future<Response> post(Reactor reactor, URI uri, Body body) {
    return send(reactor, uri, Request.post(target(uri), body));
  }

  private static Future<Response> send(Reactor reactor, URI uri, Request request) {
    check(uri);
    var last = request.with("Host", uri.getRawAuthority()).with("Connection", "close");
    return Future.using(
        Future.lazy(() -> HttpConnection.connect(reactor, address(uri))),
        connection -> connection.send(last));
  }

  private static void check(URI uri) {
    var plain = "http".equalsIgnoreCase(uri.getScheme()) && uri.getRawUserInfo() == null;
    if (!plain || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "\"%s\" is no http://name:port/path (nothing is encrypted here)".formatted(uri));
    }
  }

  private static InetSocketAddress address(URI uri) throws UnknownHostException {
    var host = uri.getHost().replaceAll("[\\[\\]]", "");
    var address = new InetSocketAddress(host, uri.getPort() < 0 ? PORT : uri.getPort());
    if (address.isUnresolved()) throw new UnknownHostException("no address is known for " + host);
    return address;
  }

  private static String target(URI uri) {
    var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }
}
