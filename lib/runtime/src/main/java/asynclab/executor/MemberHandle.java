package asynclab.executor;

import asynclab.futures.Pending;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Waker;

/// The handle of a scope's child: fails when the child did, while its task does not.
record MemberHandle<T>(JoinHandle<Ready<T>> task) implements JoinHandle<T> {
  @Override
  public Polled<T> poll(Waker waker) {
    return switch (task.poll(waker)) {
      case Pending<Ready<T>> _ -> Polled.pending();
      case Ready.Value<Ready<T>>(var ready) -> ready;
      case Ready.Failure<Ready<T>>(var cause) -> Polled.failed(cause);
    };
  }

  @Override
  public void close() {
    task.close();
  }

  @Override
  public void cancel() {
    task.cancel();
  }

  @Override
  public boolean isDone() {
    return task.isDone();
  }

  @Override
  public T result() {
    return task.result().get();
  }

  @Override
  public String name() {
    return task.name();
  }

  @Override
  public String toString() {
    return task.toString();
  }
}
