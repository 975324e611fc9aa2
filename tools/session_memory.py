"""How much memory a session takes: JupyterLab, and a kernel for each chapter, all left open.

    python tools/session_memory.py CHAPTER...

Each chapter is run whole, one after the other, on one CPU as on Binder. What is counted is the most
that all processes had resident at once, the one that runs the chapters among them; pages that
kernels share, as those of the start-up cache, count once for each.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
from pathlib import Path

import nbformat

import browser
import run_notebook
from process_tree import Peak

FOLDER = Path(__file__).resolve().parents[1] / "notebooks"


def measure(chapters: list[str]) -> tuple[int, list[str]]:
    """The most bytes at once, and what was wrong with the cells."""
    faults = []
    with (
        run_notebook.only_one_cpu(True),
        Peak() as peak,
        tempfile.TemporaryDirectory() as empty,
        browser.jupyterlab(Path(empty)),
        contextlib.ExitStack() as kernels,
    ):
        for chapter in chapters:
            name = f"{chapter}.ipynb"
            notebook = nbformat.read(FOLDER / name, as_version=4)
            kernel = run_notebook.kernel_for(notebook, FOLDER, name=name)
            client = kernels.enter_context(kernel)
            faults += run_notebook.run_cells(client, notebook, lambda cell: None)
    return peak.bytes, faults


def main() -> int:
    parser = argparse.ArgumentParser(description="how much memory a session takes")
    parser.add_argument("chapters", nargs="+", metavar="CHAPTER")
    args = parser.parse_args()
    for chapter in args.chapters:
        if not (FOLDER / f"{chapter}.ipynb").is_file():
            parser.error(f"there is no chapter {chapter}: notebooks/ has the names")
    peak, faults = measure(args.chapters)
    print(f"{round(peak / 1e6)} MB at most: JupyterLab and {len(args.chapters)} kernels")
    print("\n".join(faults), file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
