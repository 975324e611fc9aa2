import asynclab.notebook.checks.Safer;

class MySafer extends Turns implements Safer {
  class Task<T> implements Runnable, Safer.Handle<T> {
    final Callable<T> body;
    Continuation running;
    boolean ended;
    T result;
    Exception failure;
    Task(Callable<T> body) { this.body = body; }
    public void run() {
      running = Continuation.getCurrentContinuation(scope);
      try { result = body.call(); }
      catch (Exception e) { failure = e; }
      ended = true;
    }
    public T join() throws Exception {
      if (Continuation.getCurrentContinuation(scope) == running) {
        throw new IllegalStateException("a fiber cannot join itself");
      }
      while (!ended) MySafer.this.yield();
      if (failure != null) throw failure;
      return result;
    }
  }
  public <T> Safer.Handle<T> spawn(Callable<T> body) {
    var task = new Task<T>(body);
    ready.add(new Continuation(scope, task));
    return task;
  }
}
Safer.Maker mine = MySafer::new;
Check.of("05b.safer", mine)
