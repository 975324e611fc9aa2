package asynclab.completion;

import asynclab.syscalls.Errno;

/// One operation that is done: a slot of a [Completions], valid until the next wait.
public final class Completion {
  /// A bit of [#flags]: the upper half of the flags is the number of a provided buffer.
  public static final int BUFFER = 1;

  /// A bit of [#flags]: the operation goes on, and more completions with this token follow.
  public static final int MORE = 2;

  private static final int BUFFER_SHIFT = 16;

  long token;
  int result;
  int flags;

  Completion() {}

  /// What the operation was submitted with.
  public long token() {
    return token;
  }

  /// What the kernel says: at least 0, or the negative [error number][Errno#code].
  public int result() {
    return result;
  }

  /// What else there is to know: [#BUFFER], [#MORE], and bits of io_uring alone.
  public int flags() {
    return flags;
  }

  /// Whether it failed; [#errno] then says why.
  public boolean isError() {
    return result < 0;
  }

  /// Why it failed.
  ///
  /// @throws IllegalStateException when it did not fail
  public Errno errno() {
    if (result >= 0) throw new IllegalStateException("this is no error: " + this);
    return Errno.of(-result);
  }

  /// Whether more completions with this token follow: multishot operations of `UringQueue`.
  public boolean hasMore() {
    return (flags & MORE) != 0;
  }

  /// The number of the provided buffer that holds the bytes; -1 when there is none.
  public int buffer() {
    return (flags & BUFFER) != 0 ? flags >>> BUFFER_SHIFT : -1;
  }

  @Override
  public String toString() {
    var text = "token " + token + ": " + (isError() ? errno() : String.valueOf(result));
    return hasMore() ? text + ", more follow" : text;
  }
}
