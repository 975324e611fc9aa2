#!/usr/bin/env python3
"""Makes the start-up cache of the kernel: what a start and typical cells load, linked, in one file.

    train_kernel.py FOLDER SPEC CACHE

FOLDER is the kernelspec's, SPEC its kernel.json without a cache, CACHE the file to make. Two runs
of `java`, both with the very arguments of a real start, because the JVM refuses a cache made with
others: the first is a kernel that a client sends the cells of the first notebook and two mistakes,
the second writes the cache. `lab` calls this, and bounds the time it may take.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.connect import write_connection_file

PATIENCE = 50  # seconds for one answer, and for writing the cache
# The profiles of the training would have the JIT compile hundreds of methods at once, at a start
# that is short of nothing but CPU.
WITHOUT_PROFILES = ["-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTRecordTraining"]


def main(folder: Path, spec: Path, cache: Path) -> int:
    plan = json.loads(spec.read_text(encoding="utf-8"))
    java, *rest = [part.replace("{resource_dir}", str(folder)) for part in plan["argv"]]
    env = {**os.environ, **plan.get("env", {})}
    with tempfile.TemporaryDirectory() as scratch:
        classes, fresh = Path(scratch, "classes"), Path(scratch, "cache")
        record = ["-XX:AOTMode=record", f"-XX:AOTConfiguration={classes}", *WITHOUT_PROFILES]
        create = ["-XX:AOTMode=create", f"-XX:AOTConfiguration={classes}", *WITHOUT_PROFILES]
        rehearse([java, *record, *rest], env, cells())
        subprocess.run(
            [java, *create, f"-XX:AOTCache={fresh}", *rest[:-1]],
            env=env,
            check=True,
            cwd=scratch,
            timeout=PATIENCE,
        )
        part = cache.with_suffix(".part")
        part.write_bytes(fresh.read_bytes())
        os.replace(part, cache)
    return 0


def cells() -> list[str]:
    """What a learner runs first, and what goes wrong first; how a cell ends is no matter."""
    notebook = Path(__file__).resolve().parents[1] / "notebooks" / "00-start.ipynb"
    all_cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in all_cells if cell["cell_type"] == "code"]
    return ["1 + 1", *code, 'int i = "one";', 'throw new IllegalStateException("no");']


def rehearse(argv: list[str], env: dict[str, str], cells: list[str]) -> None:
    """Starts a kernel, sends it what a learner would, and ends it as Jupyter would."""
    file, _ = write_connection_file()
    argv = [part.replace("{connection_file}", file) for part in argv]
    kernel = subprocess.Popen(argv, env=env, stdin=subprocess.DEVNULL)
    client = BlockingKernelClient(connection_file=file)
    try:
        client.load_connection_file()
        client.start_channels()
        for cell in cells:
            client.execute(cell, reply=True, timeout=PATIENCE)
        client.complete("List.o", reply=True, timeout=PATIENCE)
        client.inspect("String.valueOf(1)", 10, reply=True, timeout=PATIENCE)
        client.shutdown(reply=True, timeout=PATIENCE)
        if kernel.wait(timeout=PATIENCE):
            raise SystemExit(f"the kernel ended with {kernel.returncode}")
    finally:
        kernel.kill()
        kernel.wait(timeout=PATIENCE)
        client.stop_channels()
        with contextlib.suppress(OSError):
            os.unlink(file)


if __name__ == "__main__":
    sys.exit(main(*(Path(argument) for argument in sys.argv[1:])))
