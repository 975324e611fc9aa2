"""Predict, then run: every notebook asks, and asks what the library knows."""

from __future__ import annotations

import re

import nbformat
import pytest

import glossary
import notebook_form
from notebook_form import code_cells, where

FOLDER = notebook_form.ROOT / "notebooks"
QUESTIONS = "lib/notebook/src/main/resources/asynclab/notebook/predict"
NOTEBOOKS = glossary.chapters(FOLDER)
CALL = re.compile(r'^Predict\.of\("([^"]+)", "([^"]*)"\)$')
OLD_BOX = re.compile(r"^> \*\*Predict\.\*\*", re.M)
LEAST = 3


def questions(name: str) -> list[str]:
    """The names of a notebook's questions, in the order of their file."""
    file = notebook_form.ROOT / QUESTIONS / f"{name}.txt"
    return re.findall(r"^\[([^]]+)\]$", file.read_text("utf-8"), re.M)


def faults(notebook, known: list[str]) -> list[str]:
    """What is wrong with the predictions of a notebook; `known` are its questions."""
    found, asked = [], []
    for cell in code_cells(notebook):
        if "Predict.of(" not in cell.source:
            continue
        call = CALL.match(cell.source.strip())
        if not call:
            found.append(f'{where(notebook, cell)}: a prediction is a cell: Predict.of("…", "?")')
            continue
        asked.append(call[1])
        if call[2] != "?":
            found.append(f"{where(notebook, cell)}: is committed answered: write ? for the letter")
        if call[1] not in known:
            found.append(f"{where(notebook, cell)}: there is no question {call[1]}")
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and OLD_BOX.search(cell.source):
            found.append(f"a question is prose: {cell.source[:60]!r}")
    found += [f"{name} is asked twice" for name in sorted(set(asked)) if asked.count(name) > 1]
    if len(set(asked)) < LEAST:
        found.append(f"it asks {len(set(asked))} times, at least {LEAST} are wanted")
    return found


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_asks_three_times_in_cells_of_their_own(path):
    assert faults(nbformat.read(path, as_version=4), questions(path.stem)) == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_has_a_file_of_questions(path):
    assert len(questions(path.stem)) >= LEAST


def notebook(*sources: str):
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in sources])


KNOWN = ["04.units", "04.closed", "04.rings"]
GOOD = [f'Predict.of("{name}", "?")' for name in KNOWN]


def test_three_questions_in_cells_of_their_own_are_right():
    assert faults(notebook("int x;", *GOOD), KNOWN) == []


@pytest.mark.parametrize(
    ("sources", "sentence"),
    [
        (GOOD[:2], "it asks 2 times"),
        ([*GOOD[:2], GOOD[0]], "04.units is asked twice"),
        ([*GOOD, 'Predict.of("04.unit", "?")'], "there is no question 04.unit"),
        ([*GOOD[:2], 'Predict.of("04.rings", "b")'], "is committed answered"),
        ([*GOOD, 'int y;\nPredict.of("04.rings", "?")'], "a prediction is a cell"),
    ],
)
def test_a_mistake_is_named(sources, sentence):
    assert any(sentence in fault for fault in faults(notebook(*sources), KNOWN))


def test_a_question_in_prose_is_named():
    asking = notebook(*GOOD)
    asking.cells.append(nbformat.v4.new_markdown_cell("Look.\n\n> **Predict.** How long?"))

    assert faults(asking, KNOWN) == ["a question is prose: 'Look.\\n\\n> **Predict.** How long?'"]
