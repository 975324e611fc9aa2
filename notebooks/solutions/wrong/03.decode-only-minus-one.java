// reply: -1 is what libc makes of every error
import asynclab.notebook.checks.Decoder;

Decoder mine = register -> register == -1 ? 1 : 0;

Check.of("03.decode", mine)
