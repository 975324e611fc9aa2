import asynclab.notebook.checks.WhichPin;

WhichPin mine = () -> """
    poll takes a pinned self, so an address in it stays good: value
    below a native frame a yield is refused: pinned: carrier
    each loop is pinned to a core, so its cache stays warm: cpu
    the flight recorder counts VirtualThreadPinned: carrier
    the collector leaves a pinned array where it is: value
    a pinned waiter is linked into the lock's own list: value
    """;
Check.of("09.pins", mine)
