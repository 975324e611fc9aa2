package asynclab.notebook.checks;

import java.io.IOException;

/// The exercise `12c.twice`: the owner of a descriptor.
public interface ClosedOnce extends AutoCloseable {
  /// Writes to the descriptor.
  ///
  /// @throws IllegalStateException when it is closed
  void write(String text) throws IOException;

  /// Gives the descriptor back, once, whoever else calls it, and however the first call ends. The
  /// kernel calls back in the middle of it, and that may close once more.
  @Override
  void close() throws IOException;

  /// A kernel that gives out the lowest number that is free.
  interface Kernel {
    /// Writes.
    ///
    /// @throws IOException when nobody has this number
    void write(int fd, String text) throws IOException;

    /// Gives a number back, which is free from then on, also when this fails.
    ///
    /// @throws IOException when nobody has this number, or the peer was gone
    void close(int fd) throws IOException;

    /// Whether somebody has this number.
    boolean isOpen(int fd);
  }

  /// Makes an owner.
  @FunctionalInterface
  interface Maker {
    /// The owner of an open descriptor.
    ClosedOnce of(Kernel kernel, int fd);
  }
}
