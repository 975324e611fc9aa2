"""The stop button, what goes on after a cell, and Lab.stop(): through a real Jupyter client."""

from __future__ import annotations

import pytest

SAY = 'System.out.println("runs");\n'

STUBBORN = {
    "an endless loop": "while (true) {}",
    "one that prints": "while (true) System.out.println(1);",
    "one that a magic evaluates": 'eval("while (true) {}");',
    "one that counts": "long n = 0;\nfor (;;) n++;",
    "one that swallows the interrupt": (
        "while (true) try { Thread.sleep(1); } catch (InterruptedException e) {}"
    ),
    "one that swallows everything": (
        "while (true) { try { while (true) {} } catch (Throwable e) {} }"
    ),
    "one in a method of a class": (
        "class Spinner { void spin() { do { Thread.onSpinWait(); } while (true); } }\n"
        "new Spinner().spin();"
    ),
    "one in a lambda": "Runnable spin = () -> { while (true) {} };\nspin.run();",
    "one in a thread it waits for": (
        "var spinner = new Thread(() -> { while (true) {} });\nspinner.start();\nspinner.join();"
    ),
    "a sleep": "Thread.sleep(Duration.ofDays(1));",
    "a queue": "new LinkedBlockingQueue<String>().take();",
    "a future that nobody completes": "new CompletableFuture<String>().get();",
    "a lock": "var lock = new Object();\nsynchronized (lock) { lock.wait(); }",
}

SPINNING = """
Thread.getAllStackTraces().entrySet().stream()
  .filter(e -> e.getKey() != Thread.currentThread())
  .filter(e -> Arrays.stream(e.getValue()).anyMatch(f -> f.getClassName().startsWith("REPL")))
  .map(e -> e.getKey().getName())
  .toList()
"""


@pytest.mark.parametrize("what", STUBBORN)
def test_the_stop_button_ends(shared, what):
    thread = shared.must("Thread.currentThread().threadId()").result
    cell = shared.start("{\n" + SAY + STUBBORN[what] + "\n}")  # one statement: it runs by then
    shared.await_text("runs")

    shared.manager.interrupt_kernel()
    answer = shared.finish(cell)

    assert "interrupted" in answer.error
    assert any(shared.must(SPINNING).result == "[]" for _ in range(100)), "it goes on"
    assert shared.must("Thread.currentThread().threadId()").result == thread


def test_a_statement_after_the_stopped_one_does_not_run(shared):
    cell = shared.start("{\n" + SAY + 'while (true) {}\n}\nSystem.out.println("never");')
    shared.await_text("runs")

    shared.manager.interrupt_kernel()

    assert "never" not in shared.finish(cell).printed


def test_what_the_stop_button_cannot_end_leaves_the_thread_to_it_and_is_named(kernel):
    cell = kernel.start(
        "{\n" + SAY + "new ServerSocket(0).accept();\n}"  # blocks in the system
    )
    kernel.await_text("runs")

    kernel.manager.interrupt_kernel()
    answer = kernel.finish(cell)

    assert "interrupted" in answer.error
    note = next(m for m in kernel.messages() if m["msg_type"] == "display_data")
    assert kernel.must("1 + 1").result == "2"
    assert note["parent_header"]["msg_id"] == cell
    assert note["content"]["data"]["text/plain"] == (
        "A thread of this cell goes on: thread of cell [1]. Lab.stop() ends it."
    )
    assert kernel.must("Lab.stop();").printed == (
        "0 threads have ended.\n"
        "thread of cell [1] does not heed it: it is in java.net.ServerSocket.accept\n"
    )


GO_ON = """
var pool = Executors.newFixedThreadPool(1, work -> new Thread(work, "worker"));
pool.submit(() -> {});
var timer = new Timer("bell");
new Thread(() -> { while (true) {} }, "spinner").start();
for (int i = 0; i < 3; i++) {
  Thread.ofVirtual().start(() -> {
    while (true) try { Thread.sleep(1000); } catch (InterruptedException e) {}
  });
}
"""


SERVE = """
import com.sun.net.httpserver.HttpServer;
var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
server.start();
Thread.ofPlatform().daemon().name("mine").start(java.util.concurrent.locks.LockSupport::park);
"""


def test_the_timers_of_a_server_of_the_jdk_are_not_named(kernel):
    kernel.finish(kernel.start(SERVE))

    note = next(m for m in kernel.messages() if m["msg_type"] == "display_data")

    assert note["content"]["data"]["text/plain"] == (
        "A thread of this cell goes on: mine. Lab.stop() ends it."
    )


def test_threads_that_go_on_are_named_below_their_cell_and_lab_stop_ends_them(kernel):
    cell = kernel.start(GO_ON)
    kernel.finish(cell)

    note = next(m for m in kernel.messages() if m["msg_type"] == "display_data")
    answer = kernel.run("Lab.stop();")

    assert note["parent_header"]["msg_id"] == cell
    assert note["content"]["data"]["text/plain"] == (
        "6 threads of this cell go on: worker, bell, spinner, 3 virtual ones. Lab.stop() ends them."
    )
    assert (answer.printed, answer.complaints) == ("6 threads have ended.\n", "")
    assert kernel.must("pool.isTerminated()").result == "true"


def test_a_loop_runs_on_after_lab_stop_in_the_same_cell_and_in_the_next(shared):
    count = "int turns = 0;\nwhile (turns < 1000) turns++;\nturns"

    assert shared.must("Lab.stop();\n" + count).result == "1000"
    assert shared.must(count).result == "1000"


def test_a_kernel_ends_at_once_although_threads_go_on(kernel):
    kernel.must(GO_ON)

    process = kernel.manager.provisioner.process
    kernel.client.shutdown()

    assert process.wait(timeout=10) == 0


def test_cells_that_wait_their_turn_do_not_run_after_one_that_failed(shared):
    shared.must("int ran = 0;")
    cells = [
        shared.start(code) for code in ("Thread.sleep(100); int x = 1 / 0;", "ran++;", "ran++;")
    ]

    replies = [shared.client.get_shell_msg(timeout=60) for _ in cells]

    assert [reply["parent_header"]["msg_id"] for reply in replies] == cells
    assert [reply["content"]["status"] for reply in replies] == ["error", "aborted", "aborted"]
    assert shared.must("ran").result == "0"


def test_a_cell_that_may_fail_lets_the_waiting_ones_run(shared):
    shared.must("int went = 0;")
    fails = shared.client.execute("Thread.sleep(100); int x = 1 / 0;", stop_on_error=False)
    follows = shared.start("went++;")

    assert shared.finish(fails).status == "error"
    assert shared.finish(follows).status == "ok"
    assert shared.must("went").result == "1"
