"""Executes notebooks in a fresh kernel, prints what they print, and checks what they promise.

    python tools/run_notebook.py [--twice] [--one-cpu] [--from HEADING] [--save FILE] NOTEBOOK...

A cell whose last lines are `// → text` promises that its output ends with these lines; one tagged
`raises-exception` promises an error. What a cell's threads print after it ended counts too, if it
has come by the end of the notebook. `--from HEADING` begins with that section, whose resume cell
has to bring back what it needs. The exit code is 1 if a promise is broken, a cell fails, or
memory passes 2 GB.
"""

from __future__ import annotations

import argparse
import contextlib
import copy
import os
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbclient.exceptions import (
    CellExecutionError,
    CellTimeoutError,
    DeadKernelError,
)

from kernel_client import Client, joined
from notebook_form import KERNEL, expected_lines, sections, tags, where
from process_tree import Peak

START_SECONDS = 120  # generous: a loaded machine starts a kernel in ten
CELL_SECONDS = 240  # generous: a loaded machine takes many times as long as a quiet one
MEMORY_LIMIT = 2 * 1024**3
RAISES = "raises-exception"
ANSI = re.compile(r"\x1b\[[0-9;]*m")


@dataclass
class Outcome:
    """What came of one notebook: its executed copies, one per round, and what was wrong."""

    rounds: list = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    peak: int | None = None


def execute(
    notebook,
    *,
    folder: Path,
    name: str = "",
    start: int = 0,
    stop: int | None = None,
    rounds: int = 1,
    one_cpu: bool = False,
    cell_seconds: float = CELL_SECONDS,
    on_cell=lambda cell: None,
) -> Outcome:
    """Runs the cells from the index `start` to before `stop`, `rounds` times in the same kernel.

    `name` is that of its file in `folder`, as far as it has one; `on_cell` sees each cell when it
    is done. A round ends at the first cell that fails: what stands below it would only fail after
    it.
    """
    outcome = Outcome()
    with (
        Peak() as peak,
        only_one_cpu(one_cpu),
        kernel_for(notebook, folder, cell_seconds, name) as client,
    ):
        for number in range(1, rounds + 1):
            executed = copy.deepcopy(notebook)
            outcome.rounds.append(executed)
            prefix = f"round {number}, " if rounds > 1 else ""
            found = run_cells(client, executed, on_cell, start, stop)
            outcome.faults += [prefix + fault for fault in found]
            if any(fault.endswith(LOST) for fault in found):
                break
    outcome.peak = peak.bytes
    if outcome.peak is not None and outcome.peak > MEMORY_LIMIT:
        outcome.faults.append(f"memory rose to {outcome.peak / 1e9:.2f} GB, more than 2 GB")
    return outcome


@contextlib.contextmanager
def only_one_cpu(wanted: bool):
    """Binds this thread, and so every process it starts, to one CPU for the block.

    Tests that run side by side take one each.
    """
    if not wanted:
        yield
        return
    if not hasattr(os, "sched_setaffinity"):
        raise SystemExit("run_notebook: --one-cpu needs Linux; leave it away here")
    before = os.sched_getaffinity(0)
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
    os.sched_setaffinity(0, {sorted(before)[-1 - worker % len(before)]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


@contextlib.contextmanager
def kernel_for(notebook, folder: Path, cell_seconds: float = CELL_SECONDS, name: str = ""):
    """A client of a fresh kernel that runs in `folder` and ends with the block.

    The kernel is told the notebook's file as Jupyter's server would do it.
    """
    client = Client(
        notebook,
        kernel_name=KERNEL,
        timeout=cell_seconds,
        startup_timeout=START_SECONDS,
        record_timing=False,
        resources={"metadata": {"path": str(folder)}},
    )
    with client.setup_kernel(env={**os.environ, "JPY_SESSION_NAME": str(folder / name)}):
        yield client


LOST = "the kernel is lost"


def run_cells(client, executed, on_cell, start: int = 0, stop: int | None = None) -> list[str]:
    """Runs the cells from the index `start` to before `stop`; what is wrong, in their order."""
    client.nb = executed
    client.reset_execution_trackers()
    ended, last = [], []
    for index, cell in list(enumerate(executed.cells))[start:stop]:
        if cell.cell_type != "code":
            continue
        last = run_cell(client, executed, index, on_cell)
        if last:
            break
        ended.append(cell)
    if not any(fault.endswith(LOST) for fault in last):
        last += late_messages(client, executed)
    broken = [(cell, promise_broken(cell)) for cell in ended]
    return [f"{where(executed, cell)} {fault}" for cell, fault in broken if fault] + last


def run_cell(client, executed, index: int, on_cell) -> list[str]:
    """Runs one cell; why no other can run after it, if none can."""
    cell = executed.cells[index]
    try:
        client.execute_cell(cell, index)
        return []
    except CellExecutionError:
        return [f"{where(executed, cell)} failed: {error_of(cell)}"]
    except (CellTimeoutError, DeadKernelError) as error:
        return [f"{where(executed, cell)}: {str(error).splitlines()[0]}: {LOST}"]
    finally:
        on_cell(cell)


def late_messages(client, executed) -> list[str]:
    """Files what is still on its way, and makes one output of a stream's pieces."""
    try:
        client.drain()
        return []
    except DeadKernelError as error:
        return [f"after the last cell: {error}: {LOST}"]
    finally:
        for cell in executed.cells:
            if cell.cell_type == "code":
                cell.outputs = joined(cell.outputs)


def promise_broken(cell) -> str | None:
    """How what the cell did differs from what it says; None if it does not."""
    if RAISES in tags(cell) and not error_of(cell):
        return f"is tagged {RAISES} and raised none"
    expected = expected_lines(cell.source)
    seen = seen_lines(cell)
    if expected is None or expected == seen[-len(expected) :]:
        return None
    return "printed something else:\n" + "\n".join(
        [f"    expected: {line}" for line in expected]
        + [f"    seen:     {line}" for line in seen or ["(nothing)"]]
    )


def seen_lines(cell) -> list[str]:
    """What the cell printed, showed and returned, as far as it is text: pictures are not compared.

    What is shown or returned begins a line of its own, as it does below the cell.
    """
    texts = [""]
    for output in cell.outputs:
        if output.output_type == "stream" and output.name == "stdout":
            texts[-1] += output.text
        elif "data" in output and "text/html" not in output.data:
            texts += [output.data.get("text/plain", ""), ""]
    return trimmed([ANSI.sub("", line).strip() for text in texts for line in text.splitlines()])


def trimmed(lines: list[str]) -> list[str]:
    """The lines without the empty ones at both ends."""
    full = [n for n, line in enumerate(lines) if line]
    return lines[full[0] : full[-1] + 1] if full else []


def error_of(cell) -> str:
    """The error a cell ended with, in one line; empty if it did not."""
    for output in cell.outputs:
        if output.output_type == "error":
            return " ".join(f"{output.ename}: {output.evalue}".split())
    return ""


def plain(cell) -> str:
    """The outputs of a cell as text, as a terminal can show them."""
    texts = []
    for output in cell.outputs:
        if output.output_type == "stream":
            texts.append(output.text)
        elif output.output_type == "error":
            texts.append("\n".join(output.traceback) + "\n")
        else:
            texts.append(output.data.get("text/plain", f"({', '.join(output.data)})") + "\n")
    return ANSI.sub("", "".join(texts))


def save_executed(source: Path, target: Path) -> None:
    """Writes the executed copy of a notebook; raises if it did not run through."""
    notebook = nbformat.read(source, as_version=4)
    outcome = execute(notebook, folder=source.resolve().parent, name=source.name)
    if outcome.faults:
        raise RuntimeError(f"{source}: " + "\n".join(outcome.faults))
    nbformat.write(outcome.rounds[0], target)


def print_cell(cell) -> None:
    first = next((line for line in cell.source.splitlines() if line.strip()), "")
    print(f"[{cell.execution_count or '-'}] {first}")
    for line in plain(cell).splitlines():
        print(f"    {line}")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(description="executes notebooks and checks their outputs")
    parser.add_argument("notebooks", nargs="+", type=Path, metavar="NOTEBOOK")
    parser.add_argument("--twice", action="store_true", help="all cells again in the same kernel")
    parser.add_argument("--one-cpu", action="store_true", help="bind the kernel to one CPU (Linux)")
    parser.add_argument("--from", dest="section", metavar="HEADING", help="begin with a section")
    parser.add_argument("--save", type=Path, metavar="FILE", help="write the executed notebook")
    parser.add_argument("--cell-timeout", type=float, default=CELL_SECONDS, metavar="SECONDS")
    parser.add_argument("--quiet", action="store_true", help="print only what is wrong")
    args = parser.parse_args()
    if args.save and len(args.notebooks) > 1:
        parser.error("--save takes one notebook at a time")
    for path in args.notebooks:
        if not path.is_file():
            parser.error(f"there is no notebook {path}: give the path of one")
    return max([run_one(path, args) for path in args.notebooks])


def section_start(notebook, path: Path, heading: str | None) -> int:
    found = sections(notebook)
    if heading is None:
        return 0
    if heading not in found:
        raise SystemExit(f"{path.name} has no section {heading!r}; it has: {'; '.join(found)}")
    return found[heading]


def run_one(path: Path, args) -> int:
    print(f"== {path.name}", flush=True)
    notebook = nbformat.read(path, as_version=4)
    outcome = execute(
        notebook,
        folder=path.resolve().parent,
        name=path.name,
        start=section_start(notebook, path, args.section),
        rounds=2 if args.twice else 1,
        one_cpu=args.one_cpu,
        cell_seconds=args.cell_timeout,
        on_cell=(lambda cell: None) if args.quiet else print_cell,
    )
    if args.save and outcome.rounds:
        nbformat.write(outcome.rounds[0], args.save)
    for fault in outcome.faults:
        print(f"{path.name}: {fault}", file=sys.stderr)
    memory = f", {outcome.peak / 1e6:.0f} MB at most" if outcome.peak else ""
    verdict = "ok" if not outcome.faults else f"{len(outcome.faults)} fault(s)"
    print(f"== {path.name}: {verdict}{memory}", flush=True)
    return 1 if outcome.faults else 0


if __name__ == "__main__":
    sys.exit(main())
