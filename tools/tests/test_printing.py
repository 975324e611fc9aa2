"""Text and pictures reach the cell that started their thread: through a real Jupyter client."""

from __future__ import annotations

import re
import sys
from collections import defaultdict

import pytest

from live_kernel import Kernel

linux_only = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="descriptors are caught on Linux alone"
)


def gather(kernel: Kernel, lines: int, name: str = "stdout"):
    """The next `lines` lines that are published, by cell, and how many messages they came in."""
    texts: dict[str, str] = defaultdict(str)
    messages = 0
    for message in kernel.messages():
        if message["msg_type"] == "stream" and message["content"]["name"] == name:
            texts[message["parent_header"]["msg_id"]] += message["content"]["text"]
            messages += 1
        if sum(text.count("\n") for text in texts.values()) >= lines:
            return {cell: text.splitlines() for cell, text in texts.items()}, messages
    raise AssertionError


# ------------------------------------------------------------------------------ the crowd

CROWD = """
for (int t = 0; t < 500; t++) {
  int thread = t;
  Thread.ofVirtual().start(() -> {
    try { gate.await(); } catch (InterruptedException e) { return; }
    for (int line = 0; line < 10; line++) {
      System.out.printf("%s %d %d%n", "CELL", thread, line);
      Thread.yield();
    }
  });
}
"""


def test_ten_thousand_late_lines_of_a_thousand_threads_reach_the_two_cells_they_belong_to(kernel):
    kernel.must("var gate = new CountDownLatch(1);")
    a = kernel.start(CROWD.replace("CELL", "a"))
    kernel.finish(a)
    b = kernel.start(CROWD.replace("CELL", "b"))
    kernel.finish(b)
    c = kernel.start("gate.countDown();")

    lines, messages = gather(kernel, 10_000)

    assert set(lines) == {a, b}, f"text in {set(lines) - {a, b}}; the third cell was {c}"
    for cell, name in ((a, "a"), (b, "b")):
        assert sorted(lines[cell]) == sorted(
            f"{name} {thread} {line}" for thread in range(500) for line in range(10)
        )
        assert in_order(lines[cell])
    assert messages < 200


def in_order(lines: list[str]) -> bool:
    """Whether each thread's lines come as it wrote them: `name thread line`."""
    last: dict[str, int] = defaultdict(lambda: -1)
    for line in lines:
        _, thread, number = line.split()
        if int(number) != last[thread] + 1:
            return False
        last[thread] = int(number)
    return True


# ------------------------------------------------------------------------------ each kind of pool

POOLS = {
    "a fixed pool": (
        "var pool = Executors.newFixedThreadPool(1);",
        "pool.execute(() -> say());",
    ),
    "a fixed pool, for a result": (
        "var pool = Executors.newFixedThreadPool(1);",
        "Future<Integer> f = pool.submit(() -> { say(); return 1; });",
    ),
    "a pool, by a method reference": (
        "var pool = Executors.newSingleThreadExecutor();",
        "List<Runnable> all = List.of(() -> say()); all.forEach(pool::execute);",
    ),
    "a scheduled pool": (
        "var pool = Executors.newScheduledThreadPool(1);",
        "pool.schedule(() -> say(), 1, TimeUnit.MILLISECONDS);",
    ),
    "a fork-join pool": (
        "var pool = new ForkJoinPool(1);",
        "pool.submit(() -> say());",
    ),
    "the common pool": (
        "",
        "CompletableFuture.runAsync(() -> say());",
    ),
    "a stage that follows": (
        "var first = CompletableFuture.supplyAsync(() -> 1);",
        "first.thenAcceptAsync(one -> say());",
    ),
    "a recursive task": (
        "var pool = new ForkJoinPool(1);\n"
        "class Part extends RecursiveAction {\n"
        "  final int depth;\n"
        "  Part(int depth) { this.depth = depth; }\n"
        "  protected void compute() {\n"
        "    if (depth == 0) say(); else invokeAll(new Part(depth - 1));\n"
        "  }\n"
        "}",
        "pool.execute(new Part(2));",
    ),
    "a timer": (
        "var timer = new Timer(true);",
        "timer.schedule(new TimerTask() { public void run() { say(); } }, 1);",
    ),
    "a parallel stream": (
        "import java.util.stream.IntStream;\nvar pool = new ForkJoinPool(1);",
        "pool.execute(() -> IntStream.range(0, 2).parallel()"
        ".forEach(i -> { if (i == 0) say(); }));",
    ),
    "a pool of virtual threads": (
        "var pool = Executors.newVirtualThreadPerTaskExecutor();",
        "pool.submit(() -> say());",
    ),
}


@pytest.mark.parametrize("kind", POOLS)
def test_a_task_prints_in_the_cell_that_handed_it_over(shared, kind):
    makes, hands_over = POOLS[kind]
    shared.must(
        "var open = new CountDownLatch(1);\n"
        "void say(String line) {\n"
        "  try { open.await(); } catch (InterruptedException e) { return; }\n"
        "  System.out.println(line);\n"
        "}"
    )
    shared.must(makes.replace("say()", 'say("none")'))
    cells = {}
    for name in ("first", "second"):
        code = hands_over.replace("say()", f'say("{name}")')
        if "Part" in code:
            shared.must(makes.partition("\n")[2].replace("say()", f'say("{name}")'))
        cells[name] = shared.start(code)
        shared.finish(cells[name])
    shared.start("open.countDown();")  # without waiting: that would drop what others print

    lines = {}
    while len(lines) < 2:
        got, _ = gather(shared, 1)
        lines.update({line: cell for cell, texts in got.items() for line in texts})

    assert lines == cells


def test_a_task_may_still_be_found_cancelled_and_ranked(shared):
    answer = shared.must(
        "record Ranked(int rank) implements Runnable, Comparable<Ranked> {\n"
        '  public void run() { System.out.println("rank " + rank); }\n'
        "  public int compareTo(Ranked other) { return Integer.compare(rank, other.rank); }\n"
        "}\n"
        "var queue = new PriorityBlockingQueue<Runnable>();\n"
        "var one = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, queue);\n"
        "var go = new CountDownLatch(1);\n"
        "Runnable wait = () -> { try { go.await(); } catch (InterruptedException e) {} };\n"
        "one.execute(wait);\n"
        "for (int rank : new int[] {3, 1, 2}) one.execute(new Ranked(rank));\n"
        "System.out.println(one.remove(new Ranked(2)));\n"
        "go.countDown();\n"
        "one.close();"
    )

    assert answer.printed == "true\nrank 1\nrank 3\n"


# ------------------------------------------------------------------------------ whole and in order


def test_text_errors_and_what_is_shown_keep_the_order_of_their_thread(shared):
    answer = shared.must(
        'System.out.print("a"); System.err.print("b"); show("c"); System.out.println("d");'
    )

    assert answer.order == ["a", "c", "d\n"]
    assert answer.all == ["stdout a", "stderr b", "shown c", "stdout d\n"]


def test_two_threads_never_share_a_line(shared):
    answer = shared.must(
        "Runnable slow = () -> {\n"
        "  for (int i = 0; i < 200; i++) {\n"
        '    System.out.print("slow "); Thread.yield();\n'
        '    System.out.print(i + " "); Thread.yield();\n'
        '    System.out.println("end");\n'
        "  }\n"
        "};\n"
        "var threads = List.of(new Thread(slow), new Thread(slow), new Thread(slow));\n"
        "threads.forEach(Thread::start);\n"
        "for (var thread : threads) thread.join();"
    )

    lines = answer.printed.splitlines()
    assert len(lines) == 600
    assert all(re.fullmatch(r"slow \d+ end", line) for line in lines)


def test_a_stream_kept_in_an_earlier_cell_prints_where_it_is_used(shared):
    shared.must("PrintStream out = System.out;")

    assert shared.must('out.println("here");').printed == "here\n"


def test_what_nobody_catches_is_told_in_lines_of_the_cell_that_started_the_thread(shared):
    answer = shared.must(
        'var fails = Thread.ofPlatform().name("worker").start(() -> {\n'
        "  int[] none = {};\n"
        "  none[3] = 1;\n"
        "});\n"
        "fails.join();"
    )

    words = re.sub(r"\x1b\[[\d;]*m", "", answer.complaints)
    words = re.sub(r"cell \[\d+\]", "cell [n]", words)
    assert words == (
        "Nobody caught this in thread worker:\n"
        "ArrayIndexOutOfBoundsException: Index 3 out of bounds for length 0\n"
        "    cell [n], line 3: none[3] = 1;\n"
    )


def test_ten_thousand_lines_are_few_messages(shared):
    answer = shared.must("for (int i = 0; i < 10_000; i++) System.out.println(i);")

    assert answer.printed == "".join(f"{i}\n" for i in range(10_000))
    assert answer.messages < 60


def test_text_parted_within_a_character_stays_whole(shared):
    answer = shared.must(
        'for (byte b : "aü€😀z\\n".getBytes("UTF-8")) System.out.write(b);\nSystem.out.flush();'
    )

    assert answer.printed == "aü€😀z\n"


def test_what_is_too_much_is_counted_and_stands_in_a_file(shared):
    answer = shared.must("for (int i = 0; i < 25_000; i++) System.out.println(i);")

    notice = re.fullmatch(r"… 5,000 lines cut, all in (.*)", answer.shown[-1]["text/plain"])
    assert answer.printed == "".join(f"{i}\n" for i in range(20_000))
    with open(notice[1], encoding="utf-8") as file:
        assert file.read() == "".join(f"{i}\n" for i in range(25_000))


# ------------------------------------------------------------------------------ live displays

LIVE = """
import asynclab.notebook.*;
record Word(String text) implements Html {
  public String html() { return "<b>" + text + "</b>"; }
}
var display = Screen.open(new Word("0"));
"""


def test_a_display_is_replaced_where_it_stands_and_the_last_value_always_arrives(shared):
    opens = shared.start(LIVE)
    first = shared.finish(opens)
    shared.start("for (int i = 1; i <= 1000; i++) display.set(new Word(String.valueOf(i)));")

    updates = [first.transient[-1]["display_id"]]
    for message in shared.messages():
        if message["msg_type"] == "update_display_data":
            assert message["parent_header"]["msg_id"] == opens
            assert message["content"]["transient"]["display_id"] == updates[0]
            updates.append(message["content"]["data"]["text/plain"])
            if updates[-1] == "1000":
                break
    assert len(updates) < 60


# ------------------------------------------------------------------------------ past System.out

WRITES = {
    "a system call": (
        "import asynclab.syscalls.*;\nimport java.lang.foreign.*;\n"
        "try (var arena = Arena.ofConfined()) {\n"
        '  Unistd.write(1, arena.allocateFrom("native\\n"), 7);\n'
        "}"
    ),
    "a stream on the descriptor": (
        'new FileOutputStream(FileDescriptor.out).write("native\\n".getBytes());'
    ),
    "a child process": 'new ProcessBuilder("echo", "native").inheritIO().start().waitFor();',
}


@linux_only
@pytest.mark.parametrize("what", WRITES)
def test_what_is_written_to_descriptor_1_shows_in_the_running_cell(shared, what):
    answer = shared.must(WRITES[what])

    assert answer.printed == "native\n"


@linux_only
def test_descriptor_2_is_an_error_stream_and_the_terminal_stays_clean(shared):
    answer = shared.must('new FileOutputStream(FileDescriptor.err).write("native\\n".getBytes());')

    assert answer.complaints == "native\n"
    assert shared.terminal() == ""


def test_a_thread_that_belongs_to_no_cell_may_start_others(shared):
    answer = shared.must(
        "var stray = Thread.ofPlatform().inheritInheritableThreadLocals(false).unstarted(() -> {\n"
        '  System.out.println("stray");\n'
        '  var child = new Thread(() -> System.out.println("child"));\n'
        "  child.start();\n"
        "  try { child.join(); } catch (InterruptedException e) {}\n"
        "});\n"
        "stray.start();\n"
        "stray.join();"
    )

    assert answer.printed == "stray\nchild\n"


def test_a_request_to_a_server_of_an_earlier_cell_prints_below_that_cell(shared):
    serves = shared.start(
        "import com.sun.net.httpserver.*;\n"
        "var server = HttpServer.create(\n"
        "    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);\n"
        'server.createContext("/", exchange -> {\n'
        '  System.out.println("asked");\n'
        "  exchange.sendResponseHeaders(204, -1);\n"
        "});\n"
        "server.start();"
    )
    shared.finish(serves)
    shared.start(
        'new URI("http://127.0.0.1:" + server.getAddress().getPort()).toURL().openStream().close();'
        "\nserver.stop(0);"
    )

    assert set(gather(shared, 1)[0]) == {serves}
