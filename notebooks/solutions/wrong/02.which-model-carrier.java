// reply: C's thread locals are the carrier's
import asynclab.notebook.checks.WhichModel;

WhichModel mine = () -> """
    hash 4 files that lie in memory, on 4 CPUs: pool
    100,000 idle chats, code that reads line by line: virtual
    a C library that keeps its state in the calling thread: virtual
    10,000 blocking calls at once, no virtual threads: thread
    an answer to be drawn by a window's one thread: callback
    two CompletableFutures at once, a third needs both: future
    a million half-read trees, the next node on demand: coroutine
    a blocking driver, an 11th connection is refused: pool
    """;
Check.of("02.which-model", mine)
