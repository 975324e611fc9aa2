// reply: after an error is handled a chain goes on
import asynclab.notebook.checks.Flatten;

CompletableFuture<String> promise(Flatten.Step step, String input) {
  var promise = new CompletableFuture<String>();
  step.ask(input, promise::complete, promise::completeExceptionally);
  return promise;
}

Flatten mine = (login, cart, pay, ship, input, done, failed) ->
    promise(login, input)
        .thenCompose(text -> promise(cart, text))
        .thenCompose(text -> promise(pay, text))
        .thenCompose(text -> promise(ship, text))
        .exceptionally(e -> {
          failed.accept((Exception)
              (e instanceof CompletionException ? e.getCause() : e));
          return "nothing";
        })
        .thenAccept(done);
Check.of("02.flatten", mine)
