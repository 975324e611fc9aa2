// reply: wake() queues the task, and the executor's next turn polls it
import asynclab.notebook.checks.PollOrder;

PollOrder mine = () -> """
    the task is queued for the first time
    the executor polls the future
    the future leaves its waker with the reactor
    the future answers Pending
    the thread waits in the event queue
    the OS reports the socket
    the executor polls the future again
    the reactor calls wake()
    """;
Check.of("06.sort", mine)
