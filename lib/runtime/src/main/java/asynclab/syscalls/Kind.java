package asynclab.syscalls;

import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;

/// What an argument of a system call is, and so how it is written.
sealed interface Kind {
  /// The argument as strace would write it.
  ///
  /// @param value the argument
  /// @param next the argument behind it: the length of what a pointer points to
  /// @param result what the call returned; empty when it is not known (yet)
  /// @param pointee reads what a pointer points to
  String text(long value, long next, OptionalLong result, Pointee pointee);

  /// What a Java argument is when no table says more.
  static Kind of(Object argument) {
    return argument instanceof MemorySegment
        ? Plain.POINTER
        : argument instanceof Integer ? Plain.INT : Plain.LONG;
  }

  /// A number, or a pointer that is written as one.
  enum Plain implements Kind {
    INT,
    LONG,
    HEX,
    POINTER,
    /// A descriptor, or `AT_FDCWD`: "the current folder" in its place.
    FD;

    private static final int AT_FDCWD = -100;

    @Override
    public String text(long value, long next, OptionalLong result, Pointee pointee) {
      return switch (this) {
        case INT -> Integer.toString((int) value);
        case LONG -> Long.toString(value);
        case HEX -> "0x" + Long.toHexString(value);
        case POINTER -> value == 0 ? "NULL" : "0x" + Long.toHexString(value);
        case FD -> (int) value == AT_FDCWD ? "AT_FDCWD" : Integer.toString((int) value);
      };
    }
  }

  /// One of some names, or several of them as bits.
  record Named(Names names) implements Kind {
    @Override
    public String text(long value, long next, OptionalLong result, Pointee pointee) {
      return names.text((int) value);
    }
  }

  /// A pointer to something that can be shown; where it cannot, the address is.
  enum Pointed implements Kind {
    /// Bytes that the kernel reads, as many as the next argument says.
    BYTES_IN,
    /// Bytes that the kernel has written, as many as it returned.
    BYTES_OUT,
    /// A name that ends with a zero.
    STRING,
    /// Two descriptors that the kernel has written.
    PAIR,
    /// A socket's address that the kernel reads.
    ADDRESS,
    /// One `struct epoll_event` that the kernel reads.
    EVENT,
    /// As many of them as the kernel returned.
    EVENTS;

    @Override
    public String text(long value, long next, OptionalLong result, Pointee pointee) {
      if (value == 0) return "NULL";
      var count = result.orElse(0);
      var shown =
          switch (this) {
            case BYTES_IN -> pointee.bytes(value, next);
            case BYTES_OUT -> count > 0 ? pointee.bytes(value, count) : "";
            case STRING -> pointee.string(value);
            case PAIR -> count == 0 && result.isPresent() ? pointee.pair(value) : "";
            case ADDRESS -> pointee.address(value, next);
            case EVENT -> pointee.event(value);
            case EVENTS -> count >= 0 && result.isPresent() ? pointee.events(value, count) : "";
          };
      return shown.isEmpty() ? Plain.POINTER.text(value, next, result, pointee) : shown;
    }
  }
}
