"""The header of a notebook: what it asks of a reader and gives, kept where programs read it too.

    python tools/headers.py [--write] NOTEBOOK...

`metadata.asynclab` of a notebook holds

    question     the question in its title
    goals        what a reader will be able to do, a few short sentences
    minutes      [core, with what is marked deeper]
    level        one of LEVELS
    needs        what one has to know or have done before
    systems      what it runs on
    cpus         how many processors its figures need
    fast_track   the exercise whose check lets one skip the chapter

and the table in its first cell says the same. Without `--write` each difference is a fault.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import nbformat

LEVELS = ("first steps", "solid Java", "deep water")
TEXTS = ("question", "level", "fast_track")
LISTS = ("goals", "needs", "systems")


def faults(notebook) -> list[str]:
    """What is wrong with the header; nothing if it is well formed and the table says the same."""
    header = notebook.metadata.get("asynclab")
    if not header:
        return ["metadata.asynclab is missing: tools/headers.py says what it holds"]
    return wrong_values(header) or table_faults(notebook, header)


def wrong_values(header) -> list[str]:
    found = [f"{key} is no text" for key in TEXTS if not is_text(header.get(key))]
    found += [f"{key} is no list of texts" for key in LISTS if not is_list(header.get(key))]
    minutes, cpus = header.get("minutes"), header.get("cpus")
    if not (
        isinstance(minutes, list)
        and [type(each) for each in minutes] == [int, int]
        and 0 < minutes[0] <= minutes[1]
    ):
        found.append("minutes is not [core, with what is marked deeper]")
    if type(cpus) is not int or cpus < 1:
        found.append("cpus is no number of processors")
    if is_text(header.get("level")) and header["level"] not in LEVELS:
        found.append(f"level is none of {', '.join(LEVELS)}")
    unknown = sorted(set(header) - {*TEXTS, *LISTS, "minutes", "cpus"})
    found += [f"{key} is unknown" for key in unknown]
    return [f"metadata.asynclab: {fault}" for fault in found]


def is_text(value) -> bool:
    return isinstance(value, str) and bool(value.strip())


def is_list(value) -> bool:
    return isinstance(value, list) and bool(value) and all(map(is_text, value))


def table_faults(notebook, header) -> list[str]:
    first = notebook.cells[0].source if notebook.cells else ""
    found = []
    title = first.partition("\n")[0]
    if not title.endswith(header["question"]):
        found.append(f"the title does not ask what metadata.asynclab does: {header['question']}")
    if table_of(first) != table(header):
        found.append(
            "the table in the first cell differs from metadata.asynclab: "
            "run tools/headers.py --write"
        )
    exercises = [
        cell.metadata.get("asynclab", {}).get("exercise")
        for cell in notebook.cells
        if "exercise" in cell.metadata.get("tags", [])
    ]
    if header["fast_track"] not in exercises:
        found.append(f"fast_track: the notebook has no exercise {header['fast_track']}")
    return found


def table(header) -> str:
    core, whole = header["minutes"]
    deeper = "" if core == whole else f"; {whole} with what is marked *deeper*"
    few = "" if header["cpus"] == 1 else "; with fewer, a recorded run stands beside the live one"
    rows = {
        "You will be able to": "<br>".join(header["goals"]),
        "You need": "; ".join(header["needs"]),
        "Time": f"{core} minutes{deeper}",
        "Level": header["level"],
        "Runs on": ", ".join(header["systems"]),
        "Processors": f"{header['cpus']}{few}",
        "Know it already?": f"Solve exercise `{header['fast_track']}`, and go on",
    }
    return "\n".join(
        ["| | |", "|---|---|", *(f"| {what} | {says} |" for what, says in rows.items())]
    )


def table_of(source: str) -> str:
    """The first table of a text; empty if it has none."""
    start, stop = table_lines(source)
    return "\n".join(source.splitlines()[start:stop])


def table_lines(source: str) -> tuple[int, int]:
    lines = source.splitlines()
    start = next((n for n, line in enumerate(lines) if line.startswith("|")), len(lines))
    stop = next((n for n in range(start, len(lines)) if not lines[n].startswith("|")), len(lines))
    return start, stop


def write(notebook) -> None:
    """Puts the table that metadata.asynclab asks for in the place of the one that is there."""
    first = notebook.cells[0]
    lines = first.source.splitlines()
    start, stop = table_lines(first.source)
    if start == stop:
        lines.append("")
        start = stop = len(lines)
    lines[start:stop] = table(notebook.metadata["asynclab"]).splitlines()
    first.source = "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description="the headers of notebooks")
    parser.add_argument("notebooks", nargs="+", type=Path, metavar="NOTEBOOK")
    parser.add_argument("--write", action="store_true", help="write the table from the metadata")
    args = parser.parse_args()
    wrong = 0
    for path in args.notebooks:
        if not path.is_file():
            parser.error(f"there is no notebook {path}: give the path of one")
        notebook = nbformat.read(path, as_version=4)
        if args.write and not wrong_values(notebook.metadata.get("asynclab", {})):
            write(notebook)
            nbformat.write(notebook, path)
        found = faults(notebook)
        wrong += len(found)
        for fault in found:
            print(f"{path.name}: {fault}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
