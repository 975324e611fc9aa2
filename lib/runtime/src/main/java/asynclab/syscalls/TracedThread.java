package asynclab.syscalls;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A thread for one body, which it does not run before it is told to: meanwhile somebody can attach
/// to it. It ends with the body.
///
/// Before the body and after it the thread yields, which is a system call by which a tracer finds
/// the beginning and the end.
final class TracedThread {
  static final String NAME = "traced";
  private static final long LONGEST_WAIT_SECONDS = 10;

  private final CompletableFuture<Long> id = new CompletableFuture<>();
  private final CompletableFuture<Long> prepared = new CompletableFuture<>();
  private final CountDownLatch decided = new CountDownLatch(1);
  private final Preparation preparation;
  private final Syscalls.Body body;
  private final Thread thread;
  private volatile boolean mayRun;
  private volatile @Nullable Throwable thrown;

  /// What the thread does before it waits for being told to run.
  @FunctionalInterface
  interface Preparation {
    long run() throws Exception;
  }

  private TracedThread(Preparation preparation, Syscalls.Body body) {
    this.preparation = preparation;
    this.body = body;
    thread = Thread.ofPlatform().name(NAME).daemon().unstarted(this::live);
  }

  static TracedThread start(Preparation preparation, Syscalls.Body body) {
    var traced = new TracedThread(preparation, body);
    traced.thread.start();
    return traced;
  }

  private void live() {
    try {
      // Both futures the same way: when the second is completed a filter may be there already, and
      // loading a class could ask for a call that nobody lets through yet.
      id.complete(Os.current() == Os.LINUX ? RawSyscall.invoke(SyscallNumber.GETTID) : 0);
      prepared.complete(preparation.run());
      decided.await();
      if (mayRun) runBody();
    } catch (Throwable e) {
      thrown = e;
      id.completeExceptionally(e);
      prepared.completeExceptionally(e);
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // to yield is a mark here, not a wish
  private void runBody() throws Exception {
    Thread.yield();
    try {
      body.run();
    } finally {
      Thread.yield();
    }
  }

  /// The kernel's number of the thread.
  long id() throws Exception {
    return soon(id);
  }

  /// What the preparation returned.
  long prepared() throws Exception {
    return soon(prepared);
  }

  private static long soon(CompletableFuture<Long> value) throws Exception {
    try {
      return value.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new Tracer.Unavailable("the thread to be traced failed: " + e.getCause());
    } catch (TimeoutException _) {
      throw new Tracer.Unavailable("the thread to be traced did not start in time");
    }
  }

  /// Lets the body run, and waits for its end; an interrupt is handed on to the body.
  void run() throws Exception {
    mayRun = true;
    decided.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      thread.interrupt();
      var _ = thread.join(Duration.ofSeconds(LONGEST_WAIT_SECONDS));
      throw e;
    }
    switch (thrown) {
      case null -> {}
      case Exception exception -> throw exception;
      case Error error -> throw error;
      case Throwable other -> throw new IllegalStateException("the body threw", other);
    }
  }

  /// Ends the thread; the body never runs.
  void dismiss() {
    decided.countDown();
  }
}
