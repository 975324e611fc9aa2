"""`lab progress`: progress as a text, from one folder to another, and what a teacher sees of it."""

from __future__ import annotations

import os
import subprocess

import pytest

from live_kernel import spec


@pytest.fixture
def progress(lab, root, tmp_path):
    """Runs the command for a learner, whose progress lies in a file of that name."""
    java = spec().argv[0]
    jars = os.pathsep.join(map(str, lab.Place(root).jars()[1:]))

    def run(learner: str, *args: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [java, "-cp", jars, "asynclab.notebook.progress.ProgressCommand", *args],
            env={**os.environ, "ASYNCLAB_PROGRESS": str(tmp_path / f"{learner}.txt")},
            cwd=tmp_path,
            timeout=120,
            capture_output=True,
            encoding="utf-8",
        )

    return run


def test_what_one_exports_another_imports_and_a_teacher_reads(progress, tmp_path):
    (tmp_path / "ada.txt").write_text("2026-11-01 solved 04.wake\n2026-11-02 answered 04.units b\n")

    text = progress("ada", "export").stdout.strip()
    imported = progress("grace", "import", text).stdout
    mail = tmp_path / "linus.txt"
    mail.write_text(f"Hello,\n> {text[:30]}\n> {text[30:]}\nBye\n")
    shown = progress("ada", "show", *(f"{name}.txt" for name in ("ada", "grace", "linus"))).stdout

    assert "The text says 2 things; 2 of them are new here." in imported
    rows = [row.split() for row in shown.splitlines()[1:4]]
    assert [row[0] for row in rows] == ["ada", "grace", "linus"]
    assert {tuple(row[1:5]) for row in rows} == {("2026-11-02", "1", "1", "04-event-queue")}
    assert "04.finish-once           3 of 3" in shown


def test_a_file_that_is_not_there_is_named(progress):
    done = progress("ada", "show", "nobody.txt")

    assert done.returncode == 1
    assert done.stderr.startswith("lab progress: there is no file nobody.txt"), done.stderr


def test_a_word_that_is_no_command_gets_the_commands(progress):
    assert "lab progress export" in progress("ada", "exprot").stdout
