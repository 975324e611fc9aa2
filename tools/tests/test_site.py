"""The site: built and read without a network, by everybody, and every link leads somewhere.

The thin site of most tests holds two chapters, one of them with the outputs of a run, and the whole
Javadoc; `lab test --all` looks at all chapters.
"""

from __future__ import annotations

import fcntl
import functools
import http.server
import json
import re
import subprocess
import sys
import threading
from urllib.parse import unquote, urlsplit

import nbformat
import pytest
import yaml
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

import browser
import handouts
import javadoc
import notebook_form
import website
from live_kernel import chromium_only, linux_only, spec
from test_accessibility import GRAVE, load_axe

pytestmark = linux_only

NOTEBOOKS = notebook_form.ROOT / "notebooks"
RUN, NOT_RUN = NOTEBOOKS / "00-start.ipynb", NOTEBOOKS / "04-event-queue.ipynb"
POLL = "api/asynclab/asynclab/poll/Poll.html"
KINDS = [
    "index.html",
    "00-start.html",
    "04-event-queue.html",
    "search.html?q=loop",
    "404.html",
    "api/index.html",
    "api/asynclab/asynclab/poll/package-summary.html",
    POLL,
]
BUILD = """\
import sys, pathlib, website
paths, out, cache = sys.argv[3:], pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
website.build([pathlib.Path(path) for path in paths], out, cache)
"""
WORDS = """\
# Words

## Half

$\\frac{a}{b}$ ![a dot](dot.svg)

<details><summary>More</summary>

It *is*.

</details>

- [ ] open
- [x] done
"""
CUT = ["unshare", "-n"]
AXE = """() => axe.run({resultTypes: ['violations']})
  .then(found => found.violations.map(rule => ({
    rule: rule.id, impact: rule.impact, help: rule.help,
    where: rule.nodes.map(node => node.html.slice(0, 200)),
  })))"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SECONDS = 20  # a watchdog, for what takes a tenth of one


@functools.cache
def cut() -> list[str]:
    """What runs a command without a network, where the system allows that."""
    try:
        allowed = subprocess.run([*CUT, "true"], capture_output=True).returncode == 0
    except OSError:
        allowed = False
    return CUT if allowed else []


@pytest.fixture(scope="module")
def thin(tmp_path_factory, worker_id):
    """The thin site in a folder of its own."""
    return once("thin", tmp_path_factory, worker_id, build_thin)


def once(name, tmp_path_factory, worker_id, build):
    """A site that is built once, however many processes test it."""
    spec()
    alone = worker_id == "master"
    base = tmp_path_factory.mktemp("alone") if alone else tmp_path_factory.getbasetemp().parent
    folder = base / name
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "site").is_dir():
            build(folder)
    return folder / "site"


def build_thin(folder):
    cache = folder / "cache"
    handouts.executed(RUN, cache)
    as_if = nbformat.read(NOT_RUN, as_version=4)
    as_if.metadata["handout"] = {"run": "never"}
    nbformat.write(as_if, cache / f"{NOT_RUN.stem}-{handouts.fingerprint(NOT_RUN)}.ipynb")
    command = [*cut(), sys.executable, "-c", BUILD, folder / "site", cache, RUN, NOT_RUN]
    done = subprocess.run(
        list(map(str, command)), cwd=notebook_form.ROOT / "tools", capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def served(thin):
    """The address of the site on this machine: below a folder, as a project's pages are."""
    yield from serve(thin)


def serve(site):
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    handler = functools.partial(Quiet, directory=site.parent)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{site.name}/"
        server.shutdown()


@pytest.fixture
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = browser.Browser(playwright)
        yield opened
        opened.close()


def soup_of(page):
    return BeautifulSoup(page.read_text("utf-8"), "html.parser")


# ------------------------------------------------------------------------------ built


@pytest.mark.skipif(not cut(), reason="this user may not cut a process off from the network")
def test_the_site_is_built_without_a_network(thin):
    assert {"index.html", "00-start.html", "search.html", "404.html"} <= {
        page.name for page in thin.glob("*.html")
    }
    assert (thin / "pagefind" / "pagefind.js").is_file()
    assert (thin / POLL).is_file()


def test_every_link_and_anchor_leads_somewhere(thin):
    assert broken_links(thin) == []


HREF = re.compile(r'\s(?:href|src)="([^"]*)"')
PLACE = re.compile(r'\s(?:id|name)="([^"]*)"')
SCRIPTS = re.compile(r"<script\b.*?</script>|<style\b.*?</style>", re.S)


def broken_links(site) -> list[str]:
    """The links of all pages that lead to no file of the site, or to no place in it."""
    from html import unescape

    pages = {page: SCRIPTS.sub("", page.read_text("utf-8")) for page in site.rglob("*.html")}
    places = {page: {unescape(p) for p in PLACE.findall(text)} for page, text in pages.items()}
    assert len(pages) > 400
    found = []
    for page, text in pages.items():
        for link in set(HREF.findall(text)):
            url = urlsplit(unescape(link))
            if url.scheme or url.netloc:
                continue
            target = (page.parent / unquote(url.path)).resolve() if url.path else page
            place = unquote(url.fragment)
            lost = not target.is_file()
            if lost or (place and target in places and place not in places[target]):
                found.append(f"{page.relative_to(site)}: {link}")
    return found


def test_a_link_that_leads_nowhere_is_found(thin, tmp_path, monkeypatch):
    page = thin / "index.html"
    spoilt = page.read_text("utf-8").replace('href="#main"', 'href="#gone"')
    read = type(page).read_text
    monkeypatch.setattr(
        type(page), "read_text", lambda self, code: spoilt if self == page else read(self, code)
    )

    assert broken_links(thin) == ["index.html: #gone"]


def test_a_page_runs_no_script_but_those_it_names_by_hash(thin):
    policies = [
        soup_of(page).find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
        for page in map(thin.joinpath, (kind.partition("?")[0] for kind in KINDS))
    ]
    scripts = [re.search(r"script-src ([^;]*)", policy)[1] for policy in policies]

    assert all("default-src 'none'" in policy for policy in policies)
    assert [each for each in scripts if "unsafe-inline" in each or "sha256-" not in each] == []


def test_a_page_shows_the_chapter_before_and_the_chapter_after(thin):
    first, second = (soup_of(thin / f"{path.stem}.html") for path in (RUN, NOT_RUN))

    assert first.select_one("[rel=next]")["href"] == "04-event-queue.html"
    assert first.select_one("[rel=prev]") is None
    assert second.select_one("[rel=prev]")["href"] == "00-start.html"
    assert second.select_one(".turn [href='index.html#chapters']")


def test_what_a_learner_is_to_find_out_is_there_and_folded(thin):
    page = soup_of(thin / "00-start.html")

    assert [summary.get_text(strip=True) for summary in page.select(".help summary")] == [
        *("Hint 1", "Hint 2", "Hint 3", "A solution")
    ]
    assert len(page.select(".prediction")) == RUN.read_text("utf-8").count("Predict.of(")
    assert all(len(box.select("details > summary")) > 1 for box in page.select(".prediction"))
    assert page.select("details[open]:not(.parts details)") == []
    assert "not yet" not in page.main.get_text()


def test_a_link_to_a_file_of_the_repository_leads_to_it_at_the_tag():
    origin = json.loads((notebook_form.ROOT / "tools" / "origin.json").read_text())
    folder = website.PurePosixPath("docs")

    led = website.led("../lib/bench/README.md#how", folder, {"04-event-queue"})

    assert led == (
        f"https://github.com/{origin['owner']}/{origin['repository']}"
        f"/blob/{origin['tag']}/lib/bench/README.md#how"
    )
    assert website.led("../notebooks/04-event-queue.ipynb#x", folder, {"04-event-queue"}) == (
        "04-event-queue.html#x"
    )


def test_a_text_becomes_a_page_with_its_formulas_and_pictures(tmp_path):
    (tmp_path / "dot.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    (tmp_path / "words.md").write_text(WORDS)

    page = website.from_markdown(tmp_path / "words.md", {"words"})

    assert (page.title, page.parts) == ("Words", [("Half", "Half", False)])
    assert "<mfrac>" in page.body
    assert 'src="data:image/svg+xml;base64,' in page.body
    body = BeautifulSoup(page.body, "html.parser")
    assert body.select_one("details em").get_text() == "is"
    assert [item.get_text().strip() for item in body.select("li")] == ["☐ open", "☑ done"]


def test_two_files_that_want_one_page_are_named(tmp_path):
    (tmp_path / "words.ipynb").touch()
    (tmp_path / "words.md").touch()

    with pytest.raises(ValueError, match="two pages want the name words"):
        website.sources(tmp_path, tmp_path)


def test_every_page_that_cannot_be_made_is_named_and_there_is_no_site(tmp_path, monkeypatch):
    def fails(path, *_):
        raise ValueError(f"{path.name} is broken")

    monkeypatch.setattr(website, "from_markdown", fails)
    paths = [tmp_path / "one.md", tmp_path / "two.md"]

    with pytest.raises(RuntimeError, match=r"one.md is broken\ntwo.md is broken"):
        website.build(paths, tmp_path / "site", tmp_path)

    assert not (tmp_path / "site").exists()


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("mine")

    with pytest.raises(ValueError, match="holds something else than a site"):
        website.replace(tmp_path / "fresh", tmp_path / "out", tmp_path / "old")

    assert (tmp_path / "out" / "thesis.txt").read_text() == "mine"


def test_a_fault_in_a_comment_of_the_library_is_named(tmp_path, monkeypatch):
    for module, folder in javadoc.MODULES.items():
        source = tmp_path / "lib" / folder / "src/main/java"
        source.mkdir(parents=True)
        (source / "module-info.java").write_text(f"module {module} {{ exports {module}; }}")
        inside = source / module.replace(".", "/")
        inside.mkdir(parents=True)
        (inside / "Thing.java").write_text(
            f"package {module};\n/// See [Nothing].\npublic class Thing {{}}\n"
        )
    doc = tmp_path / "lib/notebook/target/doc"
    doc.mkdir(parents=True)
    (doc / "jspecify.jar").symlink_to(notebook_form.ROOT / "lib/notebook/target/doc/jspecify.jar")
    monkeypatch.setattr(javadoc, "ROOT", tmp_path)
    spec()

    with pytest.raises(RuntimeError, match=r"javadoc found a fault:(.|\n)*Nothing"):
        javadoc.write(
            tmp_path / "api", "", website.TEMPLATES / "api.css", website.TEMPLATES / "theme.js", ""
        )


# ------------------------------------------------------------------------------ figures


def figure_faults(notebook) -> list[str]:
    """The pictures of an executed notebook that somebody who does not see them would miss."""
    found = []
    for number, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", []):
            html = BeautifulSoup(output.get("data", {}).get("text/html", ""), "html.parser")
            for picture in html.select("img, svg"):
                figure = picture.find_parent("figure")
                if len(picture.get("alt", "").split()) < 3:
                    found.append(f"cell {number}: a picture says nothing in words")
                if not figure or not figure.figcaption or not figure.figcaption.get_text().strip():
                    found.append(f"cell {number}: a picture has no caption")
                table = figure and figure.find_next_sibling("details")
                rows = table.select("tr") if table else []
                if len(rows) < 2 or not rows[0].select("th"):
                    found.append(f"cell {number}: a picture has no table of the same")
    return found


def test_every_figure_of_a_run_says_the_same_in_words_and_as_a_table(thin):
    (kept,) = (thin.parent / "cache").glob("00-start-*.ipynb")
    notebook = nbformat.read(kept, as_version=4)

    assert "<figure" in json.dumps(notebook)
    assert figure_faults(notebook) == []


def test_a_figure_without_words_or_table_is_found():
    bare = new_output("display_data", {"text/html": "<figure><img alt='' src='data:,'></figure>"})
    notebook = new_notebook(cells=[new_markdown_cell(""), new_code_cell("", outputs=[bare])])

    assert figure_faults(notebook) == [
        "cell 1: a picture says nothing in words",
        "cell 1: a picture has no caption",
        "cell 1: a picture has no table of the same",
    ]


# ------------------------------------------------------------------------------ read


@chromium_only
def test_no_page_asks_anybody_for_anything(served, chromium):
    for kind in KINDS:
        chromium.page.goto(served + kind, wait_until="networkidle")

    assert chromium.outside == []
    assert chromium.errors == []


@chromium_only
def test_pages_open_as_files_too_and_the_search_says_what_it_needs(thin, chromium):
    for kind in KINDS[:2] + KINDS[4:]:
        chromium.page.goto(thin.joinpath(kind).as_uri(), wait_until="load")
    errors = list(chromium.errors)
    chromium.page.goto(thin.joinpath("search.html").as_uri() + "?q=loop")

    assert errors == []
    wait_for_text(chromium.page, "#status", "needs the pages from a server")


def wait_for_text(page, selector: str, text: str) -> None:
    page.wait_for_function(
        "([selector, text]) => document.querySelector(selector)?.textContent.includes(text)",
        arg=[selector, text],
        timeout=SECONDS * 1000,
    )


@chromium_only
def test_the_search_finds_a_word_that_was_typed_in(served, chromium):
    page = chromium.page
    page.goto(served + "00-start.html")
    page.get_by_role("searchbox").fill("offence")
    page.keyboard.press("Enter")
    wait_for_text(page, "#status", "1 page speaks of “offence”")

    page.locator("#found h3 a").click()

    assert page.url == served + "00-start.html"
    assert chromium.errors == []


@chromium_only
def test_the_search_finds_a_class_of_the_library_and_says_when_there_is_nothing(served, chromium):
    page = chromium.page
    page.goto(served + "search.html?q=EpollPoller")
    wait_for_text(page, "#found", "Class EpollPoller")
    page.goto(served + "search.html?q=zzzgrmbl")
    wait_for_text(page, "#status", "No page speaks")

    assert chromium.errors == []


@chromium_only
def test_the_keys_go_through_a_page_from_top_to_bottom(served, chromium):
    page = chromium.page
    page.goto(served + "00-start.html")
    names = []
    for _ in range(7):
        page.keyboard.press("Tab")
        names.append(
            page.evaluate("(document.activeElement.ariaLabel ?? document.activeElement.innerText)")
        )
    page.keyboard.press("Shift+Tab")

    assert names[:6] == [
        *("To the text", "Async Lab", "Chapters", "Java API", "Search the site"),
        "Show the pages dark",
    ]
    page.goto(served + "00-start.html")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@chromium_only
def test_the_theme_follows_the_system_until_it_is_chosen_and_is_kept(served, chromium):
    page = chromium.page
    back = "getComputedStyle(document.body).backgroundColor"
    page.goto(served + "00-start.html")
    light = page.evaluate(back)
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate(back)
    page.get_by_role("button", name="Show the pages light").click()

    assert light != dark
    assert page.evaluate(back) == light
    assert page.evaluate("document.querySelector('.asynclab-player').style.colorScheme") == "light"
    for kind in KINDS:
        page.goto(served + kind)
        assert page.evaluate("document.documentElement.dataset.theme") == "light"
    page.goto(served + POLL)
    chosen = page.evaluate(back)
    page.get_by_role("button", name="Show the pages dark").click()
    assert page.evaluate(back) != chosen


@chromium_only
def test_the_player_shows_the_line_of_a_step_in_its_cell(served, chromium):
    page = chromium.page
    page.goto(served + "00-start.html")
    player = page.get_by_role("group", name="Step through the run")
    player.get_by_role("button", name="Step", exact=True).click()

    for _ in range(20):
        if player.get_by_role("button", name="show").is_visible():
            break
        player.get_by_role("button", name="Step", exact=True).click()

    marked = page.evaluate("[...CSS.highlights.get('asynclab-line')].join()").strip()
    assert marked
    assert marked == player.locator("code").inner_text().strip()


# ------------------------------------------------------------------------------ by everybody


def grave(page) -> list[str]:
    load_axe(page)
    return [
        f"{each['rule']} ({each['help']}): {' | '.join(each['where'][:3])}"
        for each in page.evaluate(AXE)
        if each["impact"] in GRAVE
    ]


@chromium_only
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_kind_of_page_has_a_grave_finding(served, chromium, scheme):
    chromium.page.emulate_media(color_scheme=scheme)
    found = {}
    for kind in KINDS:
        chromium.page.goto(served + kind, wait_until="networkidle")
        found[kind] = grave(chromium.page)

    assert {kind: findings for kind, findings in found.items() if findings} == {}


@chromium_only
def test_a_telephone_shows_every_kind_of_page_without_moving_it_sideways(served, chromium):
    chromium.page.set_viewport_size({"width": 320, "height": 700})
    wider = {}
    for kind in KINDS:
        chromium.page.goto(served + kind, wait_until="networkidle")
        wider[kind] = chromium.page.evaluate(WIDER)

    assert {kind: pixels for kind, pixels in wider.items() if pixels > 0} == {}


# ------------------------------------------------------------------------------ published


def test_the_workflow_publishes_what_lab_site_makes(root):
    folder = root / ".github" / "workflows"
    flow = yaml.safe_load((folder / "site.yml").read_text("utf-8"))
    steps = [step for job in flow["jobs"].values() for step in job["steps"]]
    uses = [step["uses"] for step in steps if "uses" in step]
    (upload,) = [step for step in steps if "upload-pages-artifact" in step.get("uses", "")]

    assert any("python lab site" in step.get("run", "") for step in steps)
    assert upload["with"]["path"] == ".lab/site"
    assert all(re.search(r"@v\d+$", each) for each in uses)
    assert flow["jobs"]["publish"]["permissions"] == {"pages": "write", "id-token": "write"}


# ------------------------------------------------------------------------------ all of it


@pytest.fixture(scope="module")
def whole(tmp_path_factory, worker_id):
    """The site as the command makes it, from the kept runs where there are any."""
    return once(
        "whole",
        tmp_path_factory,
        worker_id,
        lambda folder: website.build(website.sources(), folder / "site"),
    )


@pytest.mark.only_all
@pytest.mark.limit(3600)
def test_every_link_of_the_whole_site_leads_somewhere(whole):
    assert broken_links(whole) == []


@pytest.mark.only_all
@pytest.mark.limit(3600)
def test_every_figure_of_every_chapter_says_the_same_in_words_and_as_a_table(whole):
    chapters = sorted(NOTEBOOKS.glob("*.ipynb"))
    found = {path.stem: figure_faults(handouts.executed(path, handouts.CACHE)) for path in chapters}

    assert {stem: faults for stem, faults in found.items() if faults} == {}


@chromium_only
@pytest.mark.only_all
@pytest.mark.limit(3600)
def test_no_page_of_the_whole_site_has_a_grave_finding_or_asks_for_anything(whole, chromium):
    chromium.page.set_viewport_size({"width": 320, "height": 700})
    found = {}
    for address in serve(whole):
        for page in sorted(whole.glob("*.html")):
            for scheme in ("light", "dark"):  # anew: pictures take a moment to follow a change
                chromium.page.emulate_media(color_scheme=scheme)
                chromium.page.goto(address + page.name, wait_until="networkidle")
                found[page.name, scheme] = grave(chromium.page)
            found[page.name, "wider"] = chromium.page.evaluate(WIDER) > 0

    assert {page: findings for page, findings in found.items() if findings} == {}
    assert chromium.outside == []
    assert chromium.errors == []
