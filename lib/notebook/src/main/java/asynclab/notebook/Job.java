package asynclab.notebook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/// The one job that every model does: some requests to a slow peer, and a note of what becomes of
/// each.
///
/// ```java
/// job.begins(i);                 // on the thread that starts request i
/// job.waits(i);                  // it is sent: from now on there is nothing to do but to wait
/// job.answered(i, text);         // on the thread that goes on with the answer
/// job.cancelBy(i, handle);       // how this model ends a request early, if it has a way
/// ```
///
/// Any thread may call these. `get` is a blocking request that begins and waits by itself.
public final class Job {
  /// The request whose answer is of no use when a [Models] looks at errors.
  static final int UNUSABLE = 3;

  private static final int SMALL = 256;
  private static final String HEADERS_END = "\r\n\r\n";

  /// What goes wrong in the code behind request 3, when that is being tried.
  public static final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Unusable(int i) {
      super("the answer to R" + i + " is of no use");
    }
  }

  private final InetSocketAddress address;
  private final List<Request> requests;
  private final List<Integer> order = new ArrayList<>();
  private final Callers callers = new Callers();
  private final boolean fails;
  private int waiting;
  private boolean underWay = true;

  private Job(InetSocketAddress address, List<Long> delays, boolean fails) {
    this.address = address;
    this.fails = fails;
    this.requests =
        IntStream.range(0, delays.size()).mapToObj(i -> new Request(i, delays)).toList();
  }

  /// Requests to the peer at `address`, each with its delay in milliseconds.
  public static Job of(InetSocketAddress address, List<Long> delays) {
    return new Job(address, delays, false);
  }

  /// The same, and whoever goes on with the answer to request 3 fails.
  static Job failing(InetSocketAddress address, List<Long> delays) {
    return new Job(address, delays, true);
  }

  /// How many requests there are: 0 to `size() - 1`.
  public int size() {
    callers.note();
    return requests.size();
  }

  /// The peer.
  public InetSocketAddress address() {
    return address;
  }

  /// What request `i` asks for, as a URI.
  public URI uri(int i) {
    return URI.create(
        "http://%s:%d%s"
            .formatted(address.getAddress().getHostAddress(), address.getPort(), target(i)));
  }

  /// The text of request `i`, to be written to a connection of its own.
  public String text(int i) {
    return "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".formatted(target(i));
  }

  /// What an answer says: `all` without the status line and the headers.
  ///
  /// @throws UncheckedIOException when there are none: it stands in lambdas
  public static String body(String all) {
    var end = all.indexOf(HEADERS_END);
    if (end < 0) {
      throw new UncheckedIOException(new IOException("the connection ended before an answer came"));
    }
    return all.substring(end + HEADERS_END.length());
  }

  /// Request `i` begins, on this thread.
  public void begins(int i) {
    callers.note();
    synchronized (this) {
      var request = request(i);
      request.begun = System.nanoTime();
      notifyAll();
    }
  }

  /// Request `i` is sent and waits for its answer.
  public void waits(int i) {
    callers.note();
    synchronized (this) {
      var request = request(i);
      request.waited = System.nanoTime();
      if (underWay) waiting++;
      notifyAll();
    }
  }

  /// The answer to request `i` is here. A client says so where the answer may not be wanted any
  /// more; [#answered] says it as well.
  public synchronized void received(int i) {
    var request = request(i);
    if (request.received == Request.NEVER) request.received = System.nanoTime();
  }

  /// This thread goes on with the answer to request `i`.
  ///
  /// @throws Unusable when a [Models] looks at errors, for request 3
  public void answered(int i, String answer) {
    callers.note();
    if (fails && i == UNUSABLE) throw new Unusable(i);
    synchronized (this) {
      var request = request(i);
      if (!answer.equals("R" + i)) {
        throw new IllegalArgumentException("R%d was answered \"%s\"".formatted(i, answer));
      }
      if (request.answered != Request.NEVER) {
        throw new IllegalStateException("R%d was answered already".formatted(i));
      }
      received(i);
      request.answered = System.nanoTime();
      request.thread = Thread.currentThread();
      order.add(i);
      notifyAll();
    }
  }

  /// How request `i` is ended early; a [Models] tries it with request 0, from another thread.
  public synchronized void cancelBy(int i, Runnable how) {
    callers.note();
    request(i).cancel = Optional.of(how);
  }

  /// Makes request `i` on a connection of its own and blocks until its answer is here.
  public String get(int i) {
    begins(i);
    try (var socket = new Socket(address.getAddress(), address.getPort())) {
      socket.getOutputStream().write(text(i).getBytes(UTF_8));
      waits(i);
      var all = readAll(socket.getInputStream());
      received(i);
      return body(all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// With a small buffer: `readAllBytes` keeps 16 kB while it waits, more than many a model does.
  private static String readAll(InputStream in) throws IOException {
    var all = new ByteArrayOutputStream(SMALL);
    var some = new byte[SMALL];
    for (var n = in.read(some); n >= 0; n = in.read(some)) all.write(some, 0, n);
    return all.toString(UTF_8);
  }

  /// Waits until every request waits, or until nothing more has begun or waited for `stillMillis`:
  /// a pool takes only some at a time. Says how many wait.
  synchronized int settled(long stillMillis) throws InterruptedException {
    var deadline = System.nanoTime() + stillMillis * 1_000_000;
    for (var seen = waiting; waiting < requests.size(); ) {
      var left = deadline - System.nanoTime();
      if (left <= 0) break;
      wait(left / 1_000_000 + 1);
      if (waiting > seen) deadline = System.nanoTime() + stillMillis * 1_000_000;
      seen = waiting;
    }
    underWay = false;
    return waiting;
  }

  /// Ends request 0 as its model does; whether it has a way.
  boolean cancel() {
    Optional<Runnable> how;
    synchronized (this) {
      how = request(0).cancel;
    }
    how.ifPresent(Runnable::run);
    return how.isPresent();
  }

  /// Lets go of what a model has left here of its requests: how to end them, and their threads.
  synchronized void letGo() {
    for (var request : requests) {
      request.cancel = Optional.empty();
      request.thread = null;
    }
  }

  synchronized List<Request> requests() {
    return requests.stream().map(Request::copy).toList();
  }

  /// The requests in the order in which they were answered.
  synchronized List<Integer> order() {
    return List.copyOf(order);
  }

  Callers callers() {
    return callers;
  }

  private String target(int i) {
    return "/%d/R%d".formatted(request(i).delayMillis, i);
  }

  private Request request(int i) {
    return requests.get(Objects.checkIndex(i, requests.size()));
  }

  @Override
  public String toString() {
    return Words.count(requests.size(), "request") + " to port " + address.getPort();
  }
}
