// reply: each poll left a callback of its own
import asynclab.notebook.checks.CompletableBridge;

class MyBridge implements Future<String> {
  final CompletableFuture<String> source;
  volatile Waker latest;
  MyBridge(CompletableFuture<String> source) { this.source = source; }
  public Polled<String> poll(Waker waker) {
    latest = waker;                              // before we look
    source.whenComplete((_, _) -> waker.wake());
    if (!source.isDone()) return Polled.pending();
    return source.isCompletedExceptionally()
        ? Polled.failed(source.exceptionNow())
        : Polled.ready(source.resultNow());
  }
}
CompletableBridge mine = MyBridge::new;
Check.of("06.from-completable", mine)
