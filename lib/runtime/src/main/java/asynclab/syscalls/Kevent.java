package asynclab.syscalls;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.MemoryLayout.paddingLayout;
import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;

/// `struct kevent { uintptr_t ident; int16_t filter; uint16_t flags; uint32_t fflags; intptr_t
/// data; void *udata; }`: what to watch or to change, and what came of it.
///
/// FreeBSD has made it longer, NetBSD its small fields wider, each in its own way; the other
/// systems kept the 32 bytes of the first version.
///
/// @param ident what is watched: a descriptor, for the filters used here
/// @param filter which kind of thing happens to it, an `EVFILT_…`
/// @param flags a set of `EV_…` bits, see [Kqueue]
/// @param fflags bits of the filter's own; with `EV_EOF` the error of the socket
/// @param data a number of the filter's own: the bytes to read, for instance; with `EV_ERROR` the
///   error number
/// @param udata 64 bits of the program's own that come back with each event
/// @see <a href="https://man.freebsd.org/cgi/man.cgi?kqueue">kqueue(2) of FreeBSD</a>
public record Kevent(long ident, int filter, int flags, int fflags, long data, long udata) {
  private static final StructLayout PLAIN = layout(Os.MACOS);
  private static final VarHandle IDENT = PLAIN.varHandle(groupElement("ident"));
  private static final VarHandle FILTER = PLAIN.varHandle(groupElement("filter"));
  private static final VarHandle FLAGS = PLAIN.varHandle(groupElement("flags"));
  private static final VarHandle FFLAGS = PLAIN.varHandle(groupElement("fflags"));
  private static final VarHandle DATA = PLAIN.varHandle(groupElement("data"));
  private static final VarHandle UDATA = PLAIN.varHandle(groupElement("udata"));

  /// The layout on a system; on Linux that of the library libkqueue.
  ///
  /// @throws UnsupportedOperationException on Windows, which has no kqueue
  public static StructLayout layout(Os os) {
    return switch (os) {
      case LINUX, MACOS, OPENBSD -> plain();
      case FREEBSD -> extended(plain());
      case NETBSD -> extended(wide());
      case WINDOWS -> throw new UnsupportedOperationException("Windows has no kqueue");
    };
  }

  private static StructLayout plain() {
    return structLayout(
        JAVA_LONG.withName("ident"),
        JAVA_SHORT.withName("filter"),
        JAVA_SHORT.withName("flags"),
        JAVA_INT.withName("fflags"),
        JAVA_LONG.withName("data"),
        JAVA_LONG.withName("udata"));
  }

  private static StructLayout wide() {
    return structLayout(
        JAVA_LONG.withName("ident"),
        JAVA_INT.withName("filter"),
        JAVA_INT.withName("flags"),
        JAVA_INT.withName("fflags"),
        paddingLayout(4),
        JAVA_LONG.withName("data"),
        JAVA_LONG.withName("udata"));
  }

  private static StructLayout extended(StructLayout struct) {
    var members = new ArrayList<>(struct.memberLayouts());
    members.add(sequenceLayout(4, JAVA_LONG).withName("ext"));
    return structLayout(members.toArray(MemoryLayout[]::new));
  }

  // What follows serves every system but NETBSD: the fields that FreeBSD added come last.

  /// The struct at a byte offset.
  public static Kevent read(MemorySegment array, long offset) {
    return new Kevent(
        ident(array, offset),
        filter(array, offset),
        flags(array, offset),
        fflags(array, offset),
        (long) DATA.get(array, offset),
        udata(array, offset));
  }

  /// Writes the struct at a byte offset; what FreeBSD added stays as it is.
  public void write(MemorySegment array, long offset) {
    IDENT.set(array, offset, ident);
    FILTER.set(array, offset, (short) filter);
    FLAGS.set(array, offset, (short) flags);
    FFLAGS.set(array, offset, fflags);
    DATA.set(array, offset, data);
    UDATA.set(array, offset, udata);
  }

  /// The `ident` field of the struct at a byte offset, without making an object; so the others.
  public static long ident(MemorySegment array, long offset) {
    return (long) IDENT.get(array, offset);
  }

  public static int filter(MemorySegment array, long offset) {
    return (short) FILTER.get(array, offset);
  }

  public static int flags(MemorySegment array, long offset) {
    return Short.toUnsignedInt((short) FLAGS.get(array, offset));
  }

  public static int fflags(MemorySegment array, long offset) {
    return (int) FFLAGS.get(array, offset);
  }

  public static long udata(MemorySegment array, long offset) {
    return (long) UDATA.get(array, offset);
  }
}
