package asynclab.executor;

import asynclab.futures.Future;
import asynclab.futures.Waker;
import asynclab.poll.Event;
import asynclab.poll.Interest;
import asynclab.poll.Registry;
import asynclab.poll.Source;
import asynclab.poll.Token;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The watch of a [PollReactor].
///
/// One-shot interests, because they mean the same on every poller: reported once, and asked for
/// again by whoever waits next. The source stays in the event queue between two waits, until the
/// watch is closed.
///
/// Threads: any. Its monitor guards it and the two who wait here; what `Watches` says belongs to
/// the table is guarded there.
final class SourceWatch implements Watch {
  private static final Interest READABLE = Interest.READABLE.oneShot();
  private static final Interest WRITABLE = Interest.WRITABLE.oneShot();
  private static final Interest BOTH = READABLE.and(WRITABLE);

  private final Watches table;
  private final Registry registry;
  final Source source;
  final Token token;

  /// How many use it for one wait, and whether somebody keeps it: the table's.
  int passing;

  boolean kept;

  private boolean closed;
  private @Nullable Readiness reader;
  private @Nullable Readiness writer;
  private boolean registered;

  SourceWatch(Watches table, Registry registry, Source source, Token token) {
    this.table = table;
    this.registry = registry;
    this.source = source;
    this.token = token;
  }

  @Override
  public Future<Void> readable() {
    return new Readiness(this, Readiness.Direction.READ);
  }

  @Override
  public Future<Void> writable() {
    return new Readiness(this, Readiness.Direction.WRITE);
  }

  /// From now on the next event of its direction is for `wait`.
  synchronized void begin(Readiness wait) throws IOException {
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
  synchronized void giveUp(Readiness wait) {
    if (waiting(wait.direction) == wait) place(wait.direction, null);
  }

  private @Nullable Readiness waiting(Readiness.Direction direction) {
    return switch (direction) {
      case READ -> reader;
      case WRITE -> writer;
    };
  }

  private void place(Readiness.Direction direction, @Nullable Readiness wait) {
    if (waiting(direction) != null) table.count(-1);
    if (wait != null) table.count(1);
    switch (direction) {
      case READ -> reader = wait;
      case WRITE -> writer = wait;
    }
  }

  private void ask() throws IOException {
    var interest = reader == null ? WRITABLE : writer == null ? READABLE : BOTH;
    if (registered) registry.reregister(source, token, interest);
    else registry.register(source, token, interest);
    registered = true;
  }

  /// An event is a hint: whoever goes on asks the source again.
  void ready(Event event) {
    var both = event.isError() || event.isWriteClosed();
    var read = Waker.NONE;
    var write = Waker.NONE;
    synchronized (this) {
      if (both || event.isReadable() || event.isReadClosed()) read = release(reader);
      if (both || event.isWritable()) write = release(writer);
      try {
        if (reader != null || writer != null) ask();
      } catch (IOException | RuntimeException e) { // closed in this moment, for instance
        if (reader != null) read = fail(reader, e);
        if (writer != null) write = fail(writer, e);
      }
    }
    Wakers.wake(read);
    Wakers.wake(write);
  }

  private Waker release(@Nullable Readiness wait) {
    if (wait == null) return Waker.NONE;
    giveUp(wait);
    return wait.comes();
  }

  private Waker fail(@Nullable Readiness wait, @Nullable Exception cause) {
    if (wait == null) return Waker.NONE;
    giveUp(wait);
    return wait.fails(cause);
  }

  /// The source was closed while it was watched, or the event queue is.
  void gone() {
    Waker read;
    Waker write;
    synchronized (this) {
      read = fail(reader, null);
      write = fail(writer, null);
    }
    Wakers.wake(read);
    Wakers.wake(write);
  }

  @Override
  public void close() throws IOException {
    table.close(this);
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /// Nobody waits here from now on.
  ///
  /// @param woken gets whom to wake when no lock is held
  synchronized void end(List<Waker> woken, boolean queueIsOpen) throws IOException {
    closed = true;
    woken.add(release(reader));
    woken.add(release(writer));
    if (registered && source.isOpen() && queueIsOpen) registry.deregister(source);
    registered = false;
  }

  @Override
  public String toString() {
    return source + " under " + token;
  }
}
