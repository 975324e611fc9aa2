import asynclab.notebook.checks.Guess;

Guess mine = () -> List.of("R2", "R0", "R1");   // by the end of each delay
Check.of("00.order", mine)
