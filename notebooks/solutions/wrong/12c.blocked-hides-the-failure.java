// reply: the failure of one is that of the whole
import asynclab.notebook.checks.OffTheLoop;

OffTheLoop mine = (runtime, calls) -> Future.joinAll(calls.stream()
    .map(runtime::blocking)
    .map(answer -> answer.recover(cause -> Future.ready("failed")))
    .toList());
Check.of("12c.blocked", mine)
