package asynclab.executor;

import asynclab.futures.Future;
import asynclab.futures.Waker;
import asynclab.poll.Event;
import asynclab.poll.Interest;
import asynclab.poll.Source;
import asynclab.poll.Token;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The watch of a [PollReactor].
///
/// Where the event queue knows edges it is asked once for each direction, and what it tells while
/// nobody waits is kept for who comes next: so to wait costs no system call. Elsewhere interests
/// are one-shot, which mean the same on every poller: reported once, and asked for again by whoever
/// waits next. Either way the source stays in the event queue until the watch is closed.
///
/// An edge tells only what is new. So whoever may have left something unread asks the queue again,
/// which tells then what is there; that is the difference between [#readable] and [#readableAgain].
///
/// Threads: any. Its monitor guards it and the two who wait here; what `Watches` says belongs to
/// the table is guarded there.
final class SourceWatch implements Watch {
  private static final Interest READABLE = Interest.READABLE.oneShot();
  private static final Interest WRITABLE = Interest.WRITABLE.oneShot();
  private static final Interest BOTH = READABLE.and(WRITABLE);
  private static final Interest READ_EDGES = Interest.READABLE.edge();
  private static final Interest WRITE_EDGES = Interest.WRITABLE.edge();
  private static final Interest BOTH_EDGES = READ_EDGES.and(WRITE_EDGES);

  private final Watches table;
  final Source source;
  final Token token;

  /// How many use it for one wait, and whether somebody keeps it: the table's.
  int passing;

  boolean kept;

  private boolean closed;
  private @Nullable Readiness reader;
  private @Nullable Readiness writer;

  /// What the event queue was asked for last; null before the first time.
  private @Nullable Interest asked;

  /// What came while nobody waited for it.
  private boolean readNews;

  private boolean writeNews;

  /// The end may be told before the last bytes are read, and is told once.
  private boolean endIsTold;

  SourceWatch(Watches table, Source source, Token token) {
    this.table = table;
    this.source = source;
    this.token = token;
  }

  @Override
  public Future<Void> readable() {
    return new Readiness(this, Readiness.Direction.READ, false);
  }

  @Override
  public Future<Void> writable() {
    return new Readiness(this, Readiness.Direction.WRITE, false);
  }

  @Override
  public synchronized boolean tellsMore() {
    return table.edges && !endIsTold;
  }

  @Override
  public Future<Void> readableAgain() {
    return new Readiness(this, Readiness.Direction.READ, table.edges);
  }

  @Override
  public Future<Void> writableAgain() {
    return new Readiness(this, Readiness.Direction.WRITE, table.edges);
  }

  /// From now on the next event of its direction is for `wait`, unless there is news for it.
  ///
  /// @param again whether news since the last call that would have blocked is enough
  /// @return whether it has to wait
  synchronized boolean begin(Readiness wait, boolean again) throws IOException {
    if (closed) throw new IllegalStateException("the watch of " + source + " is closed");
    var other = waiting(wait.direction);
    if (other != null) throw new IllegalStateException(other + " already: one future at a time");
    if (takesNews(wait.direction) && again) return false;
    place(wait.direction, wait);
    try {
      ask(wait.direction, again);
    } catch (IOException | RuntimeException e) {
      place(wait.direction, null);
      throw e;
    }
    return true;
  }

  private boolean takesNews(Readiness.Direction direction) {
    var news = direction == Readiness.Direction.READ ? readNews : writeNews;
    keepNews(direction, false);
    return news;
  }

  /// Whether something has come that the next who waits is told of.
  void keepNews(Readiness.Direction direction, boolean news) {
    switch (direction) {
      case READ -> readNews = news;
      case WRITE -> writeNews = news;
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

  /// @param again whether to be told of what is new will do
  private void ask(Readiness.Direction direction, boolean again) throws IOException {
    var interest = table.edges ? grown(direction) : whoWaits();
    if (asked == null) table.registry.register(source, token, interest);
    else if (!again || !interest.equals(asked)) table.registry.reregister(source, token, interest);
    asked = interest;
  }

  private Interest grown(Readiness.Direction direction) {
    var interest = direction == Readiness.Direction.READ ? READ_EDGES : WRITE_EDGES;
    return asked == null || asked.equals(interest) ? interest : BOTH_EDGES;
  }

  private Interest whoWaits() {
    return reader == null ? WRITABLE : writer == null ? READABLE : BOTH;
  }

  /// An event is a hint: whoever goes on asks the source again.
  void ready(Event event) {
    var both = event.isError() || event.isWriteClosed();
    var read = Waker.NONE;
    var write = Waker.NONE;
    synchronized (this) {
      if (both || event.isReadable() || event.isReadClosed()) {
        endIsTold |= event.isReadClosed();
        readNews = reader == null;
        read = release(reader);
      }
      if (both || event.isWritable()) {
        writeNews = writer == null;
        write = release(writer);
      }
      try {
        if (!table.edges) askForTheOther();
      } catch (IOException | RuntimeException e) { // closed in this moment, for instance
        if (reader != null) read = fail(reader, e);
        if (writer != null) write = fail(writer, e);
      }
    }
    Wakers.wake(read);
    Wakers.wake(write);
  }

  private void askForTheOther() throws IOException {
    if (reader != null) ask(Readiness.Direction.READ, false);
    else if (writer != null) ask(Readiness.Direction.WRITE, false);
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
    if (asked != null && source.isOpen() && queueIsOpen) table.registry.deregister(source);
    asked = null;
  }

  @Override
  public String toString() {
    return source + " under " + token;
  }
}
