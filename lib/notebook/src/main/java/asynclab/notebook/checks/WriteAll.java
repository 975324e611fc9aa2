package asynclab.notebook.checks;

/// The exercise `03.write-all`: write everything, whatever the kernel answers.
@FunctionalInterface
public interface WriteAll {
  /// Writes all of `bytes`, each once and in order.
  ///
  /// @return how many bytes were written, or the negative error number that ended it
  long writeAll(WriteEnd end, byte[] bytes);

  /// As much of a kernel as this exercise needs: the end of a pipe that one writes to.
  interface WriteEnd {
    /// Takes at most `count` bytes, beginning at `bytes[from]`.
    ///
    /// @return how many it took, or the negative error number: `EINTR` when a signal came first,
    ///   `EAGAIN` when there is no room now, `EPIPE` when nobody will ever read
    long write(byte[] bytes, int from, int count);

    /// Sleeps until there is room.
    void awaitWritable();
  }
}
