"""Starts the lab of a folder, runs its first notebook in Chromium, and says what went wrong.

    python first_page.py FOLDER COMMAND...

COMMAND starts the lab, without a browser. A program of its own, so that a test can run it where
there is no network.
"""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import sync_playwright

import browser

OPEN = re.compile(r"(http://127\.0\.0\.1:\d+)/\S*\?token=(\w+)")
FIRST = "00-start.ipynb"


def main(folder: str, command: list[str]) -> None:
    lab = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        address, token = next(filter(None, map(OPEN.search, lab.stdout))).groups()
        print(json.dumps(found(address, token)))
        browser.end(lab, address, token)
    finally:
        with contextlib.suppress(ProcessLookupError):  # all have ended, as they should
            os.killpg(lab.pid, signal.SIGKILL)
        lab.wait(60)


def found(address: str, token: str) -> dict:
    with sync_playwright() as playwright:
        chromium = browser.Browser(playwright)
        try:
            chromium.open(address, token, FIRST)
            chromium.run_all()
            return {
                "errors": chromium.cell_errors(),
                "outside": chromium.outside,
                "console": chromium.errors,
            }
        finally:
            chromium.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
