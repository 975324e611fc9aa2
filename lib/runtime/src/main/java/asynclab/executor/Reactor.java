package asynclab.executor;

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
import org.jspecify.annotations.Nullable;

/// All sources that futures of one loop wait for: one [Watch] a source, and its token is an index.
final class Reactor {
  private final EventLoop loop;
  private final Registry registry;
  private final Map<Source, Watch> bySource = new HashMap<>();
  private final List<@Nullable Watch> byToken = new ArrayList<>();
  private final ArrayDeque<Token> freeTokens = new ArrayDeque<>();

  /// Of sources that were closed, perhaps by other threads, since the loop last looked.
  private final ConcurrentLinkedQueue<Token> gone = new ConcurrentLinkedQueue<>();

  /// How many futures wait for a source.
  int waits;

  private boolean closed;

  Reactor(EventLoop loop, Registry registry, OutsideWakes outside) {
    this.loop = loop;
    this.registry = registry;
    registry.onClosing(token -> {
      gone.add(token);
      outside.knock();
    });
  }

  /// Ends the waits for sources that were closed: no event will come.
  void endGone() {
    for (var token = gone.poll(); token != null; token = gone.poll()) {
      var index = (int) token.value();
      var watch = index < 0 ? null : byToken.get(index);
      if (watch != null && !watch.source.isOpen()) watch.gone(); // a token is used again
    }
  }

  /// The one watch of this source.
  Watch watch(Source source) {
    var watch = bySource.get(source);
    return watch == null ? open(source) : watch;
  }

  private Watch open(Source source) {
    var token = freeTokens.isEmpty() ? new Token(byToken.size()) : freeTokens.pop();
    var watch = new Watch(loop, registry, source, token);
    if (token.value() == byToken.size()) byToken.add(watch);
    else byToken.set((int) token.value(), watch);
    bySource.put(source, watch);
    return watch;
  }

  /// The event queue is about to go: a watch that is closed later finds nothing to take out.
  void close() {
    closed = true;
  }

  boolean isClosed() {
    return closed;
  }

  void forget(Watch watch) {
    bySource.remove(watch.source);
    byToken.set((int) watch.token.value(), null);
    freeTokens.push(watch.token);
  }

  void ready(Event event) throws IOException {
    var index = (int) event.token().value();
    var watch = index < 0 ? null : byToken.get(index); // the wake-up has none
    if (watch != null) watch.ready(event);
  }
}
