package asynclab.executor;

import asynclab.futures.Future;
import asynclab.poll.Event;
import asynclab.poll.Interest;
import asynclab.poll.Registry;
import asynclab.poll.Source;
import asynclab.poll.Token;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The place where futures wait for one source: one that wants to read, and one that wants to
/// write.
///
/// One-shot interests, because they mean the same on every poller: reported once, and asked for
/// again by whoever waits next. The source stays in the event queue between two waits, until the
/// watch is closed.
///
/// Threads: the loop's own.
public final class Watch implements AutoCloseable {
  private static final Interest READABLE = Interest.READABLE.oneShot();
  private static final Interest WRITABLE = Interest.WRITABLE.oneShot();
  private static final Interest BOTH = READABLE.and(WRITABLE);

  private final EventLoop loop;
  private final Registry registry;
  final Source source;
  final Token token;
  private int passing;
  private boolean kept;
  private boolean closed;
  private @Nullable Readiness reader;
  private @Nullable Readiness writer;
  private boolean registered;

  Watch(EventLoop loop, Registry registry, Source source, Token token) {
    this.loop = loop;
    this.registry = registry;
    this.source = source;
    this.token = token;
  }

  /// Ready when a read of the source need not wait, or would fail. One future at a time may wait
  /// for that: a second one fails with an [IllegalStateException].
  public Future<Void> readable() {
    return new Readiness(loop, this, Readiness.Direction.READ);
  }

  /// The same for a write.
  public Future<Void> writable() {
    return new Readiness(loop, this, Readiness.Direction.WRITE);
  }

  /// From now on the next event of its direction is for `wait`.
  void begin(Readiness wait) throws IOException {
    if (closed) throw new IllegalStateException("the watch of " + source + " is closed");
    var other = waiting(wait.direction);
    if (other != null) throw new IllegalStateException(other + " already: one future at a time");
    place(wait.direction, wait);
    try {
      ask();
    } catch (IOException | RuntimeException e) {
      place(wait.direction, null);
      throw e;
    }
  }

  /// Nobody waits there any more. An event that comes all the same finds nobody.
  void giveUp(Readiness wait) {
    if (waiting(wait.direction) == wait) place(wait.direction, null);
  }

  private @Nullable Readiness waiting(Readiness.Direction direction) {
    return switch (direction) {
      case READ -> reader;
      case WRITE -> writer;
    };
  }

  private void place(Readiness.Direction direction, @Nullable Readiness wait) {
    if (waiting(direction) != null) loop.reactor.waits--;
    if (wait != null) loop.reactor.waits++;
    switch (direction) {
      case READ -> reader = wait;
      case WRITE -> writer = wait;
    }
  }

  /// An event is a hint: whoever goes on asks the source again.
  void ready(Event event) throws IOException {
    var both = event.isError() || event.isWriteClosed();
    if (both || event.isReadable() || event.isReadClosed()) release(Readiness.Direction.READ);
    if (both || event.isWritable()) release(Readiness.Direction.WRITE);
    if (reader != null || writer != null) ask();
  }

  private void release(Readiness.Direction direction) {
    var wait = waiting(direction);
    place(direction, null);
    if (wait != null) wait.comes();
  }

  /// The source was closed while it was watched.
  void gone() {
    for (var wait : new Readiness[] {reader, writer}) {
      if (wait == null) continue;
      giveUp(wait);
      wait.fails();
    }
  }

  private void ask() throws IOException {
    var interest = reader == null ? WRITABLE : writer == null ? READABLE : BOTH;
    if (registered) registry.reregister(source, token, interest);
    else registry.register(source, token, interest);
    registered = true;
  }

  /// It stays open until it is closed.
  void keep() {
    if (kept) throw new IllegalStateException(source + " is watched already: one watch a source");
    kept = true;
  }

  /// Somebody uses it for one wait.
  void enter() {
    passing++;
  }

  void leave() throws IOException {
    if (--passing == 0 && !kept) close();
  }

  /// Ends watching. Whoever waits goes on, and finds out by asking the source.
  @Override
  public void close() throws IOException {
    if (closed) return;
    closed = true;
    release(Readiness.Direction.READ);
    release(Readiness.Direction.WRITE);
    loop.reactor.forget(this);
    if (registered && source.isOpen() && !loop.reactor.isClosed()) registry.deregister(source);
    registered = false;
  }

  @Override
  public String toString() {
    return source + " under " + token;
  }
}
