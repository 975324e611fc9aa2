package asynclab.notebook;

/// Something shown that can be replaced where it stands: a picture that grows while a loop runs.
///
/// Safe from any thread, also after the cell has ended; what comes too fast to see is left out, the
/// last value never.
@FunctionalInterface
public interface Display {
  /// Shows `value` in the place of what was there.
  void set(Html value);
}
