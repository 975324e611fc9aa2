package asynclab.syscalls;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.MemoryLayout.paddingLayout;
import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.util.stream.Stream;

/// `struct sockaddr_in` and `struct sockaddr_in6`: where a socket is, in the kernel's form.
///
/// Port and address stand in network byte order (most significant byte first), the family in the
/// machine's. 4.4BSD put a byte with the struct's length before the family, which is a byte there
/// too; everything after them stands at the same place on every system.
///
/// @see <a href="https://man7.org/linux/man-pages/man3/sockaddr.3type.html">sockaddr(3type)</a>
final class Sockaddr {
  private static final ValueLayout.OfShort PORT = JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);

  static final StructLayout IN = in(Os.current());
  static final StructLayout IN6 = in6(Os.current());

  private static final long IN_ADDR = IN.byteOffset(groupElement("sin_addr"));
  private static final long IN6_ADDR = IN6.byteOffset(groupElement("sin6_addr"));
  private static final long IN6_SCOPE = IN6.byteOffset(groupElement("sin6_scope_id"));

  private Sockaddr() {}

  static StructLayout in(Os os) {
    return layout(
        os,
        "sin_len",
        "sin_family",
        PORT.withName("sin_port"),
        sequenceLayout(4, JAVA_BYTE).withName("sin_addr"),
        paddingLayout(8));
  }

  static StructLayout in6(Os os) {
    return layout(
        os,
        "sin6_len",
        "sin6_family",
        PORT.withName("sin6_port"),
        JAVA_INT.withName("sin6_flowinfo"),
        sequenceLayout(16, JAVA_BYTE).withName("sin6_addr"),
        JAVA_INT.withName("sin6_scope_id"));
  }

  private static StructLayout layout(Os os, String length, String family, MemoryLayout... rest) {
    var head =
        os.isBsd()
            ? Stream.of(JAVA_BYTE.withName(length), JAVA_BYTE.withName(family))
            : Stream.of(JAVA_SHORT.withName(family));
    return structLayout(Stream.concat(head, Stream.of(rest)).toArray(MemoryLayout[]::new));
  }

  /// Writes the address and returns how many bytes it takes.
  static int write(MemorySegment struct, InetSocketAddress address) {
    if (address.isUnresolved()) {
      throw new IllegalArgumentException(
          "no address is known for " + address.getHostString() + ": resolve it first");
    }
    struct.fill((byte) 0);
    var ip = address.getAddress();
    var v6 = ip instanceof Inet6Address;
    var size = (int) (v6 ? IN6 : IN).byteSize();
    writeHead(Os.current(), struct, size, v6 ? Sockets.AF_INET6 : Sockets.AF_INET);
    struct.set(PORT, 2, (short) address.getPort());
    var bytes = ip.getAddress();
    MemorySegment.copy(bytes, 0, struct, JAVA_BYTE, v6 ? IN6_ADDR : IN_ADDR, bytes.length);
    if (ip instanceof Inet6Address six) struct.set(JAVA_INT, IN6_SCOPE, six.getScopeId());
    return size;
  }

  static void writeHead(Os os, MemorySegment struct, int size, int family) {
    if (os.isBsd()) {
      struct.set(JAVA_BYTE, 0, (byte) size);
      struct.set(JAVA_BYTE, 1, (byte) family);
    } else {
      struct.set(JAVA_SHORT, 0, (short) family);
    }
  }

  static int family(Os os, MemorySegment struct) {
    return os.isBsd() ? struct.get(JAVA_BYTE, 1) : struct.get(JAVA_SHORT, 0);
  }

  static InetSocketAddress read(MemorySegment struct) {
    var v6 = family(Os.current(), struct) == Sockets.AF_INET6;
    var bytes = struct.asSlice(v6 ? IN6_ADDR : IN_ADDR, v6 ? 16 : 4).toArray(JAVA_BYTE);
    try {
      var port = Short.toUnsignedInt(struct.get(PORT, 2));
      return new InetSocketAddress(InetAddress.getByAddress(bytes), port);
    } catch (UnknownHostException e) {
      throw new AssertionError("4 or 16 bytes are always an address", e);
    }
  }
}
