"""Slides: what of a chapter is shown to a room; they open without a network.

    python tools/slides.py [--out DIR] [CHAPTER...]

A cell is shown if its `metadata.slideshow.slide_type` says so, as JupyterLab's side bar sets it:
`slide` begins a new one, `fragment` comes to it with the next key, `-` at once; the others are
skipped. Before them stands a title, and each slide names the heading of the notebook that it
belongs to. What a room cannot read is left to the speaker, as notes: the rest of a text, what is
said to each answer, and `tools/teaching`.
"""

from __future__ import annotations

import argparse
import copy
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

from nbconvert import SlidesExporter
from nbformat.v4 import new_markdown_cell, new_notebook
from pygments.formatters import HtmlFormatter

import editions
import handouts
from binding import Chapter, Still
from notebook_form import DEEPER, LAST_SECTIONS, ROOT, expected_lines, headings

OUT = ROOT / ".lab" / "slides"
SHOWN = ("slide", "fragment", "-")
ALONE = re.compile(rf"^## (?:{'|'.join(LAST_SECTIONS[1:])})$", re.M)  # not for a room
PARTS = re.compile(r"^(?=##+ )", re.M)
BLOCKS = re.compile(r"\n\s*\n")
SENTENCES = re.compile(r"(?<=[.?:])\s+(?=[A-Z`*(])")
FIGURE = "<figure"


@dataclass
class Slide:
    cells: list = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Deck:
    """The slides of a chapter, made cell by cell."""

    def __init__(self, chapter: Chapter):
        self.asked = editions.questions(editions.QUESTIONS / f"{chapter.stem}.txt")
        self.teaching = editions.teaching(editions.TEACHING / f"{chapter.stem}.md")
        self.slides = [self.title(chapter)]
        self.heading = ""
        self.waiting: list[str] = []  # notes for the next slide
        for cell in shared(chapter.executed.cells):
            self.add(cell)
        self.slides[-1].notes += self.waiting

    def title(self, chapter: Chapter) -> Slide:
        """What is asked, and what one will be able to do."""
        goals = "\n".join(f"- {goal}" for goal in chapter.executed.metadata.asynclab.goals)
        text = f"# {chapter.title}\n\n{goals}\n\n<p class='run'>The Async Lab · {chapter.run}</p>"
        return Slide([slide_cell("slide", "title", text)], self.notes_to(chapter.title))

    def notes_to(self, heading: str) -> list[str]:
        return [self.teaching[heading]] if heading in self.teaching else []

    def add(self, cell) -> None:
        kind = cell.metadata.get("slideshow", {}).get("slide_type", "skip")
        if cell.cell_type == "markdown":
            *before, last = PARTS.split(cell.source)
            for part in before:
                self.add_text(part, "skip")
            self.add_text(last, kind)
        elif kind in SHOWN:
            self.show(self.code(cell, self.begin(kind)))

    def add_text(self, text: str, kind: str) -> None:
        """A text, or what of it a room can read; the speaker says it all."""
        found = headings(new_markdown_cell(text))
        if found:
            self.heading = found[0][1]
        to_say = [text.strip()] if text.strip() else []
        if found:
            to_say += self.notes_to(self.heading)
        if kind not in SHOWN:
            (self.waiting if found else self.slides[-1].notes).extend(to_say)
            return
        kind = self.begin(kind, titled=bool(found))
        self.show(slide_cell(kind, "text", short(text)))
        self.slides[-1].notes += to_say

    def show(self, cell) -> None:
        self.slides[-1].cells.append(cell)

    def begin(self, kind: str, titled: bool = False) -> str:
        """Begins a slide, if a cell of this kind does, and says where we are, if the cell does not.

        The kind that is left for the cell.
        """
        if kind != "slide":
            return kind
        self.slides.append(Slide(notes=self.waiting))
        self.waiting = []
        if titled:
            return kind
        self.show(slide_cell(kind, "where", f"### {self.heading}"))
        return "-"

    def code(self, cell, kind: str):
        """A cell of code as a room sees it: a question, a picture alone, or code and output."""
        if prediction := editions.PREDICT.search(cell.source):
            question = self.asked[prediction[1]]
            self.slides[-1].notes += [f"**{c.text}** {c.reply}" for c in question.choices]
            choices = "\n".join(f"1. {choice.text}" for choice in question.choices)
            return slide_cell(kind, "predict", f"**Predict.**{question.text}\n\n{choices}")
        shown = copy.deepcopy(cell)
        lines = cell.source.splitlines()
        shown.source = "\n".join(lines[: len(lines) - len(expected_lines(cell.source) or [])])
        shown.metadata = {"slideshow": {"slide_type": kind}, "look": "code"}
        figures = [
            each for each in cell.outputs if FIGURE in each.get("data", {}).get("text/html", "")
        ]
        if figures:
            shown.outputs = figures
            shown.metadata["transient"] = {"remove_source": True}
        return shown


def shared(cells: list):
    """The cells below the title that all see together."""
    for cell in cells[1:]:
        if cell.metadata.get("asynclab", {}).get("depth") == DEEPER:
            continue
        before = ALONE.split(cell.source)
        if cell.cell_type == "markdown" and len(before) > 1:
            yield new_markdown_cell(before[0], metadata=cell.metadata)
            return
        yield cell


def slide_cell(kind: str, look: str, source: str):
    """A cell of text that nbconvert puts on a slide, and the style sheet knows by its look."""
    return new_markdown_cell(source, metadata={"slideshow": {"slide_type": kind}, "look": look})


def short(text: str) -> str:
    """Of each paragraph its first sentence, and those that explain a term; the rest is said."""
    return "\n\n".join(map(shortened, BLOCKS.split(text.strip())))


def shortened(block: str) -> str:
    if block.startswith(("#", "|", "- ", "1. ", "```", "<")):
        return block
    first, *others = SENTENCES.split(block)
    return " ".join([first, *[each for each in others if "**" in each]])


# ------------------------------------------------------------------------------------ writing


class Slides(Still, SlidesExporter):
    """nbconvert's slides with our template."""


def page(chapter: Chapter) -> str:
    """The slides of a chapter as a page of HTML that stands alone."""
    book = new_notebook(metadata=dict(chapter.executed.metadata))
    for slide in Deck(chapter).slides:
        book.cells += slide.cells
        if slide.notes:
            book.cells.append(slide_cell("notes", "", "\n\n".join(slide.notes)))
    for number, cell in enumerate(book.cells):
        cell.id = f"cell-{number}"
    book.metadata["title"] = f"{chapter.title} · slides"
    book.metadata["slides"] = {
        "colours": HtmlFormatter(style="default").get_style_defs(".highlight")
    }
    html, _ = Slides("slides").from_notebook_node(book)
    return html


def build(paths: list[Path], out: Path = OUT, cache: Path = handouts.CACHE):
    """Executes the notebooks and writes their slides: what it wrote, and what went wrong."""
    chapters, faults = handouts.ran(paths, cache)
    out.mkdir(parents=True, exist_ok=True)
    made = []
    for chapter in chapters:
        with handouts.noted(faults):
            html = page(chapter)
            made.append(out / f"{chapter.stem}.html")
            with handouts.whole(made[-1]) as part:
                part.write_text(html, "utf-8")
    return made, faults


def main() -> int:
    parser = argparse.ArgumentParser(prog="lab slides", description="chapters for a room")
    parser.add_argument("chapters", nargs="*", metavar="CHAPTER")
    parser.add_argument("--out", type=Path, default=OUT, metavar="DIR")
    args = parser.parse_args()
    handouts.end_politely()
    made, faults = build(handouts.chosen(args.chapters, handouts.NOTEBOOKS), args.out)
    print(f"{len(made)} files are in {args.out}; the key S opens the speaker's view.")
    return handouts.told("slides", faults)


if __name__ == "__main__":
    sys.exit(main())
