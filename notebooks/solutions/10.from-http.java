import asynclab.notebook.checks.FromHttp;

class MyRequest implements Future<String> {
  final FromHttp.Sender sender;
  CompletableFuture<String> source;          // none before the first poll
  volatile Waker latest;
  MyRequest(FromHttp.Sender sender) { this.sender = sender; }
  public Polled<String> poll(Waker waker) {
    latest = waker;                          // before we look
    if (source == null) {
      source = sender.send();
      source.whenComplete((_, _) -> latest.wake());
    }
    if (!source.isDone()) return Polled.pending();
    return source.isCompletedExceptionally()
        ? Polled.failed(source.exceptionNow())
        : Polled.ready(source.resultNow());
  }
  public void close() {
    if (source != null) source.cancel(true);
  }
}
FromHttp mine = MyRequest::new;
Check.of("10.from-http", mine)
