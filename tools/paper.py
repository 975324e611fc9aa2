"""A page of HTML as a PDF, by a headless Chromium: printed twice, since a table of contents cannot
know its page numbers before the pages are made.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections import defaultdict
from pathlib import Path

from pypdf import PdfReader

import browser
import figures

ANY = 888  # a number as wide as any, so that the contents have their lines from the first
LIMIT = 600  # seconds; a whole book takes ten on a quiet machine
ENTRY = re.compile(r'(<a class="h[12]" href="#([^"]+)">.*?<span class="number">)(</span>)')
BESIDE = re.compile(r'<a href="[\w.-]+\.html">(.*?)</a>', re.S)
SCRIPT = re.compile(r"<script\b.*?</script>", re.S)
NEEDED = 131  # the first version that prints running heads


def missing() -> str | None:
    """Why there is nobody here to print; None if there is."""
    if browser.chromium() is None:
        return "no Chromium on PATH: install it (Debian: apt install chromium)"
    said = subprocess.run([browser.chromium(), "--version"], capture_output=True, text=True).stdout
    version = re.search(r"(\d+)\.\d", said)
    if version and int(version[1]) < NEEDED:
        return f"{said.strip()} prints no running heads: version {NEEDED} or newer does"
    return None


def write(html: str, target: Path) -> None:
    """Writes the page as a PDF."""
    still = BESIDE.sub(r"\1", SCRIPT.sub("", html))  # a PDF lies beside nothing
    still = figures.IMAGE.sub(by_panels, still)
    with tempfile.TemporaryDirectory(prefix="asynclab-paper-") as scratch:
        folder = Path(scratch)
        numbers = places(printed(filled_in(still, defaultdict(lambda: ANY)), folder))
        final = printed(filled_in(still, numbers), folder)
        target.write_bytes(final.read_bytes())


def by_panels(image: re.Match) -> str:
    """A picture whose panels may stand on two pages."""
    parts = figures.panels(image[0])
    return "".join(parts) if len(parts) > 1 else image[0]


def filled_in(html: str, numbers: dict[str, int]) -> str:
    """The page with the numbers in its contents."""
    return ENTRY.sub(lambda entry: f"{entry[1]}{numbers[entry[2]]}{entry[3]}", html)


def printed(html: str, folder: Path) -> Path:
    source, pdf = folder / "page.html", folder / "page.pdf"
    source.write_text(html, "utf-8")
    command = [browser.chromium(), "--headless", *browser.FLAGS, "--no-pdf-header-footer"]
    command += [f"--user-data-dir={folder / 'profile'}", "--generate-pdf-document-outline"]
    command += [f"--print-to-pdf={pdf}", source.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT)
    if done.returncode or not pdf.is_file():
        raise RuntimeError(f"Chromium printed nothing: {done.stderr.strip()[-500:]}")
    return pdf


def places(pdf: Path) -> dict[str, int]:
    """The page, counted from 1, on which each place stands that a link of the page leads to."""
    with PdfReader(pdf) as reader:
        return {
            name.lstrip("/"): reader.get_destination_page_number(place) + 1
            for name, place in reader.named_destinations.items()
        }
