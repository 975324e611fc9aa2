"""The words for whoever teaches: nothing in them speaks of what is not there, and times add up."""

from __future__ import annotations

import re

import pytest

import editions
from lessons import NONE, STEMS, TASK, clock, minutes, notebook, notes, plan, sections, shows, tasks
from notebook_form import LAST_SECTIONS, MARK, headings

CHECK_YOURSELF = LAST_SECTIONS[1]
LESSON, FIRST_LESSON = 90, 20  # minutes: a chapter, and `00-start`
LEAST_QUESTIONS = 4
ELSEWHERE = {  # Java's, Rust's and the page's own, which no cell says
    *("[*]", "supplyAsync", "parallelStream", "sleep(10)", "CompletableFuture.cancel", "get()"),
    *("must_use", "withLock", "volatile boolean", "synchronized", "LinkedBlockingQueue"),
    "Thread.stop",
}
MINUTES = re.compile(r"\*(\d+) minutes?\.\*")
SHOWN = re.compile(r"\*\*Show:\*\*\s+`([^`]+)`")
DISCUSSED = re.compile(r"\*\*Discuss:\*\*(.*?)(?=\n\n|\Z)", re.S)
CODE = re.compile(r"`([^`]+)`")


def test_every_chapter_has_notes_and_all_notes_a_chapter():
    assert sorted(path.stem for path in editions.TEACHING.glob("*.md")) == STEMS


@pytest.mark.parametrize("stem", STEMS)
def test_notes_stand_below_headings_of_their_notebook(stem):
    there = {text for cell in notebook(stem).cells for _, text in headings(cell)}

    assert [text for text in notes(stem) if text not in there] == []


@pytest.mark.parametrize("stem", STEMS)
def test_a_plan_has_a_row_for_each_section_and_its_minutes_add_up(stem):
    head, rows = plan(stem)
    length = FIRST_LESSON if stem == STEMS[0] else LESSON

    assert [row.section for row in rows] == [
        text for text in sections(stem) if text != LAST_SECTIONS[-1]
    ]
    assert minutes([head.long, head.short]) == [length, length // 2]
    assert sum(minutes(row.long for row in rows)) == length
    assert sum(minutes(row.short for row in rows)) == length // 2
    assert [row.long_until for row in rows] == clock([row.long for row in rows])
    assert [row.short_until for row in rows] == clock([row.short for row in rows])


@pytest.mark.parametrize("stem", STEMS)
def test_each_section_of_the_plan_has_a_note_that_says_the_same_minutes(stem):
    said = {text: MINUTES.findall(note) for text, note in notes(stem).items()}

    assert {row.section: said.get(row.section, []) for row in plan(stem)[1]} == {
        row.section: [row.long] if row.long != NONE else [] for row in plan(stem)[1]
    }


@pytest.mark.parametrize("stem", STEMS)
def test_a_cell_to_show_stands_below_its_heading(stem):
    there, section, missing, shown = sections(stem), "", [], 0
    for heading, note in notes(stem).items():
        section = heading if heading in there else section  # else a smaller heading within it
        for code in SHOWN.findall(note):
            shown += 1
            if not shows(there.get(section, ""), code):
                missing.append((heading, code))

    assert missing == []
    assert shown >= 2


@pytest.mark.parametrize("stem", STEMS)
def test_what_is_set_as_code_stands_in_the_notebook_or_comes_from_elsewhere_by_name(stem):
    text = "".join(cell.source for cell in notebook(stem).cells)
    said = {code for note in notes(stem).values() for code in CODE.findall(note)}

    assert [
        code
        for code in said - ELSEWHERE
        if not TASK.fullmatch(f"`{code}`") and not shows(text, code)
    ] == []


@pytest.mark.parametrize("stem", STEMS)
def test_notes_name_tasks_that_exist_and_forget_none(stem):
    named = {name for note in notes(stem).values() for name in TASK.findall(note)}

    assert sorted(named ^ tasks(stem)) == []


@pytest.mark.parametrize("stem", STEMS)
def test_what_is_thought_wrongly_and_where_people_get_stuck_is_said(stem):
    said = "\n".join(notes(stem).values())

    assert said.count("**They think:**") >= 2
    assert said.count("**Stuck:**") >= 1


@pytest.mark.parametrize("stem", STEMS)
def test_every_section_that_can_be_left_out_has_a_note_that_says_for_whom_it_is(stem):
    deeper = {text for text in sections(stem) if text.endswith(MARK)}

    assert sorted(deeper - set(notes(stem))) == []


@pytest.mark.parametrize("stem", STEMS)
def test_there_are_questions_to_discuss_each_with_what_a_good_answer_says(stem):
    asked = [found for note in notes(stem).values() for found in DISCUSSED.findall(note)]

    assert len(asked) >= LEAST_QUESTIONS
    assert [each for each in asked if not re.search(r"\?\s+\*A\s+good\s+answer:\*", each)] == []


@pytest.mark.parametrize("stem", STEMS)
def test_questions_named_by_their_numbers_are_among_those_to_check_yourself(stem):
    asked = next(
        cell.source
        for cell in notebook(stem).cells
        if any(text == CHECK_YOURSELF for _, text in headings(cell))
    )
    asked = asked.partition(f"## {CHECK_YOURSELF}")[2].partition("<details>")[0]
    numbers = re.findall(r"^(\d+)\. ", asked, re.M)
    note = notes(stem).get(CHECK_YOURSELF, "").partition("minutes.*")[2]

    assert len(numbers) >= 5
    assert [number for number in re.findall(r"\d+", note) if number not in numbers] == []
