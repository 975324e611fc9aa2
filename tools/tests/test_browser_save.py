"""Where the whole machine goes (Binder), a notebook outlives it in the learner's browser."""

from __future__ import annotations

import shutil

import browser
import notebook_form
from live_kernel import chromium_only, spec

FIRST = notebook_form.ROOT / "notebooks" / "00-start.ipynb"
REPOSITORY = "https://example.org/asynclab"  # what Binder says a session was made from
EDIT = "// an answer of mine"
SOURCE = """() => window.jupyterapp.shell.currentWidget.content.widgets
  .find(cell => cell.model.type === 'code').model.sharedModel.getSource()"""


pytestmark = chromium_only


def press(page, button: str, dialog: str) -> None:
    """A button of the notebook's toolbar, and the consent to what the dialog says."""
    page.locator(f".jp-NotebookPanel-toolbar .{button}").click()
    page.locator(".jp-Dialog", has_text=dialog).locator(".jp-mod-accept").click()
    page.locator(".jp-Dialog").wait_for(state="detached")


def test_a_notebook_saved_into_the_browser_comes_back_after_its_folder_is_gone(tmp_path):
    spec()
    from playwright.sync_api import sync_playwright

    pod = tmp_path / "notebooks"
    pod.mkdir()
    shutil.copy(FIRST, pod)
    server = browser.jupyterlab(tmp_path, BINDER_REPO_URL=REPOSITORY)
    with server as (address, token), sync_playwright() as playwright:
        chromium = browser.Browser(playwright)
        page = chromium.page
        try:
            chromium.open(address, token, f"notebooks/{FIRST.name}")
            page.locator(".jp-CodeCell .cm-content").first.click()
            page.keyboard.type(EDIT + "\n")
            press(page, "saveToBrowser", "saved to browser storage")
            shutil.rmtree(pod)

            pod.mkdir()  # the next session: the same address, a fresh copy
            shutil.copy(FIRST, pod)
            page.goto("about:blank")
            chromium.open(address, token, f"notebooks/{FIRST.name}")
            fresh = page.evaluate(SOURCE)
            press(page, "loadFromBrowser", "replace your current notebook")
            restored = page.evaluate(SOURCE)
        finally:
            chromium.close()

    assert EDIT not in fresh
    assert EDIT in restored
    assert chromium.outside == []
