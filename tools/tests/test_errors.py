"""What a learner reads when a cell fails, through a real Jupyter client."""

from __future__ import annotations

import re

import pytest

from live_kernel import Kernel


def read(kernel: Kernel, code: str) -> str:
    """The traceback of a cell that fails, as one text without colours or cell numbers."""
    cell = kernel.start(code)
    lines = []
    for message in kernel.messages():
        if message["parent_header"].get("msg_id") != cell:
            continue
        if message["content"].get("execution_state") == "idle":
            break
        if message["msg_type"] == "error":
            lines = message["content"]["traceback"]
    while kernel.client.get_shell_msg(timeout=60)["parent_header"].get("msg_id") != cell:
        pass
    text = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(lines))
    return re.sub(r"cell \[\d+\]", "cell", text)


CASES = {
    "an exception by its own name, with the lines of the cell": (
        "int third(int n) {\n  return 3 / n;\n}\n"
        "int twice() {\n  return 2 * third(0);\n}\ntwice();",
        "ArithmeticException: / by zero\n"
        "    cell, line 2: return 3 / n;\n"
        "    cell, line 5: return 2 * third(0);\n"
        "    cell, line 7: twice();",
    ),
    "an exception of the learner's, thrown by a class of a cell": (
        "class Oops extends RuntimeException { Oops(String m) { super(m); } }\n"
        'class Door { void open() {\n    throw new Oops("stuck");\n} }\n\nnew Door().open();',
        "Oops: stuck\n"
        '    cell, line 3: throw new Oops("stuck");\n'
        "    cell, line 6: new Door().open();",
    ),
    "what the JDK threw names the JDK's frames down to the cell": (
        "List.of(1).add(2);",
        "UnsupportedOperationException\n"
        "    in java.util.ImmutableCollections.uoe\n"
        "    in java.util.ImmutableCollections$AbstractImmutableCollection.add\n"
        "    cell, line 1: List.of(1).add(2);",
    ),
    "a name that no cell defined": (
        "int a = 1;\nint b = a + missing;",
        "CompileError: cannot find symbol: variable missing\n"
        "    cell, line 2:\n"
        "        int b = a + missing;\n"
        "                    ^^^^^^^\n"
        "Run the cell that defines variable missing first;"
        " after a restart that is every cell above.",
    ),
    "a type of the lab without its import": (
        "var poll = Poll.open();",
        "CompileError: cannot find symbol: variable Poll\n"
        "    cell, line 1:\n"
        "        var poll = Poll.open();\n"
        "                   ^^^^\n"
        "An import is missing: put `import asynclab.poll.Poll;` above.",
    ),
    "a type of the JDK without its import": (
        "Stream.of(1);",
        "CompileError: cannot find symbol: variable Stream\n"
        "    cell, line 1:\n"
        "        Stream.of(1);\n"
        "        ^^^^^^\n"
        "An import is missing: put `import java.util.stream.Stream;` above.",
    ),
    "a missing semicolon between two statements": (
        "int y = 1\nint z = 2;",
        "CompileError: ';' expected\n"
        "    cell, line 1:\n"
        "        int y = 1\n"
        "                 ^\n"
        "A statement ends with a semicolon: put one where the caret is.",
    ),
    "a sealed type that names nobody": (
        "sealed interface Shape {}",
        "CompileError: sealed class must have subclasses\n"
        "    cell, line 1:\n"
        "        sealed interface Shape {}\n"
        "               ^^^^^^^^^^^^^^^^^^\n"
        "A declaration is compiled alone: name the subclasses, as in `sealed interface Shape"
        " permits Circle, Square {}`, or declare them inside.",
    ),
    "a method used before what it mentions": (
        "int early() { return later; }\nint used = early();",
        "NotDefined: early mentions variable later, not defined so far\n"
        "    cell, line 2: int used = early();\n"
        "Run the cell that defines variable later first; after a restart that is every cell above.",
    ),
    "a record used before the interface it implements": (
        "record Leaf() implements Tree {}\nnew Leaf();",
        "CompileError: cannot find symbol: class Leaf\n"
        "    cell, line 2:\n"
        "        new Leaf();\n"
        "            ^^^^\n"
        "Leaf is not complete yet: it mentions class Tree."
        " Define that, or run the cell that does.",
    ),
    "a cell that ends too early": (
        "int n = 1;\nfor (int i = 0; i < 3; i++) {\n  n++;",
        "CompileError: the cell ends in the middle of a statement\n"
        "    cell, line 2: for (int i = 0; i < 3; i++) {\n"
        "A closing bracket, brace or quote is missing, or what follows an operator.",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_an_error_reads_as_it_should(shared, case):
    code, expected = CASES[case]

    assert read(shared, code) == expected


def test_a_stack_that_overflowed_is_a_dozen_lines(shared):
    text = read(shared, "int down(int n) {\n  return 1 + down(n + 1);\n}\ndown(0);")

    assert re.fullmatch(
        r"StackOverflowError\n"
        r"    cell, line 2: return 1 \+ down\(n \+ 1\);   \([\d,]+ times\)"
        r"(\n    cell, line 4: down\(0\);)?",
        text,
    ), text


def test_the_cause_is_told_with_its_own_lines(shared):
    text = read(
        shared,
        "CompletableFuture.supplyAsync(() -> {\n"
        '  throw new IllegalStateException("inside");\n'
        "}).get();",
    )

    assert text.startswith("ExecutionException: java.lang.IllegalStateException: inside\n")
    assert "\n    cell, line 3: }).get();" in text
    caused = text[text.index("Caused by IllegalStateException: inside") :]
    assert '\n    cell, line 2: throw new IllegalStateException("inside");' in caused
    assert "asynclab.kernel" not in text
    assert len(text.splitlines()) < 20


def test_the_reply_says_the_same_as_the_cell(shared):
    cell = shared.start("int[] none = {};\nnone[1]")
    answer = shared.finish(cell)

    assert answer.error == ("ArrayIndexOutOfBoundsException: Index 1 out of bounds for length 0")


def test_variables_of_a_class_that_is_declared_again_are_named(shared):
    shared.must("record Pair(int a) {}\nPair pair = new Pair(1);\nPair other = null;")

    again = shared.must("record Pair(int a, int b) {}")

    sentence = "Pair was declared again, so pair, other lost the value of the old type"
    assert again.complaints.startswith(sentence)
    assert read(shared, "pair.a()").endswith(
        "Pair was declared again, so pair lost the value of the old type:"
        " run the cells that set it."
    )
    assert shared.must("record Pair(int a, int b) {}").complaints == ""


def test_a_percent_sign_at_the_start_of_a_line_of_a_text_block_is_text(shared):
    answer = shared.must('var text = """\n  %s items\n  %d\n  """;\ntext.formatted("no", 3)')

    assert answer.result == "no items\n3\n"


def test_a_percent_sign_at_the_start_of_another_line_is_a_command_and_says_so(shared):
    text = read(shared, "int hours = 25;\nint left = hours\n  %day;")

    assert text.endswith("if it is the remainder operator, end the line before with it.")
