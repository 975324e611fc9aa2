"""The Jupyter protocol: the suite that the Jupyter project keeps for kernels, on ours."""

from __future__ import annotations

import jupyter_kernel_test
import pytest

from live_kernel import NAME, Kernel, spec

spec()  # skips the whole file where no kernel is installed


class TestTheSuiteOfJupyter(jupyter_kernel_test.KernelTests):
    kernel_name = NAME
    language_name = "Java"
    file_extension = ".jshell"
    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("oops");'
    code_generate_error = 'throw new IllegalStateException("oops");'
    code_inspect_sample = "String"
    code_history_pattern = "1*2"
    supported_history_operations = ("tail", "range", "search")
    completion_samples = (
        {"text": "System.ou", "matches": {"out"}},
        {"text": "int i = 1;\nMath.absE", "matches": {"absExact("}},
    )
    complete_code_samples = ("int i = 1;", "1 + 1", "void f() {\n}\n", "")
    incomplete_code_samples = ("for (int i = 0; i < 3; i++) {", "int i = 1 +", "void f() {")
    invalid_code_samples = ("int i = 1 +;", "int i = 1; ) int j = 2;")
    code_execute_result = (
        {"code": "1 + 2", "result": "3"},
        {"code": '"a" + 1', "result": "a1"},
        {"code": "List.of(1, 2)", "result": "[1, 2]"},
    )
    code_display_data = (
        {"code": 'display("<b>1</b>", "text/html");', "mime": "text/html"},
        {"code": 'display("*1*", "text/markdown");', "mime": "text/markdown"},
        {"code": 'display("<svg/>", "image/svg+xml");', "mime": "image/svg+xml"},
    )


def inspect(kernel: Kernel, code: str, at: int | None = None) -> dict[str, str]:
    """What Shift-Tab shows at a place of a cell, the end by default."""
    reply = kernel.client.inspect(code, at, reply=True, timeout=60)["content"]
    return reply["data"] if reply["found"] else {}


def complete(kernel: Kernel, code: str) -> list[str]:
    return kernel.client.complete(code, reply=True, timeout=60)["content"]["matches"]


def test_shift_tab_shows_our_comment_and_the_names_of_the_parameters(shared):
    shared.must("import asynclab.poll.Poll;\nimport asynclab.poll.Events;")

    shown = inspect(shared, "Poll.open().poll(")

    assert "poll(Events events, " in shown["text/plain"]
    assert "Waits until at least one source is ready or the time is over." in shown["text/plain"]
    assert "<code>timeout</code>" in shown["text/html"]
    assert "///" not in shown["text/html"]


def test_shift_tab_shows_the_comment_of_the_jdk(shared):
    shown = inspect(shared, "String.valueOf(1)", 10)

    assert "String String.valueOf(" in shown["text/plain"]


@pytest.mark.parametrize("at", [0, 3, 6])
def test_shift_tab_works_at_the_start_in_the_middle_and_at_the_end_of_a_name(shared, at):
    assert "java.lang.String" in inspect(shared, "String", at)["text/plain"]


def test_shift_tab_works_in_a_cell_that_declares_and_calls(shared):
    code = "int twice(int n) { return 2 * n; }\nMath.abs(3)"

    assert "int Math.abs(int a)" in inspect(shared, code)["text/plain"]


def test_nothing_to_show_is_no_error(shared):
    assert inspect(shared, "") == {}
    assert inspect(shared, "noSuchName") == {}


def test_tab_puts_what_every_object_has_last(shared):
    names = complete(shared, "Poll.open().")

    assert names.index("registry()") < names.index("hashCode()")
    assert set(names[-7:]) >= {"equals(", "hashCode()", "toString()"}


def test_tab_finishes_a_magic(shared):
    assert complete(shared, "%ti") == ["%time"]
