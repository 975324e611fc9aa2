package asynclab.notebook.checks;

/// The exercise `04b.stale`: from the 64 bits of an event to whom it concerns.
public interface Table {
  /// Remembers a handler.
  ///
  /// @param fd its descriptor, a number that the kernel gives to another once it is closed
  /// @return the token that goes into `epoll_event.data`
  long register(int fd, Runnable handler);

  /// Forgets the handler of a token. Its descriptor is closed by the caller, right after.
  void close(long token);

  /// Runs the handler of a token, once. A token that is forgotten or unknown does nothing.
  void dispatch(long token);
}
