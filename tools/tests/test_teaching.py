"""The words for whoever teaches: nothing in them speaks of what is not there, and times add up."""

from __future__ import annotations

import re
from functools import cache

import nbformat
import pytest

import editions
import exercises
from notebook_form import LAST_SECTIONS, ROOT, headings, squeezed

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
STEMS = [path.stem for path in NOTEBOOKS]
LESSON, FIRST_LESSON = 90, 20  # minutes: a chapter, and `00-start`
LEAST_QUESTIONS = 4
NONE = "–"
ROW = re.compile(r"^\| +([^|]+?) +\| +([^|]+?) +\| +([^|]+?) +\|$", re.M)
MINUTES = re.compile(r"\*(\d+) minutes?\.\*")
SHOWN = re.compile(r"\*\*Show:\*\*\s+`([^`]+)`")
DISCUSSED = re.compile(r"\*\*Discuss:\*\*(.*?)(?=\n\n|\Z)", re.S)
TASK = re.compile(r"`((?:\d\d[a-c]?|delay)\.[a-z-]+)`")


@cache
def notebook(stem):
    return nbformat.read(ROOT / "notebooks" / f"{stem}.ipynb", as_version=4)


def notes(stem):
    return editions.teaching(editions.TEACHING / f"{stem}.md")


def plan(stem):
    """The rows of the plan below the title: minutes in a long and in a short lesson, and section."""
    rows = ROW.findall(next(iter(notes(stem).values())))
    return rows[0], [(number(row[0]), number(row[1]), row[2]) for row in rows[1:]]


def number(text):
    return 0 if text == NONE else int(text)


def sections(stem):
    """The sections, each with the text of its code."""
    found = {}
    for cell in notebook(stem).cells:
        for level, text in headings(cell):
            if level == 2:
                found[text] = ""
        if cell.cell_type == "code" and found:
            found[list(found)[-1]] += cell.source + "\n"
    return found


def tasks(stem):
    """The names of the exercises and predictions of a chapter."""
    return {*exercises.exercises(notebook(stem)), *editions.questions(predictions(stem))}


def predictions(stem):
    return editions.QUESTIONS / f"{stem}.txt"


def test_every_notebook_has_notes_and_all_notes_a_notebook():
    assert sorted(path.stem for path in editions.TEACHING.glob("*.md")) == STEMS


@pytest.mark.parametrize("stem", STEMS)
def test_notes_stand_below_headings_of_their_notebook(stem):
    there = {text for cell in notebook(stem).cells for _, text in headings(cell)}

    assert [text for text in notes(stem) if text not in there] == []


@pytest.mark.parametrize("stem", STEMS)
def test_a_plan_has_a_row_for_each_section_and_its_minutes_add_up(stem):
    head, rows = plan(stem)

    assert [section for _, _, section in rows] == [
        text for text in sections(stem) if text != LAST_SECTIONS[-1]
    ]
    assert int(head[0]) == (FIRST_LESSON if stem == STEMS[0] else LESSON)
    assert int(head[1]) == int(head[0]) // 2
    assert sum(long for long, _, _ in rows) == int(head[0])
    assert sum(short for _, short, _ in rows) == int(head[1])
    assert [section for long, short, section in rows if short > long and long == 0] == []


@pytest.mark.parametrize("stem", STEMS)
def test_each_section_of_the_plan_has_a_note_that_says_the_same_minutes(stem):
    said = {
        text: [int(found) for found in MINUTES.findall(note)] for text, note in notes(stem).items()
    }

    for long, _, section in plan(stem)[1]:
        assert said.get(section, []) == ([long] if long else []), section


@pytest.mark.parametrize("stem", STEMS)
def test_a_cell_to_show_stands_below_its_heading(stem):
    code = {text: squeezed(source.replace("\n", "")) for text, source in sections(stem).items()}
    section, missing, shown = "", [], 0
    for heading, note in notes(stem).items():
        section = heading if heading in code else section  # else a smaller heading within it
        for part in SHOWN.findall(note):
            shown += 1
            if squeezed(part.replace("\n", "")) not in code.get(section, ""):
                missing.append((heading, part))

    assert missing == []
    assert shown >= 2


@pytest.mark.parametrize("stem", STEMS)
def test_notes_name_tasks_that_exist_and_forget_none(stem):
    named = {name for note in notes(stem).values() for name in TASK.findall(note)}

    assert sorted(named - tasks(stem)) == []
    assert sorted(set(exercises.exercises(notebook(stem))) - named) == []


@pytest.mark.parametrize("stem", STEMS)
def test_there_are_questions_to_discuss_each_with_what_a_good_answer_says(stem):
    asked = [found for note in notes(stem).values() for found in DISCUSSED.findall(note)]

    assert len(asked) >= LEAST_QUESTIONS
    assert [each for each in asked if not re.search(r"\?\s+\*A\s+good\s+answer:\*", each)] == []
