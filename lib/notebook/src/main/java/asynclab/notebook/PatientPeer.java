package asynclab.notebook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.OptionalLong;

/// A peer that answers nobody until it is told to, and holds nothing meanwhile: connections and
/// requests lie in the kernel's queues, so what a program holds while it waits is the client's.
final class PatientPeer implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 5_000;

  private final ServerSocket listener;
  private final Thread thread;
  private volatile OptionalLong switches = OptionalLong.empty();

  private PatientPeer(ServerSocket listener) {
    this.listener = listener;
    this.thread = Thread.ofPlatform().daemon().name("patient peer").unstarted(this::answerAll);
  }

  /// A peer to which `clients` may connect before it accepts one.
  static PatientPeer start(int clients) throws IOException {
    return new PatientPeer(new ServerSocket(0, clients + 1, InetAddress.ofLiteral("127.0.0.1")));
  }

  InetSocketAddress address() {
    return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
  }

  /// From now on it answers, in the order in which the clients came.
  void release() {
    thread.start();
  }

  /// Ends it, and says how often its own thread was switched; empty where nobody counts that.
  OptionalLong end() throws IOException {
    close();
    return switches;
  }

  private void answerAll() {
    while (!listener.isClosed()) {
      try (var client = listener.accept()) {
        client.setSoTimeout(PATIENCE_MILLIS);
        answer(client);
      } catch (IOException goneOrClosed) {
        // a client that was cancelled has closed its end; of our own end the loop hears
      }
    }
    switches = Switches.ofThread();
  }

  private static void answer(Socket client) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
    var request = lines.readLine();
    for (var line = request; line != null && !line.isEmpty(); ) line = lines.readLine();
    if (request == null) return;
    var target = request.split(" ", -1)[1];
    var message = target.substring(target.lastIndexOf('/') + 1);
    var answer =
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(message.length(), message);
    client.getOutputStream().write(answer.getBytes(UTF_8));
  }

  /// Ends it; whoever was not answered sees an end.
  @Override
  public void close() throws IOException {
    listener.close();
    try {
      if (thread.getState() != Thread.State.NEW) thread.join(PATIENCE_MILLIS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
