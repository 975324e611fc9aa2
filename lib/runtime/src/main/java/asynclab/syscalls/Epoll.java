package asynclab.syscalls;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/// The four calls of epoll, Linux's event queue.
///
/// The names of the constants are those of the C header `<sys/epoll.h>`.
///
/// @see <a href="https://man7.org/linux/man-pages/man7/epoll.7.html">epoll(7)</a>
public final class Epoll {
  /// Bytes, an end of stream or a connection to accept are there.
  public static final int EPOLLIN = 0x001;

  /// Out-of-band data is there.
  public static final int EPOLLPRI = 0x002;

  /// There is room to write, or a connection attempt has ended.
  public static final int EPOLLOUT = 0x004;

  /// An error waits to be fetched; reported whether asked for or not.
  public static final int EPOLLERR = 0x008;

  /// Both directions are closed; reported whether asked for or not.
  public static final int EPOLLHUP = 0x010;

  /// The other side has closed its sending direction.
  public static final int EPOLLRDHUP = 0x2000;

  /// Report once, then stay silent until `EPOLL_CTL_MOD`.
  public static final int EPOLLONESHOT = 1 << 30;

  /// Edge-triggered: report arrivals, not what is left.
  public static final int EPOLLET = 1 << 31;

  public static final int EPOLL_CTL_ADD = 1;
  public static final int EPOLL_CTL_DEL = 2;
  public static final int EPOLL_CTL_MOD = 3;

  /// The new descriptor is closed when another program is executed.
  public static final int EPOLL_CLOEXEC = 0x80000;

  private static final MethodHandle CREATE = Native.bindLinux("epoll_create1", JAVA_INT);
  private static final MethodHandle CTL =
      Native.bindLinux("epoll_ctl", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle WAIT =
      Native.bindLinux("epoll_wait", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);

  private Epoll() {}

  /// Makes a queue and returns its descriptor.
  public static int create1(int flags) throws SyscallException {
    return (int)
        Native.call("epoll_create1", -1, frame -> (int) CREATE.invokeExact(frame.errno, flags));
  }

  /// Adds `fd` to the queue, changes what is watched, or takes it out; `op` is an `EPOLL_CTL…`.
  public static void ctl(int epoll, int op, int fd, EpollEvent event) throws SyscallException {
    var result =
        Native.raw(frame -> {
          EpollEvent.write(frame.scratch, event.events(), event.data());
          return (int) CTL.invokeExact(frame.errno, epoll, op, fd, frame.scratch);
        });
    if (result < 0) throw refused(Errno.of((int) -result), fd);
  }

  /// Waits for events and returns them: at most `capacity`, after at most `timeoutMillis` (-1: no
  /// end). For teaching: it makes an object for each event.
  public static List<EpollEvent> wait(int epoll, int capacity, int timeoutMillis)
      throws SyscallException {
    try (var arena = Arena.ofConfined()) {
      var array = arena.allocate(EpollEvent.LAYOUT, capacity);
      var count = wait(epoll, array, capacity, timeoutMillis);
      var events = new ArrayList<EpollEvent>(count);
      for (var i = 0; i < count; i++) events.add(EpollEvent.read(array, i));
      return events;
    }
  }

  /// Waits for events, writes them into `array` and returns how many came.
  public static int wait(int epoll, MemorySegment array, int capacity, int timeoutMillis)
      throws SyscallException {
    var result = waitRaw(epoll, array, capacity, timeoutMillis);
    return (int) Native.check("epoll_wait", epoll, result);
  }

  /// The same, but an error is returned as the kernel returns it: the negative error number.
  public static int waitRaw(int epoll, MemorySegment array, int capacity, int timeoutMillis) {
    Native.checkRoom(array, capacity * EpollEvent.LAYOUT.byteSize());
    var frame = Native.frame();
    try {
      var result = (int) WAIT.invokeExact(frame.errno, epoll, array, capacity, timeoutMillis);
      return (int) Native.orErrno(frame, result);
    } catch (Throwable e) {
      throw Native.unexpected(e);
    }
  }

  private static SyscallException refused(Errno errno, int fd) {
    var detail =
        switch (errno) {
          case EEXIST -> "fd %d is already registered";
          case ENOENT -> "fd %d is not registered";
          case EBADF -> "fd %d, or the queue, is not open";
          case EPERM -> "fd %d cannot be waited for: a regular file or a directory is always ready";
          default -> errno.meaning() + ", fd %d";
        };
    return new SyscallException("epoll_ctl", errno, detail.formatted(fd));
  }
}
