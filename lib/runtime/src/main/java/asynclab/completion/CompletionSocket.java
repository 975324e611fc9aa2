package asynclab.completion;

import asynclab.poll.Registry;
import asynclab.poll.Source;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A socket of a [CompletionPoller]. It belongs to the thread of the poller; closing alone may come
/// from any, and is then done by that thread in its next turn.
abstract class CompletionSocket extends Member implements Source, AutoCloseable {
  final CompletionPoller poller;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable Registry watcher;

  CompletionSocket(CompletionPoller poller, Endpoint endpoint) {
    super(endpoint);
    this.poller = poller;
  }

  @Override
  public int fd() {
    if (closed.get()) throw new IllegalStateException("this " + name() + " is closed");
    return fd;
  }

  final void checkUse() {
    var _ = fd();
    poller.checkUse(this);
  }

  @Override
  public boolean isOpen() {
    return !closed.get();
  }

  @Override
  public void watchedBy(Registry registry) {
    watcher = registry;
  }

  /// Takes it out of every `Poll` and closes it. Closing twice does nothing.
  @Override
  public void close() throws IOException {
    if (!closed.compareAndSet(false, true)) return;
    try {
      var told = watcher;
      if (told != null) told.closing(this, fd);
    } finally {
      poller.closes(this);
    }
  }

  private String name() {
    return getClass().getSimpleName();
  }

  @Override
  public String toString() {
    return name() + "(fd " + fd + (isOpen() ? ")" : ", closed)");
  }
}
