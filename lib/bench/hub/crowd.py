#!/usr/bin/env python3
"""How many learners a machine carries: a real hub, more of them step by step, all at the same time.

    lab bench hub [--learners N] [--chapter NAME]

In each step so many learners click the link at the same moment, run the chapter from top to bottom
as fast as it goes, and keep it open. That is the worst hour of a workshop: learners who read and
answer between the cells need the same memory and a small part of the processor.

Hub, proxy and learners' clients run on the measured machine too. What is judged is the last column:

"""

from __future__ import annotations

import argparse
import concurrent.futures
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tools"))
import hub
import process_tree

FIRST_CELL_LIMIT = 30  # seconds
SLOWER = 2  # times as long as a learner alone
SHARE = 0.8  # of the machine's memory
CRITERION = (
    f"comfortable: 95 of 100 have their first result within {FIRST_CELL_LIMIT} s of the click and "
    f"the chapter within {SLOWER} times what it takes a learner alone, and learners and hub fill "
    f"at most {SHARE:.0%} of the memory"
)
__doc__ += CRITERION + ".\n"


@dataclass
class Visit:
    """One learner's figures: seconds, processor seconds, bytes."""

    first: float  # from the click to the first result
    chapter: float  # all cells
    start_cpu: float  # of server, clone, kernel and first cell
    chapter_cpu: float  # of all other cells
    memory: int  # of server and kernel after the chapter, shared pages shared out


@dataclass
class Step:
    """What so many learners at once came to."""

    visits: list[Visit]
    hub: int  # bytes of hub, proxy and culler
    total: int  # bytes that the machine has

    def memory(self) -> float:
        return statistics.mean(visit.memory for visit in self.visits)

    def filled(self) -> float:
        return (self.hub + sum(visit.memory for visit in self.visits)) / self.total

    def comfortable(self, alone: Step) -> bool:
        return (
            percentile(95, [visit.first for visit in self.visits]) <= FIRST_CELL_LIMIT
            and percentile(95, [visit.chapter for visit in self.visits])
            <= SLOWER * percentile(50, [visit.chapter for visit in alone.visits])
            and self.filled() <= SHARE
        )


def percentile(share: int, values: list[float]) -> float:
    """The smallest of the values that so many in a hundred do not pass."""
    ordered = sorted(values)
    return ordered[max(0, -(-share * len(ordered) // 100) - 1)]


def steps(most: int) -> list[int]:
    """1, 2, 4, 8 … and the number that was asked for."""
    return sorted({min(most, 2**power) for power in range(most.bit_length() + 1)})


def measure(learners: int, chapter: str) -> Step:
    """One hub, so many learners; each in a thread, which waits for the others at two gates."""
    import psutil

    with tempfile.TemporaryDirectory(prefix="asynclab-hub-") as scratch:
        folder = Path(scratch)
        repository = hub.make_repository(folder)
        gate = threading.Barrier(learners)
        with (
            hub.Hub(folder) as running,
            concurrent.futures.ThreadPoolExecutor(learners) as threads,
        ):
            crowd = [hub.Learner(running, f"learner-{n + 1}") for n in range(learners)]
            for learner in crowd:
                learner.log_in()
            visits = list(threads.map(lambda one: visit(one, repository, chapter, gate), crowd))
            servers = sum(process_tree.shared_out_bytes(one.server_process().pid) for one in crowd)
            own = process_tree.shared_out_bytes(running.process.pid) - servers
        return Step(visits, own, psutil.virtual_memory().total)


def visit(learner, repository: str, chapter: str, gate) -> Visit:
    """One learner; who fails breaks the gate, so that no other waits there for ever."""
    try:
        gate.wait(hub.WATCHDOG)
        return figures(learner, repository, chapter, gate)
    except BaseException:
        gate.abort()
        raise


def figures(learner, repository: str, chapter: str, gate) -> Visit:
    clicked = time.monotonic()
    learner.start_server()
    learner.pull(repository)
    path = f"async-lab/notebooks/{chapter}.ipynb"
    notebook = learner.read(path)
    marks = []  # after each cell: the time, and the processor seconds so far
    tree = learner.server_process().pid

    def mark(cell) -> None:
        marks.append((time.monotonic(), process_tree.cpu_seconds(tree)))

    with learner.session(path) as line:
        begun = time.monotonic()
        faults = line.run(notebook, mark)
        if faults:
            raise RuntimeError(f"{learner.name}: {faults[0]}")
        learner.save(path, notebook)
        gate.wait(20 * hub.WATCHDOG)
        memory = process_tree.shared_out_bytes(tree)
        gate.wait(hub.WATCHDOG)
    first, last = marks[0], marks[-1]
    return Visit(first[0] - clicked, last[0] - begun, first[1], last[1] - first[1], memory)


def table(found: list[Step]) -> str:
    """A row a step, and what follows for this machine."""
    rows = [
        "| learners | MB a learner | MB hub and proxy | first result, s (p50, p95) "
        "| chapter, s (p50, p95) | CPU s to the first result | CPU s, chapter | memory filled | |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for step in found:
        first = [visit.first for visit in step.visits]
        chapter = [visit.chapter for visit in step.visits]
        start_cpu = statistics.mean(visit.start_cpu for visit in step.visits)
        chapter_cpu = statistics.mean(visit.chapter_cpu for visit in step.visits)
        verdict = "comfortable" if step.comfortable(found[0]) else "too many"
        rows.append(
            f"| {len(step.visits)} | {step.memory() / 1e6:.0f} | {step.hub / 1e6:.0f} "
            f"| {percentile(50, first):.1f}, {percentile(95, first):.1f} "
            f"| {percentile(50, chapter):.1f}, {percentile(95, chapter):.1f} "
            f"| {start_cpu:.1f} | {chapter_cpu:.1f} | {step.filled():.0%} | {verdict} |"
        )
    return "\n".join(rows)


def conclusion(found: list[Step]) -> str:
    """Where it stopped being comfortable, and how many the memory alone would carry."""
    good = [len(step.visits) for step in found if step.comfortable(found[0])]
    last = found[-1]
    room = int((SHARE * last.total - last.hub) / last.memory())
    if len(good) == len(found):
        text = f"Comfortable up to {good[-1]}, the most that was tried (--learners N tries more)."
    else:
        text = f"Comfortable up to {max(good)}."
    return f"{text} By memory alone this machine carries {room}."


def machine(chapter: str) -> str:
    """Where it was measured: without this the figures say nothing."""
    import psutil

    spec = KernelSpecManager().get_kernel_spec(hub.KERNEL)
    said = subprocess.run([spec.argv[0], "-version"], capture_output=True, text=True, timeout=60)
    busy = os.getloadavg()[0]
    return (
        f"{chapter} on {platform.machine()}, {platform.system()} {platform.release()}, "
        f"{os.cpu_count()} CPUs, {psutil.virtual_memory().total / 1e9:.0f} GB, "
        f"{said.stderr.splitlines()[1]}; load before it began: {busy:.1f}"
    )


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="lab bench hub",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--learners", type=int, default=4, metavar="N", help="the last step (4)")
    parser.add_argument("--chapter", default="04-event-queue", metavar="NAME")
    args = parser.parse_args()
    if why := hub.missing():
        parser.exit(1, f"lab bench hub: {why}\n")
    if not (hub.ROOT / "notebooks" / f"{args.chapter}.ipynb").is_file():
        parser.exit(1, f"lab bench hub: there is no notebook {args.chapter}\n")
    if not 1 <= args.learners <= 200:
        parser.exit(1, "lab bench hub: choose 1 to 200 learners\n")
    print(machine(args.chapter), CRITERION, sep="\n", flush=True)
    found = []
    for learners in steps(args.learners):
        found.append(measure(learners, args.chapter))
        print(table(found).splitlines()[-1], flush=True)
    print("", table(found), "", conclusion(found), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
