// reply: that is the JDK's wrapper
import asynclab.notebook.checks.CompletableBridge;

class MyBridge implements Future<String> {
  final CompletableFuture<String> source;
  volatile Waker latest;
  MyBridge(CompletableFuture<String> source) { this.source = source; }
  public Polled<String> poll(Waker waker) {
    boolean first = latest == null;
    latest = waker;                              // before we look
    if (first) source.whenComplete((_, _) -> latest.wake());
    if (!source.isDone()) return Polled.pending();
    try {
      return Polled.ready(source.join());
    } catch (CompletionException e) {
      return Polled.failed(e);
    }
  }
}
CompletableBridge mine = MyBridge::new;
Check.of("06.from-completable", mine)
