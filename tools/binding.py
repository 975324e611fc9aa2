"""Binds chapters into one page of HTML that stands alone: nothing is fetched to show it.

nbconvert's own template makes the page; `templates/handout` adds the title, the style sheet and the
places for contents. Formulas become MathML, which browsers draw by themselves. What a template
cannot do is done to the finished page: contents, numbers of figures, links as notes for paper.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from bs4 import BeautifulSoup
from jinja2 import pass_context
from latex2mathml.converter import convert
from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat.v4 import new_notebook
from pygments.formatters import HtmlFormatter

import editions
import glossary
from notebook_form import LAST_SECTIONS, name_cells

TEMPLATES = Path(__file__).resolve().parent / "templates"
NOTEBOOK = re.compile(r"([\w.-]+)\.ipynb(?:#(.*))?")
GLOSSARY = glossary.PAGE.partition(".")[0]
NAMES = {editions.LEARNER: "learner edition", editions.INSTRUCTOR: "instructor edition"}
SHORT = 14  # lines of a listing that is not torn apart at the end of a page


@dataclass(frozen=True)
class Chapter:
    """One notebook of a book: its file's name without the ending, and its executed copy."""

    stem: str
    executed: object
    folder: Path

    @property
    def page(self) -> str:
        """The name of its kind of page, in the words of CSS."""
        return "chapter-" + self.stem

    @property
    def title(self) -> str:
        return self.executed.cells[0].source.partition("\n")[0].lstrip("# ")

    @property
    def head(self) -> str:
        """What stands at the head of its pages."""
        number, _, name = self.stem.partition("-")
        return f"{number} · {name.replace('-', ' ')}" if name else self.stem

    @property
    def run(self) -> str:
        return self.executed.metadata.handout.run


def page(chapters: list[Chapter], who: str, title: str, beside: set[str]) -> str:
    """The chapters in one edition, as a page of HTML; `beside` it lie those of other chapters."""
    book = new_notebook(metadata=dict(chapters[0].executed.metadata))
    for chapter in chapters:
        cells = editions.edition(chapter.executed, chapter.stem, who, chapter.folder)
        first = cells[0].metadata.setdefault("handout", {})
        first.update(page=chapter.page, id=chapter.stem)
        name_cells(cells, chapter.executed, f"{chapter.stem}-")  # two chapters may use one name
        book.cells += cells
    book.metadata["handout"] = {
        "chapters": [{"page": each.page, "head": each.head} for each in chapters],
        "who": who,
        "edition": NAMES[who],
        "title": title,
        "run": "; ".join(dict.fromkeys(each.run for each in chapters)),
        "colours": HtmlFormatter(style="default").get_style_defs(".highlight"),
    }
    book.metadata["title"] = f"{title} · {NAMES[who]}"
    html, _ = Handout("handout").from_notebook_node(book)
    return finished(html, {each.stem: each for each in chapters}, beside)


class Still:
    """For an exporter of nbconvert: formulas that need no script, and one of our templates."""

    def __init__(self, template: str):
        super().__init__(
            template_name=template, extra_template_basedirs=[str(TEMPLATES)], embed_images=True
        )

    @pass_context
    def markdown2html(self, context, source):
        cell, metadata = context["cell"], context["resources"].get("metadata", {})
        renderer = Renderer(
            escape=False,
            attachments=cell.get("attachments", {}),
            embed_images=self.embed_images,
            path=metadata.get("path", ""),
            exclude_anchor_links=True,
        )
        return MarkdownWithMath(renderer=renderer).render(source)


class Handout(Still, HTMLExporter):
    """nbconvert's page with our template."""


class Renderer(IPythonRenderer):
    """Formulas as MathML."""

    def inline_math(self, body):
        return convert(body)

    def block_math(self, body):
        return convert(body, display="block")


# ------------------------------------------------------------------------------------ the page


def finished(html: str, chapters: dict[str, Chapter], beside: set[str]) -> str:
    """The page with contents, numbered figures, whole short listings, and notes for its links."""
    soup = BeautifulSoup(html, "html.parser")
    mark_headings(soup)
    write_contents(soup)
    places = {stem: anchors(soup.find(id=stem)) for stem in chapters}
    for stem, chapter in chapters.items():
        section = soup.find(id=stem)
        number_figures(section, stem.partition("-")[0].lstrip("0") or "0", chapter.run)
        if GLOSSARY not in chapters:
            write_words(soup, section)
        lead_links_to_pages(section, places, beside)
        write_notes(soup, section)
    for block in soup.select("pre"):
        if block.get_text().strip("\n").count("\n") < SHORT:
            block["class"] = [*block.get("class", []), "short"]
    for element in soup.select("[tabindex]"):
        del element["tabindex"]  # nbconvert's, for a page that scrolls inside its cells
    return str(soup)


def mark_headings(soup) -> None:
    """Gives each heading an address of its own: two chapters have the same headings."""
    for chapter in soup.select("section.chapter"):
        for number, heading in enumerate(chapter.select("h1, h2, h3")):
            heading["id"] = f"{chapter['id']}-{number}"


def write_contents(soup) -> None:
    """The headings; in a book not those that every chapter has."""
    contents = soup.find("nav")
    contents.append(new(soup, "h2", "Contents"))
    many = len(soup.select("section.chapter")) > 1
    contents["class"] = [*contents["class"], *["book"] * many]
    for heading in soup.select("section.chapter :is(h1, h2)"):
        if many and heading.get_text() in LAST_SECTIONS:
            continue
        row = new(
            soup, "a", heading.get_text(), href=f"#{heading['id']}", **{"class": heading.name}
        )
        row.append(new(soup, "span", "", **{"class": "number"}))
        contents.append(row)


def number_figures(section, chapter: str, run: str) -> None:
    """Each figure says its number, and where and how often what it shows was run."""
    for number, caption in enumerate(section.select("figcaption"), 1):
        caption.insert(0, f"Figure {chapter}.{number}. ")
        caption.append(f" One run: {run}.")


def anchors(section) -> dict[str, str]:
    """The addresses of a chapter's headings, by what JupyterLab calls them."""
    return {address(each): each["id"] for each in section.select("h1, h2, h3")}


def address(heading) -> str:
    """What JupyterLab calls a heading, in a link to it."""
    return re.sub(r"\s", "-", heading.get_text().strip())


def lead_links_to_pages(section, here: dict[str, dict], beside: set[str]) -> None:
    """A link to a notebook leads to its heading or cell in this page, or to the page beside it;
    else it is text.
    """
    for link in section.select("a[href]"):
        notebook = NOTEBOOK.fullmatch(link["href"])
        if not notebook:
            continue
        stem, place = notebook[1], unquote(notebook[2] or "")
        cell = f"cell-id={stem}-{name}" if (name := place.removeprefix("cell-id=")) != place else ""
        if stem in here:
            link["href"] = "#" + (cell or here[stem].get(place, stem))
        elif stem in beside:
            link["href"] = f"{stem}.html" + (f"#{cell}" if cell else "")
        else:
            link.unwrap()


def write_notes(soup, section) -> None:
    """On paper nobody can follow a link, so its address stands at the end of the chapter."""
    links = section.select("a[href^=http]")
    if not links:
        return
    addresses = list(dict.fromkeys(link["href"] for link in links))
    for link in links:
        number = addresses.index(link["href"]) + 1
        link.insert_after(new(soup, "sup", str(number), **{"class": "paper"}))
    notes = new(soup, "aside", "", **{"class": "notes paper"})
    notes.append(new(soup, "h3", "Links"))
    notes.append(new(soup, "ol", ""))
    notes.ol.extend(new(soup, "li", address) for address in addresses)
    section.append(notes)


def write_words(soup, section) -> None:
    """On paper the terms that lead to the glossary are said in a sentence, at the end."""
    known = {term.cell: term for term in glossary.terms(glossary.SOURCE.read_text("utf-8"))}
    links = section.select(f"a[href^='{glossary.PAGE}{glossary.CELL}']")
    cells = {link["href"].partition("=")[2] for link in links}
    if not cells:
        return
    words = new(soup, "aside", "", **{"class": "notes paper words"})
    words.append(new(soup, "h3", "Words"))
    words.append(new(soup, "dl", ""))
    for cell in sorted(cells, key=str.lower):
        words.dl.append(new(soup, "dt", known[cell].name))
        words.dl.append(new(soup, "dd", known[cell].said))
    section.append(words)


def new(soup, name: str, text: str, **attributes):
    element = soup.new_tag(name, attrs=attributes)
    element.string = text
    return element
