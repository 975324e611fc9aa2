"""Starts the lab of a folder, runs its first notebook in Chromium, and says what went wrong.

    python first_page.py PYTHON FOLDER

A program of its own, so that a test can run it where there is no network.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import sync_playwright

import browser

OPEN = re.compile(r"(http://127\.0\.0\.1:\d+)/\S*\?token=(\w+)")
FIRST = "00-start.ipynb"


def main(python: str, folder: Path) -> None:
    with subprocess.Popen(
        [python, "lab", "--no-browser"], cwd=folder, stdout=subprocess.PIPE, text=True
    ) as child:
        try:
            said = next(filter(None, map(OPEN.search, child.stdout)))
            print(json.dumps(found(*said.groups())))
        finally:
            child.terminate()
            child.wait(60)


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
    main(sys.argv[1], Path(sys.argv[2]))
