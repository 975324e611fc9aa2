// reply: guard in the highest word begins at T itself
import asynclab.notebook.checks.FirstStack;

FirstStack mine = () -> new FirstStack.Layout(-24, -16, -8, -24);
Check.of("05.layout", mine)
