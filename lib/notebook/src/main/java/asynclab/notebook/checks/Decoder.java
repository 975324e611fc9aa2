package asynclab.notebook.checks;

/// The exercise `03.decode`: what the register says after a system call.
@FunctionalInterface
public interface Decoder {
  /// The error number in what the kernel has left in the register, or 0 when the call succeeded.
  int errno(long register);
}
