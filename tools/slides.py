"""Slides: what of a chapter is shown to a room; they open without a network.

    python tools/slides.py [--out DIR] [CHAPTER...]

A cell is shown if its `metadata.slideshow.slide_type` says so, as JupyterLab's side bar sets it:
`slide` begins a new one, `fragment` comes to it with the next key, `-` at once; without a type it
is skipped. Before them stands a title, and each slide names the heading of the notebook that it
belongs to. What a room cannot read is left to the speaker, as notes: the rest of a text, what is
said to each answer, and `tools/teaching`.
"""

from __future__ import annotations

import argparse
import copy
import re
import sys
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path

from nbconvert import SlidesExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from pygments.formatters import HtmlFormatter

import editions
import figures
import glossary
import handouts
from binding import Chapter, Still
from chapters import named
from notebook_form import DEEPER, LAST_SECTIONS, ROOT, expected_lines, headings

OUT = ROOT / ".lab" / "slides"
SHOWN = ("slide", "fragment", "-")
ALONE = re.compile(rf"^## (?:{'|'.join(LAST_SECTIONS[1:])})$", re.M)  # not for a room
PARTS = re.compile(r"^(?=##+ )", re.M)
TITLE = re.compile(r"^#+ (.*)$", re.M)
BLOCKS = re.compile(r"\n\s*\n")
SENTENCES = re.compile(r"(?<=[.?:])\s+(?=[A-Z`*(\"])")
KEPT = ("#", "|", "- ", "1. ", "```", "<", ">")  # a block that begins so is no sentence
ALONE_WORDS, BESIDE_WORDS = 80, 30  # of a text that has its slide for itself, or not
FIGURE = re.compile(r"<figure\b.*?</figure>", re.S)
TO_NOTEBOOK = re.compile(r'<a href="[\w-]+\.ipynb[^"]*">(.*?)</a>', re.S)
SCRIPT = re.compile(r"<script\b.*?</script>", re.S)
FIGURE_WIDTH, FIGURE_HEIGHT, PLAYER_HEIGHT = 1200, 600, 480  # of the 1280 and 720 of a slide


@dataclass
class Slide:
    cells: list = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def shown(self) -> list:
        """Its cells, with as much of a text as there is room for."""
        texts = [cell for cell in self.cells if cell.metadata.look == "text"]
        full = [cell for cell in self.cells if cell.metadata.look not in ("text", "where")]
        for cell in texts:
            cell.source = short(cell.source, BESIDE_WORDS if full else ALONE_WORDS)
        return self.cells


class Deck:
    """The slides of a chapter, made cell by cell."""

    def __init__(self, chapter: Chapter):
        self.asked = editions.questions(editions.QUESTIONS / f"{chapter.stem}.txt")
        self.teaching = editions.teaching(editions.TEACHING / f"{chapter.stem}.md")
        self.slides = [self.title(chapter)]
        self.heading = headings(chapter.executed.cells[0])[-1][1]
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
        kind = "slide" if kind == "subslide" else kind
        if cell.cell_type == "markdown":
            *before, last = PARTS.split(cell.source)
            for part in before:
                self.add_text(part, "skip")
            self.add_text(last, kind)
        elif kind in SHOWN:
            self.add_code(cell, kind)

    def add_text(self, text: str, kind: str) -> None:
        """A text, or what of it a room can read; the speaker says it all."""
        found = headings(new_markdown_cell(text))
        if found:
            self.heading = found[0][1]
        to_say = [TITLE.sub(r"**\1**", text).strip()] if text.strip() else []
        if found:
            to_say = self.notes_to(self.heading) + to_say
        if kind not in SHOWN:
            (self.waiting if found else self.slides[-1].notes).extend(to_say)
            return
        kind = self.begin(kind, titled=bool(found))
        self.show(slide_cell(kind, "text", text))
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

    def add_code(self, cell, kind: str) -> None:
        """A question; or pictures, each on a slide of its own; or code and its output."""
        pictures = [each for output in cell.outputs for each in views(html_of(output))]
        for html in pictures:
            picture = output_cell(html)
            picture.metadata["slideshow"] = {"slide_type": self.begin("slide")}
            self.show(picture)
        if pictures:
            return
        kind = self.begin(kind)
        if prediction := editions.PREDICT.search(cell.source):
            self.show(self.question(self.asked[prediction[1]], kind))
            return
        shown = copy.deepcopy(cell)
        lines = cell.source.splitlines()
        shown.source = "\n".join(lines[: len(lines) - len(expected_lines(cell.source) or [])])
        shown.metadata = {"slideshow": {"slide_type": kind}, "look": "code"}
        self.show(shown)

    def question(self, asked: editions.Question, kind: str):
        """A prediction; the speaker reads what is said to each answer."""
        self.slides[-1].notes += [f"**{choice.text}** {choice.reply}" for choice in asked.choices]
        choices = "\n".join(f"1. {choice.text}" for choice in asked.choices)
        return slide_cell(kind, "predict", f"**Predict.**{asked.text}\n\n{choices}")


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


def short(text: str, words: int) -> str:
    """As many of the sentences of a text: the first, those that explain a term, the next ones."""
    blocks = [
        [block] if block.startswith(KEPT) else SENTENCES.split(block)
        for block in BLOCKS.split(text.strip())
    ]
    rest = [each for block in blocks for each in block if not each.startswith(KEPT)]
    chosen = [each for n, each in enumerate(rest) if n == 0 or "**" in each]
    for sentence in rest:
        if count(*chosen, sentence) > words:
            break
        chosen += [sentence] if sentence not in chosen else []
    kept = [[each for each in block if each.startswith(KEPT) or each in chosen] for block in blocks]
    return "\n\n".join("\n\n".join(block) for block in kept if block)


def count(*texts: str) -> int:
    return sum(len(text.split()) for text in texts)


def html_of(output) -> str:
    return output.get("data", {}).get("text/html", "")


def views(html: str) -> list[str]:
    """A picture as large as a slide; one that is too tall, by its panels or in pieces."""
    found = FIGURE.search(html)
    drawn = found and figures.IMAGE.search(found[0])
    if not drawn:
        return []
    image, script = drawn[0], "".join(SCRIPT.findall(html))
    if scale(image, bool(script)) >= 1:
        return [whole(image, script)]
    parts = figures.panels(image)
    if min(map(scale, parts)) >= 1:
        return [whole(part) for part in parts]
    width, height = figures.size(image)
    pieces = ceil(height * FIGURE_WIDTH / width / FIGURE_HEIGHT)
    places = [100 * n / (pieces - 1) for n in range(pieces)]
    return [framed("piece", f"--place: {place:.0f}%", image) for place in places]


def scale(image: str, player: bool = False) -> float:
    """How many times as large as drawn a picture can be shown."""
    width, height = figures.size(image)
    return min(FIGURE_WIDTH / width, (PLAYER_HEIGHT if player else FIGURE_HEIGHT) / height)


def whole(image: str, script: str = "") -> str:
    width = figures.size(image)[0] * scale(image, bool(script))
    return framed("whole", f"--width: {width:.0f}px", f"<figure>{image}</figure>{script}")


def framed(look: str, style: str, html: str) -> str:
    return f'<div class="{look}" style="{style}">{html}</div>'


def output_cell(html: str):
    """A cell of which only the output is shown."""
    output = new_output("display_data", data={"text/html": html})
    hidden = {"look": "figure", "transient": {"remove_source": True}}
    return new_code_cell("", outputs=[output], metadata=hidden)


# ------------------------------------------------------------------------------------ writing


class Slides(Still, SlidesExporter):
    """nbconvert's slides with our template."""


def page(chapter: Chapter) -> str:
    """The slides of a chapter as a page of HTML that stands alone."""
    book = new_notebook(metadata=dict(chapter.executed.metadata))
    for slide in Deck(chapter).slides:
        book.cells += slide.shown()
        if slide.notes:
            book.cells.append(slide_cell("notes", "", "\n\n".join(slide.notes)))
    for number, cell in enumerate(book.cells):
        cell.id = f"cell-{number}"
    book.metadata["title"] = f"{chapter.title} · slides"
    book.metadata["slides"] = {
        "colours": HtmlFormatter(style="default").get_style_defs(".highlight")
    }
    html, _ = Slides("slides").from_notebook_node(book)
    return TO_NOTEBOOK.sub(r"\1", html)  # nobody leaves a slide for another notebook


def build(paths: list[Path], out: Path = OUT, cache: Path = handouts.CACHE):
    """Executes the notebooks and writes their slides: what it wrote, and what went wrong."""
    chapters, faults = handouts.ran(paths, cache)
    out.mkdir(parents=True, exist_ok=True)
    made = []
    for chapter in chapters:
        if not any("slideshow" in cell.metadata for cell in chapter.executed.cells):
            print(f"  {chapter.stem} has no cell for a slide", flush=True)
            continue
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
    paths = named(args.chapters, glossary.chapters())
    handouts.end_politely()
    made, faults = build(paths, args.out)
    print(f"{len(made)} files are in {args.out}; the key S opens the speaker's view.")
    return handouts.told("slides", faults)


if __name__ == "__main__":
    sys.exit(main())
