"""The chapters as a teacher sees them: the notes of `tools/teaching`, and what they speak of."""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate
from typing import NamedTuple

import nbformat

import editions
import exercises
from notebook_form import ROOT, headings, squeezed

STEMS = [path.stem for path in sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))]  # chapters
NONE = "\N{EN DASH}"  # a section that a lesson leaves out
ROW = re.compile(r"^\|" + r" +([^|\n]+?) +\|" * 5 + "$", re.M)
TASK = re.compile(r"`((?:\d\d[a-c]?|delay)\.[a-z-]+)`")


class Row(NamedTuple):
    """A section in the plan of a chapter: its minutes, and the clock at its end, in two lessons."""

    long: str
    long_until: str
    short: str
    short_until: str
    section: str


@cache
def notebook(stem):
    return nbformat.read(ROOT / "notebooks" / f"{stem}.ipynb", as_version=4)


def notes(stem):
    return editions.teaching(editions.TEACHING / f"{stem}.md")


def plan(stem):
    """The head of a chapter's plan, with the length of its two lessons, and the rows below it."""
    head, *rows = map(Row._make, ROW.findall(next(iter(notes(stem).values()))))
    return head, rows


def minutes(cells):
    return [0 if cell == NONE else int(cell.removesuffix(" min")) for cell in cells]


def clock(cells):
    """What the clock of a lesson says after each section; nothing after one that is left out."""
    passed = accumulate(minutes(cells))
    return [
        NONE if cell == NONE else f"{now // 60}:{now % 60:02}"
        for cell, now in zip(cells, passed, strict=True)
    ]


def sections(stem):
    """The sections of a notebook, each with the text of its code."""
    found = {}
    for cell in notebook(stem).cells:
        for level, text in headings(cell):
            if level == 2:
                found[text] = ""
        if cell.cell_type == "code" and found:
            found[list(found)[-1]] += cell.source + "\n"
    return found


def shows(text, code):
    """Whether this code stands in the text, however the two are broken into lines."""
    return squeezed(code.replace("\n", "")) in squeezed(text.replace("\n", ""))


def tasks(stem):
    """The names of the exercises and predictions of a chapter."""
    asked = editions.questions(editions.QUESTIONS / f"{stem}.txt")
    return {*exercises.exercises(notebook(stem)), *asked}
