package asynclab.syscalls;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The three calls of io_uring, Linux's queue of operations: `<linux/io_uring.h>`.
///
/// libc has no functions for them, so they go through `syscall(2)`. Their numbers are the same on
/// every architecture, because they came after the architectures agreed to number alike.
///
/// @see <a href="https://man7.org/linux/man-pages/man7/io_uring.7.html">io_uring(7)</a>
public final class IoUring {
  /// The caller says how many completions fit.
  public static final int IORING_SETUP_CQSIZE = 1 << 3;

  /// Too many entries become as many as there may be.
  public static final int IORING_SETUP_CLAMP = 1 << 4;

  /// No submission until `IORING_REGISTER_ENABLE_RINGS`.
  public static final int IORING_SETUP_R_DISABLED = 1 << 6;

  /// A submission that is in error does not keep the later ones back (5.18).
  public static final int IORING_SETUP_SUBMIT_ALL = 1 << 7;

  /// Completing work waits for the task's next call, and no interrupt is sent to it (5.19).
  public static final int IORING_SETUP_COOP_TASKRUN = 1 << 8;

  /// One thread alone submits; the kernel holds us to it (6.0).
  public static final int IORING_SETUP_SINGLE_ISSUER = 1 << 12;

  /// Completing work is done when that thread waits, and at no other time (6.1).
  public static final int IORING_SETUP_DEFER_TASKRUN = 1 << 13;

  /// Submissions are taken in the order of the array, with no indices in between (6.6).
  public static final int IORING_SETUP_NO_SQARRAY = 1 << 16;

  public static final int IORING_FEAT_SINGLE_MMAP = 1;
  public static final int IORING_FEAT_NODROP = 1 << 1;
  public static final int IORING_FEAT_SUBMIT_STABLE = 1 << 2;
  public static final int IORING_FEAT_FAST_POLL = 1 << 5;
  public static final int IORING_FEAT_EXT_ARG = 1 << 8;

  public static final int IORING_OFF_SQ_RING = 0;
  public static final int IORING_OFF_SQES = 0x10000000;

  /// Completions that did not fit stand in a list of the kernel's: enter, and it moves them.
  public static final int IORING_SQ_CQ_OVERFLOW = 1 << 1;

  public static final int IORING_ENTER_GETEVENTS = 1;
  public static final int IORING_ENTER_EXT_ARG = 1 << 3;

  public static final int IORING_OP_NOP = 0;
  public static final int IORING_OP_POLL_ADD = 6;
  public static final int IORING_OP_TIMEOUT = 11;
  public static final int IORING_OP_ACCEPT = 13;
  public static final int IORING_OP_ASYNC_CANCEL = 14;
  public static final int IORING_OP_CONNECT = 16;
  public static final int IORING_OP_CLOSE = 19;
  public static final int IORING_OP_READ = 22;
  public static final int IORING_OP_SEND = 26;
  public static final int IORING_OP_RECV = 27;

  /// Came with 5.19, as multishot accept and buffer rings did, which no probe names.
  public static final int IORING_OP_SOCKET = 45;

  /// Came with 6.0, as multishot recv did, which no probe names.
  public static final int IORING_OP_SEND_ZC = 47;

  /// The kernel takes a buffer of a group when bytes are there.
  public static final int IOSQE_BUFFER_SELECT = 1 << 5;

  /// No completion unless it fails (5.17).
  public static final int IOSQE_CQE_SKIP_SUCCESS = 1 << 6;

  /// A flag of one send: fail by `EAGAIN` where it would have to wait.
  public static final int MSG_DONTWAIT = 0x40;

  /// A flag of one send: fewer bytes than all is a failure.
  public static final int MSG_WAITALL = 0x100;

  public static final int IORING_ACCEPT_MULTISHOT = 1;
  public static final int IORING_RECV_MULTISHOT = 1 << 1;
  public static final int IORING_RECVSEND_POLL_FIRST = 1;

  public static final int IORING_CQE_F_BUFFER = 1;
  public static final int IORING_CQE_F_MORE = 1 << 1;
  public static final int IORING_CQE_BUFFER_SHIFT = 16;

  public static final int IORING_REGISTER_PROBE = 8;
  public static final int IORING_REGISTER_ENABLE_RINGS = 12;
  public static final int IORING_REGISTER_PBUF_RING = 22;
  public static final int IORING_UNREGISTER_PBUF_RING = 23;
  public static final int IO_URING_OP_SUPPORTED = 1;

  private static final long SETUP = 425;
  private static final long ENTER = 426;
  private static final long REGISTER = 427;

  private static final MethodHandle SETUP_CALL =
      Native.bindVariadic("syscall", 1, JAVA_LONG, JAVA_INT, ADDRESS);
  private static final MethodHandle ENTER_CALL =
      Native.bindVariadic(
          "syscall", 1, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle REGISTER_CALL =
      Native.bindVariadic("syscall", 1, JAVA_LONG, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);

  private IoUring() {}

  /// Whether a ring could be set up: [Errno#EPERM] and [Errno#ENOSYS] are the two ways of "no".
  ///
  /// Containers mostly forbid it (`EPERM`), and the only way to know is to call:
  /// `/proc/sys/kernel/io_uring_disabled` speaks of the machine, not of the container's filter.
  public static boolean isAllowed() {
    var answer = setupNothing();
    return answer != -Errno.EPERM.code() && answer != -Errno.ENOSYS.code();
  }

  /// Asks for a ring of no entries, with no parameters: where it is allowed it fails as well, by
  /// `EFAULT`, and leaves nothing to be closed.
  static long setupNothing() {
    return setupRaw(0, MemorySegment.NULL);
  }

  /// Makes a ring for `entries` submissions and returns its descriptor, or the negative error
  /// number.
  ///
  /// @param params an [IoUringParams] struct, which the kernel fills in
  public static int setupRaw(int entries, MemorySegment params) {
    return (int)
        Native.raw(frame -> (int) SETUP_CALL.invokeExact(frame.errno, SETUP, entries, params));
  }

  /// Hands `submit` submissions over and waits for `complete` completions; returns how many were
  /// taken, or the negative error number.
  ///
  /// @param flags a set of `IORING_ENTER_…`
  /// @param argument an [IoUringGeteventsArg] struct, with `IORING_ENTER_EXT_ARG`
  public static int enterRaw(
      int ring, int submit, int complete, int flags, MemorySegment argument) {
    var frame = Native.frame();
    try {
      var bytes = argument.byteSize();
      var result =
          (int)
              ENTER_CALL.invokeExact(
                  frame.errno, ENTER, ring, submit, complete, flags, argument, bytes);
      return (int) Native.orErrno(frame, result);
    } catch (Throwable e) {
      throw Native.unexpected(e);
    }
  }

  /// Tells the kernel about what the ring will use, or asks it; returns its answer, or the negative
  /// error number.
  ///
  /// @param opcode an `IORING_REGISTER_…`
  public static int registerRaw(int ring, int opcode, MemorySegment argument, int count) {
    return (int)
        Native.raw(frame ->
            (int) REGISTER_CALL.invokeExact(frame.errno, REGISTER, ring, opcode, argument, count));
  }
}
