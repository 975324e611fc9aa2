package asynclab.syscalls;

import java.io.IOException;
import java.io.Serial;

/// A system call that failed: which call, why, and with which argument.
///
/// The message reads `epoll_ctl: EEXIST (fd 7 is already registered)`.
public final class SyscallException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  private final String call;
  private final Errno errno;

  /// @param call the C name of the call, such as `epoll_wait`
  /// @param detail what went wrong, in words that name the argument
  public SyscallException(String call, Errno errno, String detail) {
    super(call + ": " + errno + " (" + detail + ")");
    this.call = call;
    this.errno = errno;
  }

  /// The same, in the words of strerror(3).
  public SyscallException(String call, Errno errno) {
    this(call, errno, errno.meaning());
  }

  /// The C name of the call that failed.
  public String call() {
    return call;
  }

  /// The kernel's reason.
  public Errno errno() {
    return errno;
  }
}
