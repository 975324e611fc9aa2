"""The kqueue backend on Linux: its contract tests over libkqueue, which imitates kqueue by epoll.

A smoke test. It proves the calls, the layout and the happy path; what kqueue really does is proved
on macOS, by the same tests. libkqueue watches the two directions of one descriptor wrongly and
knows files by descriptors of its own, so the tests of those are skipped, by name, for it alone.

The library comes from Debian's experimental suite, by the mirror that this system's own apt asks,
and is unpacked under .lab/; apt's own state stays as it is.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

import foreign_jvm

APT = Path("/etc/apt")
KEYS = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
PACKAGE = "libkqueue0t64"
FOLDER = foreign_jvm.FOREIGN / "libkqueue"
LIMIT = 120  # seconds; it takes some 3 on a quiet machine

CLASSES = [
    f"asynclab.poll.{name}"
    for name in (
        "PollerContractTest",
        "PollerRefusalsTest",
        "PollThreadsTest",
        "PollTest",
        "ClosedElsewhereTest",
    )
]

pytestmark = [
    pytest.mark.only_all,
    pytest.mark.limit(1200),  # with what is fetched before
    pytest.mark.skipif(shutil.which("apt-get") is None, reason="no apt-get to fetch libkqueue by"),
    pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="no dpkg-deb to unpack libkqueue"),
]


@pytest.fixture(scope="module")
def library():
    """libkqueue, fetched once."""
    found = sorted(FOLDER.rglob("libkqueue.so.0"))
    if found:
        return found[0]
    apt = private_apt(debian_mirror())
    foreign_jvm.fetch([*apt, "update"], "the list of Debian's experimental packages (apt-get)")
    foreign_jvm.fetch(
        ["env", "-C", FOLDER, *apt, "download", PACKAGE], f"{PACKAGE} of Debian (apt-get)"
    )
    package = next(FOLDER.glob(f"{PACKAGE}_*.deb"))
    foreign_jvm.fetch(["dpkg-deb", "-x", package, FOLDER / "unpacked"], package.name)
    return next(FOLDER.rglob("libkqueue.so.0"))


def debian_mirror():
    """The address of Debian's archive that apt's own sources name, in either of their forms."""
    files = [APT / "sources.list", *sorted((APT / "sources.list.d").glob("*"))]
    for file in files:
        if not file.is_file() or not os.access(file, os.R_OK):
            continue
        for line in file.read_text(encoding="utf-8").splitlines():
            address = re.match(r"(?:deb\s.*?|URIs:\s*)(\w+://\S+/debian)/?(?:\s|$)", line)
            if address:
                return address[1]
    pytest.skip("apt's sources name no archive of Debian, where libkqueue is")


def private_apt(mirror):
    """apt-get with lists, cache and sources of its own."""
    for part in ("lists/partial", "cache/archives/partial", "etc/apt.conf.d"):
        (FOLDER / part).mkdir(parents=True, exist_ok=True)
    source = f"deb [signed-by={KEYS}] {mirror} experimental main\n"
    (FOLDER / "etc" / "sources.list").write_text(source, encoding="utf-8")
    places = {
        "Dir::State::lists": FOLDER / "lists",
        "Dir::State::status": "/dev/null",
        "Dir::Cache": FOLDER / "cache",
        "Dir::Etc::sourcelist": FOLDER / "etc" / "sources.list",
        "Dir::Etc::sourceparts": "/dev/null",
        "Dir::Etc::preferencesparts": "/dev/null",
        "Acquire::Languages": "none",
        "APT::Sandbox::User": "",
    }
    return ["apt-get", "-qq", *(f"-o{name}={value}" for name, value in places.items())]


def test_the_contract_tests_pass_over_libkqueue(library, tmp_path, tell):
    options = (*foreign_jvm.OPTIONS, f"-Dasynclab.libkqueue={library}")
    jvm = foreign_jvm.ForeignJvm("libkqueue", (foreign_jvm.own_java(),), options)

    report = jvm.run_tests(CLASSES, tmp_path, LIMIT)

    tell(report)
    assert report.failed == {}
    assert report.ran == set(CLASSES)
