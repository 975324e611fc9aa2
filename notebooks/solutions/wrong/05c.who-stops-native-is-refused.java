// reply: the virtual thread waits where it is, on its carrier
import asynclab.notebook.checks.WhoStops;

WhoStops mine = () -> """
    a virtual thread calls Thread.sleep: itself
    a fiber calls Thread.sleep: thread
    a fiber yields in a comparator that C calls: refused
    a virtual thread sleeps in a comparator that C calls: refused
    a fiber yields inside synchronized: broken
    a virtual thread sleeps inside synchronized: itself
    a virtual thread computes for a second: thread
    a fiber waits for a FiberLock: itself
    """;
Check.of("05c.who-stops", mine)
