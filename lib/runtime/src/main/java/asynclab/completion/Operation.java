package asynclab.completion;

/// One operation of an [EmulatedQueue]: what to try until it does not have to wait.
///
/// @param attempt keeps the buffer reachable, too
record Operation(long token, Kind kind, Attempt attempt) {
  /// What it does, and in which direction it waits.
  enum Kind {
    ACCEPT,
    CONNECT,
    RECV,
    SEND;

    boolean isReading() {
      return this == ACCEPT || this == RECV;
    }
  }

  /// A call that does not wait.
  @FunctionalInterface
  interface Attempt {
    /// The result, or the negative error number; `-EAGAIN` when it would have to wait.
    int now();
  }

  /// Someone who is told that an operation is done.
  @FunctionalInterface
  interface Listener {
    void done(Operation operation, int result);
  }
}
