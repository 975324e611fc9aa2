package asynclab.poll;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/// One end of a connection that carries bytes in order and never blocks, whatever stands behind it:
/// [TcpStream] is the system's; a simulated network has its own.
public interface StreamSocket extends Source, AutoCloseable {
  /// The other side has sent all it will ever send.
  int END = -1;

  /// Nothing to read now, or no room to write: wait for an event and try again.
  int WOULD_BLOCK = -2;

  /// Whether the connection stands by now.
  ///
  /// @throws IOException why the attempt failed, `ECONNREFUSED` for instance
  boolean finishConnect() throws IOException;

  /// Reads into the buffer, from its position up to its limit, and moves the position.
  ///
  /// @param buffer a direct buffer with room
  /// @return how many bytes came, [#END] or [#WOULD_BLOCK]
  int read(ByteBuffer buffer) throws IOException;

  /// Writes from the buffer's position up to its limit, as much as there is room for, and moves the
  /// position.
  ///
  /// @param buffer a direct buffer
  /// @return how many bytes were taken, or [#WOULD_BLOCK]
  int write(ByteBuffer buffer) throws IOException;

  /// Ends our direction: the other side reads an end after what was written so far.
  void shutdownOutput() throws IOException;

  /// The address of this end.
  InetSocketAddress localAddress() throws IOException;

  /// The address of the other end.
  InetSocketAddress peerAddress() throws IOException;

  @Override
  void close() throws IOException;
}
