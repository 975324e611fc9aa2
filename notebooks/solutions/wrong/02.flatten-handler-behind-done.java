// reply: `failed` also runs for the error of `done`
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
        .thenAccept(done)
        .exceptionally(e -> {
          failed.accept((Exception)
              (e instanceof CompletionException ? e.getCause() : e));
          return null;
        });
Check.of("02.flatten", mine)
