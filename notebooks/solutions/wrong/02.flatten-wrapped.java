// reply: `getCause()` is what the step said
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
        .whenComplete((text, e) -> {
          if (e == null) done.accept(text);
          else failed.accept((Exception) e);
        });
Check.of("02.flatten", mine)
