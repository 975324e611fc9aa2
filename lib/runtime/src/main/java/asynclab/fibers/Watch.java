package asynclab.fibers;

import asynclab.poll.Event;
import asynclab.poll.Interest;
import asynclab.poll.Poll;
import asynclab.poll.Source;
import asynclab.poll.Token;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The place where fibers wait for one source: one that reads, and one that writes.
///
/// One-shot interests, because they mean the same on every poller: reported once, and asked for
/// again by whoever waits next.
final class Watch implements AutoCloseable {
  private static final Interest READABLE = Interest.READABLE.oneShot();
  private static final Interest WRITABLE = Interest.WRITABLE.oneShot();
  private static final Interest BOTH = READABLE.and(WRITABLE);

  private final FiberScheduler scheduler;
  private final Poll poll;
  private final Source source;
  private final Token token;
  private @Nullable Fiber<?> reader;
  private @Nullable Fiber<?> writer;
  private boolean registered;

  Watch(FiberScheduler scheduler, Poll poll, Source source, Token token) {
    this.scheduler = scheduler;
    this.poll = poll;
    this.source = source;
    this.token = token;
  }

  Token token() {
    return token;
  }

  void awaitReadable() throws IOException {
    var me = ours();
    if (reader != null) throw taken(reader, "read");
    reader = me;
    try {
      ask();
      while (reader == me) me.parkFor(this);
    } finally {
      if (reader == me) reader = null;
    }
  }

  void awaitWritable() throws IOException {
    var me = ours();
    if (writer != null) throw taken(writer, "write");
    writer = me;
    try {
      ask();
      while (writer == me) me.parkFor(this);
    } finally {
      if (writer == me) writer = null;
    }
  }

  /// An event is a hint: a fiber that goes on asks the source again.
  void ready(Event event) throws IOException {
    var both = event.isError() || event.isWriteClosed();
    if (both || event.isReadable() || event.isReadClosed()) wakeReader();
    if (both || event.isWritable()) wakeWriter();
    if (reader != null || writer != null) ask();
  }

  private void ask() throws IOException {
    var interest = reader == null ? WRITABLE : writer == null ? READABLE : BOTH;
    if (registered) poll.registry().reregister(source, token, interest);
    else poll.registry().register(source, token, interest);
    registered = true;
  }

  private void wakeReader() {
    var waiting = reader;
    reader = null;
    if (waiting != null) waiting.wake();
  }

  private void wakeWriter() {
    var waiting = writer;
    writer = null;
    if (waiting != null) waiting.wake();
  }

  private Fiber<?> ours() {
    var me = Fiber.current();
    if (me.scheduler == scheduler) return me;
    throw new IllegalStateException(
        "%s waits for %s, which belongs to fibers of another scheduler"
            .formatted(me.name(), source));
  }

  private IllegalStateException taken(Fiber<?> other, String what) {
    return new IllegalStateException(
        "%s waits to %s %s already: one fiber at a time".formatted(other.name(), what, source));
  }

  /// Ends watching; whoever waits goes on, and finds out by asking the source.
  @Override
  public void close() throws IOException {
    wakeReader();
    wakeWriter();
    scheduler.watches.forget(this);
    if (registered && source.isOpen()) poll.registry().deregister(source);
    registered = false;
  }

  @Override
  public String toString() {
    return source.toString();
  }
}
