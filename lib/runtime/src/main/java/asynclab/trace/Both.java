package asynclab.trace;

/// Two observers that are told the same: `first` before `second`.
record Both(Observer first, Observer second) implements Observer {
  @Override
  public void registered(long token, String interest) {
    first.registered(token, interest);
    second.registered(token, interest);
  }

  @Override
  public void deregistered(long token) {
    first.deregistered(token);
    second.deregistered(token);
  }

  @Override
  public void waiting(long timeoutNanos) {
    first.waiting(timeoutNanos);
    second.waiting(timeoutNanos);
  }

  @Override
  public void returned(int events) {
    first.returned(events);
    second.returned(events);
  }

  @Override
  public void ready(long token, String readiness) {
    first.ready(token, readiness);
    second.ready(token, readiness);
  }

  @Override
  public void woken(long token) {
    first.woken(token);
    second.woken(token);
  }

  @Override
  public void spawned(long task, String name) {
    first.spawned(task, name);
    second.spawned(task, name);
  }

  @Override
  public void resumed(long task) {
    first.resumed(task);
    second.resumed(task);
  }

  @Override
  public void yielded(long task) {
    first.yielded(task);
    second.yielded(task);
  }

  @Override
  public void parked(long task, String what) {
    first.parked(task, what);
    second.parked(task, what);
  }

  @Override
  public void readied(long task) {
    first.readied(task);
    second.readied(task);
  }

  @Override
  public void readied(long task, long by) {
    first.readied(task, by);
    second.readied(task, by);
  }

  @Override
  public void done(long task, String outcome) {
    first.done(task, outcome);
    second.done(task, outcome);
  }
}
