import asynclab.notebook.checks.OffTheLoop;

OffTheLoop mine = (runtime, calls) ->
    Future.joinAll(calls.stream().map(runtime::blocking).toList());
Check.of("12c.blocked", mine)
