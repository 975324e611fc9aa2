"""The runner itself: it has to go red when a notebook does not do what it says."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

import exercises
import kernel_client
import process_tree
import run_notebook
from live_kernel import spec


def notebook(*sources, **first):
    cells = [new_code_cell(source) for source in sources]
    cells[0].metadata.update(first)
    return new_notebook(cells=cells)


def faults(tmp_path, *sources, rounds=1, **first) -> list[str]:
    spec()
    return run_notebook.execute(
        notebook(*sources, **first), folder=tmp_path, rounds=rounds, cell_seconds=30
    ).faults


def printed(*texts, source="", result=None, shown=None):
    """A cell as it stands after it ran: no kernel needed."""
    outputs = [new_output("stream", name="stdout", text=text) for text in texts]
    if shown is not None:
        outputs.insert(1, new_output("display_data", data=shown))
    if result is not None:
        outputs.append(new_output("execute_result", data=result))
    return new_code_cell(source, outputs=outputs)


# ------------------------------------------------------------------------------ comparing


@pytest.mark.parametrize(
    "cell",
    [
        printed("4 3 2 1 0\n", source="x\n// → 4 3 2 1 0"),
        printed("  a  \nb\n\n", source="x\n// → a\n// → b\n"),
        printed("a\n\nb\n", source="x\n// → a\n// →\n// → b"),
        printed("a\n", source="x\n// → a\n// → 7", result={"text/plain": "7"}),
        printed("a", source="x\n// → a\n// → 7", result={"text/plain": "7"}),
        printed("a\nb\n", source="x\n// → b"),
        printed("a", "b", source="x\n// → ab"),
        printed("a", "b", source="x\n// → a\n// → 7\n// → b", shown={"text/plain": "7"}),
        printed("a", source="x // → b\ny"),
        printed("a", source="x\n// → a", result={"text/plain": "alt", "text/html": "<img>"}),
    ],
)
def test_what_was_promised_is_accepted(cell):
    assert run_notebook.promise_broken(cell) is None


@pytest.mark.parametrize(
    "cell",
    [
        printed("4 3 2 0 1\n", source="x\n// → 4 3 2 1 0"),
        printed("a\n", source="x\n// → a\n// → b"),
        printed("a\nb\n", source="x\n// → a"),
        printed(source="x\n// → a"),
        printed("a  b\n", source="x\n// → a b"),
    ],
)
def test_anything_else_is_a_fault_that_shows_both(cell):
    fault = run_notebook.promise_broken(cell)

    assert "expected: " in fault
    assert "seen: " in fault


# ------------------------------------------------------------------------------ a real kernel


def test_a_true_promise_passes_twice_and_a_false_one_is_named_in_both_rounds(tmp_path):
    found = faults(
        tmp_path, "int x = 6;\nx * 7\n// → 42", 'System.out.println("a");\n// → b', rounds=2
    )

    assert len(found) == 2
    assert found[0].startswith('round 1, code cell 2 (`System.out.println("a");`)')
    assert "expected: b" in found[0]
    assert "seen:     a" in found[0]


def test_a_failing_cell_is_named_with_its_error_and_ends_the_round(tmp_path):
    found = faults(tmp_path, "1 / 0", 'System.out.println("a");\n// → b')

    assert len(found) == 1
    assert "code cell 1 (`1 / 0`) failed" in found[0]
    assert "ArithmeticException" in found[0]


def test_an_error_that_was_promised_is_no_fault(tmp_path):
    assert faults(tmp_path, "1 / 0", "1 + 1\n// → 2", tags=["raises-exception"]) == []


def test_a_promised_error_that_does_not_come_is_a_fault(tmp_path):
    assert "raised none" in faults(tmp_path, "1 + 1", tags=["raises-exception"])[0]


def test_a_cell_that_does_not_end_is_a_fault_and_ends_the_run(tmp_path):
    spec()
    endless = notebook("new CountDownLatch(1).await();", "1 + 1")

    outcome = run_notebook.execute(endless, folder=tmp_path, rounds=2, cell_seconds=2)

    assert len(outcome.faults) == 1
    assert "round 1, code cell 1" in outcome.faults[0]


def test_a_kernel_that_dies_is_a_fault(tmp_path):
    found = faults(tmp_path, "System.exit(3);", "1 + 1", rounds=2)

    assert len(found) == 1
    assert found[0].endswith(run_notebook.LOST)


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="only Linux binds to a CPU")
def test_on_one_cpu_java_sees_one_and_the_runner_has_all_of_its_own_afterwards(tmp_path):
    spec()
    before = os.sched_getaffinity(0)
    asks = notebook("Runtime.getRuntime().availableProcessors()\n// → 1")

    outcome = run_notebook.execute(asks, folder=tmp_path, one_cpu=True)

    assert outcome.faults == []
    assert os.sched_getaffinity(0) == before


def test_memory_above_the_limit_is_a_fault(tmp_path, monkeypatch):
    monkeypatch.setattr(run_notebook, "MEMORY_LIMIT", 50_000_000)

    (fault,) = faults(tmp_path, "1 + 1")

    assert "memory rose to" in fault


def test_the_memory_of_a_child_process_counts(tmp_path):
    before = process_tree.resident_bytes()
    if before is None:
        pytest.skip("nobody can tell the memory of processes here: no psutil, no /proc")
    code = "x = b'1' * 100_000_000; print('full', flush=True); input()"
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", code], stdin=pipe, stdout=pipe) as child:
        child.stdout.readline()
        with process_tree.Peak() as peak:
            pass
        child.communicate(b"\n", timeout=30)

    assert peak.bytes - before > 90_000_000


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="only Linux has /proc")
def test_without_psutil_proc_says_nearly_the_same(monkeypatch):
    with_psutil = process_tree.resident_bytes()
    monkeypatch.setattr(process_tree, "psutil", None)

    assert process_tree.resident_bytes() == pytest.approx(with_psutil, rel=0.2)


def test_as_a_command_it_reports_what_failed_saves_the_run_and_exits_with_1(tmp_path):
    spec()
    source, saved = tmp_path / "small.ipynb", tmp_path / "done.ipynb"
    nbformat.write(notebook("6 * 7\n// → 42", "6 * 9\n// → 42"), source)

    done = subprocess.run(
        [sys.executable, run_notebook.__file__, "--save", saved, source],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )

    assert done.returncode == 1
    assert "[1] 6 * 7\n    42\n[2] 6 * 9\n    54\n" in done.stdout
    assert "small.ipynb: code cell 2 (`6 * 9`) printed something else" in done.stderr
    assert nbformat.read(saved, as_version=4).cells[0].outputs[0].data["text/plain"] == "42"


# ------------------------------------------------------------------------------ late messages


def message(kind: str, parent: str, **content) -> dict:
    return {"msg_type": kind, "parent_header": {"msg_id": parent}, "content": content} | {
        "header": {"msg_type": kind}
    }


def stream(parent: str, text: str) -> dict:
    return message("stream", parent, name="stdout", text=text)


def idle(parent: str) -> dict:
    return message("status", parent, execution_state="idle")


def shown(kind: str, parent: str, text: str) -> dict:
    content = {"data": {"text/plain": text}, "metadata": {}, "transient": {"display_id": "d"}}
    return message(kind, parent, **content)


class Scripted:
    """A kernel that publishes what it is told to, in this order."""

    def __init__(self, *messages):
        self.left = list(messages)
        self.iopub_channel = self

    async def get_msg(self, timeout=None):
        return self.left.pop(0)

    def execute(self, code, **options):
        assert options["silent"]
        return "settled"


@pytest.fixture
def two_cells():
    """A client that has run cell 0 (request `a`) and is to run cell 1 (request `b`)."""
    client = kernel_client.Client(notebook("first", "second"), record_timing=False)
    client.reset_execution_trackers()
    client.requests["a"] = (client.nb.cells[0], 0)
    client.clear_before_next_output = False
    return client


def hear(client, *messages) -> None:
    """Cell 1 runs while these are published, and then the notebook is over."""
    client.kc = Scripted(*messages)
    asyncio.run(client._async_poll_output_msg("b", client.nb.cells[1], 1))
    asyncio.run(client.async_drain())
    assert client.kc.left == []


def texts(client) -> list[str]:
    return [run_notebook.plain(cell) for cell in client.nb.cells]


def test_what_an_earlier_cell_prints_while_another_runs_stands_under_the_earlier_one(two_cells):
    hear(
        two_cells,
        stream("b", "two\n"),
        stream("a", "late one\n"),
        idle("a"),
        stream("b", "two again\n"),
        idle("b"),
        idle("settled"),
    )

    assert texts(two_cells) == ["late one\n", "two\ntwo again\n"]


def test_what_comes_after_the_last_cell_is_waited_for_and_filed(two_cells):
    hear(
        two_cells,
        idle("b"),
        stream("b", "late two\n"),
        stream("a", "later one\n"),
        shown("display_data", "a", "7"),
        idle("settled"),
    )

    assert texts(two_cells) == ["later one\n7\n", "late two\n"]


def test_a_display_is_updated_where_it_stands_whoever_updates_it(two_cells):
    hear(
        two_cells,
        stream("a", "one"),
        stream("a", " more\n"),
        shown("display_data", "a", "0 %"),
        stream("b", "two\n"),
        shown("update_display_data", "b", "50 %"),
        idle("b"),
        shown("update_display_data", "a", "100 %"),
        idle("settled"),
    )

    assert texts(two_cells) == ["one more\n100 %\n", "two\n"]


def test_what_belongs_to_no_cell_is_left_out(two_cells):
    hear(
        two_cells,
        stream("elsewhere", "?"),
        stream("b", "2"),
        idle("b"),
        stream("", "?"),
        idle("settled"),
    )

    assert texts(two_cells) == ["", "2"]


def test_a_kernel_that_never_answers_is_lost(two_cells, monkeypatch):
    async def silence(timeout=None):
        await asyncio.Event().wait()

    monkeypatch.setattr(kernel_client, "DRAIN_SECONDS", 0)
    two_cells.kc = Scripted()
    two_cells.kc.get_msg = silence

    (fault,) = run_notebook.late_messages(two_cells, two_cells.nb)

    assert fault.endswith(run_notebook.LOST)


def test_a_threads_late_text_stands_under_the_cell_that_started_it(tmp_path):
    cells = [
        "var gate = new CountDownLatch(1);\n"
        "var late = Thread.startVirtualThread(() -> {\n"
        "  try { gate.await(); } catch (InterruptedException e) {}\n"
        '  System.out.println("late");\n});\n// → late',
        'gate.countDown();\nlate.join();\nSystem.out.println("now");\n// → now',
    ]

    assert faults(tmp_path, *cells) == []


def test_a_thread_that_outlives_the_last_cell_is_waited_for(tmp_path):
    sleeper = (
        "Thread.startVirtualThread(() -> {\n"
        "  try { Thread.sleep(300); } catch (InterruptedException e) {}\n"
        '  System.out.println("at last");\n});\n'
    )
    spec()

    outcome = run_notebook.execute(notebook(sleeper, "int x = 1;"), folder=tmp_path)

    assert outcome.faults == []
    assert "at last" in run_notebook.plain(outcome.rounds[0].cells[0])


# ------------------------------------------------------------------------------ exercises


def exercise(name="99.double"):
    stub = "int twice(int x) { return x; }  // TODO\n" + CHECK
    cells = [
        new_code_cell(
            "String judge(int seen) {\n"
            '  return seen == 4 ? "ok" : seen == 9 ? "not yet: that is a square"\n'
            '    : "not yet: twice(2) is " + seen;\n}',
            metadata={"tags": ["setup"]},
        ),
        new_code_cell("System.exit(1); // no setup: must not run"),
        new_code_cell(stub, metadata={"tags": ["exercise"], "asynclab": {"exercise": name}}),
    ]
    return new_notebook(cells=cells)


CHECK = "judge(twice(2))"


def test_a_check_answers_to_the_stub_the_solution_and_a_wrong_idea(tmp_path):
    spec()
    book = exercise()
    cell = exercises.exercises(book)["99.double"]
    texts = [
        cell.source,
        "int twice(int x) { return 2 * x; }\n" + CHECK,
        "int twice(int x) { return 9; }\n" + CHECK,
        "int twice(int x) { return 1 / 0; }\n" + CHECK,
        "int twice(int x) { return 2 * x; }",
    ]

    answers = exercises.answers(book, cell, texts, tmp_path)

    assert answers[:3] == ["not yet: twice(2) is 2", "ok", "not yet: that is a square"]
    assert answers[3].startswith("no answer")
    assert answers[4].startswith("no answer")


def test_an_exercise_without_a_name_or_with_a_taken_one_is_refused():
    book = exercise()
    book.cells.append(book.cells[-1])
    nameless = exercise(name="")

    with pytest.raises(ValueError, match=r"two exercises have the id 99\.double"):
        exercises.exercises(book)
    with pytest.raises(ValueError, match="no id"):
        exercises.exercises(nameless)


def test_a_wrong_idea_that_does_not_say_its_reply_is_refused(tmp_path):
    wrong = tmp_path / "solutions" / "wrong"
    wrong.mkdir(parents=True)
    (wrong / "99.double-square.java").write_text("// reply: that is a square\nint x;")
    assert [w.reply for w in exercises.wrong_ideas("99.double", tmp_path)] == ["that is a square"]

    (wrong / "99.double-zero.java").write_text("int x;")
    with pytest.raises(ValueError, match=r"99\.double-zero\.java"):
        exercises.wrong_ideas("99.double", tmp_path)
