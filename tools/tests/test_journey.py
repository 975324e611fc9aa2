"""The journey of one future in a real JupyterLab: its steps, and clicks on numbers and lines."""

from __future__ import annotations

import re

import nbformat
import pytest

import browser
import notebook_form
from live_kernel import chromium_only, linux_only, spec
from test_player import MARKED, SECONDS, Player

NOTEBOOK = "journey.ipynb"
TITLE = "The journey of one future, from submit to wake"
CHAPTER = notebook_form.ROOT / "notebooks" / "06-futures.ipynb"
SECTION = "The journey of one future"
CODE = re.compile(r"cell \[(\d+)\], line (\d+): (.*)", re.DOTALL)
LOG = re.compile(r",(\d)  \w+ → \w+ +.*$")

pytestmark = [
    linux_only,
    chromium_only,
]


def notebook(path):
    """The chapter's own cells: its setup, and the section with the picture."""
    book = nbformat.read(CHAPTER, as_version=4)
    start = notebook_form.sections(book)[SECTION]
    cells = [cell for cell in book.cells if "setup" in notebook_form.tags(cell)]
    for cell in book.cells[start + 1 :]:
        if any(level == 2 for level, _ in notebook_form.headings(cell)):
            break
        if cell.cell_type == "code" and "keep" in notebook_form.tags(cell):
            cells.append(cell)
    book.cells = cells
    nbformat.write(book, path)


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    spec()
    from playwright.sync_api import sync_playwright

    folder = tmp_path_factory.mktemp("journey")
    notebook(folder / NOTEBOOK)
    with browser.jupyterlab(folder) as (address, token), sync_playwright() as playwright:
        chromium = browser.Browser(playwright)
        chromium.page.set_default_timeout(SECONDS * 1000)
        try:
            chromium.open(address, token, NOTEBOOK)
            chromium.run_all()
            assert chromium.cell_errors() == []
            yield chromium.page
            assert (chromium.outside, chromium.errors) == ([], [])
        finally:
            chromium.close()


@pytest.fixture
def player(page):
    player = Player(page, TITLE)
    player.press("First step")
    return player


def click_number(player, number: int) -> None:
    """Clicks the number in the picture, where the picture itself says that it lies."""
    image = player.host.locator("img")
    x, y, width = image.evaluate(
        """async (image, number) => {
          const svg = new DOMParser().parseFromString(
              await (await fetch(image.src)).text(), "image/svg+xml");
          const dot = svg.querySelector(`[data-step="${number}"] circle`);
          const page = svg.documentElement.getAttribute("viewBox").split(" ");
          return [Number(dot.getAttribute("cx")), Number(dot.getAttribute("cy")), Number(page[2])];
        }""",
        number,
    )
    scale = image.bounding_box()["width"] / width
    image.click(position={"x": x * scale, "y": y * scale})


def states(player) -> list[str]:
    return [player.state(name) for name in ("task", "executor", "reactor", "OS")]


def test_a_click_on_a_number_goes_to_its_step_and_marks_its_line(player):
    for number in (3, 7, 1, 8):
        click_number(player, number)

        assert player.sentence.startswith(f"{number}. ")
        code = CODE.fullmatch(player.line)
        assert code, player.line
        marked = player.page.evaluate(MARKED)
        assert marked.strip().startswith(code[3])
        assert LOG.search(marked)[1] == str(number)


def click_code(player, text: str) -> None:
    """Clicks the line of a cell that reads so."""
    player.page.locator(".jp-CodeCell .cm-line").filter(has_text=text).click()


def click_log(player, number: int) -> None:
    """Clicks the printed line of the step."""
    log = player.page.locator(".jp-OutputArea-output pre").filter(has_text="task → executor")
    log.scroll_into_view_if_needed()
    x, y = log.evaluate(
        """(pre, number) => {
          const text = pre.firstChild;
          const at = pre.textContent.split("\\n").slice(0, number - 1).join("\\n").length + 25;
          const range = new Range();
          range.setStart(text, at);
          range.setEnd(text, at + 1);
          const box = range.getBoundingClientRect();
          return [box.x + box.width / 2, box.y + box.height / 2];
        }""",
        number,
    )
    player.page.mouse.click(x, y)


def test_a_click_on_a_line_of_code_goes_to_its_step_and_lane(player):
    click_code(player, "readable.poll(waker) instanceof Pending")

    assert player.sentence.startswith("3. ")
    assert player.state("reactor") == "token → waker"


def test_a_line_of_several_steps_goes_from_one_to_the_next(player):
    seen = []
    for _ in range(7):
        click_code(player, "  loop.run();")
        seen.append(player.sentence[:1])

    assert seen == ["2", "4", "5", "6", "7", "8", "2"]


def test_a_click_on_a_line_of_the_log_goes_to_its_step(player):
    for number in (6, 1, 8, 3):
        click_log(player, number)

        assert player.sentence.startswith(f"{number}. ")


def test_a_click_beside_the_numbers_moves_nothing(player):
    player.host.locator("img").click(position={"x": 5, "y": 5})

    assert player.sentence.startswith("1. ")


def test_every_station_stands_as_the_sentence_says(player):
    seen = []
    for number in range(1, 9):
        click_number(player, number)
        seen.append(states(player))

    assert seen == [
        ["queued; nothing done yet", "holds task 0", "knows nothing", "idle"],
        ["runs", "in poll()", "knows nothing", "idle"],
        ["runs", "in poll()", "token → waker", "watches"],
        ["pending", "nothing is ready", "token → waker", "watches"],
        ["pending", "asleep", "asleep", "watches"],
        ["pending", "nothing is ready", "has been told", "has told"],
        ["queued", "holds task 0", "has called wake()", "watches"],
        ["has ended", "has the answer", "knows nothing", "idle"],
    ]


def test_a_narrow_page_takes_clicks_on_its_own_picture(player, page):
    size = page.viewport_size
    page.set_viewport_size(dict(size, width=480))
    try:
        image = player.host.locator("img")
        page.wait_for_function(
            "image => image.complete && image.naturalWidth === 420", arg=image.element_handle()
        )
        click_number(player, 5)

        assert player.sentence.startswith("5. ")
    finally:
        page.set_viewport_size(size)
