"""The header of a notebook: each fault is named, and the table is written from the metadata."""

from __future__ import annotations

import subprocess
import sys

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

import headers

HEADER = {
    "question": "How does one thread wait for many?",
    "goals": ["build an event queue", "say when a read blocks"],
    "minutes": [30, 45],
    "level": "solid Java",
    "needs": ["Java", "an idea of what a socket is"],
    "systems": ["Linux"],
    "cpus": 1,
    "fast_track": "04.wake",
}
TABLE = """| | |
|---|---|
| You will be able to | build an event queue<br>say when a read blocks |
| You need | Java; an idea of what a socket is |
| Time | 30 minutes; 45 with what is marked *deeper* |
| Level | solid Java |
| Runs on | Linux |
| Processors | 1 |
| Know it already? | Solve exercise `04.wake`, and go on |"""


def notebook(table=TABLE, **changes):
    title = "# 04 · How does one thread wait for many?\n\nText above.\n\n"
    exercise = {"tags": ["exercise"], "asynclab": {"exercise": "04.wake"}}
    return new_notebook(
        cells=[
            new_markdown_cell(f"{title}{table}\n\nText below."),
            new_code_cell("int x;", metadata=exercise),
        ],
        metadata={"asynclab": {**HEADER, **changes}},
    )


def test_a_table_that_says_what_the_metadata_says_has_no_fault():
    assert headers.faults(notebook()) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"question": "Why?"}, "the title does not ask"),
        ({"question": ""}, "question is no text"),
        ({"goals": []}, "goals is no list"),
        ({"needs": "Java"}, "needs is no list"),
        ({"systems": ["Linux", 7]}, "systems is no list"),
        ({"minutes": [45, 30]}, "minutes is not"),
        ({"minutes": 30}, "minutes is not"),
        ({"minutes": [20, 45]}, "run tools/headers.py --write"),
        ({"level": "hard"}, "level is none of"),
        ({"cpus": 0}, "cpus is no number"),
        ({"cpus": True}, "cpus is no number"),
        ({"goal": "x"}, "goal is unknown"),
    ],
)
def test_each_breach_is_one_fault_that_says_which(changes, words):
    (fault,) = headers.faults(notebook(**changes))

    assert words in fault


def test_a_fast_track_that_is_no_exercise_of_the_notebook_is_a_fault():
    other = notebook(fast_track="05.sleep", table=TABLE.replace("04.wake", "05.sleep"))

    (fault,) = headers.faults(other)

    assert "no exercise 05.sleep" in fault


def test_without_metadata_the_fault_says_where_to_read_on():
    (fault,) = headers.faults(new_notebook())

    assert "tools/headers.py" in fault


@pytest.mark.parametrize("old", [TABLE.replace("30", "20"), "| | |\n|---|---|\n| Time | 1 |", ""])
def test_the_table_is_written_in_its_place_and_the_text_around_it_stays(old):
    written = notebook(table=old)

    headers.write(written)

    assert headers.faults(written) == []
    assert "Text above." in written.cells[0].source
    assert "Text below." in written.cells[0].source


def test_what_is_not_the_same_on_one_processor_is_said_in_the_table():
    assert "with fewer, a recorded run" in headers.table({**HEADER, "cpus": 2})


def test_as_a_command_it_names_faults_and_mends_the_table(tmp_path):
    file = tmp_path / "04.ipynb"
    nbformat.write(notebook(table="| a | b |"), file)

    before = run(file)
    mended = run("--write", file)
    after = run(file)

    assert before.returncode == 1
    assert "04.ipynb: the table in the first cell differs" in before.stderr
    assert [mended.returncode, after.returncode] == [0, 0]


def run(*arguments):
    argv = [sys.executable, headers.__file__, *arguments]
    return subprocess.run(argv, capture_output=True, text=True, encoding="utf-8", timeout=60)
