"""The exercises of a notebook: which they are, and what their checks answer to a text.

An exercise is one cell, tagged `exercise`, whose metadata names it: `{"asynclab": {"exercise":
"04.wake"}}`. As committed it is a stub. In `notebooks/solutions` lie, for each, `04.wake.java`, the
text that solves it; `04.wake.md`, a list of three hints from weak to strong, which `Check.hint`
gives one at a time; and `wrong/04.wake-<idea>.java`, known wrong ideas, whose first line is
`// reply: …`, what the check has to say to them. Only the cells tagged `setup` run before it.
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from pathlib import Path

from notebook_form import code_cells, tags
from run_notebook import error_of, kernel_for, plain, run_cells

SOLUTIONS = Path("solutions")
HINT = re.compile(r"(\d)\. \S")
HINTS = 3
REPLY = re.compile(r"//\s*reply:\s*(\S.*)")
PASSED, FAILED = "ok", "not yet"
VERDICT = re.compile(rf"^({PASSED}|{FAILED})\b", re.M)


@dataclass(frozen=True)
class Wrong:
    """A known wrong idea: its text and what the check has to reply."""

    name: str
    text: str
    reply: str


def exercises(notebook) -> dict[str, object]:
    """The exercise cells of a notebook by their ids; raises on one without or with a taken id."""
    found = {}
    for cell in code_cells(notebook):
        if "exercise" not in tags(cell):
            continue
        name = cell.metadata.get("asynclab", {}).get("exercise")
        if not name:
            raise ValueError(f"an exercise has no id in metadata.asynclab: {cell.source[:60]}")
        if name in found:
            raise ValueError(f"two exercises have the id {name}")
        found[name] = cell
    return found


def solution(name: str, folder: Path) -> str:
    return (folder / SOLUTIONS / f"{name}.java").read_text("utf-8")


def hints(name: str, folder: Path) -> list[str]:
    """The hints of one exercise, a string each; raises on what is no list of three."""
    file = folder / SOLUTIONS / f"{name}.md"
    found: list[str] = []
    for line in file.read_text("utf-8").splitlines():
        number = HINT.match(line)
        if number and int(number[1]) == len(found) + 1:
            found.append(line[3:])
        elif line.startswith("   ") and found:
            found[-1] += " " + line.strip()
        elif line.strip():
            raise ValueError(f"{file.name}: neither the next hint nor an indented line: {line}")
    if len(found) != HINTS:
        raise ValueError(f"{file.name}: {len(found)} hints, not {HINTS}")
    return found


def wrong_ideas(name: str, folder: Path) -> list[Wrong]:
    """The wrong solutions of one exercise; raises on one that does not say its reply."""
    found = []
    for file in sorted((folder / SOLUTIONS / "wrong").glob(f"{name}-*.java")):
        text = file.read_text("utf-8")
        reply = REPLY.match(text.partition("\n")[0])
        if not reply:
            raise ValueError(f"{file.name}: the first line is not `// reply: …`")
        found.append(Wrong(file.stem, text, reply[1].strip()))
    return found


def answers(notebook, cell, texts: list[str], folder: Path) -> list[str]:
    """What the cell's check answers to each text, one after another in the same fresh kernel."""
    setup = [other for other in code_cells(notebook) if "setup" in tags(other)]
    small = copy.deepcopy(notebook)
    small.cells = copy.deepcopy([other for other in setup if other is not cell])
    found = []
    with kernel_for(small, folder) as client:
        for fault in run_cells(client, small, lambda done: None):
            raise AssertionError(f"a setup cell does not run on its own: {fault}")
        for text in texts:
            small.cells = [copy.deepcopy(cell)]
            small.cells[0].source = text
            found.append(answer_of(small, client))
    return found


def answer_of(small, client) -> str:
    """What the check says: the cell's output from the line on that begins as a verdict does."""
    faults = run_cells(client, small, lambda done: None)
    cell = small.cells[0]
    said = plain(cell)
    verdict = VERDICT.search(said)
    if error_of(cell) or not verdict:
        return "no answer: " + "\n".join([*faults, said])
    return said[verdict.start() :].strip()
