"""Where the whole machine goes (Binder), a notebook outlives it in the learner's browser."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

import browser
import notebook_form
from live_kernel import chromium_only, linux_only, spec

FIRST = notebook_form.ROOT / "notebooks" / "00-start.ipynb"
KEEP = notebook_form.ROOT / "binder" / "keep"
REPOSITORY = "https://example.org/asynclab"  # what Binder says a session was made from
EDIT = "// an answer of mine"
SECONDS = 60  # a watchdog
SOURCE = """() => window.jupyterapp.shell.currentWidget.content.widgets
  .find(cell => cell.model.type === 'code').model.sharedModel.getSource()"""
SAVED = "() => !window.jupyterapp.shell.currentWidget.context.model.dirty"
OFFER = "Go on with your own version?"
KEPT = """async edit => {
  const opening = indexedDB.open('jupyter-offlinenotebook');
  await new Promise(resolve => opening.onsuccess = resolve);
  const database = opening.result;
  try {
    if (!database.objectStoreNames.contains('offlinenotebook')) return false;
    const all = database.transaction('offlinenotebook').objectStore('offlinenotebook').getAll();
    await new Promise(resolve => all.onsuccess = resolve);
    return JSON.stringify(all.result).includes(edit);
  } finally { database.close(); }
}"""
RAN = """code => window.jupyterapp.shell.currentWidget.content.widgets.some(cell =>
  cell.model.sharedModel.getSource() === code && cell.model.executionCount !== null)"""
HALF_A_SAVE = """
import os, signal, nbformat
def half(notebook, file, *args, **more):
    text = nbformat.writes(notebook)
    if "{edit}" in text:
        file.write(text[:len(text) // 2])
        file.flush()
        os.kill(os.getpid(), signal.SIGKILL)
    file.write(text)
nbformat.write = half
"""


pytestmark = [linux_only, chromium_only]


class Learner:
    """Somebody with one browser, whose sessions come and go; each has the same address."""

    def __init__(self, playwright, folder: Path, port: int):
        self.chromium = browser.Browser(playwright)
        self.page = self.chromium.page
        alone = self.page.locator(".jp-Dialog", has_text="Server Connection Error")
        self.page.add_locator_handler(alone, lambda: self.page.keyboard.press("Escape"))
        self.home = folder
        self.port = port
        self.pod = folder / "pod" / "notebooks"
        self.mine = folder / "pod" / "mine"
        self.server = None

    def begin(self, **env: str) -> None:
        """A fresh session: a new folder, a new server; then the notebook is opened."""
        self.page.goto("about:blank")
        shutil.rmtree(self.pod.parent, ignore_errors=True)
        self.pod.mkdir(parents=True)
        self.mine.mkdir()
        shutil.copy(FIRST, self.pod)
        self.go_on(**env)

    def go_on(self, **env: str) -> None:
        """A new server on the folder that is there."""
        path = self.home / "data"
        if not path.exists():
            shutil.copytree(KEEP, path / "labextensions" / "asynclab-keep")
        env = {"BINDER_REPO_URL": REPOSITORY, "JUPYTER_PATH": str(path), **env}
        self.server = contextlib.ExitStack()
        started = browser.jupyterlab(self.pod.parent, port=self.port, **env)
        self.address, self.token = self.server.enter_context(started)
        self.chromium.open(self.address, self.token, f"notebooks/{FIRST.name}")

    def server_process(self) -> psutil.Process:
        (found,) = [
            child
            for child in psutil.Process().children(recursive=True)
            if f"--port={self.port}" in child.cmdline()
        ]
        return found

    def kill(self) -> None:
        """The server and its kernels end as by a pulled plug."""
        server = self.server_process()
        for process in [server, *server.children(recursive=True)]:
            process.kill()
        server.wait(SECONDS)
        self.end()

    def cull(self) -> None:
        """The whole session goes, with its folder."""
        self.kill()
        shutil.rmtree(self.pod.parent)

    def end(self) -> None:
        if self.server:
            self.server.close()
        self.server = None

    def write(self, text: str = EDIT) -> None:
        self.page.locator(".jp-CodeCell .cm-content").first.click()
        self.page.keyboard.type(text + "\n")

    def save(self) -> None:
        self.page.keyboard.press("Control+s")

    def press(self, button: str, dialog: str) -> None:
        """A button of the notebook's toolbar, and the consent to what the dialog says."""
        self.page.locator(f".jp-NotebookPanel-toolbar .{button}").click()
        self.answer(dialog)

    def answer(self, dialog: str, button: str = ".jp-mod-accept") -> None:
        self.page.locator(".jp-Dialog", has_text=dialog).locator(button).click()
        self.page.locator(".jp-Dialog").wait_for(state="detached")

    def until(self, condition: Callable[[], bool]) -> None:
        """Waits as the page does, whose requests go through this process."""
        end = time.monotonic() + SECONDS
        while not condition():
            assert time.monotonic() < end, "the page is not where it should be"
            self.page.wait_for_timeout(100)

    def saved(self) -> bool:
        return self.page.evaluate(SAVED)

    def keeps(self, text: str) -> bool:
        """Whether the browser holds it."""
        return self.page.evaluate(KEPT, text)

    def shows(self, text: str) -> bool:
        return text in self.first_cell()

    def file_has(self, text: str) -> bool:
        return text in (self.pod / FIRST.name).read_text()

    def run(self, code: str) -> None:
        """A new cell, below the first one, and its end."""
        self.page.locator(".jp-CodeCell .cm-content").first.click()
        self.page.keyboard.press("Escape")
        self.page.keyboard.press("b")
        self.page.keyboard.press("Enter")
        self.page.keyboard.insert_text(code)
        self.page.keyboard.press("Control+Enter")
        self.until(lambda: self.page.evaluate(RAN, code))

    def first_cell(self) -> str:
        return self.page.evaluate(SOURCE)


@pytest.fixture
def learner(tmp_path):
    spec()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        learner = Learner(playwright, tmp_path, browser.free_port())
        try:
            yield learner
        finally:
            learner.chromium.close()
            learner.end()


def test_a_notebook_saved_into_the_browser_comes_back_after_its_folder_is_gone(learner):
    """By the clouds of jupyter-offlinenotebook."""
    learner.begin()
    learner.write()
    learner.press("saveToBrowser", "saved to browser storage")
    learner.cull()

    learner.begin()
    fresh = learner.first_cell()
    learner.answer(OFFER, ".jp-mod-reject")
    learner.press("loadFromBrowser", "replace your current notebook")

    learner.until(lambda: learner.shows(EDIT))
    assert EDIT not in fresh
    assert learner.chromium.outside == []


def test_what_was_saved_as_ever_is_offered_by_the_next_session(learner):
    learner.begin()
    learner.write()
    learner.save()
    learner.until(learner.saved)
    learner.cull()

    learner.begin()
    fresh = learner.first_cell()
    learner.answer(OFFER)

    learner.until(lambda: learner.shows(EDIT) and learner.file_has(EDIT))
    assert EDIT not in fresh


def test_what_is_saved_when_nobody_answers_any_more_is_kept_all_the_same(learner):
    learner.begin()
    learner.cull()
    learner.write()
    learner.save()
    learner.until(lambda: learner.keeps(EDIT))

    learner.begin()
    learner.answer(OFFER)

    learner.until(lambda: learner.shows(EDIT))


@pytest.mark.only_all
def test_a_server_killed_in_the_middle_of_a_save_loses_neither_the_last_one_nor_this(learner):
    """The folder stays, as on a learner's own machine; Jupyter goes back to the last save."""
    config = learner.home / "config"
    config.mkdir()
    (config / "jupyter_server_config.py").write_text(HALF_A_SAVE.format(edit="// second"))
    learner.begin(JUPYTER_CONFIG_PATH=str(config))
    server = learner.server_process()
    kernels = server.children(recursive=True)
    learner.write("// first")
    learner.save()
    learner.until(learner.saved)
    learner.write("// second")
    learner.save()
    learner.until(lambda: server.status() == psutil.STATUS_ZOMBIE)
    for kernel in kernels:
        kernel.kill()
    learner.end()
    torn = (learner.pod / FIRST.name).read_text()

    learner.go_on()
    last = learner.first_cell()
    learner.answer(OFFER)

    learner.until(lambda: learner.shows("// second"))
    assert "// first" in last and "// second" not in last
    with pytest.raises(json.JSONDecodeError):
        json.loads(torn)


@pytest.mark.only_all
def test_a_kernel_killed_during_a_cell_takes_no_text_with_it(learner):
    learner.begin()
    learner.write()
    kernel = next(p for p in learner.server_process().children() if "java" in p.name())
    learner.page.keyboard.press("Control+a")
    learner.page.keyboard.insert_text(f"{EDIT}\nThread.sleep(60_000);")
    learner.page.keyboard.press("Control+Enter")
    learner.page.wait_for_function("() => document.querySelector('.jp-InputPrompt')")
    kernel.kill()
    learner.page.locator(".jp-Dialog .jp-mod-accept").click()
    learner.save()

    learner.until(lambda: learner.file_has(EDIT))


@pytest.mark.only_all
def test_what_the_lab_notes_of_a_learner_is_there_again_in_the_next_session(learner):
    """Progress, and the parts of a runtime of one's own."""
    noted = {
        "progress.txt": "2026-11-30 solved 00.first\n",
        "parts/own-waker.java": "class OwnWaker {}\n",
    }
    learner.begin()
    (learner.mine / "parts").mkdir()
    for name, text in noted.items():
        (learner.mine / name).write_text(text)
    learner.run("1 + 1")
    learner.until(lambda: learner.keeps("00.first") and learner.keeps("class OwnWaker"))
    learner.cull()

    learner.begin()
    for name, text in noted.items():
        file = learner.mine / name
        learner.until(lambda file=file, text=text: file.is_file() and file.read_text() == text)


def test_what_is_kept_is_the_folder_that_binder_names(root):
    start = (root / "binder" / "start").read_text()
    (folder,) = re.findall(r'MINE = "(.+?)"', (KEEP / "static" / "keep.js").read_text())

    assert f"/{folder}\n" in start
