"""`./lab corofy FILE [DEST]`: the source rewriter as a command, with the library as it is built."""

import subprocess
import sys

import pytest

COROUTINE = """\
import asynclab.coroutines.Async;
import asynclab.futures.Future;
import static asynclab.coroutines.Coroutine.await;

@Async
Future<String> twice(Future<String> page) {
  var first = await(page);
  return waker -> asynclab.futures.Polled.ready(first + first);
}
"""


@pytest.fixture
def corofy(root, tmp_path):
    """Runs the command in another folder, as a person would."""

    def run(*arguments):
        command = [sys.executable, str(root / "lab"), "corofy", *arguments]
        return subprocess.run(
            command, cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=120
        )

    return run


def test_the_rewritten_file_is_printed(corofy, tmp_path):
    (tmp_path / "Cell.java").write_text(COROUTINE)

    done = corofy("Cell.java")

    assert done.returncode == 0, done.stderr
    assert "final class Twice extends Coroutine<String> {" in done.stdout
    assert "case 1 -> { // line 7: await(page)" in done.stdout


def test_the_rewritten_file_is_written_where_one_says(corofy, tmp_path):
    (tmp_path / "Cell.java").write_text(COROUTINE)

    done = corofy("Cell.java", "Machine.java")

    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert "return new Twice(page);" in (tmp_path / "Machine.java").read_text(encoding="utf-8")
    assert (tmp_path / "Cell.java").read_text() == COROUTINE


def test_an_await_where_none_can_be_is_told_with_its_place(corofy, tmp_path):
    broken = COROUTINE.replace("var first = await(page)", "Runnable r = () -> await(page)")
    (tmp_path / "Cell.java").write_text(broken.replace("first + first", '""'))

    done = corofy("Cell.java")

    place, line, mark = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (1, "")
    assert place.startswith(f"{tmp_path / 'Cell.java'}:7:22: await inside a lambda: ")
    assert line[mark.index("^") :].startswith("await(page)")


def test_a_file_that_is_not_there_is_one_sentence(corofy):
    done = corofy("Nowhere.java")

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "Nowhere.java" in done.stderr
