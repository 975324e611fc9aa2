package asynclab.completion;

import asynclab.poll.Event;
import asynclab.poll.ListeningSocket;
import asynclab.syscalls.Errno;
import asynclab.syscalls.SyscallException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A socket that others connect to. Some connections are accepted before somebody asks for them;
/// the others wait in the kernel.
///
/// One operation for each, because a multishot accept takes all that wait there, wanted or not: a
/// thousand descriptors for a server that has no room.
final class CompletionListener extends CompletionSocket implements ListeningSocket {
  /// How many are accepted, or waited for, ahead of time.
  static final int AHEAD = 16;

  private final ArrayDeque<Endpoint> accepted = new ArrayDeque<>();
  private @Nullable Errno failure;

  CompletionListener(CompletionPoller poller, Endpoint endpoint) {
    super(poller, endpoint);
  }

  /// The next connection, or empty when nobody is waiting.
  ///
  /// @throws IOException `EMFILE` when this process has no descriptor left, which the kernel says
  ///   when it begins to wait, not when somebody comes: so close something before you go on
  @Override
  public Optional<CompletionStream> accept() throws IOException {
    checkUse();
    var next = accepted.poll();
    poller.due(this);
    if (next != null) return Optional.of(poller.stream(next));
    var why = failure;
    failure = null;
    if (why != null) throw new SyscallException("accept", why);
    return Optional.empty();
  }

  @Override
  void proceed() throws IOException {
    if (isOver) return;
    while (failure == null && underWay + accepted.size() < AHEAD) {
      poller.queue.accept(endpoint, token(ACCEPT));
      underWay++;
    }
  }

  @Override
  void told(int operation, Completion each) throws IOException {
    if (!each.isError()) {
      var caller = Endpoint.of(each.result());
      if (isOver) caller.close();
      else accepted.add(caller);
    } else if (each.errno() != Errno.ECANCELED && each.errno() != Errno.ECONNABORTED) {
      failure = each.errno();
    }
    poller.due(this);
  }

  @Override
  void fails(Errno why) {
    failure = why;
  }

  @Override
  int readiness() {
    return accepted.isEmpty() && failure == null ? 0 : Event.READABLE;
  }

  @Override
  public InetSocketAddress address() throws IOException {
    var _ = fd();
    return endpoint.address();
  }

  /// Breaks the connections that nobody has taken, as the kernel does with those in its queue.
  @Override
  void end(boolean mayFlush) throws IOException {
    isOver = true;
    for (var caller = accepted.poll(); caller != null; caller = accepted.poll()) {
      caller.resetOnClose();
      caller.close();
    }
    poller.leaves(this);
  }
}
