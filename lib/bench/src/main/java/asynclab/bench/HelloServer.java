package asynclab.bench;

import asynclab.futures.Future;
import asynclab.net.AsyncListener;
import asynclab.net.http.HttpServer;
import asynclab.net.http.Response;
import asynclab.net.http.ServerSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Answers every request with the same text, as a server of the peer harness.
public final class HelloServer {
  private static final int CONNECTIONS_MAX = 10_000;

  private HelloServer() {}

  /// `loop` or `workers`, and then the port; serves until it is killed.
  public static void main(String... arguments) throws Exception {
    var address =
        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), Integer.parseInt(arguments[1]));
    try (var runtime = Runtimes.of(arguments[0]).open();
        var server =
            HttpServer.serve(
                runtime,
                AsyncListener.bind(runtime, address),
                _ -> Future.ready(Response.ok("Hello, World!")),
                ServerSettings.USUAL.withConnections(CONNECTIONS_MAX))) {
      System.out.println("http on 127.0.0.1:" + server.address().getPort());
      runtime.blockOn(Future.never());
    }
  }
}
