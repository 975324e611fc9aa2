package asynclab.poll;

import asynclab.syscalls.Os;
import java.io.IOException;
import java.net.InetSocketAddress;

/// One facility of an operating system that waits for many descriptors, as thin as it can be.
///
/// [Poll] wraps it and adds what is the same everywhere: remaining time after a signal,
/// interruption, stale events, checks of use. Write your own and hand it to [Poll#over].
///
/// Every poller reports levels and one-shots. Edges are known to epoll and kqueue; the others
/// refuse them. [TcpStream] and [TcpListener] are deleted before they are closed, also while a
/// thread is in `await`; how soon a poller notices that somebody else's descriptor is gone is its
/// own affair, but it brings no event for it.
///
/// Threads: one thread at a time is in `await`; `add`, `modify` and `delete` come one at a time,
/// from any thread, also while another is in `await`; `wakeup` comes from any thread at any time,
/// also after `close`.
public interface Poller extends AutoCloseable {
  /// Starts to watch a descriptor; its events carry `key`.
  ///
  /// @throws IOException when it is watched already, or cannot be watched
  /// @throws UnsupportedOperationException when the interest is edge-triggered and this poller does
  ///   not know edges
  void add(int fd, long key, Interest interest) throws IOException;

  /// Changes what a watched descriptor is watched for, and reports it anew if it is ready.
  void modify(int fd, long key, Interest interest) throws IOException;

  /// Ends watching.
  void delete(int fd) throws IOException;

  /// Waits until something is ready, somebody calls [#wakeup], or the time is over, and
  /// [adds][Events#add] at most [Events#room] events. It may return early and with no event, when a
  /// signal ends the wait (`EINTR`) for instance: the caller knows how much time is left.
  ///
  /// @param timeoutMillis -1 waits without end, 0 does not wait
  void await(Events into, int timeoutMillis) throws IOException;

  /// Hands over at once what would otherwise be handed over by the next [#await], and waits for
  /// nothing: for a poller whose sockets keep bytes back until then.
  default void flush() throws IOException {}

  /// Begins to connect, with the kind of socket that this poller serves best.
  default StreamSocket connect(InetSocketAddress address) throws IOException {
    return TcpStream.connect(address);
  }

  /// Listens on an address of this machine, with the kind of socket that this poller serves best.
  ///
  /// @throws IOException `EADDRINUSE` when somebody else listens there
  default ListeningSocket listen(InetSocketAddress address) throws IOException {
    return TcpListener.bind(address);
  }

  /// Whether it takes interests that are edge-triggered. One that does not refuses them.
  default boolean knowsEdges() {
    return false;
  }

  /// Ends a running `await`, or else the next one, soon and without an event.
  void wakeup();

  @Override
  void close() throws IOException;

  /// The best facility of this system. The only place that chooses.
  static Poller ofSystem() throws IOException {
    return switch (Os.current()) {
      case LINUX -> EpollPoller.open();
      case MACOS, FREEBSD -> KqueuePoller.open();
      case NETBSD, OPENBSD -> PollPoller.open();
      case WINDOWS -> AfdPoller.open();
    };
  }
}
