package asynclab.syscalls;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.net.InetSocketAddress;

/// The calls of [Winsock] that carry an address with the bytes.
final class WinsockDatagrams {
  /// Where a length stands in the scratch bytes: behind the largest address.
  private static final long LENGTH = 32;

  private static final MethodHandle SENDTO =
      Win32.winsock("sendto", JAVA_INT, JAVA_LONG, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle RECVFROM =
      Win32.winsock("recvfrom", JAVA_INT, JAVA_LONG, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);

  private WinsockDatagrams() {}

  static int sendTo(int fd, MemorySegment bytes, long count, InetSocketAddress address) {
    Native.checkRoom(bytes, count);
    return (int)
        Win32.winsockRaw(frame -> {
          var to = frame.scratch;
          var length = Sockaddr.write(to, address);
          var room = (int) Math.min(count, Integer.MAX_VALUE);
          return (int) SENDTO.invokeExact(frame.errno, (long) fd, bytes, room, 0, to, length);
        });
  }

  /// A datagram longer than the buffer is `EMSGSIZE` here, without its length. `ECONNRESET` says
  /// that one sent from here earlier has found nobody.
  static Received receiveFrom(int fd, MemorySegment buffer) {
    Native.checkRoom(buffer, buffer.byteSize());
    var from = Native.frame().scratch;
    var length = from.asSlice(LENGTH, Integer.BYTES);
    length.set(JAVA_INT, 0, (int) Sockaddr.IN6.byteSize());
    var room = (int) Math.min(buffer.byteSize(), Integer.MAX_VALUE);
    var result =
        (int)
            Win32.winsockRaw(frame ->
                (int) RECVFROM.invokeExact(frame.errno, (long) fd, buffer, room, 0, from, length));
    return Received.of(result, from);
  }
}
