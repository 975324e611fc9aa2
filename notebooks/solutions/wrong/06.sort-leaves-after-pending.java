// reply: who has not left its waker by then is never asked again
import asynclab.notebook.checks.PollOrder;

PollOrder mine = () -> """
    the task is queued for the first time
    the executor polls the future
    the future answers Pending
    the future leaves its waker with the reactor
    the thread waits in the event queue
    the OS reports the socket
    the reactor calls wake()
    the executor polls the future again
    """;
Check.of("06.sort", mine)
