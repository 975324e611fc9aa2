"""A course for nbgrader: what is exported, and what nbgrader itself gives for it, with our kernel.

What a learner must not be able to do is tried as submissions of their own, all in one assignment.
"""

from __future__ import annotations

import copy
import csv
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

import course
import exercises
from chapters import named
from live_kernel import linux_only, spec

SMALL, LARGE = "00-start", "04b-edges-and-faults"
LIMIT = 300  # a watchdog for one command of nbgrader's, which takes seconds
LOOP_SECONDS = 10  # what an endless cell is given here
ROOT = course.ROOT
CHAPTERS = course.with_exercises()

each_chapter = pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)


class Course:
    """A course folder in which nbgrader's commands are run."""

    def __init__(self, lab, folder: Path):
        self.folder = folder
        self.env = lab.grade_env(lab.Place(ROOT), None)
        if not (Path(self.env["PYTHONPATH"]) / "nbgrader").is_dir():
            pytest.skip("no nbgrader: it needs Python 3.11; ./lab setup --tests brings it")

    def nbgrader(self, *argv: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "-m", "nbgrader", *argv],
            cwd=self.folder,
            env=self.env,
            timeout=LIMIT,
            capture_output=True,
            text=True,
        )

    def made(self, *chapters: str) -> Course:
        for path in named(list(chapters), CHAPTERS):
            course.export(path, self.folder)
            course.bring(course.CONFIG.parent, self.folder, Path(course.CONFIG.name))
            done = self.nbgrader("generate_assignment", path.stem)
            assert done.returncode == 0, done.stderr
        return self

    def notebook(self, kind: str, chapter: str):
        return nbformat.read(self.folder / kind / chapter / f"{chapter}.ipynb", as_version=4)

    def submit(self, learner: str, chapter: str, notebook) -> None:
        target = self.folder / "submitted" / learner / chapter
        shutil.copytree(self.folder / "release" / chapter, target)
        nbformat.write(notebook, target / f"{chapter}.ipynb")

    def grades(self, chapter: str, *options: str) -> dict[str, str]:
        """Every learner's points, as `2 of 3`; those without a grade are missing."""
        self.said = self.nbgrader("autograde", chapter, *options).stderr
        self.nbgrader("export")
        with (self.folder / "grades.csv").open() as file:
            return {
                row["student_id"]: f"{float(row['raw_score']):g} of {float(row['max_score']):g}"
                for row in csv.DictReader(file)
                if row["assignment"] == chapter and row["student_id"]
            }


@pytest.fixture
def school(lab, tmp_path):
    spec()
    return Course(lab, tmp_path)


# ------------------------------------------------------------------------------- the export


@each_chapter
def test_an_assignment_asks_every_exercise_and_its_release_will_give_the_stub(path):
    notebook = nbformat.read(path, as_version=4)

    made = course.assignment(notebook, path.stem, path.parent)

    nbformat.validate(made)
    stubs = [cell.metadata.asynclab.stub for cell in made.cells if "asynclab" in cell.metadata]
    given = exercises.exercises(notebook)
    assert [course.without_check(cell.source)[0] for cell in given.values()] == stubs
    checks = [cell.source for cell in made.cells if cell.metadata.nbgrader.grade]
    assert [re.search(r'Check\.of\("([^"]+)"', check)[1] for check in checks] == list(given)


def test_what_a_teacher_has_changed_is_not_written_over(tmp_path):
    path = course.NOTEBOOKS / f"{SMALL}.ipynb"
    home = course.export(path, tmp_path)
    (home / path.name).write_text("the teacher's own")

    with pytest.raises(SystemExit, match="is there already"):
        course.export(path, tmp_path)

    assert (home / path.name).read_text() == "the teacher's own"


def test_a_chapter_that_has_none_is_named_with_those_that_have(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["lab nbgrader", "glossary"])

    with pytest.raises(SystemExit, match="no chapter with exercises glossary: there are 00-start"):
        course.main()


# ------------------------------------------------------------------------------- the grades


@linux_only
@pytest.mark.limit(600)
def test_the_release_holds_no_solution_and_earns_nothing_and_the_solution_earns_all(school):
    assert graded(school, LARGE) == expected(LARGE)


@linux_only
@pytest.mark.only_all
@pytest.mark.limit(1200)
@pytest.mark.parametrize(
    "chapter", [path.stem for path in CHAPTERS if path.stem not in (SMALL, LARGE)]
)
def test_every_other_chapter_is_graded_the_same_way(school, chapter):
    assert graded(school, chapter) == expected(chapter)


def graded(school, chapter: str) -> dict[str, str]:
    school.made(chapter)
    release, source = school.notebook("release", chapter), school.notebook("source", chapter)
    for name in names_of(chapter):
        solved = course.without_check(exercises.solution(name, course.NOTEBOOKS))[0]
        assert solved in "\n".join(cell.source for cell in source.cells)
        assert solved not in nbformat.writes(release), f"the release gives {name} away"
    assert not list((school.folder / "release").rglob("*.java")) or chapter.startswith("10b")
    school.submit("stub", chapter, release)
    school.submit("solved", chapter, source)
    return school.grades(chapter)


def expected(chapter: str) -> dict[str, str]:
    count = len(names_of(chapter))
    return {"stub": f"0 of {count}", "solved": f"{count} of {count}"}


def names_of(chapter: str) -> list[str]:
    path = course.NOTEBOOKS / f"{chapter}.ipynb"
    return list(exercises.exercises(nbformat.read(path, as_version=4)))


# ------------------------------------------------------------------------------- the learners


def answer_of(notebook):
    return next(cell for cell in notebook.cells if cell.metadata.nbgrader.solution)


def check_of(notebook):
    return next(cell for cell in notebook.cells if cell.metadata.nbgrader.grade)


def changes_the_check(notebook):
    check_of(notebook).source = "1 + 1"


def deletes_the_check(notebook):
    notebook.cells.remove(check_of(notebook))


def takes_the_marks_off(notebook):
    del check_of(notebook).metadata["nbgrader"]


def keeps_the_check_from_running(notebook):
    check_of(notebook).metadata["tags"] = ["skip-execution"]


def makes_the_check_text(notebook):
    check = check_of(notebook)
    check.cell_type = "markdown"
    del check["outputs"], check["execution_count"]


def raises_the_points(notebook):
    check_of(notebook).metadata.nbgrader["points"] = 100


def names_another_kernel(notebook):
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "P", "language": "python"}


def defines_a_check(notebook):
    answer_of(notebook).source += """
class Check {
  Check demand() { return this; }
  static Check of(String id, Object it) { return new Check(); }
}"""


def brings_outputs(notebook):
    check_of(notebook)["outputs"] = [nbformat.v4.new_output("stream", text="ok: 00.order")]


def does_not_compile(notebook):
    answer_of(notebook).source = "Guess mine = () ->"


def loops_in_the_cell(notebook):
    answer_of(notebook).source += "\nwhile (true) {}"


def loops_in_the_answer(notebook):
    answer_of(notebook).source = """import asynclab.notebook.checks.Guess;
Guess mine = () -> { while (true) {} };"""


def ends_the_kernel(notebook):
    answer_of(notebook).source += "\nRuntime.getRuntime().halt(0);"


QUICK = [changes_the_check, keeps_the_check_from_running, loops_in_the_cell]
OTHERS = [defines_a_check, ends_the_kernel]
OTHERS += [deletes_the_check, takes_the_marks_off, makes_the_check_text, raises_the_points]
OTHERS += [names_another_kernel, brings_outputs, does_not_compile, loops_in_the_answer]


@linux_only
@pytest.mark.limit(600)
def test_no_point_is_had_without_a_solution(school):
    assert_nothing_earned(school, QUICK)


@linux_only
@pytest.mark.only_all
@pytest.mark.limit(1200)
def test_no_point_is_had_by_any_other_change_of_the_notebook(school):
    assert_nothing_earned(school, OTHERS)


def assert_nothing_earned(school, learners):
    school.made(SMALL)
    release, source = school.notebook("release", SMALL), school.notebook("source", SMALL)
    school.submit("stub", SMALL, release)
    school.submit("solved", SMALL, source)
    for learner in learners:
        notebook = copy.deepcopy(release)
        learner(notebook)
        school.submit(learner.__name__, SMALL, notebook)

    grades = school.grades(SMALL, f"--Execute.timeout={LOOP_SECONDS}")

    assert grades.pop("solved") == "1 of 1", school.said
    assert {name: points for name, points in grades.items() if points != "0 of 1"} == {}
    assert {"stub", *(learner.__name__ for learner in learners)} == set(grades), school.said
