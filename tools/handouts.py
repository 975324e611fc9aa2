"""Handouts: the chapters as pages that need no network, and on paper; for learners, for teachers.

    python tools/handouts.py [--no-pdf] [--out DIR] [CHAPTER...]

Executes each notebook, unless it did so before with the same text and library, and writes each
chapter in both editions as HTML and PDF; if there are several, a book of them too.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import get_kernel_spec

import paper
import run_notebook
from editions import EDITIONS
from notebook_form import KERNEL, ROOT

NOTEBOOKS = ROOT / "notebooks"
OUT = ROOT / ".lab" / "handouts"
CACHE = ROOT / ".lab" / "executed"
BOOK = "async-lab"


def chosen(names: list[str], folder: Path) -> list[Path]:
    """The notebooks of these names in reading order; all, if none is named."""
    present = {path.stem: path for path in sorted(folder.glob("*.ipynb"))}
    wanted = {name.removesuffix(".ipynb") for name in names} or set(present)
    if unknown := sorted(wanted - set(present)):
        raise SystemExit(
            f"handouts: there is no chapter {', '.join(unknown)}: there are {', '.join(present)}"
        )
    return [path for stem, path in present.items() if stem in wanted]


# ------------------------------------------------------------------------------------ executing


def executed(path: Path, cache: Path):
    """The executed copy of a notebook: the kept one, if nothing it is made from has changed."""
    kept = cache / f"{path.stem}-{fingerprint(path)}.ipynb"
    if not kept.is_file():
        print(f"  executing {path.stem} ...", flush=True)
        cache.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(".part")
        try:
            run_notebook.save_executed(path, part)
            notebook = nbformat.read(part, as_version=4)
            notebook.metadata["handout"] = {"run": this_run()}
            nbformat.write(notebook, part)
            for old in cache.glob(f"{path.stem}-{'?' * 16}.ipynb"):
                old.unlink()
            os.replace(part, kept)
        finally:
            part.unlink(missing_ok=True)
    return nbformat.read(kept, as_version=4)


def fingerprint(path: Path) -> str:
    """Changes with the notebook, the stages it loads, and the library below it."""
    files = [path, *sorted((path.parent / "stages").glob("*.java"))]
    files += sorted((ROOT / "lib").glob("*/src/main/**/*.java"))
    total = hashlib.sha256()
    for file in files:
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()[:16]


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


def write(chapters: list, title: str, name: str, out: Path, pdf: bool) -> list[Path]:
    """Both editions of some chapters; what is there already and would be the same, is left."""
    import binding

    made = []
    for who in EDITIONS:
        html = binding.page(chapters, who, title)
        page = out / who / f"{name}.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        same = page.is_file() and page.read_text("utf-8") == html
        if not same:
            part = page.with_suffix(".part")
            part.write_text(html, "utf-8")
            part.replace(page)
        made.append(page)
        sheet = page.with_suffix(".pdf")
        if pdf and not (same and sheet.is_file()):
            paper.write(html, sheet)
        made += [sheet] if pdf else []
    return made


def build(paths: list[Path], out: Path = OUT, cache: Path = CACHE, pdf: bool = True) -> list[Path]:
    """Executes the notebooks and writes all handouts; what it wrote."""
    from binding import Chapter

    chapters = [Chapter(path.stem, executed(path, cache), path.parent) for path in paths]
    made = []
    for chapter in chapters:
        print(f"  writing {chapter.stem} ...", flush=True)
        made += write([chapter], chapter.title, chapter.stem, out, pdf)
    if len(chapters) > 1:
        print("  writing the book ...", flush=True)
        made += write(chapters, "Asynchronous programming in Java", BOOK, out, pdf)
    return made


def main() -> int:
    parser = argparse.ArgumentParser(prog="lab handouts", description="chapters for paper")
    parser.add_argument("chapters", nargs="*", metavar="CHAPTER")
    parser.add_argument("--no-pdf", action="store_true", help="HTML alone")
    parser.add_argument("--out", type=Path, default=OUT, metavar="DIR")
    args = parser.parse_args()
    paths = chosen(args.chapters, NOTEBOOKS)
    why_not = "--no-pdf" if args.no_pdf else paper.missing()
    try:
        made = build(paths, args.out, pdf=not why_not)
    except (RuntimeError, ValueError, subprocess.TimeoutExpired) as error:
        print(f"handouts: {error}", file=sys.stderr)
        return 1
    print(
        f"{len(made)} files are in {args.out}; {'no PDF: ' + why_not if why_not else 'with PDF'}."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
