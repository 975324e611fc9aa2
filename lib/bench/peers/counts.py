"""How many system calls and thread switches a process makes, counted by the kernel.

With `perf` the kernel counts at two tracepoints, which costs some ten nanoseconds a call and changes
little; it needs root, or `sysctl kernel.perf_event_paranoid=-1` and a readable tracefs. Without it
`strace -c` counts: that makes each call dearer than the work it does, so a server that batches then
batches more, and the table says so.
"""

import json
import re
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass

EVENTS = ("raw_syscalls:sys_enter", "sched:sched_switch")


@dataclass(frozen=True)
class Counts:
    """What a server did while a client ran, of all its threads."""

    answers: int
    syscalls: int
    switches: int | None  # only perf sees them
    how: str

    def per_answer(self, shorter):
        """Calls and switches for each answer that this run had more than a shorter one: so what
        connecting and hanging up cost drops out."""
        answers = self.answers - shorter.answers
        if answers <= 0:
            raise ValueError(f"{self.answers} answers are not more than {shorter.answers}")
        calls = (self.syscalls - shorter.syscalls) / answers
        if self.switches is None or shorter.switches is None:
            return calls, None
        return calls, (self.switches - shorter.switches) / answers


def count(pid, client):
    """Runs the client, a command that prints how many answers it got, and counts meanwhile."""
    return by_perf(pid, client) if perf_works() else by_strace(pid, client)


def perf_works():
    if not shutil.which("perf"):
        return False
    return subprocess.run(perf("true"), capture_output=True, check=False).returncode == 0


def perf(*rest):
    return ["perf", "stat", "-x", ",", *(x for e in EVENTS for x in ("-e", e)), *rest]


def by_perf(pid, client):
    run = subprocess.run(
        perf("-p", str(pid), *client), capture_output=True, text=True, check=True, timeout=60
    )
    counted = read_perf(run.stderr)
    return Counts(answers(run.stdout), *(counted[e] for e in EVENTS), "perf")


def read_perf(text):
    """event -> count, of what `perf stat -x ,` prints."""
    rows = [line.split(",") for line in text.splitlines()]
    return {row[2]: int(row[0]) for row in rows if len(row) > 2 and row[0].isdigit()}


def by_strace(pid, client):
    if not shutil.which("strace"):
        raise SystemExit("to count system calls, perf or strace is needed, and neither is here")
    strace = subprocess.Popen(
        ["strace", "-c", "-f", "-p", str(pid)], stderr=subprocess.PIPE, text=True
    )
    time.sleep(0.5)  # until it has attached itself to every thread
    try:
        run = subprocess.run(client, capture_output=True, text=True, check=True, timeout=60)
    finally:
        strace.send_signal(signal.SIGINT)
        table = strace.communicate()[1]
    return Counts(answers(run.stdout), read_strace(table), None, "strace, slowed by it")


def read_strace(text):
    """The number of calls in the last line of strace's table."""
    total = re.search(r"^\s*100\.00\s+[\d.]+\s+(?:\d+\s+)?(\d+)\s+(?:\d+\s+)?total$", text, re.M)
    return int(total[1]) if total else 0


def answers(text):
    return json.loads(text)["answers"]
