// reply: not every negative number is an error
import asynclab.notebook.checks.Decoder;

Decoder mine = register -> register < 0 ? (int) -register : 0;

Check.of("03.decode", mine)
