package asynclab.notebook.checks;

import asynclab.futures.Future;
import asynclab.futures.Waker;
import java.util.Queue;

/// The exercise `08.waker`: a task that is its own waker.
public interface WokenTask extends Waker {
  /// Queues the task, unless it is queued already or has ended. Any thread may call it.
  @Override
  void wake();

  /// Its turn: polls its future once. The executor has taken the task out of the queue before.
  void turn();

  /// Makes a task.
  @FunctionalInterface
  interface Maker {
    /// A task that is not queued yet.
    WokenTask of(Future<String> future, Queue<WokenTask> ready);
  }
}
