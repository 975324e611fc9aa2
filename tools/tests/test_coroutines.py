"""Methods of cells marked @Async: they run, they are shown, and what is refused is said."""

from __future__ import annotations

import re

import pytest

from test_errors import read

IMPORTS = """
import asynclab.coroutines.Async;
import asynclab.coroutines.Coroutine;
import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Waker;
import static asynclab.coroutines.Coroutine.await;
"""

HELP = """
Future<Integer> later(int polls, int value) {
  var left = new int[] {polls};
  return waker -> left[0]-- > 0 ? Polled.pending() : Polled.ready(value);
}
<T> T drive(Future<T> future) {
  while (true) if (future.poll(Waker.NONE) instanceof Ready<T> ready) return ready.get();
}
"""

SUM = """\
@Async
Future<Integer> sum(int rounds) {
  int sum = 0;
  for (int i = 0; i < rounds; i++) {
    sum += await(later(i % 2, i));
  }
  return Future.ready(sum);
}
"""


@pytest.fixture(scope="module")
def cells(shared):
    shared.must(IMPORTS)
    shared.must(HELP)
    return shared


def html(answer) -> str:
    return answer.shown[-1]["text/html"]


def test_a_method_of_a_cell_awaits_in_a_loop(cells):
    cells.must(SUM)

    assert cells.must("drive(sum(5))").result == "10"
    assert "sum{state 1 at line" in cells.must("var s = sum(5); s.poll(Waker.NONE); s").result


def test_a_method_that_is_defined_again_is_the_new_one(cells):
    one = "@Async Future<Integer> once() { return Future.ready(await(later(1, 4)) + 1); }"
    cells.must(one)
    cells.must(one.replace("+ 1", "+ 2"))

    assert cells.must("drive(once())").result == "6"


def test_a_class_of_a_cell_has_coroutines_and_may_be_defined_again(cells):
    client = """
    class Client {
      private final int base = 10;
      @Async
      Future<Integer> ask(int n) {
        var first = await(later(2, n));
        try {
          return Future.ready(base + first + await(later(1, n)));
        } finally {
          System.out.println("done");
        }
      }
    }
    """
    cells.must(client)
    cells.must(client.replace("base = 10", "base = 20"))

    answer = cells.must("drive(new Client().ask(3))")

    assert (answer.result, answer.printed) == ("26", "done\n")


def test_a_method_may_await_one_that_a_later_cell_defines(cells):
    cells.must("@Async Future<Integer> early() { return Future.ready(await(late()) + 1); }")
    cells.must("@Async Future<Integer> late() { return Future.ready(await(later(1, 1))); }")

    assert cells.must("drive(early())").result == "2"


def test_the_loops_of_a_coroutine_hear_the_stop_button(cells):
    cells.must(
        "@Async Future<Integer> forever() {\n"
        '  System.out.println("runs");\n'
        "  while (true) { if (await(later(0, 1)) == 2) return Future.ready(1); }\n"
        "}"
    )
    cell = cells.start("drive(forever())")
    cells.await_text("runs")

    cells.manager.interrupt_kernel()

    assert "interrupted" in cells.finish(cell).error


REFUSED = {
    "await in a lambda": (
        "@Async\nFuture<Integer> wrong() {\n"
        "  Runnable r = () -> {\n    await(later(1, 1));\n  };\n  return Future.ready(1);\n}",
        r"CompileError: .*await inside a lambda: .*make it a method marked @Async.*\n"
        r"    cell, line 4: await\(later\(1, 1\)\);",
    ),
    "await in synchronized": (
        "\n@Async\nFuture<Integer> wrong(Object lock) {\n"
        "  synchronized (lock) {\n    return Future.ready(await(later(1, 1)));\n  }\n}",
        r"CompileError: .*await inside synchronized: .*await before or after it.*\n"
        r"    cell, line 5: return Future.ready\(await\(later\(1, 1\)\)\);",
    ),
    "await in a method that is not marked": (
        "Future<Integer> wrong() {\n  return Future.ready(await(later(1, 1)));\n}",
        r"CompileError: await in wrong, which is no coroutine: mark it @Async\n"
        r"    cell, line 2: return Future.ready\(await\(later\(1, 1\)\)\);",
    ),
    "await in a class": (
        "class Wrong {\n  int ask() {\n    return await(later(1, 1));\n  }\n}",
        r"CompileError: await in ask, which is no coroutine: mark it @Async and let it return .*\n"
        r"    cell, line 3: return await\(later\(1, 1\)\);",
    ),
    "await in a statement": (
        'System.out.println("first");\nint n = await(later(1, 1));',
        r"CompileError: await outside of a method: .* put it into a method marked @Async.*\n"
        r"    cell, line 2: int n = await\(later\(1, 1\)\);",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_a_coroutine_is_an_error_of_its_line(cells, what):
    code, wanted = REFUSED[what]

    assert re.fullmatch(wanted, read(cells, code))


def test_what_was_refused_is_not_there(cells):
    read(cells, "Future<Integer> gone() {\n  return Future.ready(await(later(1, 1)));\n}")

    assert "cannot find symbol: method gone()" in read(cells, "gone()")
    cells.must("@Async Future<Integer> gone() { return Future.ready(await(later(1, 7))); }")
    assert cells.must("drive(gone())").result == "7"


def test_await_without_its_import_is_told_which(kernel):
    kernel.must("import asynclab.futures.Future;")

    text = read(kernel, "int wrong() {\n  return await(Future.ready(1));\n}\nwrong()")

    assert "put `import static asynclab.coroutines.Coroutine.await;` above" in text


def test_a_failure_behind_an_await_has_the_lines_of_the_cells(cells):
    cells.must(
        "@Async\nFuture<Integer> inner() {\n  int n = await(later(1, 0));\n"
        "  return Future.ready(1 / n);\n}"
    )
    cells.must("@Async\nFuture<Integer> outer() {\n  return Future.ready(1 + await(inner()));\n}")

    text = read(cells, "drive(outer())")

    assert text.startswith("ArithmeticException: / by zero\n")
    assert "cell, line 4: return Future.ready(1 / n);" in text
    assert "cell, line 3: return Future.ready(1 + await(inner()));" in text


def test_who_awaited_a_failure_that_came_from_elsewhere_is_told_with_the_lines(cells):
    cells.must("var elsewhere = new CompletableFuture<Integer>();")
    cells.must(
        "@Async\nFuture<Integer> asks() {\n"
        "  return Future.ready(await(Future.fromCompletable(elsewhere)));\n}"
    )
    cells.must("var asking = asks(); asking.poll(Waker.NONE);")
    cells.must('elsewhere.completeExceptionally(new IOException("gone"));')

    text = read(cells, "drive(asking)")

    above, below = text.split("awaited by\n")
    assert above.startswith("IOException: gone\n    cell, line 1: elsewhere.completeExc")
    assert [line.strip() for line in below.splitlines() if "cell, " in line] == [
        "cell, line 3: return Future.ready(await(Future.fromCompletable(elsewhere)));",
        "cell, line 7: while (true) if (future.poll(Waker.NONE) instanceof Ready<T> ready)"
        " return ready.get();",
        "cell, line 1: drive(asking)",
    ]


def test_corofy_shows_what_a_method_became_and_its_text_runs_as_a_cell(cells):
    cells.must("int unused = 0;\n\n" + SUM.replace("sum(", "total("))

    shown = cells.must('var corofied = Lab.corofy("total");\ncorofied')
    assert "final class Total extends Coroutine&lt;Integer&gt; {" in html(shown)
    assert "The state machine of total: 3 states, 3 fields kept." in html(shown)
    assert "line 6: for" in shown.result

    cells.must(cells.must("corofied.source()").result)
    ran = cells.must("var run = Lab.watch(total(3));\nSystem.out.println(drive(run));\nrun")
    assert ran.printed == "3\n"
    assert "total went through 8 states" in ran.result
    assert "2 polls" in ran.result
    assert "await(later(i % 2, i))" in html(ran)


def test_a_compiled_coroutine_is_watched_with_the_lines_of_its_cell(cells):
    cells.must(SUM)

    fresh = cells.must("var run = Lab.watch(sum(3)); run")
    ran = cells.must("drive(run);\nrun")

    assert re.search(r"has not begun. It takes \d+ bytes, without what", fresh.result)
    assert "sum went through 4 states" in ran.result
    assert re.search(r"state 2 at cell \[\d+], line 5 for", ran.result)


def test_a_coroutine_written_by_hand_is_watched_too(cells):
    cells.must(
        "class Hand extends Coroutine<Integer> {\n"
        "  protected Polled<Integer> resume(Waker waker) {\n"
        "    while (true) {\n"
        "      switch (state) {\n"
        "        case 0 -> { awaiting(later(1, 4)); state = 1; }\n"
        "        case 1 -> { if (isPending(waker)) return Polled.pending(); state = 2; }\n"
        "        default -> { return Polled.ready(this.<Integer>awaited()); }\n"
        "      }\n    }\n  }\n}"
    )

    ran = cells.must("var hand = Lab.watch(new Hand());\ndrive(hand);\nhand")

    assert "Hand went through 3 states" in ran.result


SHAPES = {
    "a row": "var a = await(later(1, 1));\nvar b = await(later(2, 2));\nint sum = a + b;",
    "two in a line": "int sum = await(later(1, 1)) + await(later(1, 2));",
    "a loop": "int sum = 0;\nfor (int i = 0; i < 3; i++) {\n  sum += await(later(1, i));\n}",
    "loops in one another": "int sum = 0;\nfor (int i = 0; i < 2; i++) {\n"
    "  sum += await(later(1, i));\n  for (int j = 0; j < 2; j++) sum += await(later(1, j));\n}",
    "an await in each part of a for": "int sum = 0;\nfor (int i = await(later(1, 0));"
    " i < await(later(1, 2)); i += await(later(1, 1))) sum += await(later(1, i));",
    "branches": "int sum = 0;\nif (await(later(1, 1)) == 1) {\n  sum = await(later(1, 2));\n"
    "} else {\n  sum = await(later(1, 3));\n}",
    "and, or": "int sum = await(later(1, 1)) == 1 && await(later(1, 2)) == 3 ? 1 :"
    " await(later(1, 4));",
    "a finally that waits": "int sum = 0;\ntry {\n  sum = await(later(1, 1));\n"
    "  if (sum == 2) return Future.ready(9);\n} finally {\n  sum += await(later(1, 5));\n"
    "  sum += await(later(1, 6));\n}",
    "a catch that waits": "int sum = 0;\ntry {\n  sum = 1 / (await(later(1, 1)) - 1);\n"
    "} catch (ArithmeticException e) {\n  sum = await(later(1, 7));\n}",
}

# Where it waits after each poll, with the numbers that a reader is shown.
RESTED = r"""
String rested(Future<Integer> future) throws Exception {
  var run = Lab.watch(future);
  var seen = "";
  while (run.poll(Waker.NONE) instanceof asynclab.futures.Pending) {
    seen += run.figure().html().replaceFirst("(?s).*>(\\d+)</td>.*", " $1");
  }
  return seen;
}
"""


@pytest.mark.parametrize("shape", SHAPES)
def test_a_run_has_the_numbers_of_the_diagram(cells, shape):
    """Compiled, and made of text: the same states, where the two wait."""
    name = "shape" + re.sub(r"\W", "", shape).title()
    body = SHAPES[shape].replace("\n", "\n  ")
    method = f"@Async\nFuture<Integer> {name}() {{\n  {body}\n  return Future.ready(sum);\n}}"
    cells.must(RESTED)
    cells.must(method)
    cells.must(f'var text = Lab.corofy("{name}").source();')
    compiled = cells.must(f"rested({name}())").result
    cells.must(cells.must("text").result)

    assert compiled == cells.must(f"rested({name}())").result
    assert re.fullmatch(r"( \d+)+", compiled)


MISTAKES = {
    "a name that no cell has defined": ('Lab.corofy("nowhere")', "no cell has a method or a class"),
    "a method that is not marked": ('Lab.corofy("drive")', "nothing in drive is marked @Async"),
    "a future that is no coroutine": ("Lab.watch(later(1, 1))", "is no coroutine"),
}


@pytest.mark.parametrize("what", MISTAKES)
def test_a_mistake_is_one_sentence(cells, what):
    code, words = MISTAKES[what]

    assert words in read(cells, code).splitlines()[0]


def test_a_text_is_rewritten_with_what_the_cells_declare(cells):
    shown = cells.must(
        'Lab.corofy("""\n'
        "    @Async\n    Future<Integer> twice() {\n"
        "      return Future.ready(2 * await(later(1, 2)));\n    }\n"
        '    """)'
    )

    assert "The state machine of twice: 2 states" in shown.result
