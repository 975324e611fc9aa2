// reply: that is the longest first
import asynclab.notebook.checks.Guess;

Guess mine = () -> List.of("R1", "R0", "R2");
Check.of("00.order", mine)
