package asynclab.notebook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A peer that is slow on purpose and costs nothing while it waits.
///
/// `GET /1000/hello` is answered after 1000 ms with `hello`. Each request has a virtual thread that
/// sleeps. The server listens on the loopback interface alone.
///
/// Some facts about its answers: 404 with a sentence when the delay is no unsigned 64-bit number;
/// 404 with nothing when the path has not two segments, a segment is empty, or the method is not
/// `GET`; 400, from the HTTP parser, when the target is no URI. A query is ignored. Two requests on
/// one connection are answered one after the other, as HTTP/1.1 wants it.
public final class DelayServer implements AutoCloseable {
  /// How many arrivals are remembered.
  public static final int REMEMBERED = 10_000;

  private static final int MESSAGE_SHOWN = 200;
  private static final int BACKLOG = 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  static {
    // Without it Nagle's algorithm may hold an answer back until the client's delayed
    // acknowledgement, 40 ms later. The property is read once, by the first server of the JVM.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  /// One request that was understood.
  ///
  /// @param number 1 for the first of this server
  /// @param delayMillis the delay asked for; unsigned, so 2^63 and more are negative here
  /// @param message the decoded message, cut after 200 characters
  /// @param arrivedNanos when it arrived, as `System.nanoTime()`
  /// @param answeredNanos when its answer was about to be written; empty until then
  public record Arrival(
      long number,
      long delayMillis,
      String message,
      long arrivedNanos,
      OptionalLong answeredNanos) {

    /// Whether the delay is over and the answer is on its way.
    public boolean answered() {
      return answeredNanos.isPresent();
    }

    private Arrival answeredNow() {
      var now = OptionalLong.of(System.nanoTime());
      return new Arrival(number, delayMillis, message, arrivedNanos, now);
    }

    @Override
    public String toString() {
      return "%d %s ms %s".formatted(number, Long.toUnsignedString(delayMillis), message);
    }
  }

  private final HttpServer server;
  private final ExecutorService workers;
  private final Consumer<Arrival> onArrival;
  private final SequencedMap<Long, Arrival> arrivals = new LinkedHashMap<>();
  private final int port;
  private long count;
  private volatile boolean closed;

  private DelayServer(int port, Consumer<Arrival> onArrival) throws IOException {
    var local = new InetSocketAddress(loopback(), port);
    this.server = HttpServer.create(local, BACKLOG);
    this.port = server.getAddress().getPort();
    this.onArrival = onArrival;
    this.workers =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("delay-", 1).factory());
  }

  /// A running server on a free port.
  public static DelayServer start() throws IOException {
    return start(0, arrival -> {});
  }

  /// A running server on `port` (0: a free one) that tells `onArrival` of each request understood.
  public static DelayServer start(int port, Consumer<Arrival> onArrival) throws IOException {
    var delayServer = new DelayServer(port, onArrival);
    delayServer.server.createContext("/", delayServer::handle);
    delayServer.server.setExecutor(delayServer::begin);
    delayServer.server.start();
    return delayServer;
  }

  /// The port it listens on.
  public int port() {
    return port;
  }

  /// Where to connect to.
  public InetSocketAddress address() {
    return new InetSocketAddress(loopback(), port);
  }

  /// The text of a request for `message` after `delayMillis`, to be written to a connected socket.
  ///
  /// It asks the server to close the connection after the answer, so that a client sees the end.
  public String request(long delayMillis, String message) {
    var target = "/" + Long.toUnsignedString(delayMillis) + "/" + DelayTarget.encode(message);
    return requestFor(target);
  }

  /// The whole answer to `GET target`, status line and headers included, by a blocking socket.
  public String get(String target) throws IOException {
    try (var socket = new Socket(loopback(), port)) {
      socket.getOutputStream().write(requestFor(target).getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  /// The requests understood so far, oldest first; of very many, the last [#REMEMBERED].
  public List<Arrival> arrivals() {
    synchronized (arrivals) {
      return List.copyOf(arrivals.values());
    }
  }

  /// Ends the server: no thread and no descriptor stays, and every client gets an answer or an end.
  ///
  /// Requests still waiting are not answered; their connections are closed. A second call does
  /// nothing.
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    stopBetweenTwoClients();
    server.stop(0); // waits for the dispatcher's end
    workers.shutdownNow();
    try {
      if (!workers.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(
            "the delay server's handlers did not end within " + PATIENCE.toSeconds() + " s");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Has the dispatcher itself stop the server.
  ///
  /// The JDK's `stop` closes the connections it knows and then forgets them all. One that the
  /// dispatcher accepts in between would never be closed; between two clients it accepts none.
  private void stopBetweenTwoClients() {
    try (var last = new Socket(loopback(), port)) {
      last.setSoTimeout((int) PATIENCE.toMillis());
      last.getOutputStream().write(requestFor("/0/last").getBytes(UTF_8));
      var _ = last.getInputStream().read();
    } catch (IOException reset) {
      return; // that is an end as well; and without a descriptor for it, the JDK's way has to do
    }
  }

  /// Called by the dispatcher with each request.
  private void begin(Runnable exchange) {
    if (closed) server.stop(0);
    else workers.execute(exchange);
  }

  @Override
  public String toString() {
    return "delay server on http://127.0.0.1:" + port;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (closesAfter(exchange)) {
        exchange.getResponseHeaders().set("Connection", "close");
      }
      var target = DelayTarget.parse(exchange.getRequestURI().getRawPath());
      if (target.isEmpty() || !exchange.getRequestMethod().equals("GET")) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      var delay = target.get().delayMillis();
      if (delay.isEmpty()) {
        var wrong = DelayTarget.encode(target.get().delay());
        answer(exchange, 404, "can not parse \"" + wrong + "\" to a u64: ask /1000/hello");
        return;
      }
      var arrival = arrived(delay.get(), target.get().message());
      Thread.sleep(Duration.ofMillis(arrival.delayMillis < 0 ? Long.MAX_VALUE : delay.get()));
      answers(arrival);
      answer(exchange, 200, target.get().message());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt(); // close() has ended the connection already
    }
  }

  private static boolean closesAfter(HttpExchange exchange) {
    @Nullable String connection = exchange.getRequestHeaders().getFirst("Connection");
    return connection != null && connection.equalsIgnoreCase("close");
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    var body = text.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body); // headers and body leave together, with the close
  }

  private Arrival arrived(long delayMillis, String message) {
    var shown = message.length() <= MESSAGE_SHOWN ? message : message.substring(0, MESSAGE_SHOWN);
    Arrival arrival;
    synchronized (arrivals) {
      arrival = new Arrival(++count, delayMillis, shown, System.nanoTime(), OptionalLong.empty());
      arrivals.put(arrival.number, arrival);
      if (arrivals.size() > REMEMBERED) {
        arrivals.pollFirstEntry();
      }
    }
    onArrival.accept(arrival);
    return arrival;
  }

  private void answers(Arrival arrival) {
    synchronized (arrivals) {
      arrivals.computeIfPresent(arrival.number, (number, known) -> known.answeredNow());
    }
  }

  private static String requestFor(String target) {
    return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  }

  /// IPv4 on purpose: a client of the lab connects with plain `sockaddr_in`.
  private static InetAddress loopback() {
    try {
      return InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
    } catch (UnknownHostException impossible) {
      throw new AssertionError("four bytes are an address", impossible);
    }
  }
}
