package asynclab.executor;

/// Which of the tasks that are ready has the next turn. A task is in it at most once, and whoever
/// is in it is taken some day.
///
/// Threads: that of the loop.
///
/// @param <T> what an executor calls a task; of a task a scheduler asks nothing
public interface Scheduler<T> {
  /// The task is ready.
  void add(T task);

  /// Takes one of them out.
  ///
  /// @throws IllegalStateException when nobody is ready
  T take();

  /// How many are ready.
  int size();
}
