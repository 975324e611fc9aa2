package asynclab.notebook.checks;

/// The exercise `03.layout`: how `struct epoll_event` lies in memory.
@FunctionalInterface
public interface EventLayout {
  /// A kind of processor.
  enum Machine {
    X86_64,
    AARCH64
  }

  /// A struct in an array.
  ///
  /// @param size from one struct to the next, in bytes
  /// @param dataAt from a struct's beginning to its field `data`, in bytes
  record Struct(int size, int dataAt) {}

  /// The layout of `struct epoll_event { uint32_t events; uint64_t data; }`.
  Struct epollEvent(Machine machine);
}
