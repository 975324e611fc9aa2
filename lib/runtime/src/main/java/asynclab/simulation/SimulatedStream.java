package asynclab.simulation;

import asynclab.poll.Event;
import asynclab.poll.StreamSocket;
import asynclab.syscalls.Errno;
import asynclab.syscalls.SyscallException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// One end of a simulated connection. It answers as TCP on Linux does: what has arrived is read
/// before an error is, an error is told once, and whoever writes to one that is closed is reset.
final class SimulatedStream implements SimulatedSocket, StreamSocket {
  /// How much may be under way, or lie unread at the other end.
  private static final int WINDOW_BYTES = 65_536;

  private static final int PIECE_BYTES_MAX = 1460;

  private final Kernel kernel;
  private final Network network;
  private final InetSocketAddress local;
  private final InetSocketAddress remote;
  private final int fd;
  private final ArrayDeque<ByteBuffer> arrived = new ArrayDeque<>();

  /// Null until the connection stands.
  private @Nullable SimulatedStream peer;

  /// Of what was sent to this end: bytes that are under way, or not read yet.
  private int held;

  /// When the latest piece sent from here arrives: none overtakes another.
  private long latestArrival;

  private @Nullable Errno failure;
  private boolean broken;
  private boolean endArrived;
  private boolean outputEnded;
  private boolean open = true;

  SimulatedStream(
      Kernel kernel, Network network, InetSocketAddress local, InetSocketAddress remote) {
    this.kernel = kernel;
    this.network = network;
    this.local = local;
    this.remote = remote;
    this.fd = kernel.open(this);
  }

  /// The connection stands, unless its other end is gone already.
  void isConnectedTo(SimulatedStream other) {
    peer = other;
    if (!open) other.fails(Errno.ECONNRESET);
  }

  void fails(Errno why) {
    if (broken) return;
    broken = true;
    failure = why;
    kernel.journal.add(this + " fails: " + why);
  }

  /// Both ends fail.
  void breakOff() {
    fails(Errno.ECONNRESET);
    if (peer != null) peer.fails(Errno.ECONNRESET);
  }

  @Override
  public boolean finishConnect() throws SyscallException {
    checkOpen();
    throwFailure("connect");
    return peer != null;
  }

  @Override
  public int read(ByteBuffer buffer) throws SyscallException {
    checkOpen();
    if (!buffer.hasRemaining()) throw new IllegalArgumentException("no room in the buffer");
    var first = arrived.peek();
    if (first == null) {
      throwFailure("read");
      return endArrived || broken ? END : WOULD_BLOCK;
    }
    var count = Math.min(first.remaining(), buffer.remaining());
    buffer.put(first.slice(first.position(), count));
    first.position(first.position() + count);
    if (!first.hasRemaining()) arrived.remove();
    held -= count;
    return count;
  }

  @Override
  public int write(ByteBuffer buffer) throws SyscallException {
    checkOpen();
    throwFailure("write");
    if (broken || outputEnded) throw new SyscallException("write", Errno.EPIPE);
    var room = room();
    if (room == 0 || !buffer.hasRemaining()) return room == 0 ? WOULD_BLOCK : 0;
    var most = Math.min(Math.min(buffer.remaining(), room), PIECE_BYTES_MAX);
    var piece = ByteBuffer.allocate(1 + kernel.chance.below(most));
    piece.put(buffer.slice(buffer.position(), piece.capacity())).flip();
    buffer.position(buffer.position() + piece.capacity());
    carry(piece);
    return piece.capacity();
  }

  private int room() {
    return peer == null ? 0 : WINDOW_BYTES - peer.held;
  }

  private void carry(ByteBuffer piece) {
    var to = requireConnected();
    to.held += piece.remaining();
    if (network.breaks()) send("breaks with " + piece.remaining() + " bytes", this::breakOff);
    else send("sends " + piece.remaining() + " bytes", () -> to.arrives(piece));
  }

  private void send(String what, Runnable arrives) {
    var due = Math.max(kernel.nanos() + network.delay(), latestArrival);
    latestArrival = due;
    kernel.journal.add("%s %s, to %s".formatted(this, what, Network.text(remote)));
    kernel.agenda.at(due, arrives);
  }

  private void arrives(ByteBuffer piece) {
    if (!open) requireConnected().fails(Errno.ECONNRESET);
    else if (!broken) arrived.add(piece);
  }

  @Override
  public void shutdownOutput() throws SyscallException {
    checkOpen();
    if (peer == null || broken) throw new SyscallException("shutdown", Errno.ENOTCONN);
    end();
  }

  private void end() {
    if (outputEnded) return;
    outputEnded = true;
    var to = requireConnected();
    send("ends", () -> to.endArrived = true);
  }

  private SimulatedStream requireConnected() {
    if (peer == null) throw new AssertionError(this + " is not connected");
    return peer;
  }

  @Override
  public int readiness() {
    if (peer == null && !broken) return 0;
    if (broken) {
      var error = failure == null ? 0 : Event.ERROR;
      return error | Event.READABLE | Event.READ_CLOSED | Event.WRITABLE | Event.WRITE_CLOSED;
    }
    var readable = arrived.isEmpty() && !endArrived ? 0 : Event.READABLE;
    return readable
        | (endArrived ? Event.READ_CLOSED : 0)
        | (room() > 0 || outputEnded ? Event.WRITABLE : 0);
  }

  private void throwFailure(String call) throws SyscallException {
    var why = failure;
    if (why == null) return;
    failure = null;
    throw new SyscallException(call, why);
  }

  private void checkOpen() {
    if (!open) throw new IllegalStateException(this + " is closed");
  }

  @Override
  public int fd() {
    checkOpen();
    return fd;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public InetSocketAddress localAddress() {
    return local;
  }

  @Override
  public InetSocketAddress peerAddress() {
    return remote;
  }

  /// Ends our direction; where bytes lie unread, the connection breaks. Closing twice does nothing.
  @Override
  public void close() {
    if (!open) return;
    open = false;
    kernel.close(fd);
    var other = peer;
    if (other == null || broken) return;
    if (arrived.isEmpty()) end();
    else send("is closed with bytes unread", () -> other.fails(Errno.ECONNRESET));
  }

  @Override
  public String toString() {
    return Network.text(local);
  }
}
