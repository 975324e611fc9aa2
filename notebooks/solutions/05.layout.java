import asynclab.notebook.checks.FirstStack;

FirstStack mine = () -> new FirstStack.Layout(-32, -24, -16, -32);
Check.of("05.layout", mine)
