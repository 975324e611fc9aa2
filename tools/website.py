"""The site: the executed notebooks, the other pages and the library's Javadoc, with a search.

    python tools/website.py [--out DIR]

Every page stands in one folder, links are relative, and nothing is asked of anybody: so the same
pages do on a server, below any address of it, and, but for the search, as files.
"""

from __future__ import annotations

import argparse
import base64
import functools
import mimetypes
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from html import escape
from pathlib import Path, PurePosixPath

from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader
from nbconvert import HTMLExporter
from nbformat.v4 import new_markdown_cell, new_notebook

import binder_links
import binding
import handouts
import javadoc
import screen
from notebook_form import MARK, ROOT, name_cells

OUT = ROOT / ".lab" / "site"
TEMPLATES = binding.TEMPLATES / "site"
LAB = "Async Lab"
API = "api"
INDEX_LIMIT = 300  # seconds; the search's index takes three on a quiet machine
NUMBERED = re.compile(r"\d")  # a chapter's name begins with its number
ELSEWHERE = re.compile(r"[a-z]+:|//|#")
OWN = {"index", "search", "404"}  # pages that are made here
GLOSSARY = "glossary"
PICTURED = "04-event-queue"  # whose picture is on the first page
ICON = (  # a loop
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
    "%3Cpath d='M13 8a5 5 0 1 1-2-4' fill='none' stroke='%230072b2' stroke-width='2.5'/%3E"
    "%3Cpath d='M8 4h5V0z' fill='%23d55e00'/%3E%3C/svg%3E"
)
NAMED = re.compile(r"\[([^]]+)\]\(notebooks/([\w.-]+)\.ipynb\)")
JAVA = re.compile(r"^```java\n.*?^```$", re.M | re.S)


@dataclass
class Page:
    """A page that comes from a file of the repository."""

    source: Path
    title: str
    body: str
    question: str = ""
    minutes: list[int] = field(default_factory=list)
    figure: str = ""  # the first one, with all that belongs to it
    parts: list[tuple[str, str, bool]] = field(default_factory=list)

    @property
    def stem(self) -> str:
        return self.source.stem

    @property
    def address(self) -> str:
        return f"{self.stem}.html"

    @property
    def name(self) -> str:
        """What stands in lists and on buttons; the README names the chapters."""
        if not NUMBERED.match(self.stem):
            return self.title.partition(":")[0]
        number, _, rest = self.stem.partition("-")
        return f"{number} · {named().get(self.stem, rest.replace('-', ' '))}"


@functools.cache
def named() -> dict[str, str]:
    """What the README calls each notebook."""
    links = NAMED.findall((ROOT / "README.md").read_text("utf-8"))
    return {stem: name for name, stem in links}


def repository(path: str) -> str:
    """The address of a file of the repository, as it was when the tag was set."""
    place = binder_links.origin()
    return f"https://github.com/{place['owner']}/{place['repository']}/blob/{place['tag']}/{path}"


# ------------------------------------------------------------------------------------ pages


class Cells(binding.Still, HTMLExporter):
    """The cells of a page, as the handouts write them, without a page around them.

    nbconvert embeds pictures piece by piece, and closes what a piece leaves open: a fold.
    """

    def __init__(self):
        super().__init__("site")
        self.embed_images = False


def from_notebook(path: Path, executed, known: set[str]) -> Page:
    """A page of an executed notebook."""
    cells = screen.shown(executed, path.stem, path.parent)
    if NUMBERED.match(path.stem):
        run = executed.metadata.handout.run
        cells.insert(1, new_markdown_cell(how_made(path, run), metadata=look("how-made")))
    name_cells(cells, executed)
    soup = rendered(cells, path, known)
    figure = soup.select_one(".jp-RenderedHTML:has(figure)")
    first = str(figure) if figure else ""
    if NUMBERED.match(path.stem):
        number = path.stem.partition("-")[0].lstrip("0") or "0"
        binding.number_figures(soup, number, executed.metadata.handout.run)
    header = executed.metadata.get("asynclab", {})
    page = finished(soup, path)
    page.figure = first
    page.question, page.minutes = header.get("question", ""), header.get("minutes", [])
    return page


def look(kind: str) -> dict:
    return {"handout": {"look": kind}}


def how_made(path: Path, run: str) -> str:
    """What a page of a notebook is, and where the reader finds one that runs."""
    return (
        f"This page is one run of a notebook ({run}). To change its code and run it: "
        f"[open it on Binder]({binder_links.link(path.stem)}), or say `./lab {path.stem}` in a "
        f"[copy of the lab](index.html#start). `./lab handouts {path.stem}` prints it."
    )


def from_markdown(path: Path, known: set[str]) -> Page:
    """A page of a Markdown file."""
    text = new_markdown_cell(path.read_text("utf-8"), id="text")
    return finished(rendered([text], path, known), path)


def rendered(cells: list, path: Path, known: set[str]) -> BeautifulSoup:
    """The cells as HTML that reads well on every screen."""
    language = {"language_info": {"name": "java", "pygments_lexer": "java"}}
    html, _ = Cells().from_notebook_node(new_notebook(cells=cells, metadata=language))
    soup = BeautifulSoup(html, "html.parser")
    for name in ("tabindex", "style"):
        for element in soup.select(f".jp-MarkdownOutput [{name}], .jp-Cell-inputArea [{name}]"):
            del element[name]
    for paragraph in soup.select("summary > p"):
        paragraph.unwrap()
    for box in soup.select("input[type=checkbox]"):  # nobody can tick it here
        box.replace_with("☑ " if box.has_attr("checked") else "☐ ")
    name_headings(soup)
    number_lines(soup)
    let_scroll(soup)
    hide_from_search(soup)
    lead_links(soup, path, known)
    embed_pictures(soup, path)
    return soup


def name_headings(soup) -> None:
    """Each heading has the address that JupyterLab gives it, so that links lead there too."""
    taken: set[str] = set()
    for heading in soup.select(".jp-MarkdownOutput :is(h1, h2, h3, h4)"):
        name = base = binding.address(heading)
        while name in taken:
            name = f"{base}-{len(taken)}"
        taken.add(name)
        heading["id"] = name


def number_lines(soup) -> None:
    """The lines of a cell, each on its own, as the player looks for them."""
    for pre in soup.select(".jp-CodeCell .jp-Cell-inputArea pre"):
        lines = pre.decode_contents().strip("\n").split("\n")
        marked = "".join(f'<span class="cm-line">{line}\n</span>' for line in lines)
        pre.replace_with(BeautifulSoup(f"<pre>{marked}</pre>", "html.parser"))


def let_scroll(soup) -> None:
    """What may be wider than the window is moved by itself, with the keys too."""
    for table in soup.select("table"):
        box = {"class": "wide", "role": "group", "aria-label": "Table", "tabindex": "0"}
        table.wrap(soup.new_tag("div", attrs=box))
        if table.thead and not table.thead.get_text(strip=True):
            table.thead.decompose()
    for empty in soup.select("th:empty"):
        empty.name = "td"
    for figure in soup.select("figure"):
        if not figure.parent.find("script"):
            figure["tabindex"] = "0"


def hide_from_search(soup) -> None:
    """Whoever searches finds nothing that is folded: an answer, or what a picture says as well."""
    for details in soup.select("details"):
        details["data-pagefind-ignore"] = ""
    for code in soup.select("pre"):
        code["data-pagefind-weight"] = "0.2"  # a text that speaks of it says more


def lead_links(soup, path: Path, known: set[str]) -> None:
    """A link to a file leads to its page, or to the file in the repository."""
    inside = path.is_relative_to(ROOT)  # a test's notebooks lie elsewhere
    folder = PurePosixPath(path.relative_to(ROOT).parent.as_posix() if inside else "notebooks")
    for link in soup.select("a[href]"):
        if not ELSEWHERE.match(link["href"]):
            link["href"] = led(link["href"], folder, known)


def embed_pictures(soup, path: Path) -> None:
    """A picture beside a text becomes part of its page."""
    for picture in soup.select("img[src]"):
        if not ELSEWHERE.match(picture["src"]):
            file = path.parent / picture["src"]
            kind = mimetypes.guess_type(file.name)[0]
            data = base64.b64encode(file.read_bytes()).decode()
            picture["src"] = f"data:{kind};base64,{data}"


def led(href: str, folder: PurePosixPath, known: set[str]) -> str:
    file, mark, place = href.partition("#")
    name = PurePosixPath(file)
    if name.suffix in (".ipynb", ".md") and name.stem in known:
        return f"{name.stem}.html{mark}{place}"
    if name.suffix == ".html":
        return href
    parts: list[str] = []
    for part in (folder / name).parts:
        parts = parts[:-1] if part == ".." else [*parts, part]
    return repository("/".join(parts)) + mark + place


def finished(soup, path: Path) -> Page:
    """The page with its title, and its parts for the list at its side."""
    title = soup.h1.get_text().strip() if soup.h1 else path.stem
    parts = [
        (text.removesuffix(MARK), heading["id"], text.endswith(MARK))
        for heading in soup.select(".jp-MarkdownOutput h2")
        if (text := heading.get_text().strip())
    ]
    return Page(path, title, str(soup), parts=parts)


# ------------------------------------------------------------------------------------ the site


class Site:
    """The pages of a site and what is the same on each of them."""

    def __init__(self, pages: list[Page], out: Path):
        self.out = out
        self.chapters = [page for page in pages if NUMBERED.match(page.stem)]
        self.others = [page for page in pages if not NUMBERED.match(page.stem)]
        self.templates = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True
        )
        self.css = self.text("site.css")
        self.theme = self.text("theme.js")

    def text(self, name: str) -> str:
        return (TEMPLATES / name).read_text("utf-8")

    @property
    def places(self) -> list[tuple[str, str]]:
        """What the bar on top of each page leads to."""
        found = [("Chapters", "index.html#chapters")]
        found += [(page.name, page.address) for page in self.others if page.stem == GLOSSARY]
        return [*found, ("Java API", f"{API}/index.html")]

    def write(self) -> None:
        for number, page in enumerate(self.chapters):
            before = self.chapters[number - 1] if number else None
            after = self.chapters[number + 1] if number + 1 < len(self.chapters) else None
            self.page(
                page.address,
                page.title,
                page.body,
                "chapter",
                parts=page.parts,
                before=before,
                after=after,
                about=page.question,
            )
        for page in self.others:
            self.page(page.address, page.title, page.body, "other", parts=page.parts)
        self.page("index.html", LAB, self.home(), "home")
        script = self.text("search.js")
        self.page("search.html", "Search", self.text("search.html"), "search", script=script)
        self.page("404.html", "No such page", self.not_found(), "lost", home=self.published)

    @property
    def published(self) -> str:
        """Where the site is published: the page for a wrong address may be shown at any."""
        place = binder_links.origin()
        return f"https://{place['owner']}.github.io/{place['repository']}/"

    def page(self, address: str, title: str, body: str, kind: str, home: str = "", **more) -> None:
        """Writes one page; its policy allows the scripts that it holds, and no others."""
        values = {
            "lab": LAB,
            "title": title,
            "kind": kind,
            "body": body,
            "css": self.css,
            "theme": self.theme,
            "here": address,
            "icon": ICON,
            "home": home,
            "places": [(name, home + where) for name, where in self.places],
            "searched": kind in ("chapter", "other", "home"),
            "foot": self.foot(),
            **more,
        }
        html = self.templates.get_template("page.html").render(policy="POLICY", **values)
        (self.out / address).write_text(html.replace("POLICY", policy(html, kind), 1), "utf-8")

    def foot(self) -> str:
        place = binder_links.origin()
        return (
            f'{LAB} {place["tag"]} · <a href="{repository("README.md")}">the repository</a> · '
            f'<a href="{repository("LICENSE")}">Apache License 2.0</a>'
        )

    def home(self) -> str:
        """What the lab is, with the picture of a chapter and the loop that the README shows."""
        shown = next((page for page in self.chapters if page.stem == PICTURED), None)
        loop = JAVA.search((ROOT / "README.md").read_text("utf-8"))
        return self.templates.get_template("home.html").render(
            chapters=self.chapters,
            others=self.others,
            api=f"{API}/index.html",
            pictured=shown,
            loop=rendered([new_markdown_cell(loop[0])], ROOT / "README.md", set()),
            binder=binder_links.link(),
            repository=repository,
            origin=binder_links.origin(),
        )

    def not_found(self) -> str:
        return (
            f"<h1>No such page</h1><p>There is nothing at this address. The "
            f'<a href="{self.published}index.html#chapters">list of chapters</a> and the '
            f'<a href="{self.published}search.html">search</a> know what there is.</p>'
        )


def policy(html: str, kind: str) -> str:
    """What a page may do: show what it holds. The search may ask its own index besides."""
    inline = [text for _, text in javadoc.SCRIPT.findall(html)]
    scripts = " ".join(dict.fromkeys(map(javadoc.hashed, inline)))
    allowed = (
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'self'; "
        f"base-uri 'none'; script-src {scripts}"
    )
    if kind == "search":
        allowed += " 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self' blob:"
    return allowed


# ------------------------------------------------------------------------------------ the build


def sources(folder: Path = handouts.NOTEBOOKS, texts: Path = ROOT / "docs") -> list[Path]:
    """The files that pages are made from: notebooks, chapters first, and texts."""
    found = sorted(folder.glob("*.ipynb"), key=lambda path: (not NUMBERED.match(path.stem), path))
    found += sorted(texts.glob("*.md"))
    stems = [path.stem for path in found]
    if twice := sorted({stem for stem in stems if stems.count(stem) > 1 or stem in OWN}):
        raise ValueError(f"two pages want the name {twice[0]}: rename a file of {texts}")
    return found


def build(paths: list[Path], out: Path = OUT, cache: Path = handouts.CACHE) -> int:
    """Builds the site beside its place and puts it there whole; how many pages it has.

    Where one page cannot be made there is no site, and the error names each such page.
    """
    known = {path.stem for path in paths}
    pages, faults = [], []
    for path in paths:
        with handouts.noted(faults):
            if path.suffix == ".md":
                pages.append(from_markdown(path, known))
            else:
                pages.append(from_notebook(path, handouts.executed(path, cache), known))
    if faults:
        raise RuntimeError("\n".join(faults))
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="site-", dir=out.parent) as scratch:
        fresh = Path(scratch) / "site"
        fresh.mkdir()
        site = Site(pages, fresh)
        print(f"  writing {len(pages)} pages ...", flush=True)
        site.write()
        print("  writing the Javadoc ...", flush=True)
        write_api(site)
        print("  making the search ...", flush=True)
        index(fresh)
        replace(fresh, out, Path(scratch) / "old")
    return len(list(out.rglob("*.html")))


def write_api(site: Site) -> None:
    links = "".join(
        f'<a href="{{@docRoot}}/../{escape(address)}">{escape(name)}</a> '
        for name, address in [(LAB, "index.html"), *site.places[:-1], ("Search", "search.html")]
    )
    bar = f'<div class="lab-bar">{links}<button type="button" id="theme" hidden></button></div>'
    head = f'<link rel="icon" href="{ICON}"><meta name="color-scheme" content="light dark">'
    javadoc.write(site.out / API, bar, TEMPLATES / "api.css", TEMPLATES / "theme.js", head)


def index(folder: Path) -> None:
    """The search's index, which a script in the browser reads piece by piece."""
    try:
        from pagefind_bin import get_executable
    except ImportError as error:
        raise RuntimeError(
            "the indexer of the search (pagefind-bin) is not here: run `lab setup`; it exists for "
            "Linux, macOS and Windows on x86-64 and ARM"
        ) from error
    command = [str(get_executable()), "--site", str(folder), "--silent", "--force-language", "en"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=INDEX_LIMIT)
    if done.returncode:
        raise RuntimeError(f"the search could not be made: {done.stderr.strip()[-500:]}")
    for unused in (folder / "pagefind").glob("pagefind-*"):
        if unused.suffix in (".js", ".css") and "worker" not in unused.name:
            unused.unlink()  # ready-made search boxes; ours is search.js


def replace(fresh: Path, out: Path, old: Path) -> None:
    if out.exists():
        if not (out / "404.html").is_file() and any(out.iterdir()):
            raise ValueError(f"{out} holds something else than a site: name another folder")
        out.rename(old)
    fresh.rename(out)


def main() -> int:
    parser = argparse.ArgumentParser(prog="lab site", description="the lab as static pages")
    parser.add_argument("--out", type=Path, default=OUT, metavar="DIR")
    args = parser.parse_args()
    handouts.end_politely()
    try:
        pages = build(sources(), args.out)
    except (OSError, RuntimeError, ValueError, subprocess.TimeoutExpired) as error:
        print(f"site: {error}", file=sys.stderr)
        return 1
    print(
        f"{pages} pages are in {args.out}. Open index.html, or, for the search too: "
        f"python3 -m http.server --bind 127.0.0.1 --directory {args.out}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
