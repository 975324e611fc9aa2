import asynclab.notebook.checks.Decoder;

Decoder mine = register ->
    register < 0 && register >= -4095 ? (int) -register : 0;

Check.of("03.decode", mine)
