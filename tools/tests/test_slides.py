"""Slides: which cells are shown to a room and what the speaker says; pages that fetch nothing."""

from __future__ import annotations

import sys
from base64 import b64encode

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

import browser
import glossary
import handouts
import slides
from binding import Chapter
from live_kernel import chromium_only, spec
from notebook_form import DEEPER, tags

NOTEBOOKS = glossary.chapters()
FEWEST, MOST = 8, 15
SMALLEST = 17  # pixels of a letter of code on 720 lines: a 42nd of the height
READY = "() => window.Reveal?.isReady() && document.body.dataset.fitted"
FAULTS = """smallest => [...document.querySelectorAll('.slides > section > section')]
  .map((slide, n) => [n + 1, slide])
  .filter(([, slide]) => slide.scrollHeight > 720
    || [...slide.querySelectorAll('pre, table, .cell')].some(e => e.scrollWidth > e.clientWidth)
    || [...slide.querySelectorAll('pre, p, li, td')].some(
      e => e.closest('aside, details, .title') === null
        && parseFloat(getComputedStyle(e).fontSize) < smallest)
    || [...slide.querySelectorAll('figure img')].some(e => e.width < e.naturalWidth))
  .map(([n, slide]) => `slide ${n}: ${slide.innerText.slice(0, 60)}`)"""


def chapter(*cells, stem="01-small", question="# 01 · Why?"):
    """A chapter of these cells, below its title."""
    first = new_markdown_cell(f"{question}\n\n**You will have** seen it.")
    notebook = new_notebook(cells=[first, *cells])
    notebook.metadata["asynclab"] = {"goals": ["say why"]}
    notebook.metadata["handout"] = {"run": "Linux, JDK 25"}
    return Chapter(stem, notebook, handouts.NOTEBOOKS)


def shown(cell, kind="slide"):
    cell.metadata["slideshow"] = {"slide_type": kind}
    return cell


def text(source, kind="slide"):
    return shown(new_markdown_cell(source), kind)


def picture(width, height):
    """A cell of code whose output is a picture of this size."""
    root = f'<svg viewBox="0 0 {width} {height}" width="{width}.0" height="{height}.0"></svg>'
    data = b64encode(root.encode()).decode()
    html = f'<figure><img alt="a" src="data:image/svg+xml;base64,{data}"></figure>'
    cell = new_code_cell("draw();", outputs=[new_output("display_data", data={"text/html": html})])
    return shown(cell)


def pages(made):
    """Each slide of a chapter and its notes, as text."""
    soup = BeautifulSoup(slides.page(made), "html.parser")
    found = []
    for slide in soup.select(".slides > section > section"):
        notes = [each.extract() for each in slide.select("aside")]
        found.append((words(slide), " ".join(map(words, notes))))
    return found


def words(element):
    return " ".join(element.get_text(" ").split())


# ------------------------------------------------------------------------------ what is shown


def test_only_tagged_cells_are_shown_and_none_that_a_room_does_not_share():
    deep = text("## Deep · deeper\n\nMore.")
    deep.metadata["asynclab"] = {"depth": DEEPER}
    made = chapter(
        text("## One\n\nA loop."),
        new_code_cell("hidden();"),
        shown(new_code_cell("one();\n// → 1", outputs=[new_output("stream", text="1\n")]), "-"),
        deep,
        text("## What we have\n\nA loop.\n\n## Check yourself\n\n1. Why?\n\nBecause."),
        text("## Further\n\nA book."),
    )

    assert [slide for slide, _ in pages(made)] == [
        "01 · Why? say why The Async Lab · Linux, JDK 25",
        "One A loop. one (); 1",
        "What we have A loop.",
    ]


def test_the_answers_to_a_prediction_are_the_speakers():
    made = chapter(
        new_markdown_cell("## Waits"),
        shown(new_code_cell('Predict.of("01.compute", "?")')),
        stem="01-concurrency",
    )

    slide, notes = pages(made)[1]

    replies = [choice.reply for choice in slides.Deck(made).asked["01.compute"].choices]
    assert slide.startswith("Waits Predict.")
    assert all(reply.split(". ")[0].strip() in notes for reply in replies)
    assert not any(reply.strip() in slide for reply in replies)


def test_what_is_not_shown_is_said_and_a_section_without_a_slide_waits_for_the_next(
    tmp_path, monkeypatch
):
    (tmp_path / "01-small.md").write_text("# 01 · Why?\n\nHello.\n\n## Two\n\nVote.\n")
    monkeypatch.setattr(slides.editions, "TEACHING", tmp_path)
    made = chapter(
        text("## One\n\nShown."),
        new_markdown_cell("It ends one."),
        new_markdown_cell("## Two\n\nBegins two."),
        shown(new_code_cell("two();")),
    )

    notes = [said for _, said in pages(made)]

    assert notes == ["Hello.", "One Shown. It ends one.", "Vote. Two Begins two."]


def test_of_a_long_text_a_room_sees_the_beginning_and_what_explains_a_term():
    long = "It waits. " + "".join(f"Day {n} is empty. " for n in range(30)) + "A **waker** wakes."

    seen = slides.short(f"## One\n\n{long}", 20)

    assert seen.startswith("## One\n\nIt waits.\n\nDay 0")
    assert seen.endswith("A **waker** wakes.")
    assert slides.count(seen) < 30


def test_a_picture_fills_its_slide_and_one_that_is_too_tall_is_shown_in_pieces():
    made = chapter(new_markdown_cell("## Seen"), picture(600, 200), picture(840, 1100))

    soup = BeautifulSoup(slides.page(made), "html.parser")

    styles = [each.get("style") for each in soup.select(".whole, .piece")]
    assert styles == ["--width: 1200px"] + [f"--place: {n}%" for n in (0, 50, 100)]
    assert [slide for slide, _ in pages(made)][1:] == ["Seen"] * 4
    assert "draw" not in soup.text


def test_nobody_leaves_a_slide_for_another_notebook():
    html = slides.TO_NOTEBOOK.sub(
        r"\1", '<a href="glossary.ipynb#cell-id=waker">waker</a> <a href="https://x.org">y</a>'
    )

    assert html == 'waker <a href="https://x.org">y</a>'


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_chapter_has_eight_to_fifteen_slides_and_shows_no_machinery(path):
    notebook = nbformat.read(path, as_version=4)
    tagged = [c for c in notebook.cells if c.metadata.get("slideshow")]
    notebook.metadata["handout"] = {"run": "nowhere"}

    deck = slides.Deck(Chapter(path.stem, notebook, path.parent))

    assert FEWEST <= len(deck.slides) <= MOST
    assert {c.metadata.slideshow.slide_type for c in tagged} <= set(slides.SHOWN)
    assert [c.source for c in tagged if {"resume", "setup", "exercise"} & set(tags(c))] == []
    assert [c.source for c in tagged if c.metadata.get("asynclab", {}).get("depth")] == []


# ------------------------------------------------------------------------------ in a browser


@pytest.fixture
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = browser.Browser(playwright, width=1280, height=720)
        opened.asked = []
        opened.page.on("request", lambda request: opened.asked.append(request.url))
        yield opened
        opened.close()


def open_slides(chromium, file):
    chromium.page.goto(file.as_uri(), wait_until="networkidle")
    chromium.page.wait_for_function(READY)


@chromium_only
def test_slides_ask_for_nothing_and_letters_shrink_until_all_fits(chromium, tmp_path):
    listing = "\n".join(f"call({n}); {'x' * 60}" for n in range(22))
    made = chapter(text("## Full\n\nA loop."), shown(new_code_cell(listing), "fragment"))
    file = tmp_path / "slides.html"
    file.write_text(slides.page(made), "utf-8")

    open_slides(chromium, file)

    assert [url for url in chromium.asked if not url.startswith(("data:", file.as_uri()))] == []
    assert chromium.errors == []
    assert chromium.page.evaluate(FAULTS, SMALLEST) == []


@chromium_only
def test_a_slide_that_cannot_fit_is_found(chromium, tmp_path):
    made = chapter(text("## Full"), shown(new_code_cell("call();\n" * 60), "-"), picture(20, 10))
    file = tmp_path / "slides.html"
    file.write_text(slides.page(made), "utf-8")

    open_slides(chromium, file)

    assert [each[:8] for each in chromium.page.evaluate(FAULTS, SMALLEST)] == ["slide 2:"]


@chromium_only
def test_the_speakers_window_shows_the_notes_without_a_network(chromium, tmp_path):
    file = tmp_path / "slides.html"
    file.write_text(slides.page(chapter(text("## One\n\nA loop."))), "utf-8")
    open_slides(chromium, file)
    chromium.page.evaluate("Reveal.slide(1)")

    with chromium.page.expect_popup() as opened:
        chromium.page.keyboard.press("s")

    opened.value.get_by_text("A loop.").first.wait_for()
    assert chromium.outside == []


@chromium_only
@pytest.mark.only_all
@pytest.mark.limit(3600)
def test_every_slide_of_every_chapter_fits_and_asks_for_nothing(chromium, tmp_path, tell):
    spec()
    made, faults = slides.build(NOTEBOOKS, tmp_path, handouts.CACHE)
    assert faults == []
    found = []
    for file in made:
        open_slides(chromium, file)
        found += [f"{file.stem} {each}" for each in chromium.page.evaluate(FAULTS, SMALLEST)]
        many = chromium.page.evaluate("Reveal.getTotalSlides()")
        found += [f"{file.stem} has {many} slides"] if not FEWEST <= many <= MOST else []
    tell(f"{len(made)} chapters as slides")

    assert found == []
    assert [url for url in chromium.asked if not url.startswith(("data:", "file:"))] == []
    assert chromium.errors == []


# ------------------------------------------------------------------------------ the command


def test_a_chapter_that_fails_is_named_and_the_others_are_written(tmp_path, monkeypatch, capsys):
    def executed(path, cache):
        if path.stem == "02-models":
            raise RuntimeError("02-models: code cell 1 failed")
        return chapter(text("## One\n\nA loop.")).executed

    monkeypatch.setattr(handouts, "executed", executed)
    names = ["01-concurrency", "02-models", "03-syscalls-and-event-queues"]
    monkeypatch.setattr(sys, "argv", ["slides", "--out", str(tmp_path), *names])

    assert slides.main() == 1

    assert sorted(path.stem for path in tmp_path.iterdir()) == [names[0], names[2]]
    assert "slides: 02-models: code cell 1 failed" in capsys.readouterr().err
