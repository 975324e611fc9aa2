"""Takes pictures of a notebook as a learner sees it: JupyterLab, Run All, screen by screen.

    python tools/look.py notebooks/04-event-queue.ipynb --out DIR [--dark] [--narrow] [--untrusted]

Run it with the Python of the lab's environment (`.lab/venv`). `--untrusted` shows what someone sees
who opens an executed copy made by somebody else, without running it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import browser

SCROLLER = ".jp-WindowedPanel-outer"
STEP = 1400  # pixels of the notebook in one picture
WIDE, NARROW = 1100, 480

# Down to the end of the last cell: below it JupyterLab leaves a page of nothing.
HEIGHT = """panel => {
  const last = [...panel.querySelectorAll('.jp-Cell')].at(-1).getBoundingClientRect();
  return last.bottom - panel.getBoundingClientRect().top + panel.scrollTop;
}"""


def pictures(page, stem: str, out: Path) -> list[Path]:
    """One picture for every STEP pixels of the notebook, from top to bottom."""
    scroller = page.locator(SCROLLER).first
    top = scroller.bounding_box()["y"]
    page.set_viewport_size(dict(page.viewport_size, height=int(top) + STEP + 40))
    height = scroller.evaluate(HEIGHT)
    files = []
    for offset in range(0, int(height), STEP):
        scroller.evaluate(f"e => {{ e.scrollTop = {offset}; }}")
        page.wait_for_timeout(150)  # let the editors in sight be drawn
        files.append(out / f"{stem}-{len(files) + 1:02d}.png")
        scroller.screenshot(path=str(files[-1]))
    return files


def look(notebook: Path, out: Path, *, dark=False, narrow=False, untrusted=False) -> list[Path]:
    from playwright.sync_api import sync_playwright

    out.mkdir(parents=True, exist_ok=True)
    looks = [w for w, on in (("dark", dark), ("narrow", narrow), ("untrusted", untrusted)) if on]
    stem = "-".join([notebook.stem, *looks])
    with tempfile.TemporaryDirectory(prefix="asynclab-look-") as scratch:
        copy = browser.copy_notebook(notebook, Path(scratch))
        if untrusted:
            import run_notebook

            run_notebook.save_executed(notebook, copy)
        server = browser.jupyterlab(Path(scratch), dark=dark)
        with server as (address, token), sync_playwright() as playwright:
            chromium = browser.Browser(playwright, width=NARROW if narrow else WIDE, dark=dark)
            try:
                chromium.open(address, token, notebook.name)
                if not untrusted:
                    chromium.run_all()
                    chromium.errors += chromium.cell_errors()
                files = pictures(chromium.page, stem, out)
            finally:
                chromium.close()
        for problem in [*chromium.errors, *(f"asked for {url}" for url in chromium.outside)]:
            print(f"look: {problem}", file=sys.stderr)
        return files


def main() -> int:
    parser = argparse.ArgumentParser(description="pictures of a notebook in JupyterLab")
    parser.add_argument("notebook", type=Path)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument("--dark", action="store_true", help="dark theme, dark browser")
    parser.add_argument("--narrow", action="store_true", help=f"a window of {NARROW} pixels")
    parser.add_argument("--untrusted", action="store_true", help="an executed copy, not run here")
    arguments = parser.parse_args()
    if browser.chromium() is None:
        sys.exit("look: no Chromium on PATH: install it (Debian: apt install chromium)")
    if not arguments.notebook.is_file():
        sys.exit(f"look: there is no notebook {arguments.notebook}: give the path of one")
    for file in look(
        arguments.notebook,
        arguments.out,
        dark=arguments.dark,
        narrow=arguments.narrow,
        untrusted=arguments.untrusted,
    ):
        print(file)
    return 0


if __name__ == "__main__":
    sys.exit(main())
