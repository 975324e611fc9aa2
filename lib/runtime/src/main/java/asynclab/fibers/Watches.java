package asynclab.fibers;

import asynclab.poll.Event;
import asynclab.poll.Poll;
import asynclab.poll.Source;
import asynclab.poll.Token;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All places where fibers of one scheduler wait for sources; a token is an index.
final class Watches {
  private final FiberScheduler scheduler;
  private final Poll poll;
  private final List<@Nullable Watch> watches = new ArrayList<>();
  private final ArrayDeque<Token> freeTokens = new ArrayDeque<>();

  Watches(FiberScheduler scheduler, Poll poll) {
    this.scheduler = scheduler;
    this.poll = poll;
  }

  Watch open(Source source) {
    var token = freeTokens.isEmpty() ? new Token(watches.size()) : freeTokens.pop();
    var watch = new Watch(scheduler, poll, source, token);
    if (token.value() == watches.size()) watches.add(watch);
    else watches.set((int) token.value(), watch);
    return watch;
  }

  /// A watch is closed once or more; its token is free once.
  void forget(Watch watch) {
    var index = (int) watch.token().value();
    if (watches.get(index) != watch) return;
    watches.set(index, null);
    freeTokens.push(watch.token());
  }

  void ready(Event event) throws IOException {
    var index = (int) event.token().value();
    var watch = index < 0 ? null : watches.get(index); // the wake-up has none
    if (watch != null) watch.ready(event);
  }
}
