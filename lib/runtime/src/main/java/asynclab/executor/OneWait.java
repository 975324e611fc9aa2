package asynclab.executor;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Waker;
import asynclab.poll.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Waits for a source once: it is in the event queue from the first poll to the end of the wait.
final class OneWait implements Future<Void> {
  private final Watches watches;
  private final Source source;
  private final Function<Watch, Future<Void>> direction;
  private @Nullable SourceWatch watch;
  private @Nullable Future<Void> wait;

  OneWait(Watches watches, Source source, Function<Watch, Future<Void>> direction) {
    this.watches = watches;
    this.source = source;
    this.direction = direction;
  }

  @Override
  public Polled<Void> poll(Waker waker) {
    var polled = begun().poll(waker);
    if (!(polled instanceof Ready<Void> ready)) return polled;
    try {
      leave();
      return ready;
    } catch (IOException e) {
      return Polled.failed(e);
    }
  }

  private Future<Void> begun() {
    if (wait == null) {
      watch = watches.enter(source);
      wait = direction.apply(watch);
    }
    return wait;
  }

  private void leave() throws IOException {
    var used = watch;
    watch = null;
    if (used != null) watches.leave(used);
  }

  @Override
  public void close() {
    if (wait != null) wait.close();
    try {
      leave();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
