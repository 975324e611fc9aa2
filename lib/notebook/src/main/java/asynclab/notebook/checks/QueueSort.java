package asynclab.notebook.checks;

import java.util.Map;
import java.util.Set;

/// The exercise `03.sort-queues`: which queue tells what.
public interface QueueSort {
  /// A facility to wait for input and output.
  enum Queue {
    /// Linux's `epoll_wait`.
    EPOLL,
    /// `poll(2)`, on every Unix.
    POLL,
    /// `kevent` of macOS and the BSDs, its filters for reading and writing.
    KQUEUE,
    /// Windows: a poll request to the driver `\Device\Afd`.
    AFD,
    /// Windows: `WSARecv` and `WSASend` with a completion port.
    IOCP,
    /// Linux's io_uring, its recv and send.
    IO_URING,
    /// Java's own channels, all of `java.nio.channels`.
    JAVA_NIO
  }

  /// What a program is told.
  enum Model {
    /// You may go on: the operation would not wait now.
    READINESS,
    /// It is done: the operation you handed over has ended.
    COMPLETION,
    /// It offers the one and the other.
    BOTH
  }

  /// What each queue tells.
  Map<Queue, Model> models();

  /// The queues whose event about incoming bytes says how many they are. [Queue#JAVA_NIO] is not
  /// asked for.
  Set<Queue> counts();
}
