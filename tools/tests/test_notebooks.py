"""Every notebook of the lab: its form, a run twice on one CPU, and its exercises."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

import exercises
import glossary
import headers
import notebook_form
import run_notebook
from live_kernel import linux_only, spec

FOLDER = notebook_form.ROOT / "notebooks"
NOTEBOOKS = glossary.chapters(FOLDER)
SOLUTIONS = sorted((FOLDER / "solutions").rglob("*.java"))

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def read(path: Path):
    return nbformat.read(path, as_version=4)


def all_exercises():
    for path in NOTEBOOKS:
        for name in exercises.exercises(read(path)):
            yield pytest.param(path, name, id=name)


each_exercise = pytest.mark.parametrize(("path", "name"), list(all_exercises()))


def test_there_are_notebooks_to_test():
    assert NOTEBOOKS, f"{FOLDER} holds no notebook, so nothing below was checked"


@each_notebook
def test_a_notebook_has_the_form_all_share(path):
    notebook = read(path)

    nbformat.validate(notebook)
    assert [*notebook_form.faults(notebook), *headers.faults(notebook)] == []


@linux_only
@each_notebook
def test_a_notebook_runs_twice_in_one_kernel_on_one_cpu_and_prints_what_it_says(path):
    spec()

    outcome = run_notebook.execute(
        read(path), folder=FOLDER, name=path.name, rounds=2, one_cpu=True
    )

    assert "\n".join(outcome.faults) == ""
    assert len(outcome.rounds) == 2


@linux_only
@each_exercise
def test_an_exercise_fails_passes_with_its_solution_and_answers_each_wrong_idea(path, name):
    spec()
    notebook = read(path)
    cell = exercises.exercises(notebook)[name]
    wrong = exercises.wrong_ideas(name, FOLDER)
    texts = [cell.source, exercises.solution(name, FOLDER), *(idea.text for idea in wrong)]

    assert len({squeezed(idea.reply) for idea in wrong}) == len(wrong), "two share a reply"
    stub, solved, *answers = exercises.answers(notebook, cell, texts, FOLDER)

    assert stub.startswith(exercises.FAILED), stub
    assert solved.startswith(exercises.PASSED), solved
    for idea, answer in zip(wrong, answers, strict=True):
        assert answer.startswith(exercises.FAILED), f"{idea.name}: {answer}"
        assert squeezed(idea.reply) in squeezed(answer), f"{idea.name}: {answer}"


@each_exercise
def test_an_exercise_has_a_wrong_idea_or_two(path, name):
    assert exercises.wrong_ideas(name, FOLDER)


@pytest.mark.parametrize("file", SOLUTIONS, ids=lambda file: file.stem)
def test_a_solution_belongs_to_an_exercise(file):
    names = [name for path in NOTEBOOKS for name in exercises.exercises(read(path))]

    if file.parent.name == "wrong":
        owners = [name for name in names if file.stem.startswith(name + "-")]
    else:
        owners = [name for name in names if file.stem == name]

    assert len(owners) == 1, f"{file.name} belongs to {owners or 'no exercise'}"


def squeezed(text: str) -> str:
    """One line: a reply may be broken into several."""
    return " ".join(text.split())
