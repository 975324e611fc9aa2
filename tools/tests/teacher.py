"""A repository that notebooks are fetched from, and what the page behind a link to it does."""

from __future__ import annotations

import json
import subprocess
import urllib.parse
import urllib.request
from pathlib import Path

import binder_links

GIT = ["git", "-c", "user.name=teacher", "-c", "user.email=teacher@example.org"]
BRANCH = binder_links.branch(binder_links.origin()["tag"])
SECONDS = 60  # a watchdog


class Teacher:
    """The repository that notebooks come from, as its owner sees it."""

    def __init__(self, folder: Path):
        self.folder = folder
        folder.mkdir()
        self.git("init", "--quiet", f"--initial-branch={BRANCH}")

    def git(self, *argv: str) -> None:
        subprocess.run([*GIT, *argv], cwd=self.folder, check=True, timeout=SECONDS)

    def publish(self, **files: str) -> None:
        for name, text in files.items():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_text(text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message=mended")

    @property
    def link(self) -> str:
        return binder_links.pull("00-start", self.folder.as_uri())


def fetch(address: str, token: str, link: str) -> list[dict]:
    """What the page behind a link does: asks the server to pull, and reads what it says."""
    query = urllib.parse.urlsplit(link).query
    request = urllib.request.Request(f"{address}/git-pull/api?{query}&token={token}")
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:
        lines = answer.read().decode().splitlines()
    return [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: ")]
