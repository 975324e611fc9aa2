"""How much memory a process and all it started hold, the most they held at once, and their time."""

from __future__ import annotations

import contextlib
import os
import threading
from pathlib import Path

try:
    import psutil
except ImportError:  # only `lab test` installs it; Linux can do without
    psutil = None

INTERVAL = 0.1  # seconds between two looks


def resident_bytes() -> int | None:
    """The resident memory of this process and its descendants; None where nobody can tell."""
    if psutil:
        return sum(map(_rss, [psutil.Process(), *psutil.Process().children(recursive=True)]))
    if Path("/proc/self/statm").exists():
        return _resident_by_proc()
    return None


def _rss(process) -> int:
    try:
        return process.memory_info().rss
    except psutil.Error:  # it has ended since it was listed
        return 0


def _resident_by_proc() -> int:
    parents, pages = {}, {}
    for folder in filter(str.isdigit, os.listdir("/proc")):
        try:
            after_name = Path(f"/proc/{folder}/stat").read_text().rpartition(")")[2].split()
            pages[int(folder)] = int(Path(f"/proc/{folder}/statm").read_text().split()[1])
            parents[int(folder)] = int(after_name[1])
        except (OSError, IndexError):  # it has ended since it was listed
            continue
    family = {os.getpid()}
    while grown := {p for p, parent in parents.items() if parent in family} - family:
        family |= grown
    return sum(pages.get(p, 0) for p in family) * os.sysconf("SC_PAGE_SIZE")


def shared_out_bytes(pid: int) -> int:
    """The memory of a process and its descendants, a page that n processes share as an nth of it.

    Linux alone tells, and psutil has to be there: so it is for `lab test` and `lab bench`.
    """
    total = 0
    for process in _tree(pid):
        with contextlib.suppress(psutil.Error):  # it has ended since it was listed
            total += process.memory_full_info().pss
    return total


def cpu_seconds(pid: int) -> float:
    """The processor time of a process, of its descendants, and of those that have ended."""
    total = 0.0
    for process in _tree(pid):
        with contextlib.suppress(psutil.Error):
            total += sum(process.cpu_times()[:4])  # user and system, its own and the ended ones'
    return total


def _tree(pid: int) -> list:
    root = psutil.Process(pid)
    return [root, *root.children(recursive=True)]


class Peak:
    """Watches the tree while a block runs: `with Peak() as peak: …`, then `peak.bytes`."""

    def __init__(self):
        self.bytes: int | None = None
        self._done = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="memory-peak", daemon=True)

    def __enter__(self):
        self._watcher.start()
        return self

    def __exit__(self, *_):
        self._done.set()
        self._watcher.join()

    def _watch(self) -> None:
        while True:
            now = resident_bytes()
            if now is None:
                return
            self.bytes = max(self.bytes or 0, now)
            if self._done.wait(INTERVAL):
                return
