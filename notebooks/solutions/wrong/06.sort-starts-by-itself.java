// reply: a future does nothing before it is polled
import asynclab.notebook.checks.PollOrder;

PollOrder mine = () -> """
    the future leaves its waker with the reactor
    the task is queued for the first time
    the executor polls the future
    the future answers Pending
    the thread waits in the event queue
    the OS reports the socket
    the reactor calls wake()
    the executor polls the future again
    """;
Check.of("06.sort", mine)
