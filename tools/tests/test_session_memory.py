"""A Binder session has 2 GB: two chapters open at once take less than half of that."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from live_kernel import linux_only, spec

LIMIT = 900  # seconds; a watchdog
MOST = 1000  # MB


@linux_only
@pytest.mark.only_all
@pytest.mark.limit(LIMIT)
@pytest.mark.parametrize(
    "chapters", [["00-start", "04-event-queue"], ["02-models", "10b-the-ladder"]], ids="+".join
)
def test_two_whole_chapters_open_at_once_take_less_than_a_gigabyte(root, chapters, tell):
    spec()
    argv = [sys.executable, "tools/session_memory.py", *chapters]

    done = subprocess.run(argv, cwd=root, capture_output=True, text=True, timeout=LIMIT)

    tell(done.stdout.strip())
    assert done.returncode == 0, done.stdout + done.stderr
    assert int(re.match(r"(\d+) MB", done.stdout)[1]) < MOST
