package asynclab.executor;

/// Which of the tasks that are ready has the next turn. A task is in it at most once, and whoever
/// is in it is taken some day.
///
/// Threads: that of the loop.
public interface Scheduler {
  /// The task is ready.
  void add(Task<?> task);

  /// Takes one of them out.
  ///
  /// @throws IllegalStateException when nobody is ready
  Task<?> take();

  /// How many are ready.
  int size();
}
