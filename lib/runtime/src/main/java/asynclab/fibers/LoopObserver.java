package asynclab.fibers;

import asynclab.trace.Observer;

/// Of the queue only its waits are told: its tokens would be taken for numbers of fibers.
record LoopObserver(Observer observer) implements Observer {
  /// [Observer#NONE] stays what it is, for then nobody is called at all.
  static Observer of(Observer observer) {
    return observer.equals(Observer.NONE) ? observer : new LoopObserver(observer);
  }

  @Override
  public void waiting(long timeoutNanos) {
    observer.waiting(timeoutNanos);
  }

  @Override
  public void returned(int events) {
    observer.returned(events);
  }
}
