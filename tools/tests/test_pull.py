"""Notebooks that nbgitpuller fetches into a session: the real one, from a git repository here."""

from __future__ import annotations

import json
import shutil
import urllib.parse
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

import browser
from live_kernel import Kernel, chromium_only, linux_only, spec
from teacher import BRANCH, Teacher, fetch

NOTEBOOK = "notebooks/00-start.ipynb"
PACKAGE = "lib/runtime/src/main/java/asynclab/poll/Token.java"
pytestmark = [
    linux_only,
    pytest.mark.skipif(shutil.which("git") is None, reason="no git on PATH: nothing to fetch with"),
]


def notebook_of(*sources: str) -> str:
    kernelspec = {"name": "asynclab", "display_name": "Java 25", "language": "java"}
    cells = [new_markdown_cell("# What is fetched?", id="title")]
    cells += [new_code_cell(source, id=f"cell-{n}") for n, source in enumerate(sources)]
    return nbformat.writes(new_notebook(cells=cells, metadata={"kernelspec": kernelspec}))


def copy_library(root: Path, folder: Path) -> None:
    """The sources of the library, and the command, as every clone has them."""
    for module in ("runtime", "notebook"):
        shutil.copytree(
            root / "lib" / module / "src/main/java", folder / "lib" / module / "src/main/java"
        )
    shutil.copy2(root / "lab", folder)


@pytest.fixture
def teacher(root, tmp_path):
    teacher = Teacher(tmp_path / f"notebooks-of-{tmp_path.name}")  # one server, many repositories
    copy_library(root, teacher.folder)
    teacher.publish(**{NOTEBOOK: notebook_of("1 + 1", "2 + 2")})
    return teacher


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    """A running server, and the folder it shows."""
    spec()
    folder = tmp_path_factory.mktemp("session")
    with browser.jupyterlab(folder) as (address, token):
        yield folder, address, token


def pull(session, teacher) -> Path:
    """Follows the link; the notebook that is there then."""
    folder, address, token = session
    said = fetch(address, token, teacher.link)
    assert said[-1]["phase"] == "finished", said
    return folder / teacher.folder.name / NOTEBOOK


def sources(path: Path) -> list[str]:
    return [cell.source for cell in nbformat.read(path, as_version=4).cells[1:]]


def test_a_link_fetches_the_notebooks_of_the_tags_branch(session, teacher):
    assert sources(pull(session, teacher)) == ["1 + 1", "2 + 2"]


def test_a_second_visit_brings_what_was_mended_and_keeps_what_the_learner_wrote(session, teacher):
    mine = pull(session, teacher)
    mine.write_text(notebook_of("1 + 1 // mine", "2 + 2"))
    teacher.publish(
        **{NOTEBOOK: notebook_of("1 + 1", "2 + 2", "3 + 3"), "notebooks/new.txt": "new"}
    )

    again = pull(session, teacher)

    assert sources(again) == ["1 + 1 // mine", "2 + 2", "3 + 3"]
    assert (again.parent / "new.txt").read_text() == "new"


def test_where_both_changed_one_cell_the_learners_stays(session, teacher):
    mine = pull(session, teacher)
    mine.write_text(notebook_of("1 + 1 // mine", "2 + 2"))
    teacher.publish(**{NOTEBOOK: notebook_of("1 + 1 // theirs", "2 + 2")})

    assert sources(pull(session, teacher))[0] == "1 + 1 // mine"


def test_progress_is_nothing_that_a_pull_touches(root, session, teacher):
    teacher.publish(**{".gitignore": (root / ".gitignore").read_text()})
    progress = pull(session, teacher).with_name("progress.txt")
    progress.write_text("2026-11-30 solved 04.units\n")
    teacher.publish(**{"notebooks/new.txt": "new"})

    pull(session, teacher)

    assert progress.read_text() == "2026-11-30 solved 04.units\n"


def test_a_branch_that_is_not_there_is_named(session, teacher):
    _, address, token = session
    said = fetch(address, token, teacher.link.replace(f"branch={BRANCH}", "branch=nowhere"))

    assert said[-1]["phase"] == "error"
    assert "branch" in json.dumps(said)


def first_cell(folder: Path) -> str:
    """What the first cell of a kernel that was started beside the notebooks complains about."""
    kernel = Kernel(folder)
    try:
        return kernel.must("1 + 1").complaints
    finally:
        kernel.close()


def test_notebooks_of_the_kernels_own_library_are_run_without_a_word(session, teacher):
    assert first_cell(pull(session, teacher).parent) == ""


def test_notebooks_of_another_library_are_told_with_the_first_cell(root, session, teacher):
    teacher.publish(**{PACKAGE: (root / PACKAGE).read_text() + "// newer\n"})
    notebooks = pull(session, teacher).parent

    said = first_cell(notebooks)

    assert said.startswith("These notebooks were written for another library than the one this")
    assert "asynclab/poll/Token.java differs." in said
    assert f"python {notebooks.parent / 'lab'} setup --here" in said


@chromium_only
def test_in_a_browser_the_link_ends_in_the_notebook_which_runs(session, teacher):
    from playwright.sync_api import sync_playwright

    _, address, token = session
    with sync_playwright() as playwright:
        chromium = browser.Browser(playwright)
        try:
            chromium.follow(address, token, teacher.link)
            chromium.run_all()
            results = chromium.page.locator(".jp-OutputArea-executeResult").all_inner_texts()
            where = urllib.parse.urlsplit(chromium.page.url).path
        finally:
            chromium.close()

    assert [result.split()[-1] for result in results] == ["2", "4"]
    assert where.endswith(f"/{teacher.folder.name}/{NOTEBOOK}")
    assert chromium.outside == []
