"""Exports the exercises of chapters as assignments for nbgrader: a course folder.

    python tools/course.py [--out DIR] [CHAPTER...]

An assignment is one notebook of the chapter's name: what its exercises need (the cells tagged
`setup`), and for each exercise its text, the learner's cell, and the check as a cell of its own
that is worth a point. In `source/` the learner's cell holds the solution between delimiters;
`nbgrader generate_assignment` puts the stub in its place, which the cell carries in its metadata.
Hints go along, solutions and wrong ideas do not.
"""

from __future__ import annotations

import argparse
import copy
import re
import shutil
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell

import exercises
from chapters import NOTEBOOKS, named
from notebook_form import ROOT, headings, tags

CONFIG = ROOT / "tools" / "templates" / "nbgrader_config.py"
BEGIN, END = "// BEGIN SOLUTION", "// END SOLUTION"
POINTS = 1
STAGE = re.compile(r'Lab\.stage\("([\w-]+)"\)')
INTRODUCTION = """# Exercises of {title}

Write into the cell below each text. The grey cell under it is its **check**: run it as often as you
like. It says what it tried, what it expected and what it saw, and is worth a point when nothing
differs. Stuck? `Check.hint("{first}")`, in a cell of its own, gives three hints, one stronger than
the other."""


def assignment(notebook, name: str, folder: Path):
    """The source of one assignment: a notebook with solutions and nbgrader's marks."""
    found = exercises.exercises(notebook)
    title = headings(notebook.cells[0])[0][1]
    text = INTRODUCTION.format(title=title, first=next(iter(found)))
    cells = [read_only(new_markdown_cell(text), "introduction")]
    for number, cell in enumerate(setup_cells(notebook), 1):
        cells.append(read_only(new_code_cell(cell.source), f"setup-{number}"))
    for exercise, cell in found.items():
        mark = exercise.replace(".", "-")
        text = text_above(notebook, cell)
        cells.append(read_only(new_markdown_cell(text), f"{mark}-text"))
        cells.append(answer(cell.source, exercises.solution(exercise, folder), mark))
        cells.append(check(cell.source, mark))
    for cell in cells:
        cell.id = cell.metadata.nbgrader.grade_id
    made = copy.deepcopy(notebook)
    made.cells = cells
    made.metadata = {
        key: notebook.metadata[key]
        for key in ("kernelspec", "language_info")
        if key in notebook.metadata
    }
    return made


def setup_cells(notebook) -> list:
    return [cell for cell in notebook.cells if "setup" in tags(cell)]


def text_above(notebook, exercise) -> str:
    """The text that asks for an exercise: the nearest above it, without the section's heading."""
    above = notebook.cells[: notebook.cells.index(exercise)]
    text = next(cell.source for cell in reversed(above) if cell.cell_type == "markdown")
    return text[text.rindex("\n\n**") :].strip() if text.startswith("## Exercises") else text


def without_check(source: str) -> tuple[str, str]:
    """A cell in two: what the learner writes, and the check, its last line."""
    text, _, last = source.strip().rpartition("\n")
    if not last.startswith("Check.of("):
        raise ValueError(f"an exercise ends in its check, not in: {last}")
    return text.strip(), last


def answer(stub: str, solution: str, mark: str):
    solved = without_check(solution)[0]
    cell = new_code_cell(f"{BEGIN}\n{solved}\n{END}")
    cell.metadata = nbformat.from_dict({"asynclab": {"stub": without_check(stub)[0]}})
    return marked(cell, mark, solution=True)


def check(stub: str, mark: str):
    """The check as a cell that fails with it; shown and not returned, for nbgrader takes what a
    cell returns for points. Its whole name, for a learner's cell may define a `Check`."""
    call = without_check(stub)[1]
    cell = new_code_cell(f"show(asynclab.notebook.checks.{call}.demand());")
    return marked(cell, f"{mark}-check", grade=True, points=POINTS)


def read_only(cell, mark: str):
    return marked(cell, mark)


def marked(cell, mark: str, *, grade: bool = False, solution: bool = False, points=None):
    """The cell with nbgrader's metadata, schema 3; what the learner need not change is locked."""
    cell.metadata["nbgrader"] = nbformat.from_dict(
        {
            "grade_id": mark,
            "grade": grade,
            "solution": solution,
            "locked": not solution,
            "task": False,
            "schema_version": 3,
            **({"points": points} if grade else {}),
        }
    )
    return cell


# ------------------------------------------------------------------------------------ the folder


def export(path: Path, out: Path) -> Path:
    """Writes one assignment, all of it or nothing; what a teacher has there stays."""
    home = out / "source" / path.stem
    if home.exists():
        raise SystemExit(
            f"nbgrader: {home} is there already, and may be your own by now: "
            "remove it to export it anew, or choose another --out"
        )
    notebook = nbformat.read(path, as_version=4)
    made = assignment(notebook, path.stem, path.parent)
    part = home.with_name(home.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    nbformat.write(made, part / path.name)
    for name in exercises.exercises(notebook):
        bring(path.parent, part, Path("solutions") / f"{name}.md")
    for cell in setup_cells(notebook):
        for stage in STAGE.findall(cell.source):
            bring(path.parent, part, Path("stages") / f"{stage}.java")
    part.rename(home)
    return home


def bring(source: Path, target: Path, name: Path) -> None:
    (target / name).parent.mkdir(exist_ok=True)
    shutil.copyfile(source / name, target / name)


def with_exercises(folder: Path = NOTEBOOKS) -> list[Path]:
    """The chapters that have exercises."""
    paths = sorted(folder.glob("*.ipynb"))
    return [path for path in paths if exercises.exercises(nbformat.read(path, as_version=4))]


def main() -> None:
    parser = argparse.ArgumentParser(description="exports exercises as assignments for nbgrader")
    parser.add_argument("--out", type=Path, default=ROOT / "course", metavar="DIR")
    parser.add_argument("chapters", nargs="*", metavar="CHAPTER")
    args = parser.parse_args()
    for path in named(args.chapters, with_exercises(), "chapter with exercises"):
        print(export(path, args.out))
    if not (args.out / CONFIG.name).exists():
        shutil.copyfile(CONFIG, args.out / CONFIG.name)


if __name__ == "__main__":
    main()
