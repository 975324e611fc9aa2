"""The words: every term is linked where it is used first, and every name and place exists."""

from __future__ import annotations

import copy
import json
import re
import shutil
import subprocess

import nbformat
import pytest

import exercises
import glossary
import notebook_form
from live_kernel import Kernel, linux_only

TERMS = glossary.terms(glossary.SOURCE.read_text("utf-8"))
CHAPTERS = glossary.chapters()
NAME = re.compile(r"`([^`]+)`")
RUST = notebook_form.ROOT / "lib" / "rust"
LIMIT = 300  # seconds; cargo takes ten
TO_NOTEBOOK = re.compile(r"\]\(([\w-]+)\.ipynb(?:#cell-id=([\w-]+))?\)")

LOOK_UP = """
import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

Class<?> load(String name) throws ClassNotFoundException {
  return Class.forName(name, false, Thread.currentThread().getContextClassLoader());
}
List<String> members(String owner) {
  try {
    var found = new ArrayList<Member>(List.of(load(owner).getDeclaredMethods()));
    found.addAll(List.of(load(owner).getMethods()));
    found.addAll(List.of(load(owner).getFields()));
    return found.stream().map(Member::getName).toList();
  } catch (ClassNotFoundException e) { return List.of(); }
}
boolean exists(String name) {
  int dot = name.lastIndexOf('.');
  try {
    load(name);
    return true;
  } catch (ClassNotFoundException e) {
    return members(name.substring(0, dot)).contains(name.substring(dot + 1));
  }
}
List<String> missing(String names) {
  return Stream.of(names.split(" ")).filter(name -> !exists(name)).toList();
}
"""


def rust_here() -> tuple[int, ...]:
    """The version of the Rust that runs here. A rustc on PATH may be rustup's, with none behind."""
    if not shutil.which("rustc") or not shutil.which("cargo"):
        return ()
    said = subprocess.run(["rustc", "--version"], capture_output=True, text=True, timeout=60).stdout
    return tuple(map(int, re.findall(r"\d+", said)[:2]))


RUST_VERSION = rust_here()


def rust_only(test):
    """It needs Rust, of which a learner's machine may have none."""
    why = "no Rust 1.85 or newer runs here (https://rustup.rs)"
    skip = pytest.mark.skipif(RUST_VERSION < (1, 85), reason=why)
    return pytest.mark.only_all(pytest.mark.limit(LIMIT + 60)(skip(test)))


def named(attribute):
    """Each name in code in one of the lists of all terms; what stands in brackets is none."""
    for term in TERMS:
        for each in getattr(term, attribute):
            yield from [] if each.startswith("(") else NAME.findall(each)


def texts(notebook):
    return [
        "".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown"
    ]


def glossary_cells():
    return texts(glossary.read(glossary.NOTEBOOKS / glossary.PAGE))


# ------------------------------------------------------------------------------ links


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_each_term_is_linked_at_its_first_use_in_a_chapter_and_nowhere_else(path):
    assert glossary.linked(glossary.read(path), path.stem, TERMS) == []

    links = [to for text in texts(glossary.read(path)) for _, to in glossary.LINK.findall(text)]
    assert len(links) == len(set(links)), "twice"
    assert set(links) <= {term.cell for term in TERMS}, "leads to no entry"


def test_each_term_is_linked_somewhere():
    assert set(glossary.homes(TERMS)) == {term.name for term in TERMS}


def test_a_link_that_is_missing_wrong_or_second_is_a_fault():
    path = next(path for path in CHAPTERS if path.stem.startswith("06"))
    whole = glossary.read(path)
    link = "[lazy](glossary.ipynb#cell-id=lazy)"
    cell = next(n for n, cell in enumerate(whole["cells"]) if link in "".join(cell["source"]))
    for wrong in ("lazy", link.replace("=lazy", "=waker"), f"{link} and {link}"):
        notebook = copy.deepcopy(whole)
        text = "".join(notebook["cells"][cell]["source"])
        notebook["cells"][cell]["source"] = [text.replace(link, wrong)]

        assert glossary.linked(notebook, path.stem, TERMS) != [], wrong
        assert "".join(notebook["cells"][cell]["source"]).count(link) == 1


def test_what_is_no_prose_is_not_linked():
    text = "# A waker\n`the waker` [a waker](x.ipynb)\n| waker |\n```\nwaker\n```\nAn awaker.\n"

    assert glossary.first_uses([text, "waker"], "06-futures", TERMS)[0] == []
    assert len(glossary.first_uses([text, "waker"], "06-futures", TERMS)[1]) == 1


def test_the_longer_of_two_terms_and_the_bold_use_are_meant():
    (first,) = glossary.first_uses(["Stale\nevents; a waker, the **waker**."], "06-futures", TERMS)

    assert [(use.term.name, use.start) for use in first] == [("stale event", 0), ("waker", 29)]


# ------------------------------------------------------------------------------ the notebook


def test_the_glossary_is_what_its_sources_say():
    page = glossary.read(glossary.NOTEBOOKS / glossary.PAGE)

    assert page == glossary.page(TERMS), "run tools/glossary.py --write"


def test_the_glossary_is_a_notebook_of_text_alone():
    notebook = nbformat.read(glossary.NOTEBOOKS / glossary.PAGE, as_version=4)

    nbformat.validate(notebook)
    assert notebook_form.id_faults(notebook) == []
    assert {cell.cell_type for cell in notebook.cells} == {"markdown"}


def test_every_place_that_the_glossary_leads_to_exists():
    cells = {
        path.stem: {cell["id"] for cell in glossary.read(path)["cells"]}
        for path in [*CHAPTERS, glossary.NOTEBOOKS / glossary.PAGE]
    }

    places = TO_NOTEBOOK.findall("\n".join(glossary_cells()))

    assert len(places) > len(TERMS)
    assert [(stem, to) for stem, to in places if to and to not in cells[stem]] == []
    assert {stem for stem, _ in places} <= set(cells)


def test_the_index_of_the_book_names_exercises_that_exist_and_says_what_is_left_out():
    rows = [line for line in glossary.BOOK.read_text("utf-8").splitlines() if line[:2] == "- "]
    all_exercises = {
        name for path in CHAPTERS for name in exercises.exercises(nbformat.read(path, as_version=4))
    }

    for row in rows:
        section, here, *asked = (part.strip() for part in row[2:].split("|"))
        assert section and ("#" in here or here.startswith("left out: ")), row
        assert {name.strip() for name in "".join(asked).split(",") if name} <= all_exercises, row


# ------------------------------------------------------------------------------ names


@linux_only
def test_every_name_in_java_exists(tmp_path):
    names = [f"asynclab.{name}" for name in named("ours")] + list(named("java"))
    kernel = Kernel(tmp_path)

    try:
        kernel.must(LOOK_UP)
        missing = kernel.must(f"missing({json.dumps(' '.join(names))})").result
    finally:
        kernel.close()

    assert len(names) > 100
    assert missing == "[]"


# ------------------------------------------------------------------------------ Rust


@rust_only
def test_what_the_chapters_quote_of_rust_runs(tmp_path, tell):
    done = run("cargo", "test", "--offline", "--locked", "--target-dir", tmp_path, cwd=RUST)

    assert done.returncode == 0, done.stdout + done.stderr
    passed = sum(map(int, re.findall(r"^test result: ok\. (\d+) passed", done.stdout, re.M)))
    tell(f"cargo test: {passed} tests passed")
    assert passed > 10


@rust_only
def test_every_name_in_the_standard_library_of_rust_exists(tmp_path):
    names = sorted({name for name in named("rust") if name.startswith("std::")})
    lines = [f"#[allow(unused_imports)] use {name} as _;" for name in names]
    source = tmp_path / "names.rs"
    source.write_text("\n".join([*lines, "fn main() {}"]), "utf-8")

    done = run("rustc", "--edition=2024", "--emit=metadata", source, cwd=tmp_path)

    assert len(names) > 20
    assert done.returncode == 0, done.stderr


def run(*command, cwd):
    return subprocess.run(
        list(map(str, command)), cwd=cwd, capture_output=True, encoding="utf-8", timeout=LIMIT
    )
