package asynclab.notebook.checks;

import java.util.concurrent.SynchronousQueue;

/// A fiber made of a thread that runs only while it has the baton: slow, and right, so that tests
/// of checks need no option of the JVM.
final class Baton {
  private static final ThreadLocal<Baton> MINE = new ThreadLocal<>();

  private final SynchronousQueue<String> run = new SynchronousQueue<>();
  private final SynchronousQueue<String> back = new SynchronousQueue<>();
  private final Runnable body;
  private boolean begun;
  private boolean done;
  private RuntimeException failure;

  Baton(Runnable body) {
    this.body = body;
  }

  /// Runs it until it gives the baton back, or ends.
  void run() {
    if (done) throw new IllegalStateException("terminated");
    if (begun) put(run);
    else Thread.ofVirtual().start(this::live);
    begun = true;
    take(back);
    if (failure != null) throw failure;
  }

  boolean isDone() {
    return done;
  }

  static Baton current() {
    return MINE.get();
  }

  static void giveBack() {
    put(MINE.get().back);
    take(MINE.get().run);
  }

  private void live() {
    MINE.set(this);
    try {
      body.run();
    } catch (RuntimeException e) {
      failure = e;
    }
    done = true;
    put(back);
  }

  private static void put(SynchronousQueue<String> queue) {
    try {
      queue.put("baton");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void take(SynchronousQueue<String> queue) {
    try {
      var _ = queue.take();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
