// reply: guard begins one word too low or too high
import asynclab.notebook.checks.FirstStack;

FirstStack mine = () -> new FirstStack.Layout(-40, -32, -24, -40);
Check.of("05.layout", mine)
