"""Where a chapter opens on Binder: the image of a tag, with notebooks of the tag's branch.

    python tools/binder_links.py [--markdown] [CHAPTER...]

An image is built once for a tag, which never moves, so it stays in Binder's cache. nbgitpuller
fetches the notebooks, from the tag's branch (of `v0.1.0` that is `v0.1`): one that was mended is
there with the next session, and no image is built. A change of the library needs a new tag. Owner,
repository and tag stand in `origin.json` alone.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from urllib.parse import quote, urlencode

ROOT = Path(__file__).resolve().parents[1]
FIRST = "00-start"
BINDER = "https://mybinder.org"


def origin() -> dict[str, str]:
    """The project's owner, repository and tag."""
    return json.loads((ROOT / "tools" / "origin.json").read_text("utf-8"))


def branch(tag: str) -> str:
    """Where the notebooks of a tag are mended: `v0.1` for `v0.1.0`."""
    return tag.rpartition(".")[0]


def chapters() -> list[str]:
    return sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))


def pull(chapter: str = FIRST, repository: str = "") -> str:
    """The path, on any server with nbgitpuller, that fetches the notebooks and opens a chapter.

    `repository` is the address they are fetched from, if not that of the project.
    """
    place = origin()
    repository = repository or f"https://github.com/{place['owner']}/{place['repository']}"
    folder = repository.rpartition("/")[2]
    query = {
        "repo": repository,
        "branch": branch(place["tag"]),
        "urlpath": f"lab/tree/{folder}/notebooks/{chapter}.ipynb",
    }
    return "git-pull?" + urlencode(query)


def link(chapter: str = FIRST) -> str:
    """The address that opens a chapter on Binder."""
    place = origin()
    image = f"{BINDER}/v2/gh/{place['owner']}/{place['repository']}/{quote(place['tag'], safe='')}"
    return f"{image}?urlpath={quote(pull(chapter), safe='')}"


def badge(chapter: str = FIRST) -> str:
    """The same as a picture to press, in Markdown."""
    return f"[![Open {chapter} on Binder]({BINDER}/badge_logo.svg)]({link(chapter)})"


def main() -> int:
    parser = argparse.ArgumentParser(description="the links that open chapters on Binder")
    parser.add_argument("chapters", nargs="*", metavar="CHAPTER", help="all, if none is named")
    parser.add_argument("--markdown", action="store_true", help="as badges")
    args = parser.parse_args()
    unknown = sorted({*args.chapters} - {*chapters()})
    if unknown:
        print(f"there is no chapter {unknown[0]}: notebooks/ holds {', '.join(chapters())}")
        return 1
    for chapter in args.chapters or chapters():
        print(badge(chapter) if args.markdown else f"{chapter} {link(chapter)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
