// reply: that is the order of asking
import asynclab.notebook.checks.Guess;

Guess mine = () -> List.of("R0", "R1", "R2");
Check.of("00.order", mine)
