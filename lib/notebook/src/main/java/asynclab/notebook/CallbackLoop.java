package asynclab.notebook;

import static java.nio.charset.StandardCharsets.UTF_8;

import asynclab.poll.Event;
import asynclab.poll.Events;
import asynclab.poll.Interest;
import asynclab.poll.Poll;
import asynclab.poll.TcpStream;
import asynclab.poll.Token;
import asynclab.poll.Wakeup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/// Requests whose answers come as calls: one thread, one event queue, and whom to call.
///
/// ```java
/// try (var loop = CallbackLoop.open()) {
///   for (int i = 0; i < job.size(); i++) {
///     int r = i;
///     loop.get(job, r, text -> job.answered(r, text));
///   }
///   loop.run();                               // calls, until nothing is awaited any more
/// }
/// ```
///
/// What a callback throws comes out of [#run], which is who called it. It belongs to one thread,
/// but for what [#get] answers with. An interrupt ends a [#run].
public final class CallbackLoop implements AutoCloseable {
  private static final int BUFFER = 4096;

  /// One request under way.
  private static final class Exchange {
    final Job job;
    final int number;
    final TcpStream stream;
    final Consumer<String> then;
    final Consumer<IOException> failed;
    int sent;
    final ByteArrayOutputStream in = new ByteArrayOutputStream(0);

    Exchange(
        Job job,
        int number,
        TcpStream stream,
        Consumer<String> then,
        Consumer<IOException> failed) {
      this.job = job;
      this.number = number;
      this.stream = stream;
      this.then = then;
      this.failed = failed;
    }
  }

  private static final Token WAKEUP = new Token(-1);

  private final Poll poll;
  private final Wakeup wakeup;
  private final Map<Long, Exchange> underWay = new HashMap<>();
  private final Queue<Long> cancelled = new ConcurrentLinkedQueue<>();
  private final Events events = Events.withCapacity(64);
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private long next;

  private CallbackLoop(Poll poll) {
    this.poll = poll;
    this.wakeup = Wakeup.of(poll.registry(), WAKEUP);
  }

  /// A loop with nothing to do.
  public static CallbackLoop open() throws IOException {
    return new CallbackLoop(Poll.open());
  }

  /// Asks for request `i`; `then` is called with the answer. An error ends the loop.
  public Runnable get(Job job, int i, Consumer<String> then) throws IOException {
    return get(
        job,
        i,
        then,
        e -> {
          throw new UncheckedIOException(e);
        });
  }

  /// Asks for request `i`; one of the two is called, by [#run].
  ///
  /// @return ends the request early, after which neither is called; any thread may run it
  public Runnable get(Job job, int i, Consumer<String> then, Consumer<IOException> failed)
      throws IOException {
    job.begins(i);
    var stream = TcpStream.connect(job.address());
    var key = next++;
    underWay.put(key, new Exchange(job, i, stream, then, failed));
    poll.registry().register(stream, new Token(key), Interest.WRITABLE);
    return () -> {
      cancelled.add(key);
      wakeup.wake();
    };
  }

  /// Waits and calls, until nothing is awaited any more.
  public void run() throws IOException {
    while (!underWay.isEmpty() && !Thread.currentThread().isInterrupted()) {
      poll.poll(events, Poll.FOREVER);
      // before the events: an answer that came after the cancellation is not wanted any more
      for (var key = cancelled.poll(); key != null; key = cancelled.poll()) end(key);
      for (var event : events) {
        var exchange = underWay.get(event.token().value());
        if (exchange != null) go(event, exchange);
      }
    }
  }

  /// Goes on with one request, as far as that is possible without a wait.
  private void go(Event event, Exchange exchange) throws IOException {
    var token = event.token();
    try {
      if (event.isWritable()) send(token, exchange);
      else if (hasEnded(exchange)) answered(token, exchange);
    } catch (IOException e) {
      end(token.value());
      exchange.failed.accept(e);
    }
  }

  private void send(Token token, Exchange exchange) throws IOException {
    if (!exchange.stream.finishConnect()) return;
    var text = exchange.job.text(exchange.number).getBytes(UTF_8);
    buffer.clear().put(text, exchange.sent, text.length - exchange.sent).flip();
    exchange.sent += Math.max(0, exchange.stream.write(buffer));
    if (exchange.sent < text.length) return;
    poll.registry().reregister(exchange.stream, token, Interest.READABLE);
    exchange.job.waits(exchange.number);
  }

  /// Reads what there is; whether that was all.
  private boolean hasEnded(Exchange exchange) throws IOException {
    for (var n = 0; n >= 0; ) {
      n = exchange.stream.read(buffer.clear());
      if (n == TcpStream.END) return true;
      for (buffer.flip(); buffer.hasRemaining(); ) exchange.in.write(buffer.get());
    }
    return false;
  }

  private void answered(Token token, Exchange exchange) throws IOException {
    end(token.value());
    exchange.job.received(exchange.number);
    exchange.then.accept(body(exchange));
  }

  private static String body(Exchange exchange) throws IOException {
    try {
      return Job.body(exchange.in.toString(UTF_8));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void end(long key) throws IOException {
    var exchange = underWay.remove(key);
    if (exchange != null) exchange.stream.close();
  }

  /// Ends every request that is still under way; none of their callbacks is called.
  @Override
  public void close() throws IOException {
    try (poll) {
      for (var exchange : underWay.values()) exchange.stream.close();
      underWay.clear();
    }
  }
}
