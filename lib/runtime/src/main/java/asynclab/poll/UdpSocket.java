package asynclab.poll;

import asynclab.syscalls.Errno;
import asynclab.syscalls.SyscallException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/// A socket that sends and receives datagrams (UDP): each goes on its own, and comes whole, or
/// twice, or never. It never blocks: what would have to wait answers [#WOULD_BLOCK], or empty.
///
/// It belongs to one thread at a time. Closing it takes it out of every [Poll].
///
/// @see <a href="https://man7.org/linux/man-pages/man7/udp.7.html">udp(7)</a>
public final class UdpSocket extends Descriptor {
  /// No room to send now: wait for an event and try again.
  public static final int WOULD_BLOCK = TcpStream.WOULD_BLOCK;

  private UdpSocket(int fd) {
    super(fd);
  }

  /// A socket at an address of this machine; port 0 takes any that is free.
  ///
  /// @throws IOException `EADDRINUSE` when somebody else has it
  public static UdpSocket bind(InetSocketAddress address) throws IOException {
    return new UdpSocket(CALLS.datagramSocketAt(address));
  }

  /// A socket at a free port of this machine's loopback address, which nobody outside can reach.
  public static UdpSocket loopback() throws IOException {
    return bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
  }

  /// From now on the socket talks to `address` alone: [#send(ByteBuffer)] goes there, others are
  /// not heard, and that nobody has the address is told, as `ECONNREFUSED`, by a call after the one
  /// that found out. Nothing is sent for it.
  public void connect(InetSocketAddress address) throws IOException {
    var _ = CALLS.connect(fd(), address);
  }

  /// Sends what remains in the buffer as one datagram, and moves the position behind it.
  ///
  /// @param buffer a direct buffer; an empty one is an empty datagram
  /// @return how many bytes were sent, all, or [#WOULD_BLOCK]
  /// @throws IOException `EMSGSIZE` when it is longer than a datagram may be (65,507 bytes over
  ///   IPv4, 65,527 over IPv6)
  public int send(ByteBuffer buffer, InetSocketAddress address) throws IOException {
    var bytes = MemorySegment.ofBuffer(buffer);
    var result = CALLS.sendTo(fd(), bytes, buffer.remaining(), address);
    return sent(buffer, "sendto", result, " to " + address);
  }

  /// The same to whom the socket is connected to.
  public int send(ByteBuffer buffer) throws IOException {
    var bytes = MemorySegment.ofBuffer(buffer);
    return sent(buffer, "write", CALLS.write(fd(), bytes, buffer.remaining()), "");
  }

  private int sent(ByteBuffer buffer, String call, int result, String whither)
      throws SyscallException {
    if (result == -Errno.EAGAIN.code()) return WOULD_BLOCK;
    if (result < 0) throw failed(call, Errno.of(-result), buffer.remaining() + " bytes" + whither);
    buffer.position(buffer.limit());
    return result;
  }

  /// Receives one datagram, and moves the buffer's position behind it.
  ///
  /// @param buffer a direct buffer with room; 65,535 bytes are enough for any
  /// @return who sent it, or empty when none is there
  /// @throws IOException `EMSGSIZE` when the datagram is longer than the room: the buffer holds its
  ///   beginning, the rest is lost
  public Optional<InetSocketAddress> receive(ByteBuffer buffer) throws IOException {
    if (!buffer.hasRemaining()) throw new IllegalArgumentException("no room in the buffer");
    var received = CALLS.receiveFrom(fd(), MemorySegment.ofBuffer(buffer));
    var result = received.result();
    if (result == -Errno.EAGAIN.code()) return Optional.empty();
    if (result < 0 && result != -Errno.EMSGSIZE.code()) throw failed("recvfrom", Errno.of(-result));
    var room = buffer.remaining();
    if (result < 0 || result > room) {
      buffer.position(buffer.limit());
      throw cut(result, room, received.from());
    }
    buffer.position(buffer.position() + result);
    return received.from();
  }

  private SyscallException cut(int bytes, int room, Optional<InetSocketAddress> from) {
    var length = bytes < 0 ? "more" : bytes + " bytes";
    var sender = from.map(address -> " from " + address).orElse("");
    return failed("recvfrom", Errno.EMSGSIZE, length + sender + " into a buffer of " + room);
  }

  private SyscallException failed(String call, Errno errno, String... more) {
    var detail = more.length == 0 ? "" : ", " + String.join(", ", more);
    return new SyscallException(call, errno, errno.meaning() + detail + ", " + this);
  }

  /// The address of this socket.
  public InetSocketAddress address() throws IOException {
    return CALLS.localAddress(fd());
  }
}
