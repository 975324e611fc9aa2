"""What an edition of a chapter shows: its executed notebook, made ready for paper.

Two editions exist. The learner's has boxes for predictions and room to write, and no solution; the
instructor's has what is said to each answer, hints, solutions, known wrong ideas, and the notes of
`tools/teaching`. Both leave out what only makes sense in front of a running kernel.

A cell of an edition says in `metadata.handout` how it looks: `look` is a class of the style sheet,
`lines` how many lines there are to write on below it.
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass, field
from pathlib import Path

from nbformat.v4 import new_code_cell, new_markdown_cell

import exercises
from notebook_form import ROOT, headings, tags

LEARNER, INSTRUCTOR = "learner", "instructor"
EDITIONS = (LEARNER, INSTRUCTOR)
QUESTIONS = ROOT / "lib/notebook/src/main/resources/asynclab/notebook/predict"
TEACHING = ROOT / "tools" / "teaching"
PREDICT = re.compile(r'^Predict\.of\("([^"]+)",\s*"[^"]*"\);?$', re.M)
FOLDED = re.compile(r"<details>\s*<summary>(.*?)</summary>(.*?)</details>", re.S)
LIVE = re.compile(r"(Progress|Review)\.here\(\)")  # it speaks of whoever sits in front of the page
IMPORTS = re.compile(r"(import [\w.* ]+;\s*)+")
REASON_LINES = 2  # to say why one predicts this
ANSWER_LINES = 2  # for each question of "Check yourself"
ASKED = re.compile(r"^(?=\d+\. )", re.M)  # where a question of "Check yourself" begins
HALF_A_PAGE, A_PAGE = 13, 28  # lines for an exercise: two sizes, or they would tell its length
FITS = 12  # lines of a solution for which half a page is enough by hand


@dataclass
class Choice:
    text: str
    right: bool
    reply: str = ""

    @property
    def verdict(self) -> str:
        """Whether it is right, and what is said to it."""
        return f"*{'Right.' if self.right else 'Not so.'}*{self.reply}"


@dataclass
class Question:
    text: str = ""
    choices: list[Choice] = field(default_factory=list)


def edition(executed, stem: str, who: str, folder: Path) -> list:
    """The cells of a chapter in one edition; `folder` is the one that `solutions` stands in."""
    asked = questions(QUESTIONS / f"{stem}.txt")
    notes = teaching(TEACHING / f"{stem}.md") if who == INSTRUCTOR else {}
    cells = []
    for cell in executed.cells:
        cells += for_paper(cell, who, asked, folder)
        cells += [look("note", notes.pop(text)) for _, text in headings(cell) if text in notes]
    if notes:
        raise ValueError(f"teaching/{stem}.md speaks of no heading of its notebook: {list(notes)}")
    return cells


def for_paper(cell, who: str, asked: dict[str, Question], folder: Path) -> list:
    """What stands in the place of one cell."""
    if cell.cell_type != "code":
        return text_cells(cell, who)
    if "resume" in tags(cell) or LIVE.search(cell.source):
        return []
    if prediction := PREDICT.search(cell.source):
        return [prediction_box(prediction[1], asked[prediction[1]], who)]
    if "exercise" in tags(cell):
        return exercise_cells(cell, who, folder)
    shown = copy.deepcopy(cell)
    if IMPORTS.fullmatch(cell.source.strip() + "\n"):
        shown.metadata["handout"] = {"look": "imports"}
    return [shown]


def look(kind: str, source: str, lines: int = 0):
    """A cell of text that looks like its kind."""
    return new_markdown_cell(source, metadata={"handout": {"look": kind, "lines": lines}})


# ------------------------------------------------------------------------------------ text


def text_cells(cell, who: str) -> list:
    """A cell of text; what is folded away are answers: open in one edition, and in the other room
    to write below each question.
    """
    if not FOLDED.search(cell.source):
        return [copy.deepcopy(cell)]
    if who == INSTRUCTOR:
        return [new_markdown_cell(FOLDED.sub(r"**\1**\n\2", cell.source))]
    before, *asked = ASKED.split(FOLDED.sub("", cell.source).rstrip())
    return [new_markdown_cell(before), *[look("question", each, ANSWER_LINES) for each in asked]]


# ------------------------------------------------------------------------------------ predictions


def questions(file: Path) -> dict[str, Question]:
    """The questions of a notebook by their names, from the file that `Predict` reads."""
    found: dict[str, Question] = {}
    question = Question()
    for line in file.read_text("utf-8").splitlines() if file.is_file() else []:
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("["):
            question = found[line.strip("[] ")] = Question()
        elif line[:2] in ("- ", "+ "):
            question.choices.append(Choice(line[2:], line[0] == "+"))
        elif line.startswith("  "):
            question.choices[-1].reply += f" {line.strip()}"
        else:
            question.text += f" {line.strip()}"
    return found


def prediction_box(name: str, question: Question, who: str):
    """A question with its choices; the instructor sees what is said to each.

    Its name is what the teacher's notes call it.
    """
    rows = [f"**Predict** `{name}`.{question.text}", ""]
    for letter, choice in zip("abcdef", question.choices, strict=False):
        mark = "☑" if who == INSTRUCTOR and choice.right else "☐"
        rows.append(f"- {mark} **{letter}** {choice.text}")
        if who == INSTRUCTOR:
            rows += ["", f"  {choice.verdict}"]
    return look("prediction", "\n".join(rows), REASON_LINES if who == LEARNER else 0)


# ------------------------------------------------------------------------------------ exercises


def exercise_cells(cell, who: str, folder: Path) -> list:
    """The stub, and below it room to write, or all that is known about the exercise."""
    name = cell.metadata["asynclab"]["exercise"]
    solution = exercises.solution(name, folder).rstrip()
    stub = new_code_cell(cell.source, metadata={"handout": {"look": "exercise"}})
    if who == LEARNER:
        short = len(solution.splitlines()) <= FITS
        stub.metadata["handout"]["lines"] = HALF_A_PAGE if short else A_PAGE
        return [stub]
    hints = "\n".join(f"{n}. {hint}" for n, hint in enumerate(exercises.hints(name, folder), 1))
    return [
        stub,
        look("hints", f"**Hints to {name}**\n\n{hints}"),
        look("caption", f"**A solution of {name}**"),
        new_code_cell(solution, metadata={"handout": {"look": "solution"}}),
        *wrong_cells(name, folder),
    ]


def wrong_cells(name: str, folder: Path) -> list:
    """The known wrong ideas, each with what the check says to it."""
    found = []
    for wrong in exercises.wrong_ideas(name, folder):
        idea = wrong.name.removeprefix(f"{name}-").replace("-", " ")
        found.append(look("caption", f"**A wrong idea: {idea}.** The check says: {wrong.reply}"))
        text = wrong.text.partition("\n")[2].strip()
        found.append(new_code_cell(text, metadata={"handout": {"look": "wrong"}}))
    return found


# ------------------------------------------------------------------------------------ teaching


def teaching(file: Path) -> dict[str, str]:
    """Notes for whoever teaches, by the heading of the notebook below which each belongs."""
    if not file.is_file():
        return {}
    parts = re.split(r"^#+ (.*)$", file.read_text("utf-8"), flags=re.M)
    return dict(zip(parts[1::2], map(str.strip, parts[2::2]), strict=True))
