package asynclab.notebook.ladder;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Waker;

/// A future whose leaves get another waker than the executor's, which passes the call on.
final class CalledBy<T> implements Future<T> {
  private final Future<T> future;
  private final TaskWaker own;
  private volatile Waker executors = Waker.NONE;

  CalledBy(Makers.Wakers wakers, Future<T> future) {
    this.future = future;
    this.own = wakers.of(() -> executors.wake());
  }

  @Override
  public Polled<T> poll(Waker waker) {
    executors = waker;
    own.begin();
    var polled = future.poll(own);
    if (polled instanceof Ready) own.end();
    return polled;
  }

  @Override
  public void close() {
    own.end();
    future.close();
  }

  @Override
  public String toString() {
    return future.toString();
  }
}
