package asynclab.poll;

/// Something that can be watched: it has a descriptor.
public interface Source {
  /// The descriptor's number.
  int fd();

  /// Whether the descriptor is still this source's. Once it is not, its events are dropped.
  default boolean isOpen() {
    return true;
  }

  /// Is told who watches it. A source that may be closed while it is watched has to remember, and
  /// to call [Registry#closing] before it gives its descriptor back.
  default void watchedBy(Registry registry) {}

  /// A descriptor that you opened yourself and close yourself: a pipe, an eventfd, a timerfd.
  ///
  /// Take it out of the [Registry] before you close it. Nobody else can know that it is gone.
  static Source of(int fd) {
    if (fd < 0) throw new IllegalArgumentException(fd + " is not a descriptor: they start at 0");
    return new RawSource(fd);
  }

  /// A descriptor without an owner.
  record RawSource(int fd) implements Source {
    @Override
    public String toString() {
      return "fd " + fd;
    }
  }
}
