// reply: an error was swallowed on its way
import asynclab.notebook.checks.Flatten;

Flatten mine = (login, cart, pay, ship, input, done, failed) ->
    login.ask(input, a ->
        cart.ask(a, b ->
            pay.ask(b, c ->
                ship.ask(c, done, failed),
            e -> {}), failed), failed);
Check.of("02.flatten", mine)
