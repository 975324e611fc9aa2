"""What a page of the site shows for each cell of an executed notebook.

Whoever reads it learns alone and has no kernel: so an answer, a hint or a solution is there, and
folded; each answer to a prediction opens what is said to it. What only makes sense in front of a
running kernel is left out, as on paper.
"""

from __future__ import annotations

import copy
from pathlib import Path

from nbformat.v4 import new_markdown_cell

import exercises
from editions import IMPORTS, LIVE, PREDICT, QUESTIONS, Question, look, questions
from notebook_form import tags


def shown(executed, stem: str, folder: Path) -> list:
    """The cells of a page; `folder` is the one that `solutions` stands in."""
    asked = questions(QUESTIONS / f"{stem}.txt")
    return [shown for cell in executed.cells for shown in for_screen(cell, asked, folder)]


def for_screen(cell, asked: dict[str, Question], folder: Path) -> list:
    """What stands in the place of one cell."""
    if cell.cell_type != "code":
        return [copy.deepcopy(cell)]
    if "resume" in tags(cell) or LIVE.search(cell.source):
        return []
    if prediction := PREDICT.search(cell.source):
        return [prediction_box(asked[prediction[1]])]
    if "exercise" in tags(cell):
        return exercise_cells(cell, folder)
    if IMPORTS.fullmatch(cell.source.strip() + "\n"):
        return [look("imports", folded("Imports", java(cell.source)))]
    return [copy.deepcopy(cell)]


def folded(summary: str, text: str) -> str:
    """Markdown that a click unfolds."""
    return f"<details>\n<summary>\n\n{summary}\n\n</summary>\n\n{text}\n\n</details>"


def java(source: str) -> str:
    return f"```java\n{source.strip()}\n```"


def prediction_box(question: Question):
    """A question; each of its answers opens what is said to it."""
    rows = [f"**Predict.**{question.text}"]
    for letter, choice in zip("abcdef", question.choices, strict=False):
        rows.append(folded(f"**{letter}** {choice.text}", choice.verdict))
    return look("prediction", "\n\n".join(rows))


def exercise_cells(cell, folder: Path) -> list:
    """The stub without what its check said, and all that helps, folded."""
    name = cell.metadata["asynclab"]["exercise"]
    stub = copy.deepcopy(cell)
    stub.outputs = []
    help_rows = [
        folded(f"Hint {number}", hint)
        for number, hint in enumerate(exercises.hints(name, folder), 1)
    ]
    help_rows.append(folded("A solution", java(exercises.solution(name, folder))))
    return [stub, new_markdown_cell("\n\n".join(help_rows), metadata={"handout": {"look": "help"}})]
