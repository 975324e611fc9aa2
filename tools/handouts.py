"""Handouts: the chapters as pages that need no network, and on paper; for learners, for teachers.

    python tools/handouts.py [--no-pdf] [--out DIR] [CHAPTER...]

Executes each notebook, unless it did so before with the same code and library, and writes each
chapter in both editions as HTML and PDF; if there are several, a book of them too.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import hashlib
import json
import os
import platform
import signal
import subprocess
import sys
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import get_kernel_spec

import paper
import run_notebook
from chapters import NOTEBOOKS, named
from editions import EDITIONS
from notebook_form import KERNEL, ROOT, code_cells

OUT = ROOT / ".lab" / "handouts"
CACHE = ROOT / ".lab" / "executed"
BOOK = "async-lab"


# ------------------------------------------------------------------------------------ executing


def executed(path: Path, cache: Path):
    """A notebook with the outputs of a run: of a kept one, if its code and library are the same."""
    kept = cache / f"{path.stem}-{fingerprint(path)}.ipynb"
    if not kept.is_file():
        print(f"  executing {path.stem} ...", flush=True)
        cache.mkdir(parents=True, exist_ok=True)
        with whole(kept) as part:
            run_notebook.save_executed(path, part)
            notebook = nbformat.read(part, as_version=4)
            notebook.metadata["handout"] = {"run": this_run()}
            nbformat.write(notebook, part)
        for old in set(cache.glob(f"{path.stem}-{'?' * 16}.ipynb")) - {kept}:
            old.unlink()
    run, notebook = nbformat.read(kept, as_version=4), nbformat.read(path, as_version=4)
    for cell, ran in zip(code_cells(notebook), code_cells(run), strict=True):
        cell.outputs, cell.execution_count = ran.outputs, ran.execution_count
    notebook.metadata["handout"] = run.metadata.handout
    return notebook


@contextlib.contextmanager
def whole(file: Path):
    """A path to write to: what stands there becomes the file at the end, if there is no error."""
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        yield part
        os.replace(part, file)
    finally:
        part.unlink(missing_ok=True)


def fingerprint(path: Path) -> str:
    """Changes with the code of a notebook, the stages it loads, and the library below it."""
    total = hashlib.sha256(library().encode())
    for file in sorted((path.parent / "stages").glob("*.java")):
        total.update(file.read_bytes())
    for cell in code_cells(nbformat.read(path, as_version=4)):
        total.update(json.dumps(cell.source).encode())
    return total.hexdigest()[:16]


@functools.cache
def library() -> str:
    """The fingerprint of what notebooks load: some four hundred files, read once for all."""
    total = hashlib.sha256()
    for module in ("kernel", "notebook", "runtime"):
        for file in sorted((ROOT / "lib" / module / "src" / "main").rglob("*")):
            if file.is_file():
                total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def this_run() -> str:
    """The machine and the JDK on which something runs here."""
    cpus = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    system = f"{platform.system()} {platform.release()} on {platform.machine()}"
    return f"{system}, {cpus} processors, {jdk()}"


def jdk() -> str:
    """The JDK that the kernel's spec names."""
    release = Path(get_kernel_spec(KERNEL).argv[0]).parent.parent / "release"
    says = dict(
        line.split("=", 1) for line in release.read_text("utf-8").splitlines() if "=" in line
    )
    return "JDK " + json.loads(says["JAVA_VERSION"])


# ------------------------------------------------------------------------------------ writing


def write(chapters: list, title: str, name: str, out: Path, pdf: bool, beside: set) -> list[Path]:
    """Both editions of some chapters; what is there already and would be the same, is left.

    `beside` names the chapters that have, or get, pages in the same folder.
    """
    import binding

    made = []
    for who in EDITIONS:
        html = binding.page(chapters, who, title, beside)
        page = out / who / f"{name}.html"
        sheet = page.with_suffix(".pdf")
        page.parent.mkdir(parents=True, exist_ok=True)
        if not (page.is_file() and page.read_text("utf-8") == html):
            sheet.unlink(missing_ok=True)  # that of another page
            with whole(page) as part:
                part.write_text(html, "utf-8")
        if pdf and not sheet.is_file():
            with whole(sheet) as part:
                paper.write(html, part)
        made += [page, sheet] if pdf else [page]
    return made


def build(
    paths: list[Path], out: Path = OUT, cache: Path = CACHE, pdf: bool = True
) -> tuple[list[Path], list[str]]:
    """Executes the notebooks and writes all handouts: what it wrote, and what went wrong."""
    chapters, faults = ran(paths, cache)
    beside = {each.stem for each in chapters}
    made = []
    for chapter in chapters:
        print(f"  writing {chapter.stem} ...", flush=True)
        with noted(faults):
            made += write([chapter], chapter.title, chapter.stem, out, pdf, beside)
    if len(paths) > 1 and not faults:
        print("  writing the book ...", flush=True)
        with noted(faults):
            made += write(chapters, "Asynchronous programming in Java", BOOK, out, pdf, beside)
    return made, faults


def ran(paths: list[Path], cache: Path = CACHE) -> tuple[list, list[str]]:
    """The chapters that ran through, and what went wrong in the others."""
    from binding import Chapter

    chapters, faults = [], []
    for path in paths:
        with noted(faults):
            chapters.append(Chapter(path.stem, executed(path, cache), path.parent))
    return chapters, faults


@contextlib.contextmanager
def noted(faults: list[str]):
    """One chapter that cannot be made stops no other."""
    try:
        yield
    except (RuntimeError, ValueError, subprocess.TimeoutExpired) as error:
        print(f"  failed: {str(error).splitlines()[0]}", flush=True)
        faults.append(str(error))


def end_politely() -> None:
    """Makes a polite end an exception, so that what is half written is taken away."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(130))


def main() -> int:
    parser = argparse.ArgumentParser(prog="lab handouts", description="chapters for paper")
    parser.add_argument("chapters", nargs="*", metavar="CHAPTER")
    parser.add_argument("--no-pdf", action="store_true", help="HTML alone")
    parser.add_argument("--out", type=Path, default=OUT, metavar="DIR")
    args = parser.parse_args()
    paths = named(args.chapters, NOTEBOOKS.glob("*.ipynb"))
    end_politely()
    why_not = "--no-pdf" if args.no_pdf else paper.missing()
    made, faults = build(paths, args.out, pdf=not why_not)
    print(
        f"{len(made)} files are in {args.out}; {'no PDF: ' + why_not if why_not else 'with PDF'}."
    )
    return told("handouts", faults)


def told(name: str, faults: list[str]) -> int:
    """Says what went wrong; the exit code."""
    for fault in faults:
        print(f"{name}: {fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
