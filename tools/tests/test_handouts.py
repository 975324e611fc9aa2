"""Handouts: what each edition shows and hides, pages that fetch nothing, and paper."""

from __future__ import annotations

import re
import sys
from base64 import b64encode

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from pypdf import PdfReader

import binding
import browser
import exercises
import figures
import handouts
import notebook_form
import paper
from live_kernel import chromium_only, linux_only, spec

pytestmark = linux_only

CHAPTER = notebook_form.ROOT / "notebooks" / "01-concurrency.ipynb"
PRINT_WIDTH = 650  # pixels: A4 without the margins of the style sheet
TOO_WIDE = """selector => [...document.querySelectorAll(selector)]
  .filter(e => e.scrollWidth > e.clientWidth).map(e => e.textContent.slice(0, 80))"""
ALL = "pre, table, figure, .cell"
LENGTHEN = """() => document.querySelectorAll('pre')
  .forEach(pre => pre.append('\\n' + 'x'.repeat(200)))"""
LOST = """() => [...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))
  .filter(to => !to.startsWith('http') && !document.getElementById(to.slice(1)))"""
UNBROKEN = "pre { white-space: pre !important; }"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """One chapter in both editions, as the command makes it."""
    spec()
    folder = tmp_path_factory.mktemp("handouts")
    handouts.build([CHAPTER], folder / "out", folder / "cache", pdf=browser.chromium() is not None)
    return folder


@pytest.fixture
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = browser.Browser(playwright, width=PRINT_WIDTH)
        yield opened
        opened.close()


def html(made, who):
    return made / "out" / who / f"{CHAPTER.stem}.html"


def text(made, who):
    """What an edition says, without white space and without its folded tables."""
    soup = BeautifulSoup(html(made, who).read_text("utf-8"), "html.parser")
    return notebook_form.squeezed(soup.main.get_text())


def secrets():
    """Everything a learner is to find out alone, as an edition would say it."""
    notebook = nbformat.read(CHAPTER, as_version=4)
    found = []
    for name in exercises.exercises(notebook):
        found.append(exercises.solution(name, CHAPTER.parent))
        found += exercises.hints(name, CHAPTER.parent)
        found += [wrong.reply for wrong in exercises.wrong_ideas(name, CHAPTER.parent)]
    for question in binding.editions.questions(
        binding.editions.QUESTIONS / f"{CHAPTER.stem}.txt"
    ).values():
        found += [choice.reply for choice in question.choices]
    found.append("A sleeper needs no CPU; computations need it, and there was one.")
    return [notebook_form.squeezed(each.replace("`", "")) for each in found]


# ------------------------------------------------------------------------------ editions


def test_the_learner_edition_holds_nothing_that_a_learner_is_to_find_out(made):
    says = text(made, "learner")

    assert [each for each in secrets() if each in says] == []


def test_the_instructor_edition_holds_all_of_it_and_the_notes_for_teachers(made):
    says = text(made, "instructor").replace("`", "")

    assert [each for each in secrets() if each not in says] == []
    assert notebook_form.squeezed("Let the group vote before each") in says


def test_a_learner_has_a_box_for_each_prediction_and_room_to_write(made):
    soup = BeautifulSoup(html(made, "learner").read_text("utf-8"), "html.parser")

    assert len(soup.select(".prediction > .lines")) == CHAPTER.read_text("utf-8").count(
        "Predict.of("
    )
    assert len(soup.select(".exercise > .lines")) == 5
    assert len(soup.select(".question > .lines")) == 8
    assert "Lab.resume" not in soup.main.get_text()


def test_a_note_below_a_heading_that_is_gone_is_named(tmp_path, monkeypatch):
    (tmp_path / "01-small.md").write_text("## Gone\n\nDiscuss.\n")
    monkeypatch.setattr(binding.editions, "TEACHING", tmp_path)
    small = new_notebook(cells=[new_markdown_cell("# 01 · Why?")])

    with pytest.raises(ValueError, match="Gone"):
        binding.editions.edition(small, "01-small", "instructor", tmp_path)


# ------------------------------------------------------------------------------ pages


@chromium_only
@pytest.mark.parametrize("who", ["learner", "instructor"])
def test_a_page_asks_for_nothing(made, chromium, who):
    asked = []
    chromium.page.on("request", lambda request: asked.append(request.url))

    chromium.page.goto(html(made, who).as_uri(), wait_until="networkidle")

    local = ("data:", html(made, who).as_uri())
    assert [url[:100] for url in asked if not url.startswith(local)] == []
    assert chromium.errors == []


def test_a_formula_is_drawn_without_a_script():
    small = new_notebook(cells=[new_markdown_cell("The mean is $\\frac{a+b}{2}$.")])
    small.metadata["handout"] = {"chapters": [], "edition": "", "title": ""}

    page, _ = binding.Handout("handout").from_notebook_node(small)

    assert "<mfrac>" in page
    assert "$" not in BeautifulSoup(page, "html.parser").main.get_text()


def test_a_figure_says_its_number_and_where_it_was_run(made):
    soup = BeautifulSoup(html(made, "learner").read_text("utf-8"), "html.parser")
    captions = [caption.get_text() for caption in soup.select("figcaption")]

    assert [caption.partition(". ")[0] for caption in captions] == ["Figure 1.1", "Figure 1.2"]
    assert all("JDK 25" in caption and "processors" in caption for caption in captions)


def chapter(source, stem="01-small"):
    """A chapter of one text, as if it had been executed."""
    small = new_notebook(cells=[new_markdown_cell(f"# Why?\n\n{source}")])
    small.metadata["handout"] = {"run": "Linux, JDK 25"}
    return binding.Chapter(stem, small, handouts.NOTEBOOKS)


def test_a_link_to_a_chapter_leads_to_its_page_or_is_text_where_there_is_none():
    text = (
        "[top](01-small.ipynb) [end](01-small.ipynb#The-end) [other](02-beside.ipynb#One) "
        "[gone](03-none.ipynb)\n\n## The end"
    )

    page = binding.page([chapter(text)], "learner", "Why?", {"01-small", "02-beside"})

    paragraph = BeautifulSoup(page, "html.parser").select("section.chapter p")[-1]
    led = [a["href"] for a in paragraph.find_all("a")]
    assert led == ["#01-small", "#01-small-1", "02-beside.html"]
    assert paragraph.get_text() == "top end other gone"


def test_a_term_leads_to_its_entry_where_there_is_one_and_is_said_at_the_end():
    term = "A [waker](glossary.ipynb#cell-id=waker)."
    entry = chapter("What calls.", "glossary")
    entry.executed.cells[0].id = "waker"

    alone, beside, book = (
        BeautifulSoup(binding.page(chapters, "learner", "Why?", names), "html.parser")
        for chapters, names in (
            ([chapter(term)], set()),
            ([chapter(term)], {"glossary"}),
            ([chapter(term), entry], set()),
        )
    )

    link = "section.chapter p a"
    assert alone.select(link) == []
    assert alone.select_one(".words dd").text.startswith("What a future leaves")
    to = beside.select_one(link)["href"]
    assert to == "glossary.html#cell-id=glossary-waker"
    assert book.select_one(link)["href"] == to.removeprefix("glossary.html")
    assert book.find(id="cell-id=glossary-waker")
    assert book.select(".words") == []


def stack(*names):
    """A picture with names of panels at these heights."""
    name = '<text class="ink" x="9.0" y="{}.0" font-size="14.0" font-weight="650">p</text>'
    inner = "".join(map(name.format, names))
    svg = f'<svg viewBox="0 0 840.0 700.0" width="840.0" height="700.0">{inner}</svg>'
    return f'<img alt="it" src="data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}">'


def test_a_stack_of_timelines_is_a_picture_for_each_of_its_panels_on_paper():
    parts = figures.panels(stack(58, 258, 458))

    assert [figures.size(part)[1] for part in parts] == [236, 200, 264]
    assert [part.startswith('<img alt="it"') for part in parts] == [True, False, False]
    assert figures.panels(stack(58, 98, 458)) == [stack(58, 98, 458)]  # rows, no panels


# ------------------------------------------------------------------------------ paper


@chromium_only
def test_the_contents_name_the_page_on_which_each_heading_stands(made):
    pages = [squeezed(page) for page in PdfReader(pdf(made, "learner")).pages]
    headings = notebook_form.sections(nbformat.read(CHAPTER, as_version=4))
    numbers = {}
    for heading in map(notebook_form.squeezed, headings):
        row = re.search(re.escape(heading) + r"(\d+)", pages[1])
        numbers[heading] = int(row[1]) if row else 0

    assert len(numbers) > 10
    assert min(numbers.values()) > 2
    assert [each for each, number in numbers.items() if each not in pages[number - 1]] == []
    assert [n for n in numbers.values() if f"learneredition{n}" not in pages[n - 1]] == []


def pdf(made, who):
    return html(made, who).with_suffix(".pdf")


def squeezed(page):
    """The text of a page; pypdf may put a blank in the middle of a word."""
    return notebook_form.squeezed(page.extract_text())


@chromium_only
def test_every_page_of_a_chapter_has_its_running_heads(made):
    pages = PdfReader(pdf(made, "instructor")).pages

    heads = [page.extract_text() for page in pages][2:]

    assert len(heads) > 5
    assert all("01 · concurrency" in head and "instructor edition" in head for head in heads)


@chromium_only
def test_links_stand_at_the_end_of_the_chapter(made):
    pages = PdfReader(pdf(made, "learner")).pages

    assert "https://openjdk.org/jeps/454" in pages[-1].extract_text()


@chromium_only
@pytest.mark.parametrize("who", ["learner", "instructor"])
def test_nothing_is_cut_off_on_paper(made, chromium, who):
    chromium.page.emulate_media(media="print")
    chromium.page.goto(html(made, who).as_uri())
    as_made = chromium.page.evaluate(TOO_WIDE, ALL)
    chromium.page.evaluate(LENGTHEN)

    assert as_made == []
    assert chromium.page.evaluate(TOO_WIDE, ALL) == []


@chromium_only
def test_eighty_columns_fit_on_a_line_of_paper(made, chromium):
    chromium.page.emulate_media(media="print")
    chromium.page.goto(html(made, "learner").as_uri())
    chromium.page.add_style_tag(content=UNBROKEN)
    line = "x" * notebook_form.COLUMNS
    listing = chromium.page.locator(".jp-Cell-inputArea pre").last
    listing.evaluate("(pre, line) => { pre.textContent = line; }", line)

    assert listing.evaluate("pre => pre.scrollWidth <= pre.clientWidth")


# ------------------------------------------------------------------------------ the command


def test_what_was_executed_is_not_executed_again(made, monkeypatch):
    monkeypatch.setattr(handouts.run_notebook, "save_executed", None)  # a call would fail

    handouts.build([CHAPTER], made / "again", made / "cache", pdf=False)

    assert html(made, "learner").read_text("utf-8") == (
        made / "again" / "learner" / f"{CHAPTER.stem}.html"
    ).read_text("utf-8")


def test_a_notebook_that_fails_names_its_cell_and_leaves_nothing(tmp_path):
    spec()
    kernelspec = {"name": notebook_form.KERNEL, "display_name": "Java", "language": "java"}
    small = new_notebook(
        cells=[new_markdown_cell("# 01 · Why?"), new_code_cell("int gone = 1 / 0;")],
        metadata={"kernelspec": kernelspec},
    )
    nbformat.write(small, tmp_path / "01-small.ipynb")

    made, faults = handouts.build(
        [tmp_path / "01-small.ipynb"], tmp_path / "out", tmp_path / "cache"
    )

    assert made == []
    assert re.search(r"code cell 1 \(`int gone = 1 / 0;`\) failed", faults[0])
    assert not (tmp_path / "out").exists()
    assert list((tmp_path / "cache").iterdir()) == []


def test_the_text_of_a_notebook_may_change_without_another_run(tmp_path, monkeypatch):
    small = new_notebook(cells=[new_markdown_cell("# Why?"), new_code_cell("1")])
    nbformat.write(small, tmp_path / "01-small.ipynb")
    runs = []

    def save(source, target):
        runs.append(source)
        ran = nbformat.read(source, as_version=4)
        ran.cells[1].outputs = [new_output("stream", text="seen")]
        nbformat.write(ran, target)

    monkeypatch.setattr(handouts.run_notebook, "save_executed", save)
    monkeypatch.setattr(handouts, "this_run", lambda: "here")
    handouts.executed(tmp_path / "01-small.ipynb", tmp_path / "cache")
    small.cells[0].source = "# How?"
    nbformat.write(small, tmp_path / "01-small.ipynb")

    again = handouts.executed(tmp_path / "01-small.ipynb", tmp_path / "cache")

    assert len(runs) == 1
    assert again.cells[0].source == "# How?"
    assert again.cells[1].outputs[0].text == "seen"


def test_a_chapter_that_fails_stops_no_other_and_there_is_no_book_without_it(
    tmp_path, monkeypatch, capsys
):
    def executed(path, cache):
        if path.stem == "02-bad":
            raise RuntimeError("02-bad: cell 1 failed")
        return chapter("[bad](02-bad.ipynb)", path.stem).executed

    monkeypatch.setattr(handouts, "executed", executed)
    paths = [tmp_path / f"{stem}.ipynb" for stem in ("01-a", "02-bad", "03-b")]

    made, faults = handouts.build(paths, tmp_path / "out", tmp_path, pdf=False)

    assert [path.name for path in made] == ["01-a.html"] * 2 + ["03-b.html"] * 2
    assert "02-bad.html" not in made[0].read_text("utf-8")
    assert handouts.told("handouts", faults) == 1
    assert "handouts: 02-bad: cell 1 failed" in capsys.readouterr().err


def test_what_is_interrupted_leaves_no_half_file_and_is_made_the_next_time(tmp_path, monkeypatch):
    def stopped(html, target):
        target.write_text("half")
        raise KeyboardInterrupt

    one = [chapter("Once.")], "Why?", "01-small", tmp_path, True, set()
    monkeypatch.setattr(paper, "write", stopped)
    with pytest.raises(KeyboardInterrupt):
        handouts.write(*one)
    left = [path.name for path in (tmp_path / "learner").iterdir()]
    monkeypatch.setattr(paper, "write", lambda html, target: target.write_text("whole"))

    handouts.write(*one)

    assert left == ["01-small.html"]
    assert (tmp_path / "learner" / "01-small.pdf").read_text() == "whole"


def test_a_chapter_that_is_not_there_names_those_that_are(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["lab handouts", "00-start", "99-none"])

    with pytest.raises(SystemExit, match="no chapter 99-none: there are 00-start, 01-"):
        handouts.main()


def test_without_chromium_there_is_html_and_the_reason(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(paper.browser, "chromium", lambda: None)
    asked = []
    built = ["one"], []
    monkeypatch.setattr(handouts, "build", lambda paths, out, pdf: asked.append(pdf) or built)
    monkeypatch.setattr(sys, "argv", ["handouts", "01-concurrency", "--out", str(tmp_path)])

    assert handouts.main() == 0

    assert asked == [False]
    assert "no PDF: no Chromium on PATH" in capsys.readouterr().out


# ------------------------------------------------------------------------------ the whole book


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """All chapters in one, in both editions, as HTML and PDF."""
    spec()
    folder = tmp_path_factory.mktemp("book")
    chapters, faults = handouts.ran(sorted(handouts.NOTEBOOKS.glob("*.ipynb")))
    assert faults == []
    handouts.write(chapters, "The book", handouts.BOOK, folder, True, set())
    return folder


@chromium_only
@pytest.mark.only_all
@pytest.mark.limit(3600)
@pytest.mark.parametrize("who", ["learner", "instructor"])
def test_in_the_whole_book_nothing_is_cut_off_or_fetched_and_all_links_lead_somewhere(
    book, chromium, who
):
    file = book / who / f"{handouts.BOOK}.html"
    asked = []
    chromium.page.on("request", lambda request: asked.append(request.url))
    chromium.page.emulate_media(media="print")
    chromium.page.goto(file.as_uri())
    chromium.page.wait_for_load_state("networkidle")

    assert chromium.page.evaluate(TOO_WIDE, ALL) == []
    assert [url for url in asked if not url.startswith(("data:", file.as_uri()))] == []
    assert chromium.page.evaluate(LOST) == []


@chromium_only
@pytest.mark.only_all
@pytest.mark.limit(3600)
@pytest.mark.parametrize("who", ["learner", "instructor"])
def test_the_whole_book_has_right_contents_running_heads_and_no_empty_page(book, who, tell):
    file = book / who / f"{handouts.BOOK}.pdf"
    pages = dict(enumerate(map(squeezed, PdfReader(file).pages), 1))
    soup = BeautifulSoup(file.with_suffix(".html").read_text("utf-8"), "html.parser")
    headings = [notebook_form.squeezed(each.get_text()) for each in soup.select("nav a")]
    last = max(n for n in list(pages)[:9] if headings[0] in pages[n]) - 1  # of the contents
    contents = "".join(
        pages[n].replace(f"TheAsyncLab·{who}edition{n}", "") for n in range(2, last + 1)
    )
    row = "(\\d{1,3})".join(map(re.escape, [*headings, ""]))
    numbers = re.search(row, contents)
    tell(f"{who}: {len(pages)} pages, {last - 1} of them contents")

    assert numbers, contents
    found = zip(headings, map(int, numbers.groups()), strict=True)
    assert [each for each, number in found if each not in pages[number]] == []
    body = {n: page for n, page in pages.items() if n > last}
    assert [n for n, page in body.items() if f"{who}edition{n}" not in page] == []
    assert [n for n, page in body.items() if len(page) < 60 and not drawn(file, n)] == []


def drawn(file, number):
    """Whether a page has anything on it below its running head: lines to write on, a picture."""
    content = PdfReader(file).pages[number - 1].get_contents().get_data()
    return content.count(b" l\n") + content.count(b" re\n") + content.count(b" Do\n") > 5
