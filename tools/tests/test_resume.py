"""A culled kernel costs one cell: each section of a notebook goes on from its resume cell."""

from __future__ import annotations

import copy
import itertools
import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

import browser
import notebook_form
import run_notebook
from live_kernel import Kernel, linux_only, spec

FOLDER = notebook_form.ROOT / "notebooks"
SAID = re.compile(r"Rebuilt in (\d+\.\d) s from (\d+) cells? above")

CELLS = [
    new_markdown_cell("# What is left of a kernel that was killed?"),
    new_code_cell("import java.util.function.IntUnaryOperator;", metadata={"tags": ["setup"]}),
    new_markdown_cell("## Counting"),
    new_code_cell('Lab.resume("Counting");', metadata={"tags": ["resume"]}),
    new_code_cell("var seen = new ArrayList<Integer>();", metadata={"tags": ["keep"]}),
    new_code_cell("int twice(int x) {\n  seen.add(x);\n  return 2 * x;\n}\ntwice(4)\n// → 8"),
    new_code_cell("IntUnaryOperator last = x -> x;\nlast.applyAsInt(2)\n// → 2"),
    new_markdown_cell("## Going on"),
    new_code_cell('Lab.resume("Going on");', metadata={"tags": ["resume"]}),
    new_code_cell("seen.clear();\ntwice(3) + seen.size()\n// → 7"),
    new_code_cell("last = x -> 3 * x;\nlast.applyAsInt(5)\n// → 15"),
]


def resumable():
    """Every section of every notebook that has a resume cell: the notebook, its first cell, and
    the first of the next such section; what stands under a lesser heading belongs to it."""
    for path in sorted(FOLDER.glob("*.ipynb")):
        cells = nbformat.read(path, as_version=4).cells
        starts = [n - 1 for n, cell in enumerate(cells) if "resume" in notebook_form.tags(cell)]
        for start, stop in itertools.pairwise([*starts, len(cells)]):
            heading = notebook_form.headings(cells[start])[-1][1]
            yield pytest.param(path, start, stop, id=f"{path.stem}: {heading}")


@pytest.fixture
def small(tmp_path):
    kernelspec = {"name": notebook_form.KERNEL, "display_name": "Java", "language": "java"}
    notebook = new_notebook(
        cells=[nbformat.from_dict(cell) for cell in CELLS], metadata={"kernelspec": kernelspec}
    )
    nbformat.write(notebook, tmp_path / "small.ipynb")
    return notebook


@linux_only
@pytest.mark.parametrize(("path", "start", "stop"), list(resumable()))
def test_a_section_runs_in_a_fresh_kernel_from_its_resume_cell(path, start, stop):
    spec()
    notebook = nbformat.read(path, as_version=4)

    outcome = run_notebook.execute(
        notebook, folder=FOLDER, name=path.name, start=start, stop=stop, one_cpu=True
    )

    assert "\n".join(outcome.faults) == ""


def test_where_the_cells_above_have_run_a_resume_cell_says_nothing(small, tmp_path):
    spec()

    outcome = run_notebook.execute(small, folder=tmp_path, name="small.ipynb", rounds=2)

    assert outcome.faults == []
    for executed in outcome.rounds:
        assert [run_notebook.plain(executed.cells[n]) for n in (3, 8)] == ["", ""]


def test_from_a_section_on_it_rebuilds_what_stands_above_and_says_so_in_one_line(small, tmp_path):
    spec()
    start = notebook_form.sections(small)["Going on"]

    outcome = run_notebook.execute(small, folder=tmp_path, name="small.ipynb", start=start)

    assert outcome.faults == []
    (line,) = run_notebook.plain(outcome.rounds[0].cells[start + 1]).splitlines()
    assert SAID.match(line)[2] == "4"
    assert line.endswith("2 run whole, of 2 only what they declare.")


@pytest.mark.parametrize("last", [1, 5, 9])
def test_after_a_kill_the_sections_resume_cell_is_all_it_takes(small, tmp_path, last):
    spec()

    assert faults_after_a_kill(tmp_path / "small.ipynb", last) == []


def faults_after_a_kill(path, last: int) -> list[str]:
    """Runs a notebook up to a cell, kills the kernel, and goes on with that cell's section."""
    notebook = nbformat.read(path, as_version=4)
    with run_notebook.kernel_for(notebook, path.parent, name=path.name) as client:
        done = copy.deepcopy(notebook)
        assert run_notebook.run_cells(client, done, lambda cell: None, stop=last + 1) == []
        client.km.provisioner.process.kill()
    starts = [0, *notebook_form.sections(notebook).values()]
    start = max(index for index in starts if index <= last)
    return run_notebook.execute(notebook, folder=path.parent, name=path.name, start=start).faults


def test_a_cell_that_cannot_be_rebuilt_is_named(small, tmp_path):
    spec()
    small.cells[4].source = "var seen = List.of(1).get(7);"
    nbformat.write(small, tmp_path / "small.ipynb")
    start = notebook_form.sections(small)["Going on"]

    (fault,) = run_notebook.execute(small, folder=tmp_path, name="small.ipynb", start=start).faults

    assert "code cell 3 (`var seen = List.of(1).get(7);`) cannot be rebuilt" in fault
    assert "IndexOutOfBoundsException: Index: 7 Size: 1" in fault


def test_without_a_server_that_names_the_notebook_the_folder_is_searched(small, tmp_path):
    spec()
    kernel = Kernel(tmp_path, JPY_SESSION_NAME="")
    try:
        found = kernel.must('Lab.resume("Going on");').printed
        nowhere = kernel.run('Lab.resume("Nowhere");').error
    finally:
        kernel.close()

    assert SAID.match(found)
    assert 'no section has the heading "Nowhere"' in nowhere


def test_a_stage_file_is_shown_and_loaded_and_comes_back_with_its_cell(small, tmp_path):
    spec()
    (tmp_path / "stages").mkdir()
    (tmp_path / "stages" / "99-triple.java").write_text("int triple(int x) { return 3 * x; }\n")
    small.cells[4].source += '\nLab.stage("99-triple");'
    small.cells[9].source = "triple(5)\n// → 15"
    nbformat.write(small, tmp_path / "small.ipynb")
    start = notebook_form.sections(small)["Going on"]

    whole = run_notebook.execute(small, folder=tmp_path, name="small.ipynb")
    resumed = run_notebook.execute(small, folder=tmp_path, name="small.ipynb", start=start)

    assert whole.faults == resumed.faults == []
    assert "stages/99-triple.java" in run_notebook.plain(whole.rounds[0].cells[4])


EDIT = "// one more thought\n"
RESUMES = """() => window.jupyterapp.shell.currentWidget.content.widgets
  .filter(cell => cell.model.metadata.tags?.includes('resume'))
  .map(cell => cell.model.outputs.toJSON().map(output => output.text).join(''))"""


@pytest.mark.skipif(
    browser.chromium() is None, reason="no Chromium on PATH (Debian: apt install chromium)"
)
def test_in_jupyterlab_a_cell_that_ran_counts_also_when_it_was_edited_and_not_saved(
    small, tmp_path
):
    spec()
    from playwright.sync_api import sync_playwright

    with browser.jupyterlab(tmp_path) as (address, token), sync_playwright() as playwright:
        chromium = browser.Browser(playwright)
        try:
            chromium.open(address, token, "small.ipynb")
            chromium.page.locator(".jp-CodeCell .cm-content").first.click()
            chromium.page.keyboard.press("Control+Home")
            chromium.page.keyboard.type(EDIT)
            chromium.run_all()
            said = chromium.page.evaluate(RESUMES)
            errors = chromium.cell_errors()
        finally:
            chromium.close()

    assert EDIT not in (tmp_path / "small.ipynb").read_text("utf-8")
    assert errors == []
    assert said == ["", ""]
