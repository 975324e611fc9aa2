package asynclab.completion;

import asynclab.syscalls.SocketCalls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// A TCP socket for a [CompletionQueue]: a listener, or one end of a connection.
///
/// It belongs to the first queue that uses it, which sets it up as it needs it: blocking for
/// io_uring (the kernel waits in our place), non-blocking for an emulated queue, attached to the
/// port for IOCP. Until then, and once its queue is closed, any thread may close it.
public final class Endpoint implements AutoCloseable {
  /// The socket calls of this system.
  private static final SocketCalls CALLS = SocketCalls.ofSystem();

  private final int fd;
  private final boolean isLent;
  private @Nullable Owner owner;
  private boolean closed;

  /// How many operations of its queue are under way on it.
  int inFlight;

  private Endpoint(int fd) {
    this(fd, false);
  }

  private Endpoint(int fd, boolean isLent) {
    this.fd = fd;
    this.isLent = isLent;
  }

  /// What a queue does with the endpoints that it comes to own.
  interface Owner {
    /// Sets a new one up.
    void adopt(Endpoint endpoint) throws IOException;

    /// Ends what is under way on one that is about to be closed, and refuses a thread that is not
    /// the queue's own; does nothing when the queue is closed.
    void release(Endpoint endpoint) throws IOException;
  }

  /// Listens on an address of this machine; port 0 takes any that is free.
  ///
  /// @throws IOException `EADDRINUSE` when somebody else listens there
  public static Endpoint listen(InetSocketAddress address) throws IOException {
    return new Endpoint(CALLS.listener(address));
  }

  /// Listens on a free port of this machine's loopback address, where nobody outside can connect.
  public static Endpoint loopback() throws IOException {
    return listen(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
  }

  /// A socket that is not connected yet, of the kind that `to` needs (IPv4 or IPv6): for
  /// [CompletionQueue#connect].
  public static Endpoint toConnect(InetSocketAddress to) throws IOException {
    return new Endpoint(CALLS.socketFor(to));
  }

  /// Takes over a descriptor: the result of [CompletionQueue#accept], or a connected socket of your
  /// own.
  public static Endpoint of(int fd) {
    if (fd < 0) throw new IllegalArgumentException(fd + " is not a descriptor: they start at 0");
    return new Endpoint(fd);
  }

  /// A descriptor of somebody else's, of any kind, which stays as it is: for
  /// [CompletionQueue#poll]. Closing ends what the queue has under way on it, and nothing else.
  public static Endpoint lent(int fd) {
    if (fd < 0) throw new IllegalArgumentException(fd + " is not a descriptor: they start at 0");
    return new Endpoint(fd, true);
  }

  boolean isLent() {
    return isLent;
  }

  /// The descriptor, for an operation of `queue`, which comes to own it if nobody does.
  @SuppressWarnings("ReferenceEquality") // the very queue, asked for each operation
  int use(Owner queue) throws IOException {
    if (owner == queue && !closed) return fd;
    return adopt(queue);
  }

  private int adopt(Owner queue) throws IOException {
    checkOpen();
    if (owner != null) {
      throw new IllegalStateException(
          this + " belongs to the queue that used it first (" + owner + "): open one for each");
    }
    if (!isLent) queue.adopt(this);
    owner = queue;
    return fd;
  }

  /// The descriptor's number. On Windows the socket's handle, of which 32 bits mean anything.
  public int fd() {
    checkOpen();
    return fd;
  }

  public boolean isOpen() {
    return !closed;
  }

  /// The address of this end: where a listener listens.
  public InetSocketAddress address() throws IOException {
    return CALLS.localAddress(fd());
  }

  /// The address of the other end.
  public InetSocketAddress peerAddress() throws IOException {
    return CALLS.peerAddress(fd());
  }

  /// Ends our direction: the other side receives an end after what was sent so far.
  public void shutdownOutput() throws IOException {
    CALLS.shutdownOutput(fd());
  }

  /// Makes [#close] send a reset instead of an orderly end.
  public void resetOnClose() throws IOException {
    CALLS.resetOnClose(fd());
  }

  /// Whether small sends leave at once (`TCP_NODELAY`) instead of waiting to be joined with others.
  public void noDelay(boolean on) throws IOException {
    CALLS.noDelay(fd(), on);
  }

  /// Closes the socket. What its queue has under way on it ends with `ECANCELED`.
  ///
  /// @throws IllegalStateException when its queue is open and belongs to another thread
  @Override
  public void close() throws IOException {
    if (closed) return;
    if (owner != null) owner.release(this);
    closed = true;
    if (!isLent) CALLS.close(fd);
  }

  private void checkOpen() {
    if (closed) throw new IllegalStateException("this endpoint is closed: " + this);
  }

  @Override
  public String toString() {
    return "Endpoint(fd " + fd + (closed ? ", closed)" : ")");
  }
}
