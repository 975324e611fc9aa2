package asynclab.syscalls;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.MemoryLayout.paddingLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.VarHandle;

/// `struct epoll_event { uint32_t events; uint64_t data; }`: what to watch, and what came of it.
///
/// The kernel packs it on x86-64 (12 bytes, `data` at 4) and nowhere else (16 bytes, `data` at 8),
/// so that 32-bit programs could share the layout. Whoever reads it with the natural layout on
/// x86-64 gets the right first event and nonsense from the second on.
///
/// @param events a set of `EPOLL…` bits, see [Epoll]
/// @param data 64 bits of the program's own that come back with each event
/// @see <a
///   href="https://man7.org/linux/man-pages/man3/epoll_event.3type.html">epoll_event(3type)</a>
public record EpollEvent(int events, long data) {
  /// The layout on this machine.
  public static final StructLayout LAYOUT = layout("amd64".equals(System.getProperty("os.arch")));

  private static final VarHandle EVENTS = LAYOUT.arrayElementVarHandle(groupElement("events"));
  private static final VarHandle DATA = LAYOUT.arrayElementVarHandle(groupElement("data"));

  static StructLayout layout(boolean packed) {
    return packed
        ? structLayout(JAVA_INT.withName("events"), JAVA_LONG.withByteAlignment(4).withName("data"))
        : structLayout(JAVA_INT.withName("events"), paddingLayout(4), JAVA_LONG.withName("data"));
  }

  /// The `index`-th struct of an array.
  public static EpollEvent read(MemorySegment array, long index) {
    return new EpollEvent(events(array, index), data(array, index));
  }

  /// The `events` field of the `index`-th struct of an array, without making an object.
  public static int events(MemorySegment array, long index) {
    return (int) EVENTS.get(array, 0L, index);
  }

  /// The `data` field of the `index`-th struct of an array, without making an object.
  public static long data(MemorySegment array, long index) {
    return (long) DATA.get(array, 0L, index);
  }

  static void write(MemorySegment struct, int events, long data) {
    EVENTS.set(struct, 0L, 0L, events);
    DATA.set(struct, 0L, 0L, data);
  }
}
