package asynclab.executor;

import asynclab.futures.Future;
import asynclab.poll.ListeningSocket;
import asynclab.poll.Source;
import asynclab.poll.StreamSocket;
import asynclab.poll.TcpListener;
import asynclab.poll.TcpStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/// What futures wait for outside of their executor: sources and deadlines.
///
/// It knows wakers and no executor, so the futures that it gives may be polled by any executor, on
/// any thread. Write your own: streams take whatever is a reactor.
public interface Reactor {
  /// Ready when a read of `source` need not wait, or would fail. The source is watched for this one
  /// wait; [#watch] keeps it.
  Future<Void> readable(Source source);

  /// The same for a write.
  Future<Void> writable(Source source);

  /// A place to wait for `source` again and again; it stays in the event queue until it is closed.
  ///
  /// @throws IllegalStateException when there is one already
  Watch watch(Source source);

  /// Begins to connect: the socket becomes writable when the attempt has ended.
  default StreamSocket connect(InetSocketAddress address) throws IOException {
    return TcpStream.connect(address);
  }

  /// Listens on an address of this machine; port 0 takes any that is free.
  ///
  /// @throws IOException `EADDRINUSE` when somebody else listens there
  default ListeningSocket listen(InetSocketAddress address) throws IOException {
    return TcpListener.bind(address);
  }

  /// Ready after `time` at least, counted from its first poll.
  ///
  /// @throws IllegalArgumentException when the time is negative
  Future<Void> sleep(Duration time);

  /// Ticks at equal distances, the first a `period` from now.
  ///
  /// @throws IllegalArgumentException when the period is not positive
  Interval interval(Duration period);
}
