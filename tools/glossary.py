"""The words of the field: `glossary.md` beside this file, made into a notebook and into links.

    python tools/glossary.py [--write]

`--write` makes notebooks/glossary.ipynb from `glossary.md` and `book-index.md`, and leads the first
use of each term in each chapter to it. Without it each difference is a fault.

Why a text file: an entry is used four times, as an entry, as a row of a table, as a link and as a
word to look for, and prose in the JSON of a notebook is hard to review. Why a notebook: a learner's
JupyterLab sees nothing but notebooks, and shows a text file as text.

An entry of `glossary.md` begins with `## its name`, below the `# theme` it belongs to. Then stand

    words   what counts as its use, in any case; its name, if missing (`code`: the same, as code)
    also    other names of it that the chapters do not use
    from    the first chapter in which they mean this; until: the last; but: not in these
    rust    its names there: a path in `code`, or a crate
    ours    the same below asynclab: `package.Type` or `package.Type.member`
    java    the JDK's and Netty's, in full; in brackets what is no name

and after an empty line what it is, in our own words, and `Differs: ` what differs.
"""

from __future__ import annotations

import argparse
import functools
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from chapters import NOTEBOOKS
from notebook_form import KERNEL, LAST_SECTIONS, ROOT

SOURCE = ROOT / "tools" / "glossary.md"
BOOK = ROOT / "tools" / "book-index.md"
PAGE = "glossary.ipynb"
LAST = re.compile(rf"^## {LAST_SECTIONS[0]}$", re.M)
START = "00-start"  # shows what is to come, in words that the chapters explain
CELL = "#cell-id="  # what JupyterLab finds in a notebook that is not drawn yet, and nbconvert names
LINK = re.compile(r"\[([^][]*)\]\(" + re.escape(PAGE + CELL) + r"([\w-]*)\)")
NO_PROSE = [
    re.compile(r"^```.*?^```[^\n]*$", re.S | re.M),
    re.compile(r"^(\||#).*$", re.M),
    re.compile(r"\[[^][]*\]\([^)]*\)"),
    re.compile(r"<[a-z/][^>]*>"),
    re.compile(r"\*\*You will have.*?\n\n", re.S),
]
CODE = re.compile(r"`[^`]+`")
TITLE = "# Glossary: Rust and Java"
ABOUT = """\
Each term of the chapters in two or three sentences, with its name in Rust, here, and in the JDK or
Netty. A term leads here where a chapter uses it first; the last line of an entry leads back. Names
of ours stand below `asynclab`; `std` is Rust's standard library, other names with `::` begin with a
crate. At the end stands where each section of the book is met in the chapters."""


@dataclass(frozen=True)
class Term:
    name: str
    theme: str
    rust: list[str]
    ours: list[str]
    java: list[str]
    text: str
    differs: str
    words: list[str]
    code: list[str]
    also: list[str]
    first: str
    last: str
    but: list[str]

    @property
    def cell(self) -> str:
        return self.name.replace(" ", "-")

    @property
    def said(self) -> str:
        """The first sentence of what it is."""
        return re.match(r".*?[.](?=\s|$)", self.text, re.S)[0].replace("\n", " ").replace("`", "")

    def link(self, said: str) -> str:
        return f"[{said}]({PAGE}{CELL}{self.cell})"

    def counts_in(self, stem: str) -> bool:
        chapter = stem.partition("-")[0]
        inside = self.first <= chapter and (not self.last or chapter <= self.last)
        return inside and chapter not in self.but


@dataclass(frozen=True)
class Use:
    """A term in a text: from where to where."""

    start: int
    stop: int
    term: Term


def main() -> int:
    parser = argparse.ArgumentParser(description="the glossary, and the links that lead to it")
    parser.add_argument("--write", action="store_true", help="make what would be a fault")
    args = parser.parse_args()
    known = terms(SOURCE.read_text("utf-8"))
    wrong = []
    for path in chapters():
        notebook = read(path)
        if faults := linked(notebook, path.stem, known):
            wrong += [f"{path.name}: {fault}" for fault in faults]
            if args.write:
                save(path, notebook)
    glossary, made = NOTEBOOKS / PAGE, page(known)
    if not glossary.is_file() or read(glossary) != made:
        wrong.append(f"{PAGE} is not what its sources say")
        if args.write:
            save(glossary, made)
    for fault in wrong:
        print(fault if args.write else f"{fault}: run tools/glossary.py --write", file=sys.stderr)
    return 1 if wrong and not args.write else 0


def chapters(folder: Path = NOTEBOOKS) -> list[Path]:
    """The notebooks with a number, in reading order."""
    return sorted(folder.glob("[0-9]*.ipynb"))


def read(path: Path) -> dict:
    return json.loads(path.read_text("utf-8"))


def save(path: Path, notebook: dict) -> None:
    """As nbformat writes it, so that a change of one line is one."""
    path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", "utf-8")


# ------------------------------------------------------------------------------------ the source


def terms(source: str) -> list[Term]:
    """The entries of `glossary.md` in their order."""
    found, theme = [], ""
    for block in re.split(r"^(?=##? )", source, flags=re.M):
        head, _, rest = block.partition("\n")
        if head.startswith("# "):
            theme = head[2:]
        elif head.startswith("## "):
            found.append(term(head[3:], theme, rest.strip()))
    return found


def term(name: str, theme: str, source: str) -> Term:
    facts, text, differs = source.split("\n\n")
    given = dict(line.split(": ", 1) for line in facts.splitlines())
    lists = {key: re.split(r", (?![^(]*\))", given.pop(key, "")) for key in LISTS}
    lists = {key: [each for each in values if each] for key, values in lists.items()}
    first, last = given.pop("from", "01"), given.pop("until", "")
    if given or not differs.startswith("Differs: "):
        raise ValueError(f"glossary.md, {name}: {list(given) or 'says not what differs'}")
    lists["words"] = lists["words"] or ([] if lists["code"] else [name])
    return Term(name, theme, text=text, differs=differs[9:], first=first, last=last, **lists)


LISTS = ("rust", "ours", "java", "words", "code", "also", "but")


# ------------------------------------------------------------------------------------ links


def linked(notebook: dict, stem: str, known: list[Term]) -> list[str]:
    """Links the first use of each term, and no other; what was to be changed, as sentences."""
    if stem == START:
        return []
    cells = list(body(notebook))
    plain = [LINK.sub(r"\1", "".join(cell["source"])) for cell in cells]
    found = []
    for cell, text, chosen in zip(cells, plain, first_uses(plain, stem, known), strict=True):
        old, new = "".join(cell["source"]), text
        for use in reversed(chosen):
            link = use.term.link(text[use.start : use.stop])
            new = new[: use.start] + link + new[use.stop :]
        if new != old:
            cell["source"] = new.splitlines(keepends=True)
            found += differences(old, new)
    return found


def body(notebook: dict):
    """The cells of text, down to the one in which the last sections begin: those repeat."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            yield cell
            if LAST.search("".join(cell["source"])):
                return


def first_uses(texts: list[str], stem: str, known: list[Term]) -> list[list[Use]]:
    """Of each text the uses to be linked: where a chapter sets a term in bold, else the first."""
    first = {}
    for number, text in enumerate(texts):
        for use in uses(LAST.split(text)[0], known):
            if use.term.counts_in(stem):
                bold = text[use.start - 2 : use.start] == text[use.stop : use.stop + 2] == "**"
                before = first.get(use.term.name)
                if not before or (bold and not before[0]):
                    first[use.term.name] = bold, number, use
    chosen = [[] for _ in texts]
    for _, number, use in first.values():
        chosen[number].append(use)
    return [sorted(each, key=lambda use: use.start) for each in chosen]


def uses(text: str, known: list[Term]) -> list[Use]:
    """All uses of terms in a text, in their order; where two lie over one another, the longer."""
    for pattern in NO_PROSE:
        text = pattern.sub(blank, text)
    prose = CODE.sub(blank, text)
    found = []
    for each in known:
        if each.words:
            found += [Use(*m.span(), each) for m in words_of(each).finditer(prose)]
        for code in each.code:
            found += [Use(*m.span(), each) for m in re.finditer(re.escape(f"`{code}`"), text)]
    found.sort(key=lambda use: (use.start, -use.stop))
    kept = []
    for use in found:
        if not kept or use.start >= kept[-1].stop:
            kept.append(use)
    return kept


def words_of(each: Term) -> re.Pattern:
    any_of = "|".join(
        re.escape(words).replace(r"\ ", r"\s+") for words in sorted(each.words, key=len)[::-1]
    )
    return re.compile(rf"(?<![\w-])(?:{any_of})(?![\w-])", re.I)


def blank(match: re.Match) -> str:
    return re.sub(r"[^\n]", "\0", match[0])


def differences(old: str, new: str) -> list[str]:
    before, after = LINK.findall(old), LINK.findall(new)
    found = [f"`{text}` is not linked to {to}" for text, to in after if (text, to) not in before]
    found += [f"`{text}` is linked to {to}" for text, to in before if (text, to) not in after]
    return found or ["links stand in another order"]


@dataclass(frozen=True)
class Section:
    """A heading of a chapter, and the cell in which it stands."""

    stem: str
    heading: str
    cell: str

    @property
    def link(self) -> str:
        chapter = self.stem.partition("-")[0]
        return f"[{chapter} · {self.heading}]({self.stem}.ipynb{CELL}{self.cell})"


@functools.cache
def sections(folder: Path = NOTEBOOKS) -> list[tuple[Section, str]]:
    """All sections of the chapters, in reading order, with their text."""
    found = []
    for path in chapters(folder):
        for cell in read(path)["cells"]:
            text = "".join(cell["source"]) if cell["cell_type"] == "markdown" else ""
            for part in re.split(r"^(?=##+ )", text, flags=re.M):
                if heading := re.match(r"##+ (.*)", part):
                    found.append((Section(path.stem, heading[1], cell["id"]), part))
                elif found and found[-1][0].stem == path.stem:
                    found[-1] = (found[-1][0], found[-1][1] + part)
    return found


def homes(known: list[Term]) -> dict[str, Section]:
    """For each term the section in which it is linked first."""
    names, found = {each.cell: each.name for each in known}, {}
    for section, text in sections():
        for _, cell in LINK.findall(text):
            found.setdefault(names.get(cell, cell), section)
    return found


# ------------------------------------------------------------------------------------ the notebook


def page(known: list[Term]) -> dict:
    """The glossary as a notebook."""
    at = homes(known)
    index = " · ".join(
        each.link(name) for name, each in sorted(names(known), key=lambda each: each[0].lower())
    )
    cells = [text_cell("glossary", f"{TITLE}\n\n{ABOUT}\n\n{index}")]
    for theme in dict.fromkeys(each.theme for each in known):
        group = [each for each in known if each.theme == theme]
        cells.append(text_cell(f"map-{len(cells)}", f"## {theme}\n\n{table(group)}"))
        cells += [text_cell(each.cell, entry(each, at[each.name])) for each in group]
    cells += [text_cell(f"book-{n}", text) for n, text in enumerate(book(BOOK.read_text("utf-8")))]
    return {
        "cells": cells,
        "metadata": {
            "kernelspec": {
                "display_name": "Java 25 (Async Lab)",
                "language": "java",
                "name": KERNEL,
            },
            "language_info": {"name": "java"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def names(known: list[Term]):
    for each in known:
        yield from ((name, each) for name in [each.name, *each.also])


def text_cell(name: str, text: str) -> dict:
    lines = text.splitlines(keepends=True)
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": lines}


def table(group: list[Term]) -> str:
    rows = ["| | Rust | here | JDK, Netty |", "|---|---|---|---|"]
    for each in group:
        columns = [", ".join(map(short, column)) for column in (each.rust, each.ours, each.java)]
        rows.append("| " + " | ".join([each.link(each.name), *columns]) + " |")
    return "\n".join(rows)


def entry(each: Term, first: Section) -> str:
    also = f"Also: {', '.join(each.also)}. " if each.also else ""
    ours = [f"`asynclab.{name[1:]}" if name[0] == "`" else name for name in each.ours]
    columns = {"Rust": each.rust, "here": ours, "JDK, Netty": each.java}
    named = "\n".join(
        f"- **{where}** {', '.join(map(unbracketed, names))}" for where, names in columns.items()
    )
    differs = f"**Differs:** {each.differs}"
    return f"### {each.name}\n\n{each.text}\n\n{named}\n\n{differs}\n{also}First in {first.link}."


def short(name: str) -> str:
    """`java.util.concurrent.locks.LockSupport.park` as `LockSupport.park`."""
    return re.sub(r"`(?:[a-z]\w*\.)+(?=\w)(?=[A-Z])", "`", unbracketed(name))


def unbracketed(name: str) -> str:
    return name[1:-1] if name.startswith("(") else name


# ------------------------------------------------------------------------------------ the book


def book(source: str) -> list[str]:
    """`book-index.md` as texts, one a heading; its lines `- …` as rows of a table."""
    texts = []
    for block in re.split(r"^(?=##)", source, flags=re.M)[1:]:
        lines = [row(line) if line.startswith("- ") else line for line in block.splitlines()]
        if len(lines) > 1 and lines[1].startswith("| "):
            lines[1:1] = ["", "| section of the book | here | exercise |", "|---|---|---|"]
        texts.append("\n".join(lines).strip())
    return texts


def row(line: str) -> str:
    """`- section | stem#heading; stem#heading | exercise, exercise` as a row of a table."""
    section, here, *exercises = (part.strip() for part in line[2:].split("|"))
    leads = [lead(place.strip()) for place in here.split(";")]
    asked = ", ".join(f"`{name.strip()}`" for name in "".join(exercises).split(",") if name)
    return f"| {section} | {'; '.join(leads)} | {asked} |"


def lead(place: str) -> str:
    """`stem#heading` as a link; what is none, stays."""
    stem, mark, heading = place.partition("#")
    found = [each for each, _ in sections() if (each.stem, each.heading) == (stem, heading)]
    if mark and not found:
        raise ValueError(f"book-index.md: {stem} has no section `{heading}`")
    return found[0].link if mark else place


if __name__ == "__main__":
    sys.exit(main())
