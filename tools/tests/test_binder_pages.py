"""The tests of pages once more, in the JupyterLab that Binder brings instead of ours."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from live_kernel import chromium_only, linux_only

LIMIT = 1800  # seconds for the pages; the packages take a part of it where the line is slow
RESUME = "test_in_jupyterlab_a_cell_that_ran_counts_also_when_it_was_edited_and_not_saved"
PAGES = ["test_browser.py", "test_player.py", "test_journey.py", "test_browser_save.py"]
PAGES += ["test_pull.py", "test_resume.py::" + RESUME]
pytestmark = [linux_only, chromium_only, pytest.mark.only_all, pytest.mark.limit(2 * LIMIT)]


def version(list_of_packages: Path) -> str:
    return re.search(r"^jupyterlab==(\S+)$", list_of_packages.read_text(), re.M)[1]


@pytest.fixture
def binders(root) -> Path:
    """A Python with Binder's JupyterLab, kept from one run to the next."""
    tools = root / "tools"
    theirs = version(tools / "requirements-binder.in")
    if theirs == version(tools / "requirements.in"):
        pytest.skip(f"Binder brings the JupyterLab that the lab has, {theirs}: tested already")
    packages = tools / "requirements-binder.txt"
    mark = hashlib.sha256(packages.read_bytes()).hexdigest()[:12]
    home = root / ".lab" / f"binder-{mark}"
    done = home / "done.txt"
    if not done.is_file():
        venv.create(home, clear=True, with_pip=True)
        pip = [home / "bin" / "python", "-m", "pip", "install", "-q", "--require-hashes"]
        fetched = subprocess.run(
            [*pip, "-r", packages], capture_output=True, text=True, timeout=LIMIT
        )
        if fetched.returncode:
            pytest.skip(f"JupyterLab {theirs} could not be fetched: {fetched.stderr[-200:]}")
        done.write_text(theirs)
    return home / "bin" / "python"


def test_the_pages_are_right_in_binders_jupyterlab_too(root, binders, tell):
    argv = [sys.executable, "-m", "pytest", "-c", "tools/pyproject.toml", "-q"]
    argv += [str(root / "tools" / "tests" / page) for page in PAGES]
    env = {**os.environ, "ASYNCLAB_JUPYTERLAB": str(binders)}

    done = subprocess.run(argv, cwd=root, env=env, capture_output=True, text=True, timeout=LIMIT)

    tell(f"JupyterLab {version(root / 'tools/requirements-binder.in')}", done.stdout[-200:].strip())
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"\d+ passed", done.stdout)
