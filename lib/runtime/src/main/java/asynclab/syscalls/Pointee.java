package asynclab.syscalls;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What an argument points to, as text; empty where it cannot be read.
///
/// The address comes from the program and may be a bad one, which is for the kernel to say, and a
/// load from it would end the JVM. So the kernel is asked here too: `/proc/self/mem` is this
/// process's memory as a file, where a bad address is an error like any other. It is Linux's; on
/// other systems pointers stay numbers.
final class Pointee {
  /// Memory that can be asked for bytes: as many as there are, and none for a bad address.
  @FunctionalInterface
  interface Memory {
    Optional<byte[]> read(long address, int count);
  }

  /// This process's memory as it is now.
  static final Pointee LIVE = new Pointee(Pointee::readNow);

  /// As many bytes and events as are shown.
  private static final int BYTES_SHOWN = 32;

  private static final int EVENTS_SHOWN = 8;
  private static final int LONGEST_NAME = 256;

  private final Memory memory;

  Pointee(Memory memory) {
    this.memory = memory;
  }

  /// The beginning of `count` bytes, in quotes: `"hello\n"`.
  String bytes(long address, long count) {
    var shown = read(address, Math.clamp(count, 0, BYTES_SHOWN));
    return shown.map(bytes -> quoted(bytes) + (count > BYTES_SHOWN ? "..." : "")).orElse("");
  }

  /// A C string, in quotes.
  String string(long address) {
    var found = read(address, LONGEST_NAME);
    if (found.isEmpty()) return "";
    var bytes = found.get();
    var end = 0;
    while (end < bytes.length && bytes[end] != 0) end++;
    return quoted(Arrays.copyOf(bytes, end)) + (end == bytes.length ? "..." : "");
  }

  /// Two ints, in brackets: `[5, 6]`.
  String pair(long address) {
    return read(address, 2 * Integer.BYTES)
        .map(bytes -> ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()))
        .map(both -> "[" + both.getInt(0) + ", " + both.getInt(Integer.BYTES) + "]")
        .orElse("");
  }

  /// A socket's address: `127.0.0.1:8080`.
  String address(long address, long length) {
    if (length < Sockaddr.IN.byteSize() || length > Sockaddr.IN6.byteSize()) return "";
    try (var arena = Arena.ofConfined()) {
      var struct = arena.allocate(Sockaddr.IN6);
      return copy(address, length, struct) ? written(Sockaddr.read(struct)) : "";
    } catch (IllegalArgumentException _) {
      return ""; // a family that the lab does not speak
    }
  }

  private static String written(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  /// One struct of epoll: `{EPOLLIN, data=1}`.
  String event(long address) {
    var one = events(address, 1);
    return one.isEmpty() ? one : one.substring(1, one.length() - 1);
  }

  /// Structs of epoll: `[{EPOLLIN, data=1}]`.
  String events(long address, long count) {
    var shown = (int) Math.min(count, EVENTS_SHOWN);
    try (var arena = Arena.ofConfined()) {
      var array = arena.allocate(EpollEvent.LAYOUT, Math.max(shown, 1));
      if (!copy(address, shown * EpollEvent.LAYOUT.byteSize(), array)) return "";
      return IntStream.range(0, shown)
          .mapToObj(i -> EpollEvent.read(array, i))
          .map(event -> "{%s, data=%d}".formatted(Names.EVENTS.text(event.events()), event.data()))
          .collect(Collectors.joining(", ", "[", count > shown ? ", ...]" : "]"));
    }
  }

  private boolean copy(long address, long count, MemorySegment to) {
    var bytes = read(address, (int) count);
    bytes.ifPresent(
        found -> MemorySegment.copy(found, 0, to, ValueLayout.JAVA_BYTE, 0, found.length));
    return bytes.isPresent();
  }

  private Optional<byte[]> read(long address, int count) {
    return count == 0 ? Optional.of(new byte[0]) : memory.read(address, count);
  }

  private static Optional<byte[]> readNow(long address, int count) {
    try (var memory = new RandomAccessFile("/proc/self/mem", "r")) {
      var bytes = new byte[count];
      memory.seek(address);
      var got = memory.read(bytes);
      return got <= 0 ? Optional.empty() : Optional.of(Arrays.copyOf(bytes, got));
    } catch (IOException _) {
      return Optional.empty(); // a bad address, or a system without this file
    }
  }

  private static String quoted(byte[] bytes) {
    var text = new StringBuilder("\"");
    for (var each : bytes) {
      switch (each) {
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        default -> text.append(each >= ' ' && each < 0x7f ? "" + (char) each : octal(each));
      }
    }
    return text.append('"').toString();
  }

  private static String octal(byte value) {
    return "\\%03o".formatted(value & 0xff);
  }
}
