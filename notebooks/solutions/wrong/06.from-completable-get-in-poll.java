// reply: poll() waits for the source and keeps the executor's only thread
import asynclab.notebook.checks.CompletableBridge;

class MyBridge implements Future<String> {
  final CompletableFuture<String> source;
  MyBridge(CompletableFuture<String> source) { this.source = source; }
  public Polled<String> poll(Waker waker) {
    try {
      return Polled.ready(source.get());
    } catch (Exception e) {
      return Polled.failed(e);
    }
  }
}
CompletableBridge mine = MyBridge::new;
Check.of("06.from-completable", mine)
