package asynclab.syscalls;

import java.util.List;
import java.util.stream.Collectors;

/// The system calls of a piece of program, and how they were seen.
///
/// Printed, it is a line a call, in the order in which they were made.
///
/// @param way who watched
/// @param why in words: why this way and no better one, or what it cannot see
/// @param calls in the order in which they were made
/// @param dropped how many more there were than a log holds
/// @param nanos how long the whole took
public record CallLog(Way way, String why, List<Call> calls, int dropped, long nanos) {
  /// Who watched, the one that sees most first.
  public enum Way {
    /// strace, attached to the thread: every call of whoever runs on it, with its result.
    STRACE,
    /// A filter of the kernel's (seccomp) that asks us before each call it lists: no results.
    SECCOMP,
    /// The lab's own log: the calls that the lab's library makes, and no others.
    LAB
  }

  public CallLog {
    calls = List.copyOf(calls);
  }

  /// The calls of one name.
  public List<Call> named(String name) {
    return calls.stream().filter(call -> call.name().equals(name)).toList();
  }

  @Override
  public String toString() {
    var lines = calls.stream().map(Call::toString).collect(Collectors.joining("\n"));
    return dropped == 0 ? lines : lines + "\n(and " + dropped + " more)";
  }
}
