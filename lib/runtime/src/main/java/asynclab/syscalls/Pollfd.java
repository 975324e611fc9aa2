package asynclab.syscalls;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;

/// `struct pollfd { int fd; short events; short revents; }`, and poll(2), the call that takes an
/// array of them: the event queue that every Unix has.
///
/// There is no queue in the kernel: each call hands over all that is watched, and the kernel looks
/// at each of them.
///
/// @param fd a descriptor; the kernel passes over a negative one
/// @param events what to watch for, a set of `POLL…` bits
/// @param revents what came of it
/// @see <a href="https://man7.org/linux/man-pages/man2/poll.2.html">poll(2)</a>
public record Pollfd(int fd, int events, int revents) {
  /// Bytes, an end of stream or a connection to accept are there.
  public static final int POLLIN = 0x01;

  /// Out-of-band data is there.
  public static final int POLLPRI = 0x02;

  /// There is room to write, or a connection attempt has ended.
  public static final int POLLOUT = 0x04;

  /// An error waits to be fetched; reported whether asked for or not.
  public static final int POLLERR = 0x08;

  /// Hung up; reported whether asked for or not.
  public static final int POLLHUP = 0x10;

  /// The descriptor is not open; reported whether asked for or not.
  public static final int POLLNVAL = 0x20;

  /// The other side has closed its sending direction: Linux and FreeBSD have it, elsewhere it is 0.
  public static final int POLLRDHUP = Numbers.here("POLLRDHUP");

  /// The layout on every system.
  public static final StructLayout LAYOUT =
      structLayout(
          JAVA_INT.withName("fd"), JAVA_SHORT.withName("events"), JAVA_SHORT.withName("revents"));

  private static final VarHandle FD = LAYOUT.arrayElementVarHandle(groupElement("fd"));
  private static final VarHandle EVENTS = LAYOUT.arrayElementVarHandle(groupElement("events"));
  private static final VarHandle REVENTS = LAYOUT.arrayElementVarHandle(groupElement("revents"));
  private static final MethodHandle POLL = bindPoll();

  /// `nfds_t` is a `long` on Linux and an `int` elsewhere.
  private static MethodHandle bindPoll() {
    var count = Os.current() == Os.LINUX ? JAVA_LONG : JAVA_INT;
    var type =
        MethodType.methodType(
            int.class, MemorySegment.class, MemorySegment.class, int.class, int.class);
    return MethodHandles.explicitCastArguments(
        Native.bindInt("poll", ADDRESS, count, JAVA_INT), type);
  }

  /// Waits until one of `watched` is ready or the time is over, and returns all with their
  /// `revents`. For teaching: it makes an array for each call.
  ///
  /// @param timeoutMillis -1 waits without end
  public static List<Pollfd> poll(List<Pollfd> watched, int timeoutMillis) throws SyscallException {
    try (var arena = Arena.ofConfined()) {
      var count = watched.size();
      var array = arena.allocate(LAYOUT, count);
      for (var i = 0; i < count; i++) write(array, i, watched.get(i).fd, watched.get(i).events);
      var _ = Native.check("poll", -1, pollRaw(array, count, timeoutMillis));
      var result = new ArrayList<Pollfd>();
      for (var i = 0; i < count; i++) {
        result.add(new Pollfd(watched.get(i).fd, watched.get(i).events, revents(array, i)));
      }
      return result;
    }
  }

  /// The same on an array of one's own: how many of its structs have `revents`, or the negative
  /// error number.
  public static int pollRaw(MemorySegment array, int count, int timeoutMillis) {
    Native.checkRoom(array, count * LAYOUT.byteSize());
    var frame = Native.frame();
    try {
      var result = (int) POLL.invokeExact(frame.errno, array, count, timeoutMillis);
      return (int) Native.orErrno(frame, result);
    } catch (Throwable e) {
      throw Native.unexpected(e);
    }
  }

  /// Writes the `index`-th struct of an array, with no `revents`.
  public static void write(MemorySegment array, long index, int fd, int events) {
    FD.set(array, 0L, index, fd);
    EVENTS.set(array, 0L, index, (short) events);
    REVENTS.set(array, 0L, index, (short) 0);
  }

  /// The `revents` field of the `index`-th struct of an array, without making an object.
  public static int revents(MemorySegment array, long index) {
    return (short) REVENTS.get(array, 0L, index);
  }
}
