"""The lab as a learner meets it: JupyterLab in a real browser, Run All on the first notebook."""

from __future__ import annotations

import shutil

import pytest

import browser
import notebook_form
from live_kernel import chromium_only, linux_only, spec

FIRST = notebook_form.ROOT / "notebooks" / "00-start.ipynb"
PICTURES = notebook_form.ROOT / ".lab" / "screenshots"
FIGURE = ".jp-OutputArea-output figure img"
JUPYTERS_OWN = "Image"  # what JupyterLab puts where a picture has no alt text

pytestmark = [
    linux_only,
    chromium_only,
]


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """00-start opened and run; the page stays as it is for the tests, which only look."""
    spec()
    from playwright.sync_api import sync_playwright

    folder = tmp_path_factory.mktemp("learner")
    shutil.copy(FIRST, folder)
    PICTURES.mkdir(parents=True, exist_ok=True)
    with browser.jupyterlab(folder) as (address, token), sync_playwright() as playwright:
        chromium = browser.Browser(playwright)
        try:
            chromium.open(address, token, FIRST.name)
            chromium.run_all()
            chromium.page.screenshot(path=str(PICTURES / "00-start.png"))
            yield chromium
        finally:
            chromium.close()


def test_run_all_of_the_first_notebook_shows_no_error(lab):
    assert lab.cell_errors() == []


def test_its_figure_is_visible_and_described(lab):
    figure = lab.page.locator(FIGURE).first
    figure.scroll_into_view_if_needed()
    figure.screenshot(path=str(PICTURES / "00-start-figure.png"))

    assert figure.is_visible()
    assert figure.evaluate("image => image.complete && image.naturalWidth") > 100
    assert figure.get_attribute("alt") not in (None, "", JUPYTERS_OWN)


def test_no_request_leaves_the_machine(lab):
    assert lab.outside == []


def test_the_console_shows_no_error(lab):
    assert lab.errors == []


def test_on_a_learners_own_machine_the_browser_is_not_needed_and_not_offered(lab):
    assert lab.page.locator(".saveToBrowser").count() == 0
