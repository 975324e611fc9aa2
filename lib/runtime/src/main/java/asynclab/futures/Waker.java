package asynclab.futures;

/// Tells an executor that a task is worth polling again.
///
/// Threads: any thread may call it, any number of times, also after the task has ended.
@FunctionalInterface
public interface Waker {
  /// Tells nobody.
  Waker NONE = () -> {};

  /// Queues the task; it runs nothing itself.
  void wake();
}
