// reply: a poll does not wait: the thread comes back to the executor first
import asynclab.notebook.checks.PollOrder;

PollOrder mine = () -> """
    the task is queued for the first time
    the executor polls the future
    the future leaves its waker with the reactor
    the thread waits in the event queue
    the OS reports the socket
    the future answers Pending
    the reactor calls wake()
    the executor polls the future again
    """;
Check.of("06.sort", mine)
