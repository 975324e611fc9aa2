package asynclab.completion;

import asynclab.syscalls.Os;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/// A queue of operations: one thread hands them over, and is told when they are done.
///
/// ```java
/// try (var queue = CompletionQueue.open()) {
///   queue.recv(socket, buffer, 1);                     // handed over
///   var done = Completions.withCapacity(64);
///   queue.await(done, Duration.ofSeconds(1));          // filled meanwhile
///   for (var each : done) handle(each.token(), each.result()); // told
/// }
/// ```
///
/// **Results.** Every operation has exactly one completion with its token (multishot operations of
/// a queue of their own have several), and everything that befalls an operation is in there: a
/// result of at least 0, or the negative error number of `asynclab.syscalls.Errno`. The methods
/// themselves throw for a mistake in their arguments or when the queue itself has failed.
/// Completions come in the order in which operations end, which is not the order of the calls.
///
/// **Buffers.** From the call to the completion a buffer belongs to the queue: do not read it, do
/// not write it, and do not close its arena. The queue keeps it reachable, so memory of
/// `Arena.ofAuto()` is safe. It is native memory, because the collector moves what is on the heap.
///
/// **Tokens.** Any 64 bits of the program's own. [#cancel] looks an operation up by its token, so
/// two that may be cancelled apart need different ones.
///
/// **Endpoints.** One receive and one send at a time on each; a connection belongs to the first
/// queue that uses it. An operation whose endpoint is closed ends with `ECANCELED`.
///
/// **Threads.** The first thread that uses the queue is its owner: it submits and awaits, and it
/// closes the endpoints in use. [#wakeup] and [#close] come from any thread.
public interface CompletionQueue extends AutoCloseable {
  /// No time limit.
  Duration FOREVER = ChronoUnit.FOREVER.getDuration();

  /// The best queue that this system allows. The only place that chooses; [#facility] says which.
  static CompletionQueue open() throws IOException {
    return switch (Os.current()) {
      case LINUX -> UringQueue.openOr(EmulatedQueue::open);
      case WINDOWS -> IocpQueue.open();
      case MACOS, FREEBSD, NETBSD, OPENBSD -> EmulatedQueue.open();
    };
  }

  /// What does the work: `io_uring`, `IOCP`, or `emulated over epoll` where a queue of operations
  /// is played on top of a queue of events.
  String facility();

  /// Does nothing, and is told like everything else: result 0.
  void nop(long token) throws IOException;

  /// Takes the next connection of a listener. The result is its descriptor, for [Endpoint#of].
  void accept(Endpoint listener, long token) throws IOException;

  /// Connects. The result is 0, or why not: `-ECONNREFUSED` for instance.
  void connect(Endpoint socket, InetSocketAddress to, long token) throws IOException;

  /// Receives into the buffer, up to its size. The result is how many bytes came; 0 is the end of
  /// the stream.
  ///
  /// @param buffer native memory that can be written, not empty; lent until the completion
  void recv(Endpoint socket, MemorySegment buffer, long token) throws IOException;

  /// Sends the first `count` bytes. The result is how many the kernel took, which may be fewer:
  /// then send the rest.
  ///
  /// @param bytes native memory; lent until the completion
  /// @param count 1 or more
  void send(Endpoint socket, MemorySegment bytes, int count, long token) throws IOException;

  /// Sends all of the segment.
  default void send(Endpoint socket, MemorySegment bytes, long token) throws IOException {
    send(socket, bytes, Math.toIntExact(bytes.byteSize()), token);
  }

  /// Is told when a read or a write on any descriptor need not wait, as poll(2) would say: the
  /// result is a set of `asynclab.syscalls.Pollfd`'s `POLL…` bits. So readiness is one more
  /// operation, for what cannot be handed over otherwise.
  ///
  /// @param source [lent][Endpoint#lent], if it is somebody else's
  /// @param events one direction: `POLLIN`, or `POLLOUT`
  /// @throws UnsupportedOperationException by a queue that has no such operation: IOCP
  default void poll(Endpoint source, int events, long token) throws IOException {
    throw new UnsupportedOperationException(
        facility() + " knows no readiness: " + source + " cannot be watched in this queue");
  }

  /// Is told when the time is over: the result is then `-ETIME`. The time runs from the wait that
  /// hands the operation over.
  void timeout(Duration after, long token) throws IOException;

  /// Asks for an operation to be given up. The result is 0 when it will be: its own completion,
  /// with `-ECANCELED`, comes too. It is `-ENOENT` when there is no such operation (any more), and
  /// `-EALREADY` when it was too late.
  void cancel(long tokenToCancel, long token) throws IOException;

  /// Hands over what has been submitted, and waits until at least one operation is done, the time
  /// is over, or somebody calls [#wakeup].
  ///
  /// It returns early, without completions and with the interrupt status kept, when the thread is
  /// interrupted, before or during the wait.
  ///
  /// @param into is filled; what it held before is gone
  /// @param timeout zero does not wait, [#FOREVER] waits without end
  /// @return how many completions came
  /// @throws IllegalStateException when this queue is closed, before or during the wait, or belongs
  ///   to another thread
  int await(Completions into, Duration timeout) throws IOException;

  /// Ends a running [#await], or else the next one, without a completion. From any thread, at any
  /// time; after [#close] it does nothing.
  void wakeup();

  /// Gives up what is under way, waits until the kernel has let go of every buffer, and closes the
  /// queue, not its endpoints. Closing twice does nothing.
  @Override
  void close() throws IOException;
}
