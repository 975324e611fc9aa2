package asynclab.net;

import asynclab.executor.Reactor;
import asynclab.executor.Watch;
import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.poll.StreamSocket;
import asynclab.syscalls.SyscallException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A TCP connection whose reads and writes are futures. Nothing is done before they are polled.
///
/// One future at a time may wait to read, and one to write. Closing one that waits gives up the
/// waiting; the stream stays. Calls that never have to wait would keep the thread for themselves,
/// so some in a row are followed by a turn of the others.
public final class AsyncStream implements AutoCloseable {
  /// The other side has sent all it will ever send.
  public static final int END = StreamSocket.END;

  private final Reactor reactor;
  private final StreamSocket stream;

  /// Names the other side in messages after it has gone. As UTF-8: the JDK's object for an address
  /// takes three times as much, and ten thousand connections keep one each.
  private final byte @Nullable [] peer;

  private volatile @Nullable Watch watch;

  /// Whether the last read has taken all that was there.
  private boolean drained;

  private AsyncStream(Reactor reactor, StreamSocket stream, byte @Nullable [] peer) {
    this.reactor = reactor;
    this.stream = stream;
    this.peer = peer;
  }

  /// Takes over an open stream, and closes it in the end.
  public static AsyncStream of(Reactor reactor, StreamSocket stream) {
    return new AsyncStream(reactor, stream, peerOf(stream));
  }

  /// Comes to a stream once the connection stands. A failure, `ECONNREFUSED` for instance, names
  /// the address.
  public static Future<AsyncStream> connect(Reactor reactor, InetSocketAddress address) {
    return new Connect(reactor, address);
  }

  /// Reads what is there, up to the room in the buffer; comes to how many bytes, or [#END].
  ///
  /// @param buffer a direct buffer with room
  public Future<Integer> read(ByteBuffer buffer) {
    return new Call<>() {
      @Override
      boolean waitsFirst() {
        return drained && watch().tellsMore();
      }

      @Override
      Polled<Integer> proceed() throws IOException {
        var room = buffer.remaining();
        var count = stream.read(buffer);
        drained = count >= 0 && count < room;
        return count == StreamSocket.WOULD_BLOCK ? Polled.pending() : Polled.ready(count);
      }

      @Override
      Future<Void> readiness() {
        return watch().readableAgain();
      }

      @Override
      public void close() {
        super.close();
        drained = false; // the next read asks the kernel, whatever the event queue has told
      }
    };
  }

  /// Writes all that remains in the buffer.
  ///
  /// @param buffer a direct buffer
  public Future<Void> write(ByteBuffer buffer) {
    return new Call<>() {
      @Override
      Polled<Void> proceed() throws IOException {
        while (buffer.hasRemaining()) {
          if (stream.write(buffer) == StreamSocket.WOULD_BLOCK) return Polled.pending();
        }
        return Polled.done();
      }

      @Override
      Future<Void> readiness() {
        return watch().writableAgain();
      }
    };
  }

  /// Reads until the other side ends, as UTF-8.
  ///
  /// @param bytesMax fails rather than read more
  public Future<String> readText(int bytesMax) {
    return new TextRead(this, bytesMax);
  }

  /// Writes a text as UTF-8.
  public Future<Void> writeText(String text) {
    var bytes = bytes(text);
    return write(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
  }

  /// Ends our direction: the other side reads an end after what was written so far.
  public void shutdownOutput() throws IOException {
    stream.shutdownOutput();
  }

  /// The stream beneath, for its addresses and options.
  public StreamSocket stream() {
    return stream;
  }

  private Watch watch() {
    var known = watch;
    return known == null ? opened() : known;
  }

  /// By whoever comes first: reader and writer may be on two threads.
  private synchronized Watch opened() {
    var known = watch;
    if (known == null) watch = known = reactor.watch(stream);
    return known;
  }

  /// Closes the connection. A future that waits on it fails with an [IllegalStateException].
  @Override
  public void close() throws IOException {
    try {
      var known = watch;
      if (known != null) known.close();
    } finally {
      stream.close();
    }
  }

  /// A stream that was never connected, or no longer is, has no peer.
  private static byte @Nullable [] peerOf(StreamSocket stream) {
    try {
      return bytes(text(stream.peerAddress()));
    } catch (IOException gone) {
      return null;
    }
  }

  @Override
  public String toString() {
    return peer == null
        ? stream.toString()
        : stream + " to " + new String(peer, StandardCharsets.UTF_8);
  }

  static String text(InetSocketAddress address) {
    var host = address.getHostString();
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static IOException named(IOException failure, String whom) {
    if (!(failure instanceof SyscallException e)) return failure;
    var named = new SyscallException(e.call(), e.errno(), e.errno().meaning() + ", " + whom);
    named.initCause(e);
    return named;
  }

  /// A read or a write of this stream.
  private abstract class Call<T> extends Attempt<T> {
    @Override
    IOException named(IOException failure) {
      return AsyncStream.named(failure, AsyncStream.this.toString());
    }
  }

  /// The attempt to connect. It owns the stream until that is handed over.
  private static final class Connect extends Attempt<AsyncStream> {
    private final Reactor reactor;
    private final InetSocketAddress address;
    private @Nullable AsyncStream connecting;

    Connect(Reactor reactor, InetSocketAddress address) {
      this.reactor = reactor;
      this.address = address;
    }

    @Override
    Polled<AsyncStream> proceed() throws IOException {
      var stream = connecting;
      if (stream == null) {
        connecting = new AsyncStream(reactor, reactor.connect(address), bytes(text(address)));
        return Polled.pending();
      }
      try {
        if (!stream.stream.finishConnect()) return Polled.pending();
      } catch (IOException e) {
        close();
        throw e;
      }
      connecting = null;
      return Polled.ready(stream);
    }

    @Override
    Future<Void> readiness() {
      if (connecting == null) throw new AssertionError("waits before it has begun");
      return connecting.watch().writableAgain();
    }

    @Override
    IOException named(IOException failure) {
      return AsyncStream.named(failure, text(address));
    }

    @Override
    public void close() {
      super.close();
      var stream = connecting;
      connecting = null;
      try {
        if (stream != null) stream.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
