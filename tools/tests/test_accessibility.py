"""What our cells show can be read by everybody: axe-core on the outputs, light and dark.

JupyterLab's own parts of the page are not looked at: they are not ours to mend.
"""

from __future__ import annotations

from importlib import resources

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

import browser
import glossary
import notebook_form
from live_kernel import chromium_only, linux_only, spec

NOTEBOOKS = glossary.chapters()
OUTPUTS = ".jp-OutputArea-output"
GRAVE = ("serious", "critical")
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}

CHECK = """outputs => axe.run({include: [[outputs]]}, {resultTypes: ['violations']})
  .then(found => found.violations.map(rule => ({
    rule: rule.id, impact: rule.impact, help: rule.help,
    where: rule.nodes.map(node => node.html.slice(0, 200)),
  })))"""

pytestmark = [
    linux_only,
    chromium_only,
]


def grave_findings(page) -> list[str]:
    """What axe-core calls serious or critical in the outputs of the open notebook."""
    found = page.evaluate(CHECK, OUTPUTS)
    return [
        f"{each['impact']}: {each['rule']} ({each['help']}): {' | '.join(each['where'][:3])}"
        for each in found
        if each["impact"] in GRAVE
    ]


def load_axe(page) -> None:
    script = resources.files("axe_playwright_python").joinpath("axe.min.js")
    page.evaluate(script.read_text("utf-8"))


def test_what_the_lab_says_of_itself_has_no_grave_finding(tmp_path):
    stages = tmp_path / "stages"
    stages.mkdir()
    (stages / "wide.java").write_text(f"String wide = {'a' * 300!r};\n".replace("'", '"'))
    cells = [new_code_cell("Lab.machine()"), new_code_cell('Lab.stage("wide");')]
    kernelspec = {"name": notebook_form.KERNEL, "display_name": "Java", "language": "java"}
    small = new_notebook(cells=cells, metadata={"kernelspec": kernelspec})
    nbformat.write(small, tmp_path / "small.ipynb")

    no_grave_finding(tmp_path / "small.ipynb")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_outputs_have_no_grave_finding_light_or_dark(path, tmp_path):
    copy = browser.copy_notebook(path, tmp_path)

    no_grave_finding(copy)


def no_grave_finding(path) -> None:
    """Runs a notebook in a JupyterLab of its folder and looks at its outputs in both themes."""
    spec()
    from playwright.sync_api import sync_playwright

    with browser.jupyterlab(path.parent) as (address, token), sync_playwright() as playwright:
        chromium = browser.Browser(playwright)
        try:
            chromium.open(address, token, path.name)
            chromium.run_all()
            load_axe(chromium.page)
            seen = chromium.page.locator(OUTPUTS).count()
            found = {}
            for scheme, theme in THEMES.items():
                chromium.use_theme(theme, scheme)
                found[scheme] = grave_findings(chromium.page)
            errors = chromium.cell_errors()
        finally:
            chromium.close()

    assert errors == []
    assert seen > 0
    assert found == {"light": [], "dark": []}


def test_a_grave_finding_in_an_output_is_found_and_one_outside_is_not(tmp_path):
    from playwright.sync_api import sync_playwright

    page_text = (
        "<main><img src='data:,' id='outside'><div class='jp-OutputArea-output'>%s</div></main>"
    )
    with sync_playwright() as playwright:
        chromium = browser.Browser(playwright)
        try:
            chromium.page.set_content(page_text % "<img src='data:,' alt='a picture'>")
            load_axe(chromium.page)
            good = grave_findings(chromium.page)
            chromium.page.set_content(page_text % "<img src='data:,'>")
            load_axe(chromium.page)
            bad = grave_findings(chromium.page)
        finally:
            chromium.close()

    assert good == []
    assert [finding.split(" ")[:2] for finding in bad] == [["critical:", "image-alt"]]
