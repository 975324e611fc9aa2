// reply: one error, and the handler ran twice
import asynclab.notebook.checks.Flatten;
import java.util.function.Consumer;

Flatten mine = (login, cart, pay, ship, input, done, failed) -> {
  Consumer<Exception> up = e -> { failed.accept(e); failed.accept(e); };
  login.ask(input, a ->
      cart.ask(a, b ->
          pay.ask(b, c ->
              ship.ask(c, done, up),
          up), failed), failed);
};
Check.of("02.flatten", mine)
