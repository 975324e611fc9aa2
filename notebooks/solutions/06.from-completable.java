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
    return source.isCompletedExceptionally()
        ? Polled.failed(source.exceptionNow())
        : Polled.ready(source.resultNow());
  }
}
CompletableBridge mine = MyBridge::new;
Check.of("06.from-completable", mine)
