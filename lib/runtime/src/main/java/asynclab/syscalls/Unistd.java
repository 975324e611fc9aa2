package asynclab.syscalls;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The calls on a descriptor that every kind of descriptor shares: `<unistd.h>`.
///
/// A buffer is off the Java heap and the count is checked against its size, so that no mistake of
/// ours lets the kernel write where nothing of ours stands.
public final class Unistd {
  private static final MethodHandle READ = Native.bindLong("read", JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle WRITE = Native.bindLong("write", JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle CLOSE = Native.bindInt("close", JAVA_INT);
  private static final MethodHandle DUP = Native.bindInt("dup", JAVA_INT);
  private static final MethodHandle DUP2 = Native.bindInt("dup2", JAVA_INT, JAVA_INT);
  private static final MethodHandle PIPE = Native.bindInt("pipe", ADDRESS);
  private static final MethodHandle PIPE2 = Native.bindInt("pipe2", ADDRESS, JAVA_INT);
  private static final MethodHandle GETPID = Native.bindInt("getpid");

  private Unistd() {}

  /// Reads at most `count` bytes; 0 is the end of the stream.
  public static long read(int fd, MemorySegment buffer, long count) throws SyscallException {
    return Native.check("read", fd, readRaw(fd, buffer, count));
  }

  /// [#read], but an error is returned as the kernel returns it: the negative error number.
  ///
  /// `EAGAIN` is no accident on a non-blocking descriptor, so loops need an answer without an
  /// exception.
  public static long readRaw(int fd, MemorySegment buffer, long count) {
    Native.checkRoom(buffer, count);
    var frame = Native.frame();
    try {
      return Native.orErrno(frame, (long) READ.invokeExact(frame.errno, fd, buffer, count));
    } catch (Throwable e) {
      throw Native.unexpected(e);
    }
  }

  /// Writes at most `count` bytes and returns how many the kernel took.
  public static long write(int fd, MemorySegment buffer, long count) throws SyscallException {
    return Native.check("write", fd, writeRaw(fd, buffer, count));
  }

  /// [#write], but an error is returned as the kernel returns it: the negative error number.
  public static long writeRaw(int fd, MemorySegment buffer, long count) {
    Native.checkRoom(buffer, count);
    var frame = Native.frame();
    try {
      return Native.orErrno(frame, (long) WRITE.invokeExact(frame.errno, fd, buffer, count));
    } catch (Throwable e) {
      throw Native.unexpected(e);
    }
  }

  /// Gives the descriptor back. Its number may be handed out again at once.
  public static void close(int fd) throws SyscallException {
    var _ = Native.check("close", fd, closeRaw(fd));
  }

  /// [#close], but an error is returned as the kernel returns it: the negative error number.
  public static long closeRaw(int fd) {
    return Native.raw(frame -> (int) CLOSE.invokeExact(frame.errno, fd));
  }

  /// A second descriptor for what stands behind `fd`.
  public static int dup(int fd) throws SyscallException {
    return (int) Native.call("dup", fd, frame -> (int) DUP.invokeExact(frame.errno, fd));
  }

  /// Makes the descriptor `to` stand for what stands behind `fd`; what it stood for is closed.
  public static void dup2(int fd, int to) throws SyscallException {
    var _ = Native.call("dup2", fd, frame -> (int) DUP2.invokeExact(frame.errno, fd, to));
  }

  /// A pipe, on every Unix.
  public static Pair pipe() throws SyscallException {
    return Pair.of("pipe", fds -> frame -> (int) PIPE.invokeExact(frame.errno, fds));
  }

  /// A pipe with flags; macOS does not have it.
  ///
  /// @param flags `O_NONBLOCK`, `O_CLOEXEC` of [Fcntl], or 0
  public static Pair pipe2(int flags) throws SyscallException {
    return Pair.of("pipe2", fds -> frame -> (int) PIPE2.invokeExact(frame.errno, fds, flags));
  }

  /// The number of this process: the cheapest system call there is, so the one to measure.
  public static int getpid() {
    return (int) Native.raw(frame -> (int) GETPID.invokeExact(frame.errno));
  }

  /// Two descriptors made by one call: a pipe's end to read from and its end to write to, or the
  /// two ends of a socket pair.
  public record Pair(int first, int second) {
    @FunctionalInterface
    interface Call {
      Native.Downcall into(MemorySegment fds);
    }

    static Pair of(String name, Call call) throws SyscallException {
      var fds = Native.frame().scratch;
      var _ = Native.call(name, -1, call.into(fds));
      return new Pair(fds.getAtIndex(JAVA_INT, 0), fds.getAtIndex(JAVA_INT, 1));
    }
  }
}
