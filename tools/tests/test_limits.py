"""What hangs is ended by name: a test by an alarm, a command by the lab."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading

import pytest

from limits import SECONDS, limited

TOO_LONG = "import time; time.sleep(600)"
HANGS = """
import threading
import pytest

@pytest.fixture
def open_thing():
    yield
    print("closed")

@pytest.mark.limit(0.2)
def test_that_hangs(open_thing):
    threading.Event().wait()

def test_that_does_not():
    pass
"""

needs_alarm = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="Windows has no alarm")


@needs_alarm
def test_a_wait_past_the_limit_fails_and_every_thread_is_shown(capfd):
    with (
        pytest.raises(pytest.fail.Exception, match=r"a wait was not done after 0\.2 s"),
        limited("a wait", 0.2),
    ):
        threading.Event().wait()

    assert "in test_a_wait_past_the_limit" in capfd.readouterr().err


@needs_alarm
def test_the_alarm_of_the_test_around_it_is_set_again():
    with limited("this", 0.2):
        pass

    remaining, _ = signal.getitimer(signal.ITIMER_REAL)
    assert 1 < remaining <= SECONDS


@needs_alarm
def test_a_test_that_hangs_is_named_its_things_are_closed_and_the_next_one_runs(root, tmp_path):
    file = tmp_path / "test_small.py"
    file.write_text(HANGS)
    argv = [sys.executable, "-m", "pytest", "-c", "tools/pyproject.toml", "-p", "conftest", file]
    env = {**os.environ, "PYTHONPATH": str(root / "tools" / "tests")}

    done = subprocess.run(
        argv,
        cwd=root,
        env=env,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
    )

    assert "::test_that_hangs was not done after 0.2 s" in done.stdout, done.stdout
    assert "closed" in done.stdout
    assert "1 failed, 1 passed" in done.stdout


def test_a_part_that_hangs_is_ended_by_name_and_has_failed(lab, capsys):
    code = lab.call(lab.Place(), [sys.executable, "-c", TOO_LONG], None, limit=0.2)

    assert code != 0
    assert "was not done after 0.2 s" in capsys.readouterr().err


def test_a_part_that_ends_in_time_has_its_own_exit_code(lab):
    assert lab.call(lab.Place(), [sys.executable, "-c", "raise SystemExit(3)"], None, 60) == 3
