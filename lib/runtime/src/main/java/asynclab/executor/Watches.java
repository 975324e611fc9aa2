package asynclab.executor;

import asynclab.futures.Waker;
import asynclab.poll.Event;
import asynclab.poll.Registry;
import asynclab.poll.Source;
import asynclab.poll.Token;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// All sources that futures wait for: one [SourceWatch] a source, and its token is an index.
///
/// A token is used again, so an event that was under way when its watch was closed may come to
/// another. It is a hint there, as every event is.
///
/// Threads: any. Locks are taken in the order table, watch, registry.
final class Watches {
  final Registry registry;
  final boolean edges;
  private final Map<Source, SourceWatch> bySource = new HashMap<>();
  private final List<@Nullable SourceWatch> byToken = new ArrayList<>();
  private final ArrayDeque<Token> freeTokens = new ArrayDeque<>();
  private final AtomicInteger waits = new AtomicInteger();

  /// Of sources that were closed since the last turn.
  private final ConcurrentLinkedQueue<Token> gone = new ConcurrentLinkedQueue<>();

  private boolean closed;

  /// @param endWait is called when a source was closed
  Watches(Registry registry, Runnable endWait) {
    this.registry = registry;
    this.edges = registry.knowsEdges();
    registry.onClosing(token -> {
      gone.add(token);
      endWait.run();
    });
  }

  /// How many futures wait for a source.
  int waits() {
    return waits.get();
  }

  void count(int change) {
    waits.addAndGet(change);
  }

  /// The one watch of this source, for somebody who waits once.
  synchronized SourceWatch enter(Source source) {
    var watch = find(source);
    watch.passing++;
    return watch;
  }

  /// The one watch of this source, until it is closed.
  synchronized SourceWatch keep(Source source) {
    if (closed) throw new IllegalStateException("the reactor of " + source + " is closed");
    var watch = find(source);
    if (watch.kept) {
      throw new IllegalStateException(source + " is watched already: one watch a source");
    }
    watch.kept = true;
    return watch;
  }

  private SourceWatch find(Source source) {
    var watch = bySource.get(source);
    return watch == null ? open(source) : watch;
  }

  private SourceWatch open(Source source) {
    var token = freeTokens.isEmpty() ? new Token(byToken.size()) : freeTokens.pop();
    var watch = new SourceWatch(this, source, token);
    if (token.value() == byToken.size()) byToken.add(watch);
    else byToken.set((int) token.value(), watch);
    bySource.put(source, watch);
    return watch;
  }

  void leave(SourceWatch watch) throws IOException {
    end(watch, true);
  }

  void close(SourceWatch watch) throws IOException {
    end(watch, false);
  }

  private void end(SourceWatch watch, boolean leaves) throws IOException {
    var woken = new ArrayList<Waker>(2);
    try {
      synchronized (this) {
        if (watch.isClosed()) return;
        if (leaves && (--watch.passing > 0 || watch.kept)) return;
        bySource.remove(watch.source);
        byToken.set((int) watch.token.value(), null);
        freeTokens.push(watch.token);
        watch.end(woken, !closed);
      }
    } finally {
      woken.forEach(Wakers::wake);
    }
  }

  /// Ends the waits for sources that were closed: no event will come.
  ///
  /// @return whether there was one
  boolean endGone() {
    var found = false;
    for (var token = gone.poll(); token != null; token = gone.poll()) {
      var watch = find(token);
      if (watch == null || watch.source.isOpen()) continue; // a token is used again
      watch.gone();
      found = true;
    }
    return found;
  }

  void ready(Event event) {
    var watch = find(event.token());
    if (watch != null) watch.ready(event);
  }

  /// The wake-up has none.
  private synchronized @Nullable SourceWatch find(Token token) {
    var index = (int) token.value();
    return index < 0 || index >= byToken.size() ? null : byToken.get(index);
  }

  /// The event queue is about to go: nobody can wait any more, and a watch that is closed later
  /// finds nothing to take out.
  void close() {
    List<SourceWatch> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(bySource.values());
    }
    all.forEach(SourceWatch::gone);
  }
}
