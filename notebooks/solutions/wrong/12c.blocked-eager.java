// reply: somebody was called before the first poll
import asynclab.notebook.checks.OffTheLoop;

OffTheLoop mine = (runtime, calls) -> Future.joinAll(calls.stream()
    .map(call -> CompletableFuture.supplyAsync(() -> {
      try { return call.call(); }
      catch (Exception e) { throw new CompletionException(e); }
    }, each -> Thread.ofVirtual().start(each)))
    .map(Future::fromCompletable).toList());
Check.of("12c.blocked", mine)
