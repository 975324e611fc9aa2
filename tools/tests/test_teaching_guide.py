"""The guide for workshops: each command, cell, exercise and heading it names is looked up."""

from __future__ import annotations

import re

from lessons import STEMS, TASK, clock, minutes, notebook, plan, sections, shows, tasks
from notebook_form import ROOT, headings

GUIDE = ROOT / "docs" / "teaching.md"
TEXT = GUIDE.read_text("utf-8")
LENGTHS = {"Ninety minutes": [90], "Half a day": [240], "Two days": [420, 420]}
LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
TO_NOTEBOOK = re.compile(r"\[(\w+)(?:: ([^\]]+))?\]\(\.\./notebooks/([\w-]+)\.ipynb\)")
AGENDA = re.compile(r"^\| at \|.*?(?=\n\n)", re.M | re.S)
LINE = re.compile(r"^\| +(\d:\d\d) +\| +(\d+) +\| *(.*?) *\| +(.*?) +\|$", re.M)
SHOWN = re.compile(rf"^\| +({TO_NOTEBOOK.pattern}) +\| +`([^`]+)` +\|$", re.M)
JAVA = re.compile(r"`(\w+)\.(\w+)\b(?:\(|`)")
COMMAND = re.compile(r"`\./lab( [^`]*)?`")


def agendas():
    """The timetables: the name of the workshop, and the lines of each of its days."""
    for part in re.split(r"^### ", TEXT, flags=re.M)[1:]:
        yield part.partition(":")[0], [LINE.findall(day) for day in AGENDA.findall(part)]


def test_each_workshop_takes_as_long_as_its_name_says_and_nothing_overlaps():
    assert {
        name: [sum(int(line[1]) for line in day) for day in days] for name, days in agendas()
    } == LENGTHS
    for _, days in agendas():
        for day in days:
            ends = clock([line[1] for line in day])
            assert [line[0] for line in day] == ["0:00", *ends[:-1]]


def test_a_chapter_gets_the_minutes_of_its_plan_and_more_if_there_is_more_to_do():
    lines = [line for _, days in agendas() for day in days for line in day if line[2]]
    asked = []
    for _, given, chapter, what in lines:
        head, _ = plan(TO_NOTEBOOK.search(chapter)[3])
        kind = re.match(r"(short|whole) plan", what)
        if kind:
            needed = minutes([head.short if kind[1] == "short" else head.long])[0]
            more = TASK.search(what) is not None
            asked.append((what, int(given) > needed if more else int(given) == needed))

    assert len(asked) > 10
    assert [what for what, right in asked if not right] == []


def test_every_link_leads_somewhere_and_every_heading_is_its_notebooks():
    paths = {path for _, path in LINK.findall(TEXT)}

    assert [path for path in paths if not (GUIDE.parent / path).exists()] == []
    for number, heading, stem in TO_NOTEBOOK.findall(TEXT):
        there = {text for cell in notebook(stem).cells for _, text in headings(cell)}
        assert stem.startswith(number + "-")
        assert not heading or heading in there


def test_every_exercise_and_prediction_exists_and_stands_beside_its_chapter():
    there = {name: stem for stem in STEMS for name in tasks(stem)}

    assert [name for name in TASK.findall(TEXT) if name not in there] == []
    beside = re.findall(r"^\|.*?" + TO_NOTEBOOK.pattern + r"(.*)\|$", TEXT, re.M)
    named = [(name, stem) for _, _, stem, rest in beside for name in TASK.findall(rest)]
    assert len(named) >= 10
    assert [name for name, stem in named if there[name] != stem] == []


def test_every_cell_to_show_stands_below_its_heading():
    rows = SHOWN.findall(TEXT)

    assert len(rows) == 8
    for _, _, heading, stem, code in rows:
        assert shows(sections(stem)[heading], code), code


def test_every_command_exists_with_its_options_and_chapters(lab):
    text = (ROOT / "lab").read_text("utf-8")
    known = {*lab.COMMANDS, *STEMS}
    used = [words.split() for words in COMMAND.findall(TEXT)]

    assert len(used) > 5
    assert [
        (words, word)
        for words in used
        for word in words
        if word not in known and not word.isdecimal() and f'"{word}"' not in text
    ] == []


def test_every_method_is_one_of_the_libraries():
    named = {pair for pair in JAVA.findall(TEXT) if pair[0][0].isupper()}

    assert len(named) > 4
    for type_, method in named:
        sources = [path.read_text("utf-8") for path in ROOT.glob(f"lib/*/src/main/**/{type_}.java")]
        assert any(re.search(rf"public static .*\b{method}\(", text) for text in sources), type_


def test_what_a_check_is_said_to_say_is_what_it_says():
    source = ROOT / "lib/notebook/src/main/java/asynclab/notebook/checks/CheckResult.java"
    said = re.search(r"`(not yet: [^`]*)`", TEXT)[1]

    assert TASK.search(f"`{said.split()[2].rstrip(',')}`")
    assert re.sub(r"\d+ of \d+", "%d of %d", re.sub(r": \S+,", ": %s,", said)) in source.read_text()
