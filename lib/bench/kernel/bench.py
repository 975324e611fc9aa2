#!/usr/bin/env python3
"""How fast the lab's kernel starts, answers and ends, beside the stock kernelspec of JJava's wheel.

    lab bench kernel [--rounds N]

Both kernels in turn in every round, on all CPUs and bound to one. What counts is the median of the
ratios of one round (stock / ours), so a machine that is slow for a while is slow for both. With a
busy machine look at `cpu`, the processor time up to the first result, which hardly changes.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.connect import write_connection_file
from jupyter_client.kernelspec import KernelSpecManager

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "peers"))
import jdk

STOCK, OURS = "java", "asynclab"
PATIENCE = 60  # seconds for one answer
CELLS = 10
TICKS = os.sysconf("SC_CLK_TCK")
SMALLER_IS_BETTER = {
    "first result ms": "from the start of the process to the reply of 1+1",
    "  of it cpu ms": "processor time of all its threads and processes till then",
    "trivial cell ms": f"median of {CELLS} cells of 1+1",
    "resident MiB": "after the first cell",
    "shutdown ms": "from the request to the end of the process",
    "restart ms": "shutdown, start, and the first kernel_info_reply",
}


@dataclass
class Running:
    """A kernel and its client; stock JJava is two processes, its launcher and the real one."""

    argv: list[str]
    env: dict[str, str]
    cpus: set[int] | None
    file: str = field(init=False)

    def __post_init__(self):
        self.file, _ = write_connection_file(tempfile.mktemp(suffix=".json"))
        self.begin()

    def begin(self) -> None:
        argv = [part.replace("{connection_file}", self.file) for part in self.argv]
        home = jdk.home()
        env = {**os.environ, **self.env, "PATH": f"{home}/bin{os.pathsep}{os.environ['PATH']}"}
        bound = (lambda: os.sched_setaffinity(0, self.cpus)) if self.cpus else None
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            argv,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=bound,
        )
        self.client = BlockingKernelClient(connection_file=self.file)
        self.client.load_connection_file()
        self.await_port()
        self.client.start_channels()

    def await_port(self) -> None:
        """A client that is early tries again every 100 ms, which would be in every figure."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", self.client.shell_port)).close()
                return
            time.sleep(0.002)
        raise SystemExit("the kernel did not start: " + " ".join(self.argv))

    def cell(self, code: str = "1+1") -> float:
        start = time.monotonic()
        self.client.execute(code, reply=True, timeout=PATIENCE)
        return 1000 * (time.monotonic() - start)

    def since_start(self) -> float:
        return 1000 * (time.monotonic() - self.started)

    def tree(self) -> list[Path]:
        """This process and its children, as folders of /proc."""
        tree = [self.process.pid]
        for pid in tree:
            for file in Path(f"/proc/{pid}/task").glob("*/children"):
                tree += [int(child) for child in file.read_text().split()]
        return [Path(f"/proc/{pid}") for pid in tree]

    def cpu(self) -> float:
        stats = [(pid / "stat").read_text().rpartition(")")[2].split() for pid in self.tree()]
        return sum(1000 * (int(row[11]) + int(row[12])) / TICKS for row in stats)

    def resident(self) -> float:
        pages = [int((pid / "statm").read_text().split()[1]) for pid in self.tree()]
        return sum(pages) * os.sysconf("SC_PAGE_SIZE") / 2**20

    def end(self) -> float:
        """Asks it to end as Jupyter does, who waits five seconds and then is less polite."""
        tree, start = self.tree(), time.monotonic()
        self.client.shutdown(reply=False)
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            for pid in reversed(tree):
                subprocess.run(["kill", "-9", pid.name], stderr=subprocess.DEVNULL, check=False)
            self.process.wait()
        took = 1000 * (time.monotonic() - start)
        self.client.stop_channels()
        return took


def measure(name: str, cpus: set[int] | None) -> dict[str, float]:
    spec = KernelSpecManager(ensure_native_kernel=False, allowed_kernelspecs=set())
    spec = spec.get_kernel_spec(name)
    argv = [part.replace("{resource_dir}", spec.resource_dir) for part in spec.argv]
    kernel = Running(argv, spec.env, cpus)
    try:
        kernel.cell()
        first, cpu, resident = kernel.since_start(), kernel.cpu(), kernel.resident()
        trivial = statistics.median(kernel.cell() for _ in range(CELLS))
        shutdown = kernel.end()
        kernel.begin()
        kernel.client.kernel_info(reply=True, timeout=PATIENCE)
        restart = shutdown + kernel.since_start()
        figures = [first, cpu, trivial, resident, shutdown, restart]
        return dict(zip(SMALLER_IS_BETTER, figures, strict=True))
    finally:
        kernel.end()
        os.unlink(kernel.file)


def table(rounds: list[tuple[dict, dict]]) -> None:
    print(f"{'':18} {'stock':>8} {'ours':>8} {'ratio':>6}")
    for row in SMALLER_IS_BETTER:
        stock, ours = ([round[side][row] for round in rounds] for side in (0, 1))
        ratio = statistics.median(a / b for a, b in zip(stock, ours, strict=True))
        middle = [statistics.median(stock), statistics.median(ours)]
        print(f"{row:18} {middle[0]:8.0f} {middle[1]:8.0f} {ratio:6.2f}", flush=True)


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="lab bench kernel", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    args = parser.parse_args(argv)
    for title, cpus in (("all CPUs", None), ("one CPU", {max(os.sched_getaffinity(0))})):
        rounds = [(measure(STOCK, cpus), measure(OURS, cpus)) for _ in range(args.rounds)]
        print(f"\n{title}, {args.rounds} rounds, medians; the ratio is stock / ours")
        table(rounds)
    print("\n" + "\n".join(f"{row.strip()}: {what}" for row, what in SMALLER_IS_BETTER.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
