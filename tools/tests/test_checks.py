"""Checks in a learner's kernel: hints and solutions, progress, the stop button."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest

import exercises
import notebook_form
from live_kernel import Kernel, linux_only, spec
from run_notebook import kernel_for, plain, run_cells

FOLDER = notebook_form.ROOT / "notebooks"
SOLUTIONS = FOLDER / exercises.SOLUTIONS
NAMES = [
    name
    for path in sorted(FOLDER.glob("*.ipynb"))
    for name in exercises.exercises(nbformat.read(path, as_version=4))
]
CODE = """
import asynclab.notebook.checks.Check;
import asynclab.notebook.checks.Guess;
import asynclab.notebook.predict.Predict;
import asynclab.notebook.predict.Review;
import asynclab.notebook.progress.Progress;
"""


@pytest.mark.parametrize("name", NAMES)
def test_an_exercise_has_three_different_hints_and_a_solution(name):
    assert len(set(exercises.hints(name, FOLDER))) == exercises.HINTS
    assert exercises.solution(name, FOLDER).strip()


def test_every_file_of_hints_belongs_to_an_exercise():
    assert sorted(file.stem for file in SOLUTIONS.glob("*.md")) == sorted(NAMES)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("1. a\n2. b\n", "2 hints"),
        ("1. a\n3. b\n", "neither the next hint"),
        ("a\n", "neither the next hint"),
    ],
)
def test_a_mistake_in_a_file_of_hints_is_named(tmp_path, text, fault):
    (tmp_path / "solutions").mkdir()
    (tmp_path / "solutions" / "04.wake.md").write_text(text)

    with pytest.raises(ValueError, match=rf"04\.wake\.md: .*{fault}"):
        exercises.hints("04.wake", tmp_path)


def said(folder: Path, *cells: str) -> list[str]:
    """What the cells say, one after another, in a fresh kernel that runs in this folder."""
    sources = [CODE, *cells]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in sources])
    with kernel_for(notebook, folder) as client:
        assert run_cells(client, notebook, lambda cell: None) == []
    return [plain(cell).strip() for cell in notebook.cells[1:]]


def test_in_my_hints_come_one_by_one_and_what_is_done_is_kept(tmp_path):
    spec()
    my = tmp_path / "my"
    shutil.copytree(SOLUTIONS, my / "solutions")
    hint = 'Check.hint("00.order")'
    solved = exercises.solution("00.order", FOLDER)

    first, second, third, wrong, right, predicted, progress = said(
        my, hint, hint, hint, solved.replace("R2", "R1"), solved, 'Predict.of("04.units", "b")',
        "Progress.here()",
    )  # fmt: skip

    assert [text.splitlines()[0] for text in (first, second, third)] == [
        f"00.order, hint {n} of 3" for n in (1, 2, 3)
    ]
    assert 'Stuck? `Check.hint("00.order")`' in wrong
    assert right.endswith('one way to solve it: Check.solution("00.order")')
    assert "Right. " in predicted
    assert "00-start                          0 of 3                1 of 1" in progress
    lines = (my / "progress.txt").read_text("utf-8").splitlines()
    assert [line.partition(" ")[2] for line in lines[1:]] == [
        "solved 00.order",
        "answered 04.units b",
    ]


def test_in_my_a_prediction_of_long_ago_comes_back_and_its_answer_is_kept(tmp_path):
    spec()
    my = tmp_path / "my"
    my.mkdir()
    file = my / "progress.txt"
    file.write_text("2026-01-01 answered 04.units b\n")

    (dealt,) = said(my, "Review.here()")
    call = dealt.splitlines()[-1]
    (answered,) = said(my, call.replace("?", "b"))

    assert "Due today: 1 of your 1 questions." in dealt
    assert "Right. " in answered
    assert file.read_text().splitlines()[1].endswith(" reviewed 04.units 3")


LADDER = """
import asynclab.executor.Scheduler;
import asynclab.notebook.ladder.Ladder;
import asynclab.notebook.ladder.Makers;
"""


def test_in_my_a_part_that_passes_stands_on_the_ladder_of_the_next_kernel_too(tmp_path):
    spec()
    my = tmp_path / "my"
    shutil.copytree(FOLDER / "stages", my / "stages")
    solved = exercises.solution("10b.scheduler", FOLDER)

    _, kept = said(my, LADDER, solved)
    _, ladder = said(my, LADDER, "Ladder.here()")
    part = my / "parts" / "own-scheduler.java"
    text = part.read_text("utf-8")
    part.write_text(text.replace("ready.add", "reddy.add"), "utf-8")
    _, broken = said(my, LADDER, "System.out.println(Ladder.here().remarks());")

    assert "Kept as `parts/own-scheduler.java`" in kept
    assert text.startswith("import asynclab.executor.Scheduler;\nclass OwnScheduler<T>")
    assert "executor: ours, a page, scheduler: yours" in ladder
    assert "The library's scheduler stands in: parts/own-scheduler.java, line 4: " in broken


def test_where_no_solutions_lie_a_sentence_says_so_and_nothing_is_written(tmp_path):
    spec()

    hint, _, progress = said(
        tmp_path, 'Check.hint("04.wake")', 'Predict.of("04.units", "b")', "Progress.here()"
    )

    assert hint.startswith("There is no hint here: `04.wake.md` is not in ")
    assert "Nothing is kept here" in progress
    assert list(tmp_path.iterdir()) == []


def test_a_file_named_by_the_environment_is_written(tmp_path, monkeypatch):
    spec()
    monkeypatch.setenv("ASYNCLAB_PROGRESS", str(tmp_path / "done.txt"))

    said(tmp_path, 'Predict.of("04.units", "b")')

    assert (tmp_path / "done.txt").read_text("utf-8").endswith(" answered 04.units b\n")


ENDLESS = """
import asynclab.poll.Events;
import asynclab.poll.Poll;
import asynclab.notebook.checks.Collector;
Collector mine = (poll, streams) -> {
  System.out.println("waits");
  while (true) poll.poll(Events.withCapacity(1), Poll.FOREVER);
};
Check.of("04.finish-once", mine)
"""
CHECK_THREADS = """
int left = 0;
for (var thread : Thread.getAllStackTraces().keySet()) {
  if (thread.getName().startsWith("check ") && !thread.join(Duration.ofSeconds(10))) left++;
}
left
"""


@linux_only
def test_the_stop_button_ends_a_check_and_a_loop_that_does_not_heed_it(tmp_path):
    kernel = Kernel(tmp_path)
    try:
        kernel.must(CODE)
        cell = kernel.start(ENDLESS)
        kernel.await_text("waits")

        kernel.manager.interrupt_kernel()

        assert "interrupted" in kernel.finish(cell).error.lower()
        assert kernel.must(CHECK_THREADS).result == "0"
    finally:
        kernel.close()
