package asynclab.syscalls;

import java.util.Optional;
import java.util.OptionalLong;

/// One system call that was made.
///
/// @param name the man page's name
/// @param arguments as strace would write them: `5, "hello\n", 6`
/// @param result what the kernel returned, the negative error number included; empty where whoever
///   watched could not see it
/// @param startNanos when it was made, counted from the beginning of the watch
/// @param nanos how long it took, watching included; empty where that could not be seen
/// @param thread the name of the thread that made it
public record Call(
    String name,
    String arguments,
    OptionalLong result,
    long startNanos,
    OptionalLong nanos,
    String thread) {
  /// The kernel returns an error as a number from here to -1; lower ones are addresses.
  private static final long LOWEST_ERROR = -4095;

  /// Why it failed; empty when it did not, or when the result could not be seen.
  public Optional<Errno> errno() {
    if (result.isEmpty()) return Optional.empty();
    var value = result.getAsLong();
    return value < 0 && value >= LOWEST_ERROR
        ? Optional.of(Errno.of((int) -value))
        : Optional.empty();
  }

  /// The result in words: `6`, `-11 EAGAIN (resource temporarily unavailable)`, `?`.
  public String outcome() {
    if (result.isEmpty()) return "?";
    var value = result.getAsLong();
    if (errno().isPresent()) {
      var errno = errno().get();
      return errno == Errno.UNKNOWN
          ? Long.toString(value)
          : value + " " + errno + " (" + errno.meaning() + ")";
    }
    return value > Integer.MAX_VALUE || value < 0 ? "0x" + Long.toHexString(value) : "" + value;
  }

  /// One line, as strace writes it, but with the kernel's own number where strace writes -1.
  @Override
  public String toString() {
    return name + "(" + arguments + ") = " + outcome();
  }
}
