"""A release, in steps that docs/releasing.md puts in order.

    python tools/release.py check             what is ready for a release, and what is not
    python tools/release.py set VERSION       writes a version wherever one stands; one that ends
                                              in -SNAPSHOT begins the work towards the next
    python tools/release.py notes             what CHANGELOG.md says of the version
    python tools/release.py note-tests        after `lab test --all`: this commit has passed it

Owner, repository and tag stand in `origin.json`; every link to the project has to agree with it.
"""

from __future__ import annotations

import argparse
import datetime
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from urllib.parse import unquote

from binder_links import branch, origin
from bundle import the_lab
from notebook_form import ROOT

POMS = [
    "pom.xml",
    *sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("lib/*/pom.xml")),
]
VERSION = re.compile(r"(<artifactId>asynclab-parent</artifactId>\s*<version>)([^<]+)(</version>)")
SNAPSHOT = "-SNAPSHOT"
UNRELEASED = "## Unreleased"
LIMIT = 120  # seconds for a call of git's


def git(*argv: str) -> str:
    done = subprocess.run(["git", *argv], cwd=ROOT, capture_output=True, text=True, timeout=LIMIT)
    if done.returncode:
        raise SystemExit(f"release: git {' '.join(argv)}: {done.stderr.strip()}")
    return done.stdout.strip()


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


# ------------------------------------------------------------------------------------ links

NAME = r"([\w.-]+)"
REPOSITORY = rf"{NAME}/([\w-]+(?:\.[\w-]+)*?)(?:\.git)?(?![\w-])"
# Where a link names owner, repository and often a ref; of the first two kinds all are ours.
KINDS = {
    "Binder": rf"mybinder\.org/v2/gh/{NAME}/{NAME}/{NAME}",
    "nbgitpuller": rf"git-pull\?repo=https://github\.com/{REPOSITORY}&branch={NAME}",
    "raw": rf"raw\.githubusercontent\.com/{NAME}/{NAME}/{NAME}",
    "pages": rf"\b{NAME}\.github\.io/{NAME}",
    "repository": rf"github\.com[/:]{REPOSITORY}"
    rf"(?:/(?:blob|tree|raw|releases/tag|releases/download)/{NAME})?",
}
OURS = ("Binder", "nbgitpuller")
PLACEHOLDERS = {"owner", "user", "org", "your-name", "yourname", "username", "example"}


@dataclass(frozen=True)
class Link:
    kind: str
    owner: str
    repository: str
    ref: str | None = None

    def ours(self) -> bool:
        """Whether it means this project, be it with a slip in the name."""
        names = [re.sub(r"\W|_", "", name).lower() for name in (self.owner, self.repository)]
        return (
            self.kind in OURS
            or any("asynclab" in name for name in names)
            or self.owner.lower() in PLACEHOLDERS
        )

    def agrees(self, place: dict[str, str]) -> bool:
        refs = (None, place["tag"], branch(place["tag"]), "main", "HEAD")
        here = (place["owner"], place["repository"])
        return (self.owner, self.repository) == here and self.ref in refs


def links(text: str) -> set[Link]:
    """Every link to the project in a text, also one that another link carries as its parameter."""
    if not re.search("mybinder|github", text):
        return set()
    forms = [text, unquote(text), unquote(unquote(text))]
    found = {
        Link(kind, *match.groups())
        for kind, pattern in KINDS.items()
        for form in forms
        for match in re.finditer(pattern, form)
    }
    return {link for link in found if link.ours()}


def texts() -> dict[str, str]:
    """The text files that git knows or would add, by their names."""
    names = git("ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    found = {}
    for name in filter(None, names):
        path = ROOT / name
        if path.is_file() and not path.is_symlink():
            try:
                found[name] = path.read_text("utf-8")
            except UnicodeDecodeError:
                continue
    return found


def wrong_links() -> list[str]:
    place = origin()
    return [
        f"{name}: {link.kind} link to {link.owner}/{link.repository} {link.ref or ''}".strip()
        for name, text in texts().items()
        for link in sorted(links(text), key=str)
        if not link.agrees(place)
    ]


def moved(text: str, old: str, new: str) -> str:
    """The text with its links to the project leading to the new tag and its branch."""
    place = origin()
    here = re.escape(f"{place['owner']}/{place['repository']}")
    between = r"/(?:(?:blob|tree|raw|releases/tag|releases/download)/)?"
    end = r"(?![\w.-])"
    text = re.sub(rf"({here}{between}){re.escape(old)}{end}", rf"\g<1>{new}", text)
    pulled = rf"(branch(?:=|%3D|%253D)){re.escape(branch(old))}{end}"
    return re.sub(pulled, rf"\g<1>{branch(new)}", text)


# ------------------------------------------------------------------------------------ set


def set_version(version: str, date: str) -> None:
    """Writes the version; for a release also the tag, the links that name it, and the heading."""
    if not re.fullmatch(rf"\d+\.\d+\.\d+({SNAPSHOT})?", version):
        raise SystemExit(f"release: {version} is no version such as 0.1.0 or 0.2.0{SNAPSHOT}")
    changed = {name: VERSION.sub(rf"\g<1>{version}\g<3>", read(name)) for name in POMS}
    log = read("CHANGELOG.md")
    if version.endswith(SNAPSHOT):
        if UNRELEASED not in log:
            first = re.search(r"^## ", log, re.M)
            log = f"{log[: first.start()]}{UNRELEASED}\n\n{log[first.start() :]}"
    else:
        old, new = origin()["tag"], f"v{version}"
        for name, text in texts().items():
            changed[name] = moved(changed.get(name, text), old, new)
        log = changed["CHANGELOG.md"].replace(UNRELEASED, f"## {version} ({date})", 1)
        place = json.dumps({**origin(), "tag": new})
        changed["tools/origin.json"] = place + "\n"
        changed["pom.xml"] = re.sub(
            r"(<tag>)[^<]*(</tag>)", rf"\g<1>{new}\g<2>", changed["pom.xml"]
        )
    changed["CHANGELOG.md"] = log
    for name, text in changed.items():
        if text != read(name):
            (ROOT / name).write_text(text, "utf-8", newline="\n")
            print(f"  {name}")


# ------------------------------------------------------------------------------------ check


def versions() -> dict[str, str]:
    return {name: VERSION.search(read(name))[2] for name in POMS}


def section(version: str) -> str:
    """What the changelog says of a version."""
    parts = re.split(r"^## (.+)\n", read("CHANGELOG.md"), flags=re.M)
    named = dict(zip((head.split()[0] for head in parts[1::2]), parts[2::2], strict=True))
    return named.get(version, "").strip()


def version_is_one() -> str:
    found = versions()
    return "" if len(set(found.values())) == 1 else f"the poms differ: {found}"


def version_is_final() -> str:
    name, version = next(iter(versions().items()))
    return f"{name} says {version}" if version.endswith(SNAPSHOT) else ""


def tag_is_the_versions() -> str:
    tag, version = origin()["tag"], versions()["pom.xml"].removesuffix(SNAPSHOT)
    return "" if tag == f"v{version}" else f"tools/origin.json says {tag}, pom.xml {version}"


def tag_is_free() -> str:
    """It may be there already, if it is this commit's: so the check can be repeated."""
    tag = origin()["tag"]
    if tag not in git("tag", "--list").split():
        return ""
    here = git("rev-parse", "HEAD") == git("rev-parse", tag + "^{commit}")
    return "" if here else f"{tag} is the tag of another commit"


def changelog_has_a_heading() -> str:
    version = versions()["pom.xml"].removesuffix(SNAPSHOT)
    if UNRELEASED in read("CHANGELOG.md"):
        return "CHANGELOG.md begins with what is unreleased"
    return "" if section(version) else f"CHANGELOG.md says nothing of {version}"


def locks_are_in_step() -> str:
    lab = the_lab()
    place = lab.Place(ROOT)
    for name in ("requirements", "requirements-test"):
        lock = {package.lower(): v for package, v in lab.direct_pins(place, f"{name}.txt").items()}
        for package, version in lab.direct_pins(place, f"{name}.in").items():
            if lock.get(package.lower()) != version:
                return f"tools/{name}.txt lacks {package}=={version}: lock again"
    return ""


def links_agree() -> str:
    return "; ".join(wrong_links())


def tree_is_clean() -> str:
    changed = [line.split()[-1] for line in git("status", "--porcelain").splitlines()]
    return f"not committed: {', '.join(changed[:5])}" if changed else ""


def tests_have_passed() -> str:
    noted = the_lab().Place(ROOT).state().get("tested")
    return "" if noted == tree() else "./lab test --all has not passed on this commit here"


def tree() -> str:
    """What is committed, by its content: the same in a commit that was only reworded."""
    return git("rev-parse", "HEAD^{tree}")


CHECKS = [version_is_one, version_is_final, tag_is_the_versions, tag_is_free]
CHECKS += [changelog_has_a_heading, locks_are_in_step, links_agree, tree_is_clean]
CHECKS += [tests_have_passed]


def check() -> int:
    wrong = 0
    for each in CHECKS:
        why = each()
        wrong += bool(why)
        name = each.__name__.replace("_", " ")
        print(f"{'not yet' if why else 'ok':8} {name}" + (f": {why}" if why else ""))
    print("\nReady." if not wrong else f"\nNot ready: {wrong} of {len(CHECKS)}.")
    return 1 if wrong else 0


def note_tests() -> int:
    """Notes that this commit has passed; a tree with changes of its own is no commit's."""
    if tree_is_clean():
        return 0
    the_lab().Place(ROOT).remember("tested", tree())
    return 0


def notes() -> int:
    print(section(versions()["pom.xml"]))
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description="the steps of a release")
    steps = parser.add_subparsers(dest="step", required=True)
    for name in ("check", "notes", "note-tests"):
        steps.add_parser(name)
    setting = steps.add_parser("set")
    setting.add_argument("version", metavar="VERSION")
    setting.add_argument("--date", default=datetime.date.today().isoformat(), metavar="DAY")
    args = parser.parse_args()
    if args.step == "set":
        set_version(args.version, args.date)
        return 0
    return {"check": check, "notes": notes, "note-tests": note_tests}[args.step]()


if __name__ == "__main__":
    sys.exit(main())
