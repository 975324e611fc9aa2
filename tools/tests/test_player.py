"""The player of a recorded run in a real JupyterLab: stepped forward and back, by button and key.

Two players stand on the page, so that each test also shows that one leaves the other alone.
"""

from __future__ import annotations

import json
import re

import nbformat
import pytest

import browser
import run_notebook
from live_kernel import chromium_only, linux_only, spec

NOTEBOOK = "player.ipynb"
COPY = "somebody-elses.ipynb"
SECONDS = 15  # a watchdog: nothing here takes one of them
GROUP = "Step through the run: "
PLAYER = ".asynclab-player"

LOOP = """\
void loop(Recorder recorder) throws IOException {
  try (var poll = Poll.open(recorder)) {
    var bell = Wakeup.of(poll.registry(), new Token(7));
    var events = Events.withCapacity(4);
    for (int turn = 0; turn < 2; turn++) {
      bell.wake();
      poll.poll(events, Poll.FOREVER);
      recorder.note(7, "heard " + turn);
    }
  }
}"""
IMPORTS = """\
import asynclab.notebook.SourceLines;
import asynclab.notebook.Timeline;
import asynclab.poll.Events;
import asynclab.poll.Poll;
import asynclab.poll.Token;
import asynclab.poll.Wakeup;
import asynclab.trace.Recorder;
import java.nio.file.Path;"""
RUN = """\
var {0} = new Recorder();
loop({0});
Timeline.of({0}).title("{0}").lane(7, "bell").figure()"""
LINES = """\
SourceLines.install((type, line) ->
    Optional.of(new SourceLines.Line(99, line, "  poll.poll(<b>events</b>);")));"""
LIVE = """\
var third = new Recorder();
try (var live = Timeline.of(third).title("third").lane(7, "bell").live()) {
  loop(third);
}"""
TRACE = """\
Timeline.of(first).title("first").lane(7, "bell").writeTrace(Path.of("run.json"));"""
MARKED = "[...CSS.highlights.get('asynclab-line')].join()"  # what is marked in the cells
SENTENCES = [
    "Bell is called, to wake the loop.",
    "The loop gives up the CPU and waits, as long as it takes.",
    "The loop wakes: bell is readable.",
    "Bell: heard 0.",
    "Bell is called, to wake the loop.",
    "The loop gives up the CPU and waits for 1 source, as long as it takes.",
    "The loop wakes: bell is readable.",
    "Bell: heard 1.",
]

pytestmark = [
    linux_only,
    chromium_only,
]


class Player:
    """One of the players of the page, as someone uses it."""

    def __init__(self, page, name: str):
        self.page = page
        self.group = page.get_by_role("group", name=GROUP + name)
        self.host = page.locator(PLAYER, has=self.group)

    def press(self, label: str) -> None:
        self.group.get_by_role("button", name=label, exact=True).click()

    def key(self, key: str) -> None:
        self.page.keyboard.press(key)

    @property
    def sentence(self) -> str:
        """What happened, without the time behind it."""
        text = self.group.locator(".says").inner_text()
        return re.sub(r" [\d.]+ \S+$", "", text).strip()

    @property
    def count(self) -> str:
        return self.group.locator(".count").inner_text()

    @property
    def line(self) -> str:
        line = self.group.locator(".line")
        return line.inner_text().removesuffix("show").strip() if line.is_visible() else ""

    @property
    def cursor(self) -> float:
        return float(self.host.locator("line.cursor").get_attribute("x1"))

    def state(self, name: str) -> str:
        name = re.compile(f"^{name}$")
        entry = self.group.locator("dl div", has=self.page.locator("dt", has_text=name))
        return entry.locator("dd").inner_text()


def notebook(path):
    cells = [IMPORTS, LOOP, RUN.format("first"), LINES + "\n" + RUN.format("second"), LIVE, TRACE]
    book = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(code) for code in cells],
        metadata={"kernelspec": {"name": "asynclab", "display_name": "Async Lab"}},
    )
    nbformat.write(book, path)


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """The notebook opened and run, and the browser it is open in."""
    spec()
    from playwright.sync_api import sync_playwright

    folder = tmp_path_factory.mktemp("player")
    notebook(folder / NOTEBOOK)
    run_notebook.save_executed(folder / NOTEBOOK, folder / COPY)
    with browser.jupyterlab(folder) as (address, token), sync_playwright() as playwright:
        chromium = browser.Browser(playwright)
        chromium.server, chromium.folder = (address, token), folder
        chromium.page.set_default_timeout(SECONDS * 1000)
        try:
            chromium.open(address, token, NOTEBOOK)
            chromium.run_all()
            assert chromium.cell_errors() == []
            yield chromium
        finally:
            chromium.close()


@pytest.fixture
def player(lab):
    """The first player, at its first step."""
    player = Player(lab.page, "first")
    player.press("First step")
    return player


def test_before_the_first_step_the_picture_is_whole(lab):
    second = Player(lab.page, "second")

    assert second.count == "8 steps"
    assert not second.host.locator("svg.overlay").is_visible()
    assert second.host.locator("img").get_attribute("alt").startswith("Timeline: second.")


def test_buttons_step_forward_to_the_end_and_back(player):
    forward = [player.sentence]
    for _ in range(7):
        player.press("Step")
        forward.append(player.sentence)
    end = player.count
    back = []
    for _ in range(7):
        player.press("Step back")
        back.append(player.sentence)

    assert forward == SENTENCES
    assert end == "step 8 of 8"
    assert back == SENTENCES[-2::-1]


def test_keys_step_forward_and_back_and_to_both_ends(player):
    seen = []
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "End", "ArrowRight", "Home", "ArrowLeft"):
        player.key(key)
        seen.append(player.count)

    assert [text.split()[1] for text in seen] == ["2", "3", "2", "8", "8", "1", "1"]


def test_a_click_on_the_picture_gives_it_the_keys(player):
    player.page.locator(".jp-Cell").first.click()
    player.host.locator("img").click()

    player.key("End")

    assert player.count == "step 8 of 8"


def test_the_keys_do_nothing_else_to_the_page(lab, player):
    cells = lab.page.locator(".jp-Cell").count()
    selected = lab.page.locator(".jp-Cell.jp-mod-active").inner_text()

    for key in ("ArrowDown", "ArrowUp", "a", "b", "x", "ArrowRight"):
        player.key(key)

    assert lab.page.locator(".jp-Cell").count() == cells
    assert lab.page.locator(".jp-Cell.jp-mod-active").inner_text() == selected


def test_the_cursor_goes_to_the_right_with_time(player):
    places = [player.cursor]
    for _ in range(7):
        player.press("Step")
        places.append(player.cursor)

    assert places == sorted(places)
    assert places[0] < places[-1]


def test_the_state_goes_with_the_step(player):
    states = []
    for _ in range(4):
        states.append((player.state("loop"), player.state("bell"), player.state("ready list")))
        player.press("Step")

    assert states == [
        ("at work", "called", "empty"),
        ("asleep in the wait", "called", "empty"),
        ("at work", "readable", "bell (readable)"),
        ("at work", "heard 0", "bell (readable)"),
    ]


def test_play_goes_to_the_end_by_itself_and_stops_there(player):
    player.group.get_by_label("Speed").select_option("4")
    player.group.focus()
    player.key(" ")
    player.page.wait_for_function(
        "e => e.textContent === 'step 8 of 8'", arg=player.group.locator(".count").element_handle()
    )
    player.group.get_by_role("button", name="Play", exact=True).wait_for()

    assert player.sentence == SENTENCES[-1]


def test_the_sentence_is_announced(player):
    assert player.group.locator(".says").get_attribute("aria-live") == "polite"


def test_one_player_does_not_move_another(player, lab):
    player.press("Last step")

    assert Player(lab.page, "second").count == "8 steps"


def test_each_step_shows_the_line_that_caused_it(lab):
    second = Player(lab.page, "second")
    second.press("First step")
    second.press("Step")

    assert re.fullmatch(r"cell \[99\], line \d+: poll.poll\(<b>events</b>\);", second.line)


def test_a_live_picture_ends_as_a_player_of_the_whole_run(lab):
    third = Player(lab.page, "third")
    third.group.wait_for()

    third.press("Last step")

    assert (third.sentence, third.count) == (SENTENCES[-1], "step 8 of 8")


def test_the_trace_for_perfetto_is_json_with_the_names_of_the_picture(lab):
    trace = json.loads((lab.folder / "run.json").read_text("utf-8"))["traceEvents"]

    names = [entry["args"]["name"] for entry in trace if entry["name"] == "thread_name"]
    assert names == ["bell", "loop", "kernel"]
    assert [entry["name"] for entry in trace if entry["ph"] == "X"] == ["asleep in the wait"] * 2
    assert {entry["ph"] for entry in trace} == {"M", "X", "i"}
    assert all({"name", "ph", "ts", "pid", "tid"} <= entry.keys() for entry in trace)


def test_the_kernel_knows_the_line(player):
    player.press("Step")
    if "cell [" not in player.line:
        pytest.skip("this kernel does not tell the lines of its cells")

    assert player.line == "cell [2], line 7: poll.poll(events, Poll.FOREVER);"
    assert player.page.evaluate(MARKED) == "      poll.poll(events, Poll.FOREVER);"


def test_on_paper_there_is_the_picture_alone(player, lab):
    host = lab.page.locator(PLAYER).first
    lab.page.emulate_media(media="print")
    try:
        assert not host.locator(".player").is_visible()
        assert not host.locator("svg.overlay").is_visible()
        assert host.locator("img").is_visible()
    finally:
        lab.page.emulate_media(media="screen")


def test_the_picture_takes_the_theme_of_the_page(player):
    theme = "light => { document.body.dataset.jpThemeLight = light; }"
    player.page.evaluate(theme, "false")
    player.page.wait_for_function(
        "e => e.style.colorScheme === 'dark'", arg=player.host.element_handle()
    )
    player.page.evaluate(theme, "true")
    player.page.wait_for_function(
        "e => e.style.colorScheme === 'light'", arg=player.host.element_handle()
    )


def test_a_narrow_page_gets_a_picture_of_its_own(player, lab):
    wide = player.host.locator("img").get_attribute("src")
    size = lab.page.viewport_size
    lab.page.set_viewport_size(dict(size, width=480))
    try:
        lab.page.wait_for_function(
            "([image, wide]) => image.src !== wide && image.complete",
            arg=[player.host.locator("img").element_handle(), wide],
        )
        assert player.host.locator("img").evaluate("image => image.naturalWidth") == 420
    finally:
        lab.page.set_viewport_size(size)


def test_a_saved_notebook_opened_again_still_plays(player, lab):
    lab.page.keyboard.press("Control+s")
    lab.page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
    lab.page.reload()
    player = Player(lab.page, "first")
    player.group.wait_for()

    player.press("Step")

    assert player.sentence == SENTENCES[0]


def test_an_untrusted_copy_shows_the_picture_and_no_player(lab):
    lab.open(*lab.server, COPY)
    image = lab.page.locator("figure img").first

    assert image.evaluate("image => image.complete && image.naturalWidth") == 840
    assert image.get_attribute("alt").startswith("Timeline: first.")
    assert lab.page.locator("details table").count() == 3
    assert lab.page.locator(PLAYER).count() == 0
    assert lab.page.locator("figure ~ script").count() == 0


def test_no_request_leaves_the_machine_and_the_console_shows_no_error(lab):
    assert lab.outside == []
    assert lab.errors == []
