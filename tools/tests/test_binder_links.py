"""The links that open a chapter on Binder: one tag, one owner, said in one place."""

from __future__ import annotations

import re
import subprocess
import sys
from urllib.parse import parse_qs, urlsplit

import binder_links

BINDER_LINK = re.compile(r"https://mybinder\.org/v2/[^\s)\"'<>\\]+")
PAGES = ("*.md", "docs/**/*.md", "binder/*.md", "notebooks/*.ipynb")


def test_a_link_opens_the_tags_image_and_fetches_the_chapter_from_the_tags_branch(monkeypatch):
    place = {"owner": "somebody", "repository": "lab", "tag": "v2.3.4"}
    monkeypatch.setattr(binder_links, "origin", lambda: place)

    image = urlsplit(binder_links.link("04-event-queue"))
    (pull,) = parse_qs(image.query)["urlpath"]

    assert image.path == "/v2/gh/somebody/lab/v2.3.4"
    assert parse_qs(pull.removeprefix("git-pull?")) == {
        "repo": ["https://github.com/somebody/lab"],
        "branch": ["v2.3"],
        "urlpath": ["lab/tree/lab/notebooks/04-event-queue.ipynb"],
    }


def test_every_binder_link_that_the_project_shows_is_one_of_these(root):
    right = set(map(binder_links.link, binder_links.chapters()))
    pages = [page for pattern in PAGES for page in root.glob(pattern)]
    shown = {link: page.name for page in pages for link in BINDER_LINK.findall(page.read_text())}

    assert {link: page for link, page in shown.items() if link not in right} == {}
    assert shown


def test_the_command_prints_a_badge_and_knows_its_chapters(root):
    def run(*argv):
        command = [sys.executable, root / "tools" / "binder_links.py", *argv]
        return subprocess.run(command, capture_output=True, text=True, timeout=60)

    assert run("--markdown", "00-start").stdout.strip() == binder_links.badge("00-start")
    assert run("99-none").returncode == 1
