// reply: f and guard have changed places
import asynclab.notebook.checks.FirstStack;

FirstStack mine = () -> new FirstStack.Layout(-16, -24, -32, -32);
Check.of("05.layout", mine)
