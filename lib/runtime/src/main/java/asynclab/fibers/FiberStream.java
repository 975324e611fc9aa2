package asynclab.fibers;

import asynclab.poll.TcpStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A [TcpStream] that reads and writes as if it blocked: the fiber parks, the thread goes on.
///
/// One fiber may read while another writes. A fiber whose reads never have to wait would never give
/// way, so some reads and writes in a row are followed by a [Fiber#yield].
public final class FiberStream implements AutoCloseable {
  /// The other side has sent all it will ever send.
  public static final int END = TcpStream.END;

  private static final int CALLS_A_TURN = 32;
  private static final int PIECE_BYTES = 8192;

  private final TcpStream stream;
  private @Nullable Watch watch;
  private int calls;

  private FiberStream(TcpStream stream) {
    this.stream = stream;
  }

  /// Connects; waits until the connection stands.
  ///
  /// @throws IOException why the attempt failed, `ECONNREFUSED` for instance
  public static FiberStream connect(InetSocketAddress address) throws IOException {
    var stream = of(TcpStream.connect(address));
    try {
      do stream.watch().awaitWritable();
      while (!stream.stream.finishConnect());
      return stream;
    } catch (IOException | RuntimeException e) {
      stream.close();
      throw e;
    }
  }

  /// Takes over an open stream, and closes it in the end.
  public static FiberStream of(TcpStream stream) {
    return new FiberStream(stream);
  }

  /// Reads what is there, up to the room in the buffer; waits until there is something.
  ///
  /// @param buffer a direct buffer with room
  /// @return how many bytes came, or [#END]
  /// @throws IllegalStateException when the stream is closed, before or meanwhile
  public int read(ByteBuffer buffer) throws IOException {
    takeTurns();
    var count = stream.read(buffer);
    while (count == TcpStream.WOULD_BLOCK) {
      watch().awaitReadable();
      count = stream.read(buffer);
    }
    return count;
  }

  /// Writes all that remains in the buffer; waits for room as often as it takes.
  ///
  /// @param buffer a direct buffer
  public void write(ByteBuffer buffer) throws IOException {
    takeTurns();
    while (buffer.hasRemaining()) {
      if (stream.write(buffer) == TcpStream.WOULD_BLOCK) watch().awaitWritable();
    }
  }

  /// Reads until the other side ends, as UTF-8.
  ///
  /// @param bytesMax refuses to read more
  public String readText(int bytesMax) throws IOException {
    var buffer = ByteBuffer.allocateDirect(Math.min(PIECE_BYTES, bytesMax + 1));
    while (read(buffer) != END) {
      if (buffer.position() > bytesMax) {
        throw new IOException("%s sends more than %,d bytes".formatted(this, bytesMax));
      }
      if (!buffer.hasRemaining()) buffer = larger(buffer, bytesMax);
    }
    return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
  }

  private static ByteBuffer larger(ByteBuffer full, int bytesMax) {
    var capacity = (int) Math.min(2L * full.capacity(), bytesMax + 1L);
    return ByteBuffer.allocateDirect(capacity).put(full.flip());
  }

  /// Writes a text as UTF-8.
  public void writeText(String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    write(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
  }

  /// Ends our direction: the other side reads an end after what was written so far.
  public void shutdownOutput() throws IOException {
    stream.shutdownOutput();
  }

  /// The stream beneath, for its addresses and options.
  public TcpStream stream() {
    return stream;
  }

  private void takeTurns() {
    if (++calls % CALLS_A_TURN == 0) Fiber.yield();
  }

  private Watch watch() {
    if (watch == null) watch = Fiber.current().scheduler.watches.open(stream);
    return watch;
  }

  /// Closes the connection. A fiber that waits on it gets an [IllegalStateException].
  @Override
  public void close() throws IOException {
    try {
      if (watch != null) watch.close();
    } finally {
      stream.close();
    }
  }

  @Override
  public String toString() {
    return stream.toString();
  }
}
