package asynclab.poll;

import asynclab.syscalls.Errno;
import asynclab.syscalls.SyscallException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/// One end of a TCP connection. It never blocks: what would have to wait answers [#WOULD_BLOCK].
///
/// A read answers with a number of bytes, [#END] or [#WOULD_BLOCK], and throws only when the
/// connection is broken. It belongs to one thread at a time. Closing it takes it out of every
/// [Poll].
public final class TcpStream extends Descriptor implements StreamSocket {
  TcpStream(int fd) {
    super(fd);
  }

  /// Begins to connect. The stream becomes writable when the attempt has ended; then ask
  /// [#finishConnect].
  public static TcpStream connect(InetSocketAddress address) throws IOException {
    var fd = CALLS.socketFor(address);
    try {
      var _ = CALLS.connect(fd, address);
      return new TcpStream(fd);
    } catch (SyscallException | RuntimeException e) {
      CALLS.close(fd);
      throw e;
    }
  }

  @Override
  public boolean finishConnect() throws IOException {
    var error = CALLS.error(fd());
    if (error != 0) throw new SyscallException("connect", Errno.of(error));
    try {
      var _ = CALLS.peerAddress(fd());
      return true;
    } catch (SyscallException e) {
      if (e.errno() == Errno.ENOTCONN) return false;
      throw e;
    }
  }

  /// Reads into the buffer, up to its size.
  ///
  /// @param buffer native memory, not empty
  /// @return how many bytes came, [#END] or [#WOULD_BLOCK]
  public int read(MemorySegment buffer) throws IOException {
    if (buffer.byteSize() == 0) throw new IllegalArgumentException("no room in the buffer");
    var result = CALLS.read(fd(), buffer, buffer.byteSize());
    return result == 0 ? END : orWouldBlock("read", result);
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    var count = read(MemorySegment.ofBuffer(buffer));
    if (count > 0) buffer.position(buffer.position() + count);
    return count;
  }

  /// Writes the first `count` bytes of the segment, or as many of them as there is room for.
  ///
  /// @return how many bytes the kernel took, or [#WOULD_BLOCK]
  public int write(MemorySegment bytes, long count) throws IOException {
    return orWouldBlock("write", CALLS.write(fd(), bytes, count));
  }

  @Override
  public int write(ByteBuffer buffer) throws IOException {
    var count = write(MemorySegment.ofBuffer(buffer), buffer.remaining());
    if (count > 0) buffer.position(buffer.position() + count);
    return count;
  }

  private int orWouldBlock(String call, int result) throws SyscallException {
    if (result >= 0) return result;
    if (result == -Errno.EAGAIN.code()) return WOULD_BLOCK;
    var errno = Errno.of(-result);
    throw new SyscallException(call, errno, errno.meaning() + ", " + this);
  }

  @Override
  public void shutdownOutput() throws IOException {
    CALLS.shutdownOutput(fd());
  }

  /// Whether small writes leave at once (`TCP_NODELAY`) instead of waiting to be joined with
  /// others.
  public void noDelay(boolean on) throws IOException {
    CALLS.noDelay(fd(), on);
  }

  @Override
  public InetSocketAddress localAddress() throws IOException {
    return CALLS.localAddress(fd());
  }

  @Override
  public InetSocketAddress peerAddress() throws IOException {
    return CALLS.peerAddress(fd());
  }
}
