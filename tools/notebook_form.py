"""The written form of a notebook: what can be judged without running it.

Each function takes a notebook (as nbformat reads it) and returns sentences, one per fault; none
means that all is well.
"""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KERNEL = "asynclab"
ARROW = "// →"
COLUMNS = 80
USUAL_LINES, MOST_LINES, LONGER_CELLS = 16, 30, 3
CORE, DEEPER, MARK = "core", "deeper", " · deeper"
LAST_SECTIONS = ["What we have", "Check yourself", "Exercises", "Further"]
ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
ANY_ARROW = re.compile(r"//\s*(→|->|=>)")
HEADING = re.compile(r"(#+)\s+(.*)")
QUOTE = re.compile(r"// (lib/\S+\.java)(?:#(\w+))?$")
RUST = re.compile(r"^```rust\n(.*?)^```$", re.S | re.M)
RUST_QUOTE = re.compile(r"// (lib/rust/\S+\.rs)\n")


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def tags(cell) -> list[str]:
    return cell.metadata.get("tags", [])


def name_cells(cells, notebook, prefix: str = "") -> None:
    """Names the cells of a page: by their names in the notebook, so that links find them."""
    own = {cell.get("id") for cell in notebook.cells}
    for number, cell in enumerate(cells):
        name = cell.id if cell.id in own else str(number)
        own.discard(name)  # a cell that became two
        cell.id = prefix + name


def headings(cell) -> list[tuple[int, str]]:
    """The headings in a cell of text, each with its level; `# …` in a block of code is none."""
    found, code = [], False
    for line in cell.source.splitlines() if cell.cell_type == "markdown" else []:
        if line.startswith("```"):
            code = not code
        elif not code and (heading := HEADING.fullmatch(line.rstrip())):
            found.append((len(heading[1]), heading[2]))
    return found


def sections(notebook) -> dict[str, int]:
    """The headings below the title, each with the index of its cell."""
    return {
        text: index
        for index, cell in enumerate(notebook.cells)
        for level, text in headings(cell)
        if level > 1
    }


def expected_lines(source: str) -> list[str] | None:
    """What the cell says it prints: its last lines, if they are `// → text`; else None."""
    lines = source.rstrip().splitlines()
    said = []
    while lines and lines[-1].strip().startswith(ARROW):
        said.insert(0, lines.pop().strip()[len(ARROW) :].strip())
    return said or None


def faults(notebook, root: Path = ROOT) -> list[str]:
    """All faults of form in a notebook that is to be committed."""
    return [
        *metadata_faults(notebook),
        *output_faults(notebook),
        *id_faults(notebook),
        *length_faults(notebook),
        *arrow_faults(notebook),
        *section_faults(notebook),
        *depth_faults(notebook),
        *resume_faults(notebook),
        *quote_faults(notebook, root),
        *rust_faults(notebook, root),
        *missing_resume_faults(notebook),
    ]


def metadata_faults(notebook) -> list[str]:
    found = []
    if notebook.metadata.get("kernelspec", {}).get("name") != KERNEL:
        found.append(f"metadata.kernelspec.name is not {KERNEL}")
    if notebook.metadata.get("language_info", {}).get("name") != "java":
        found.append("metadata.language_info.name is not java, so nothing would be coloured")
    return found


def output_faults(notebook) -> list[str]:
    return [
        f"{where(notebook, cell)} is committed with outputs: clear them"
        for cell in code_cells(notebook)
        if cell.outputs or cell.execution_count is not None
    ]


def id_faults(notebook) -> list[str]:
    ids = [cell.get("id", "") for cell in notebook.cells]
    found = [f"cell {n} has no id" for n, i in enumerate(ids, 1) if not ID.fullmatch(i)]
    return found + [f"two cells have the id {i}" for i in sorted(set(ids)) if ids.count(i) > 1]


def length_faults(notebook) -> list[str]:
    found, longer = [], []
    for cell in code_cells(notebook):
        lines = cell.source.splitlines()
        for n, line in enumerate(lines, 1):
            if len(line) > COLUMNS:
                found.append(f"{where(notebook, cell)}, line {n}: {len(line)} columns")
        read = sum(not line.startswith("import ") for line in lines)  # imports are skimmed
        if len(lines) > MOST_LINES:
            found.append(f"{where(notebook, cell)} has {len(lines)} lines, more than {MOST_LINES}")
        elif read > USUAL_LINES:
            longer.append(where(notebook, cell))
    if len(longer) > LONGER_CELLS:
        found.append(
            f"{len(longer)} cells have more than {USUAL_LINES} lines, {LONGER_CELLS} may: "
            + "; ".join(longer)
        )
    return found


def arrow_faults(notebook) -> list[str]:
    """An expected output that is not at the end, or misspelt, would never be compared."""
    found = []
    for cell in code_cells(notebook):
        lines = cell.source.rstrip().splitlines()
        compared = len(expected_lines(cell.source) or [])
        for n, line in enumerate(lines[: len(lines) - compared], 1):
            if ANY_ARROW.match(line.strip()):
                found.append(
                    f"{where(notebook, cell)}, line {n}: `{line.strip()}` is not compared: "
                    f"write `{ARROW} text`, and only in the last lines"
                )
    return found


def section_faults(notebook) -> list[str]:
    all_headings = [heading for cell in notebook.cells for heading in headings(cell)]
    titles = [text for level, text in all_headings if level == 1]
    found = []
    if not titles or all_headings[0][0] != 1 or "?" not in titles[0]:
        found.append("the title (the first line, `# …`) asks no question")
    if len(titles) > 1:
        found.append("there is more than one title (`# …`)")
    last = [text for level, text in all_headings if level == 2][-4:]
    if last != LAST_SECTIONS:
        found.append(f"the last sections are {last}, not {LAST_SECTIONS}")
    return found


def depth_faults(notebook) -> list[str]:
    """A section whose heading ends with ` · deeper` holds what one may leave out, and alone."""
    found, heading = [], ""
    for n, cell in enumerate(notebook.cells, 1):
        for level, text in headings(cell):
            heading = text if level == 2 else heading
        depth = cell.metadata.get("asynclab", {}).get("depth", CORE)
        if depth not in (CORE, DEEPER):
            found.append(f"cell {n}: depth is `{depth}`, neither {CORE} nor {DEEPER}")
        elif (depth == DEEPER) != heading.endswith(MARK):
            found.append(
                f"cell {n} is {depth} and its section is called `{heading}`: "
                f"what is {DEEPER} stands below a heading that ends with `{MARK}`"
            )
    return found


def resume_faults(notebook) -> list[str]:
    """A resume cell stands right below the heading it names, is tagged, and does nothing else."""
    found = []
    for cell, above in zip(notebook.cells, [None, *notebook.cells], strict=False):
        if cell.cell_type != "code":
            continue
        if "Lab.resume(" not in cell.source and "resume" not in tags(cell):
            continue
        heading = next((text for _, text in reversed(headings(above))), None) if above else None
        if heading is None:
            found.append(f"{where(notebook, cell)} stands below no heading")
        elif cell.source.strip() != resume_line(heading) or "resume" not in tags(cell):
            found.append(f"{where(notebook, cell)} is not `{resume_line(heading)}`, tagged resume")
    return found


def resume_line(heading: str) -> str:
    quoted = heading.replace("\\", "\\\\").replace('"', '\\"')
    return f'Lab.resume("{quoted}");'


def missing_resume_faults(notebook) -> list[str]:
    """Every section with code begins with its resume cell, unless there is no code above it."""
    found, heading, resumes = [], None, True
    above = False
    for cell in notebook.cells:
        for level, text in headings(cell):
            if level == 2:
                heading, resumes = text, not above
        above |= cell.cell_type == "code"
        if cell.cell_type == "code" and not resumes:
            resumes = True
            if heading and "resume" not in tags(cell):
                found.append(f"the section `{heading}` does not begin with its resume cell")
    return found


def quote_faults(notebook, root: Path = ROOT) -> list[str]:
    """A cell tagged `lib` says the same as the library: `// lib/…/X.java`, then lines of it.

    `X.java#name` promises besides that the lines show `name`.
    """
    found = []
    for cell in code_cells(notebook):
        if "lib" in tags(cell) and (fault := quote_fault(cell.source, root)):
            found.append(f"{where(notebook, cell)}: {fault}")
    return found


def quote_fault(source: str, root: Path) -> str | None:
    first, _, text = source.partition("\n")
    quote = QUOTE.match(first.strip())
    if not quote:
        return f"the first line is `{first}`, not `// lib/…/X.java`"
    file, name = root / quote[1], quote[2]
    if not file.is_file():
        return f"there is no file {quote[1]}"
    said = [squeezed(line) for line in text.splitlines() if not line.strip().startswith(ARROW)]
    if name and not re.search(rf"\b{name}\b", text):
        return f"it does not show `{name}`"
    if not occurs("".join(said), [squeezed(line) for line in file.read_text("utf-8").splitlines()]):
        return f"its text is not that of {quote[1]}: copy it again"
    return None


def rust_faults(notebook, root: Path = ROOT) -> list[str]:
    """A block of Rust says `// lib/rust/…/x.rs`, and then lines of it; `// …` stands for others."""
    found = []
    for cell in notebook.cells:
        for block in RUST.findall(cell.source) if cell.cell_type == "markdown" else []:
            quote = RUST_QUOTE.match(block)
            if not quote or not (file := root / quote[1]).is_file():
                found.append(f"a block of Rust says not whose lines it shows: `{block[:40]}`")
                continue
            lines = [
                squeezed(line.removeprefix("/// ")) for line in file.read_text("utf-8").splitlines()
            ]
            for text in block[quote.end() :].split("// …\n"):
                if not occurs("".join(map(squeezed, text.splitlines())), lines):
                    found.append(f"`{text[:40]}` is not the text of {quote[1]}: copy it again")
    return found


def squeezed(line: str) -> str:
    """A line without white space: a cell is narrower than the library, so it breaks elsewhere."""
    return "".join(line.split())


def occurs(text: str, lines: list[str]) -> bool:
    """Whether some whole lines, one after another, make this text."""
    for start in range(len(lines)):
        if not lines[start]:
            continue
        rest = text
        for line in lines[start:]:
            if not rest.startswith(line):
                break
            rest = rest[len(line) :]
            if not rest:
                return True
    return False


def where(notebook, cell) -> str:
    """A cell as a reader finds it: by its number among the code cells and its first line."""
    number = next(n for n, other in enumerate(code_cells(notebook), 1) if other is cell)
    first = next((line for line in cell.source.splitlines() if line.strip()), "(empty)")
    return f"code cell {number} (`{first.strip()[:60]}`)"
