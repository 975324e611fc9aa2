"""The rules of form: each of them has to notice its own breach."""

from __future__ import annotations

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

import notebook_form

LIBRARY = """package asynclab.poll;

/// A queue.
public final class Poll {
  /// Waits.
  public int poll(Events events, Duration timeout) throws IOException {
    var nanos = nanos(timeout);

    return events.count();
  }
}
"""
QUOTE = """// lib/runtime/src/main/java/asynclab/poll/Poll.java#poll
public int poll(Events events, Duration timeout)
    throws IOException {
  var nanos = nanos(timeout);
  return events.count();
}"""


def good():
    """A notebook without a fault."""
    ends = [new_markdown_cell(f"## {name}\n\nText.") for name in notebook_form.LAST_SECTIONS]
    cells = [
        new_markdown_cell("# 04 · How does one thread wait for many?\n\nText."),
        new_code_cell("6 * 7\n// → 42"),
        new_code_cell(QUOTE, metadata={"tags": ["lib"]}),
        *ends,
    ]
    return new_notebook(
        cells=cells,
        metadata={
            "kernelspec": {"name": "asynclab", "display_name": "Java 25 (Async Lab)"},
            "language_info": {"name": "java"},
        },
    )


@pytest.fixture
def root(tmp_path):
    file = tmp_path / "lib/runtime/src/main/java/asynclab/poll/Poll.java"
    file.parent.mkdir(parents=True)
    file.write_text(LIBRARY)
    return tmp_path


def test_a_good_notebook_has_no_fault(root):
    nbformat.validate(good())
    assert notebook_form.faults(good(), root) == []


def test_a_quote_need_not_name_what_it_shows(root):
    notebook = good()
    notebook.cells[2].source = QUOTE.replace("#poll", "")

    assert notebook_form.faults(notebook, root) == []


def test_imports_do_not_make_a_cell_long(root):
    notebook = good()
    notebook.cells[1:1] = [new_code_cell("import a.B;\n" * 9 + "x();\n" * 16) for _ in range(4)]

    assert notebook_form.faults(notebook, root) == []


def with_code(source, **metadata):
    def change(notebook):
        notebook.cells[1] = new_code_cell(source, metadata=metadata)

    return change


def with_outputs(notebook):
    notebook.cells[1].outputs = [new_output("stream", text="42")]


def with_a_number(notebook):
    notebook.cells[1].execution_count = 1


def with_twin_ids(notebook):
    notebook.cells[2].id = notebook.cells[1].id


def without_an_id(notebook):
    del notebook.cells[1]["id"]


def with_another_kernel(notebook):
    notebook.metadata.kernelspec.name = "python3"


def without_a_language(notebook):
    del notebook.metadata["language_info"]


def with_a_title_that_asks_nothing(notebook):
    notebook.cells[0].source = "# Event queues"


def with_two_titles(notebook):
    notebook.cells[3].source = "# Why?\n\n" + notebook.cells[3].source


def with_sections_in_another_order(notebook):
    notebook.cells[-1], notebook.cells[-2] = notebook.cells[-2], notebook.cells[-1]


def with_four_long_cells(notebook):
    notebook.cells[1:1] = [new_code_cell("x();\n" * 17) for _ in range(4)]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (with_outputs, "committed with outputs"),
        (with_a_number, "committed with outputs"),
        (with_twin_ids, "two cells have the id"),
        (without_an_id, "has no id"),
        (with_another_kernel, "kernelspec"),
        (without_a_language, "language_info"),
        (with_a_title_that_asks_nothing, "asks no question"),
        (with_two_titles, "more than one title"),
        (with_sections_in_another_order, "the last sections are"),
        (with_code("x" * 81), "81 columns"),
        (with_code("x();\n" * 31), "31 lines"),
        (with_four_long_cells, "4 cells have more than 16 lines"),
        (with_code("f(); // fine\n// → 42\ng();"), "is not compared"),
        (with_code("f();\n// -> 42"), "is not compared"),
        (with_code("f();\n//→ 42"), "is not compared"),
        (with_code(QUOTE.replace("nanos(", "millis("), tags=["lib"]), "copy it again"),
        (with_code(QUOTE.replace("  return events.count();\n", ""), tags=["lib"]), "copy it again"),
        (with_code(QUOTE.replace("#poll", "#wait"), tags=["lib"]), "does not show `wait`"),
        (with_code(QUOTE.replace("Poll.java", "Pool.java"), tags=["lib"]), "no file"),
        (with_code("int x;", tags=["lib"]), "the first line is"),
    ],
)
def test_each_breach_is_one_fault_that_says_which(root, change, words):
    notebook = good()
    change(notebook)

    (fault,) = notebook_form.faults(notebook, root)

    assert words in fault


def with_depth(depth, heading):
    def change(notebook):
        notebook.cells[1:1] = [
            new_markdown_cell(f"## {heading}\n\nText.", metadata={"asynclab": {"depth": depth}}),
            new_markdown_cell("## Next"),
        ]

    return change


def with_resume(source, heading="## Here", tags=("resume",)):
    def change(notebook):
        notebook.cells[1:1] = [
            new_markdown_cell(heading),
            new_code_cell(source, metadata={"tags": list(tags)}),
        ]

    return change


RESUME = 'Lab.resume("Here");'


@pytest.mark.parametrize(
    "change",
    [
        with_depth("deeper", "Who wakes whom? · deeper"),
        with_depth("core", "Who wakes whom?"),
        with_resume(RESUME),
        with_resume('Lab.resume("Say \\"no\\"");', heading='## Say "no"'),
    ],
)
def test_depth_and_resume_in_their_place_are_no_fault(root, change):
    notebook = good()
    change(notebook)

    assert notebook_form.faults(notebook, root) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (with_depth("deeper", "Who wakes whom?"), "is deeper and its section is called"),
        (with_depth("core", "Who wakes whom? · deeper"), "is core and its section is called"),
        (with_depth("deep", "Who wakes whom?"), "neither core nor deeper"),
        (with_resume('Lab.resume("There");'), 'is not `Lab.resume("Here");`'),
        (with_resume(RESUME, tags=()), "tagged resume"),
        (with_resume(RESUME + "\nint x = 1;"), "is not `Lab.resume"),
        (with_resume(RESUME, heading="No heading"), "stands below no heading"),
    ],
)
def test_depth_and_resume_out_of_place_are_one_fault(root, change, words):
    notebook = good()
    change(notebook)

    (fault,) = notebook_form.faults(notebook, root)

    assert words in fault


def test_a_section_with_code_and_no_resume_cell_is_named():
    notebook = good()
    notebook.cells[2:2] = [new_markdown_cell("## Here"), new_code_cell("1"), new_code_cell("2")]
    lacks = notebook_form.missing_resume_faults(notebook)
    notebook.cells[3:3] = [new_code_cell(RESUME, metadata={"tags": ["resume"]})]

    assert lacks == ["the section `Here` does not begin with its resume cell"]
    assert notebook_form.missing_resume_faults(notebook) == []


def test_a_section_with_no_code_above_it_has_nothing_to_rebuild():
    notebook = good()
    notebook.cells[1:1] = [new_markdown_cell("## Here"), new_code_cell("1")]

    assert notebook_form.missing_resume_faults(notebook) == []


def test_a_heading_in_a_block_of_code_is_none():
    cell = new_markdown_cell("## One\n\n```\n# two\n```\n\n### Three")

    assert notebook_form.headings(cell) == [(2, "One"), (3, "Three")]


def test_a_quote_may_break_its_lines_elsewhere_but_holds_whole_lines():
    lines = ["", "intf(){", "returng(1);", "}"]

    assert notebook_form.occurs("intf(){returng(1);}", lines)
    assert not notebook_form.occurs("f(){returng(1);}", lines)
    assert not notebook_form.occurs("intf(){returng(", lines)
    assert not notebook_form.occurs("", lines)
