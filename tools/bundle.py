"""The offline bundle: one archive that holds everything the lab needs on a machine without network.

    python tools/bundle.py [--out DIR] [--jdk DIR | --no-jdk] [--python X.Y|all]...

It holds the files of a commit, the wheels of `tools/requirements.txt`, the compiled library with
the jars beside it, a JDK, the notices of all that is others' work, and the SHA-256 of each file.
`lab` finds them by itself (its part "the bundle" is the reader of what is written here). The same
commit, packages and JDK give the same bytes: names are sorted, and all times are the commit's.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib.machinery
import importlib.util
import io
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement

import notices
from notebook_form import ROOT

OUT = ROOT / ".lab" / "bundle"
WHEELS = ROOT / ".lab" / "wheels"
LOCK, ORIGIN = "tools/requirements.txt", "tools/origin.json"
SYSTEM = "linux-x86_64"
GLIBC = (2, 28)  # what the newest of the wheels asks for; Debian 10, Ubuntu 20.04, RHEL 8
PYTHONS = ["3.10", "3.11", "3.12", "3.13", "3.14"]  # `--python all`
THIS_PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
LIMIT = 1800  # seconds for fetching the wheels of one Python
# Of the JDK, what runs nothing of the lab's: the sources of its classes, its manual pages, and the
# archives of loaded classes for heaps of other kinds than the lab's.
LEFT_OUT = re.compile(r"lib/src\.zip|man/.*|lib/server/classes_.*\.jsa")


@dataclass
class Entry:
    """One file of the archive: its bytes or where they are, or what a link points to."""

    data: bytes | Path = b""
    executable: bool = False
    link: str = ""

    def bytes(self) -> bytes:
        return self.data.read_bytes() if isinstance(self.data, Path) else self.data


def the_lab():
    """The command `lab` as a module: it has no ending, so the import system has to be told."""
    loader = importlib.machinery.SourceFileLoader("lab", str(ROOT / "lab"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("lab", loader))
    loader.exec_module(module)
    return module


def git(*argv: str) -> bytes:
    try:
        done = subprocess.run(["git", *argv], cwd=ROOT, capture_output=True, timeout=LIMIT)
    except FileNotFoundError:
        raise SystemExit("bundle: there is no git here, and a bundle is made of a commit") from None
    if done.returncode:
        why = done.stderr.decode(errors="replace").strip()
        raise SystemExit(
            f"bundle: a bundle is made of a commit in a clone, and git finds none here: {why}"
        )
    return done.stdout


# ------------------------------------------------------------------------------------ gathering


def of_commit(commit: str) -> dict[str, Entry]:
    """The files of the commit, as a clone would lay them down."""
    found = {}
    with tarfile.open(fileobj=io.BytesIO(git("archive", "--format=tar", commit))) as tar:
        for member in tar:
            if member.isfile():
                data = tar.extractfile(member).read()
                found[member.name] = Entry(data, bool(member.mode & 0o100))
            elif member.issym():
                found[member.name] = Entry(link=member.linkname)
    return found


def library(files: dict[str, Entry]) -> tuple[str, dict[str, Entry]]:
    """The compiled library, and the mark by which `lab` knows that it is made of these sources."""
    lab = the_lab()
    with tempfile.TemporaryDirectory() as scratch:
        for name, entry in files.items():
            if name.startswith(("lib/", ".mvn/", "pom.xml")) and not entry.link:
                path = Path(scratch, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(entry.bytes())
        mark = lab.digest(*lab.library_sources(lab.Place(scratch)))
    place = lab.Place()
    if place.state().get("library") != mark:
        raise SystemExit(
            "bundle: the library here is built from other sources than the commit holds: commit "
            "what you changed in lib/, or set it aside (git stash), and run ./lab setup"
        )
    jars = [jar for jar in place.jars() if jar != place.wheel_jar]
    return mark, {f"bundle/{place.shown(jar)}": Entry(jar) for jar in jars}


def wheels(version: str, lock: str) -> list[Path]:
    """The locked packages for one Python, fetched by pip where they are not kept from before."""
    lists = needed(version, lock)
    lines = set().union(*lists)
    into = WHEELS / version
    if not kept_wheels(into, lines):
        shutil.rmtree(into, ignore_errors=True)
        into.mkdir(parents=True)
        print(f"  fetching the packages for Python {version} ...", flush=True)
        for wanted, patch in lists.items():
            fetch(wanted, f"{version}.{patch}", into)
    kept = kept_wheels(into, lines)
    if not kept:
        raise SystemExit(f"bundle: {into} is not what {LOCK} asks for: delete it")
    return kept


PATCHES = range(40)  # of one Python; the lock asks for some packages from a certain one on


def needed(version: str, lock: str) -> dict[tuple[str, ...], int]:
    """The lock's lines for one Python on our system, each list with the last patch it is for.

    They come without their conditions: pip would ask these of the Python that runs it.
    """
    blocks = [block.split(" \\\n") for block in re.split(r"\n(?=\S)", lock.strip())]
    wanted = [(Requirement(head), " ".join(map(str.strip, hashes))) for head, *hashes in blocks]
    lists = {}
    for patch in PATCHES:
        environment = {**default_environment(), "python_version": version}
        environment["python_full_version"] = f"{version}.{patch}"
        met = [(w, h) for w, h in wanted if w.marker is None or w.marker.evaluate(environment)]
        lists[tuple(f"{w.name}{w.specifier} {hashes}" for w, hashes in met)] = patch
    return lists


def fetch(lines: tuple[str, ...], version: str, into: Path) -> None:
    """Has pip download wheels for a Python that is not the one that runs this."""
    short = "".join(version.split(".")[:2])
    argv = [sys.executable, "-m", "pip", "download", "--quiet", "--no-input", "--no-deps"]
    argv += ["--disable-pip-version-check", "--require-hashes", "--only-binary=:all:"]
    argv += ["--implementation=cp", f"--python-version={version}", *platforms()]
    argv += [f"--abi={abi}" for abi in (f"cp{short}", "abi3", "none")]
    with tempfile.TemporaryDirectory() as scratch:
        (wanted := Path(scratch, "wanted.txt")).write_text("\n".join(lines), "utf-8")
        argv += ["--dest", str(into), "--requirement", str(wanted)]
        done = subprocess.run(argv, capture_output=True, text=True, timeout=LIMIT)
    if done.returncode:
        lab, said = the_lab(), done.stdout + done.stderr
        for line in lab.decisive(said):
            print("    " + line)
        what = f"fetching the packages for Python {version.rpartition('.')[0]}"
        raise SystemExit("bundle: " + lab.meaning(lab.Place(), what, said))


def platforms() -> list[str]:
    """Every manylinux up to our glibc; pip takes the best that a package offers."""
    tags = [f"manylinux_2_{minor}_x86_64" for minor in range(GLIBC[1], 4, -1)]
    tags += [f"manylinux{year}_x86_64" for year in ("2014", "2010", "1")]
    return [f"--platform={tag}" for tag in tags]


def kept_wheels(folder: Path, lines: set[str]) -> list[Path]:
    """The wheels in a folder if they are just those that the lines ask for, else none."""
    found = sorted(folder.glob("*.whl"))
    marks = {f"--hash=sha256:{sha256(wheel.read_bytes())}" for wheel in found}
    met = [line for line in lines if marks & set(line.split())]
    return found if len(met) == len(lines) == len(found) else []


def of_jdk(home: Path) -> dict[str, Entry]:
    """A JDK's files but for what the lab never asks for; links become what they point to."""
    if not (home / "release").is_file() or not (home / "bin" / "javac").is_file():
        raise SystemExit(f"bundle: {home} is no JDK: --jdk takes the folder that holds bin/javac")
    found = {}
    for folder, _, names in os.walk(home, followlinks=True):
        for file in (Path(folder, name) for name in names):
            name = file.relative_to(home).as_posix()
            if file.is_file() and not LEFT_OUT.fullmatch(name):
                found[f"bundle/jdk/{name}"] = Entry(file, os.access(file, os.X_OK))
    return found


# ------------------------------------------------------------------------------------ writing


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def sums(entries: dict[str, Entry]) -> Entry:
    """The SHA-256 of every file, in the form that `sha256sum -c` reads."""
    rows = [f"{sha256(e.bytes())}  {name}" for name, e in sorted(entries.items()) if not e.link]
    return Entry("".join(row + "\n" for row in rows).encode())


def write(path: Path, top: str, entries: dict[str, Entry], time: int) -> None:
    """A compressed tar with sorted names, nobody's files, and one time for all; whole or not."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    try:
        with (
            open(part, "wb") as raw,
            gzip.GzipFile("", "wb", 6, raw, mtime=time) as packed,
            tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar,
        ):
            for name, entry in sorted(entries.items()):
                add(tar, f"{top}/{name}", entry, time)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def add(tar: tarfile.TarFile, name: str, entry: Entry, time: int) -> None:
    member = tarfile.TarInfo(name)
    member.mtime = time
    if entry.link:
        member.type, member.linkname = tarfile.SYMTYPE, entry.link
        tar.addfile(member)
        return
    data = entry.bytes()
    member.size, member.mode = len(data), 0o755 if entry.executable else 0o644
    tar.addfile(member, io.BytesIO(data))


def name_of(commit: str, tag: str, versions: list[str], jdk: bool) -> str:
    """The project's tag if it is the commit's, else the commit itself."""
    tags = git("tag", "--points-at", commit).decode().split()
    pythons = "" if versions == PYTHONS else f"-python{'-'.join(versions)}"
    java = "" if jdk else "-without-jdk"
    return f"async-lab-{tag if tag in tags else commit[:12]}-{SYSTEM}{pythons}{java}"


def build(commit: str, versions: list[str], jdk: Path | None, out: Path) -> Path:
    """Gathers everything and writes the archive; returns its path."""
    commit = git("rev-parse", "--verify", commit + "^{commit}").decode().strip()
    time = int(git("show", "--no-patch", "--format=%ct", commit))
    entries = of_commit(commit)
    mark, jars = library(entries)
    lock, place = entries[LOCK].bytes().decode(), json.loads(entries[ORIGIN].bytes())
    packages = {file.name: file for version in versions for file in wheels(version, lock)}
    others = [part for wheel in packages.values() for part in notices.of_wheel(wheel)]
    for name, entry in jars.items():
        if "/target/lib/" in name:
            others += notices.of_jar(entry.bytes(), Path(name).name)
    if jdk:
        entries |= of_jdk(jdk)
        others += notices.of_jdk(jdk)
    entries |= jars | {f"bundle/wheels/{name}": Entry(file) for name, file in packages.items()}
    name = name_of(commit, place["tag"], versions, bool(jdk))
    said = {
        "name": name,
        "commit": commit,
        "system": SYSTEM,
        "glibc": list(GLIBC),
        "pythons": versions,
        "library": mark,
    }
    entries["bundle/bundle.json"] = Entry((json.dumps(said, indent=2) + "\n").encode())
    entries["README-OFFLINE.txt"] = Entry(read_me(name, versions, bool(jdk)).encode())
    entries["THIRD-PARTY.txt"] = Entry(notices.notices(others).encode())
    entries["bundle/SHA256SUMS"] = sums(entries)
    archive = out / f"{name}.tar.gz"
    write(archive, name, entries, time)
    summed = f"{sha256(archive.read_bytes())}  {archive.name}\n"
    archive.with_name(archive.name + ".sha256").write_text(summed, "utf-8")
    return archive


def read_me(name: str, versions: list[str], jdk: bool) -> str:
    *most, last = versions
    pythons = f"{', '.join(most)} or {last}" if most else last
    java = "; a JDK 25 is inside" if jdk else " and a JDK 25, which is not inside"
    words = {"name": name, "pythons": pythons, "last": last, "java": java}
    words |= {"glibc": f"{GLIBC[0]}.{GLIBC[1]}", "whose": OF_THE_JDK if jdk else ""}
    return READ_ME.format(**words)


READ_ME = """\
The Async Lab without a network
===============================

For Linux on x86-64 (glibc {glibc} or newer) with Python {pythons}{java}.
Nothing is fetched, and nothing is sent anywhere.

    tar xf {name}.tar.gz
    cd {name}
    ./lab

The first start takes a minute or two and needs 1.5 GB of disk; the next ones take seconds.
"python3 --version" says which Python you have; "python{last} lab" starts the lab with another.

To hand it out
--------------
Copy two files to a memory stick: the archive {name}.tar.gz and
the .sha256 beside it. Whoever gets them checks the copy with "sha256sum -c *.sha256", unpacks it
on their own disk (not on the stick: a FAT file system keeps no executable bits and no links),
and follows the three lines above. The files that the lab runs are checked again at the first
start; "sha256sum -c bundle/SHA256SUMS" checks all.

What is whose
-------------
The lab is under the licence in LICENSE. What others made is listed in THIRD-PARTY.txt, with the
licences in full.{whose}

What needs a network all the same is what Maven builds: a changed library, ./lab test, ./lab bench.
"""


OF_THE_JDK = """

The JDK is its vendor's build, unchanged but for files left out; it is under the GPL 2 with the
Classpath exception, and bundle/jdk/release says from which sources it was built. Who hands the
bundle on hands on the right to these sources: keep a copy of the vendor's source archive of the
same version beside it, or leave the JDK out (./lab bundle --no-jdk)."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="lab bundle", description="one archive, for no network")
    parser.add_argument("--out", type=Path, default=OUT, metavar="DIR")
    parser.add_argument("--fetch", action="store_true", help="fetch packages and make no bundle")
    jdk = parser.add_mutually_exclusive_group()
    jdk.add_argument("--jdk", type=Path, metavar="DIR", help="the JDK to put in")
    jdk.add_argument("--no-jdk", action="store_true", help="put none in")
    pythons = "one of those it is for, or all; else ours"
    parser.add_argument("--python", action="append", metavar="X.Y", help=pythons)
    parser.add_argument("--commit", default="HEAD", metavar="REV", help="of this commit, not HEAD")
    args = parser.parse_args()
    if (here := f"{platform.system().lower()}-{platform.machine()}") != SYSTEM:
        raise SystemExit(f"bundle: a bundle is made on and for {SYSTEM}, and this is {here}")
    versions = chosen(args.python or [THIS_PYTHON])
    if args.fetch:
        for version in versions:
            wheels(version, (ROOT / LOCK).read_text("utf-8"))
        return 0
    try:
        archive = build(args.commit, versions, args.jdk, args.out)
    except notices.NoLicence as error:
        raise SystemExit(f"bundle: {error}") from error
    except OSError as error:
        raise SystemExit(f"bundle: {the_lab().sentence_of(error)}") from error
    print(f"{archive} is {archive.stat().st_size / 1e6:.0f} MB; README-OFFLINE.txt in it says how.")
    return 0


def chosen(wanted: list[str]) -> list[str]:
    """The Pythons in their order; each has to be one that the lab runs on."""
    if unknown := set(wanted) - {"all", *PYTHONS}:
        raise SystemExit(
            f"bundle: the lab runs on Python {', '.join(PYTHONS)}, not {unknown.pop()}"
        )
    return [version for version in PYTHONS if "all" in wanted or version in wanted]


if __name__ == "__main__":
    sys.exit(main())
