"""The installed kernel through a real Jupyter client: what a cell may rely on."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import psutil
import pytest

from live_kernel import WATCHDOG, Kernel, linux_only, spec

# ------------------------------------------------------------------------------ the kernelspec


def test_the_kernelspec_starts_java_itself_and_no_shell():
    argv = spec().argv

    assert Path(argv[0]).name in ("java", "java.exe")
    assert Path(argv[0]).is_file()
    assert argv[-2:] == ["asynclab.kernel.Main", "{connection_file}"]


def test_no_placeholder_of_the_template_is_left():
    words = [part for part in spec().argv if "@" in part.replace("@{resource_dir}", "")]

    assert words == []


def test_the_stop_button_sends_a_message():
    assert spec().interrupt_mode == "message"


# ------------------------------------------------------------------------------ showing


def test_show_stands_in_the_middle_of_the_text_and_returns_nothing(shared):
    answer = shared.must('System.out.print("a"); show(42); System.out.print("b");')

    assert answer.order == ["a", "42", "b"]


def test_show_takes_null(shared):
    assert shared.must("show(null);").result == "null"


def test_a_value_with_html_is_shown_as_html_with_its_words_beside_it(shared):
    shared.must(
        "record Bold(String word) implements asynclab.notebook.Html {\n"
        '  public String html() { return "<b>" + word + "</b>"; }\n'
        "  public String text() { return word; }\n"
        "}"
    )

    both = {"text/html": "<b>five</b>", "text/plain": "five"}
    assert shared.must('new Bold("five")').shown == [both]
    assert shared.must('show(new Bold("five"));').shown == [both]


def test_text_keeps_its_umlauts_and_arrows(shared):
    assert shared.must('System.out.println("grüße → 4 3 2 1 0");').printed == "grüße → 4 3 2 1 0\n"


def test_nothing_of_the_kernel_itself_is_on_the_terminal(shared):
    shared.must("1 + 1")

    assert shared.terminal() == ""


# ------------------------------------------------------------------------------ late text

LATE = """
import java.net.*;
var door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
Thread.ofVirtual().start(() -> {
  try (var visitor = door.accept()) {
    %s
  } catch (java.io.IOException e) {
    throw new java.io.UncheckedIOException(e);
  }
});
System.out.println(door.getLocalPort());
"""


def late(kernel: Kernel, action: str) -> str:
    """Runs a cell whose thread acts after the cell has ended; the number of the cell."""
    cell = kernel.start(LATE % action)
    port = int(kernel.finish(cell).printed)
    socket.create_connection(("127.0.0.1", port), timeout=WATCHDOG).close()
    return cell


@pytest.mark.parametrize(
    ("action", "stream"),
    [
        ('System.out.println("late");', "stdout"),
        ('System.out.print("late");', "stdout"),
        ('System.err.println("late");', "stderr"),
    ],
)
def test_what_a_thread_prints_after_its_cell_reaches_that_cell(shared, action, stream):
    cell = late(shared, action)

    message = shared.await_text("late")

    assert message["parent_header"]["msg_id"] == cell
    assert message["content"]["name"] == stream


def test_what_a_thread_shows_after_its_cell_reaches_that_cell(shared):
    cell = late(shared, 'show("late");')

    message = next(m for m in shared.messages() if m["msg_type"] == "display_data")

    assert message["parent_header"]["msg_id"] == cell


# ------------------------------------------------------------------------------ names


def test_a_single_type_import_of_ours_wins_over_java_util_concurrent(tmp_path):
    source = tmp_path / "asynclab" / "probe" / "Future.java"
    source.parent.mkdir(parents=True)
    source.write_text(
        "package asynclab.probe;\n"
        "public interface Future {\n"
        '  static Future ready() { return () -> "ours"; }\n'
        "  String poll();\n"
        "}\n"
    )
    javac = Path(spec().argv[0]).with_name("javac")
    subprocess.run([javac, "-d", tmp_path / "classes", source], check=True, timeout=WATCHDOG)
    kernel = Kernel(tmp_path, JJAVA_CLASSPATH=str(tmp_path / "classes"))

    try:
        theirs = kernel.must("Future.class.getName()").result
        kernel.must("import asynclab.probe.Future;")
        ours = kernel.must("Future ours = Future.ready();\nours.poll()").result
    finally:
        kernel.close()

    assert (theirs, ours) == ("java.util.concurrent.Future", "ours")


def types_of_the_lab() -> dict[str, list[str]]:
    """The top-level types in the jars of the lab, by package."""
    packages: dict[str, list[str]] = {}
    path = spec().argv[spec().argv.index("-cp") + 1].replace("{resource_dir}", spec().resource_dir)
    for jar in (Path(part) for part in path.split(os.pathsep) if "asynclab" in Path(part).name):
        for name in zipfile.ZipFile(jar).namelist():
            package, _, simple = name.removesuffix(".class").rpartition("/")
            if name.endswith(".class") and package and "$" not in simple and "-" not in simple:
                packages.setdefault(package.replace("/", "."), []).append(simple)
    return packages


PUBLIC = """
import java.lang.reflect.Modifier;
import java.util.stream.*;
boolean isPublic(String name) throws ClassNotFoundException {
  var loader = kernel().getClass().getClassLoader();
  return Modifier.isPublic(Class.forName(name, false, loader).getModifiers());
}
var names = new StringJoiner(" ");
for (var name : List.of(%s)) if (isPublic(name)) names.add(name);
names.toString()
"""


def test_every_public_type_of_the_lab_can_be_imported_and_named_in_a_cell(shared):
    tried = 0
    for package, simple in types_of_the_lab().items():
        quoted = ", ".join(f'"{package}.{name}"' for name in sorted(simple))
        public = shared.must(PUBLIC % quoted).result.split()
        shared.must("\n".join(f"import {name};" for name in public))
        named = [f"{name.rpartition('.')[2]}.class.getName()" for name in public]
        seen = shared.must(f'String.join(" ", List.of({", ".join(named)}))').result.split()
        assert seen == public
        tried += len(public)
    assert tried > 20


def test_a_cell_may_name_a_continuation_and_run_it(shared):
    answer = shared.must(
        "import jdk.internal.vm.*;\n"
        'var scope = new ContinuationScope("lab");\n'
        'new Continuation(scope, () -> System.out.print("inside")).run();'
    )

    assert answer.printed == "inside"


# ------------------------------------------------------------------------------ threads and end


def test_every_cell_runs_on_the_same_thread_and_it_is_a_daemon(shared):
    name = "Thread.currentThread().threadId()"
    first = shared.must(name).result

    assert shared.must(name).result == first
    assert shared.must("Thread.currentThread().isDaemon()").result == "true"


def test_a_kernel_ends_when_asked_to_although_a_thread_of_the_learner_goes_on(kernel):
    kernel.must(
        "Executors.newSingleThreadExecutor().submit(() -> {\n"
        "  while (true) java.util.concurrent.locks.LockSupport.park();\n"
        "});"
    )

    process = kernel.manager.provisioner.process
    kernel.client.shutdown()

    assert process.wait(timeout=10) == 0  # without our extension it takes 20 s to a minute


# ------------------------------------------------------------------------------ the event queue

WAIT = """
import asynclab.poll.*;
import asynclab.trace.Observer;
var queue = Poll.open(new Observer() {
  public void waiting(long nanos) { System.out.println("waiting"); }
});
var listener = TcpListener.loopback();
queue.registry().register(listener, new Token(7), Interest.READABLE);
System.out.println(listener.port());
var seen = Events.withCapacity(8);
"""

WAITERS = """
Thread.getAllStackTraces().values().stream()
  .filter(t -> Arrays.stream(t)
    .anyMatch(f -> f.getClassName().startsWith("asynclab.poll")))
  .count()
"""


SERVER = """
import sys
from jupyter_client.manager import start_new_kernel
manager, client = start_new_kernel(kernel_name="asynclab", startup_timeout=120)
print(manager.provisioner.process.pid, flush=True)
sys.stdin.read()
"""


def test_a_kernel_ends_when_its_server_was_killed(tmp_path):
    argv = [sys.executable, "-c", SERVER]
    pipe = subprocess.PIPE
    with subprocess.Popen(argv, cwd=tmp_path, stdin=pipe, stdout=pipe) as server:
        kernel = psutil.Process(int(server.stdout.readline()))
        server.kill()

    _, left = psutil.wait_procs([kernel], timeout=WATCHDOG)
    for process in left:
        process.kill()

    assert left == []


@linux_only
def test_the_stop_button_ends_an_endless_wait_and_its_thread_and_the_next_cell_works(kernel):
    kernel.must(WAIT)
    cell = kernel.start("queue.poll(seen, Poll.FOREVER);")
    kernel.await_text("waiting")

    kernel.manager.interrupt_kernel()
    answer = kernel.finish(cell)

    assert answer.status == "error"
    assert "interrupted" in answer.error
    assert kernel.must("queue.poll(seen, Duration.ZERO)").result == "0"
    assert any(kernel.must(WAITERS).result == "0" for _ in range(100)), "its thread still waits"


@linux_only
def test_the_stop_button_also_ends_a_wait_that_is_still_being_compiled(kernel):
    kernel.must(WAIT)
    for _ in range(5):
        cell = kernel.start('System.out.println("next");\nqueue.poll(seen, Poll.FOREVER);')
        kernel.await_text("next")

        kernel.manager.interrupt_kernel()

        assert "interrupted" in kernel.finish(cell).error
    assert kernel.must("queue.poll(seen, Duration.ZERO)").result == "0"


def test_a_library_that_lies_beside_the_kernel_is_named_after_it_was_asked_for(kernel):
    named = "io.netty.channel.EventLoop.class.getSimpleName()"
    assert "package io.netty.channel does not exist" in kernel.run(named).error

    kernel.must('var kept = 7;\nLab.use("netty");')

    assert kernel.must(named).result == "EventLoop"
    assert kernel.must("kept").result == "7"


def test_one_that_is_not_there_is_answered_with_those_that_are(shared):
    error = shared.run('Lab.use("vertx");').error

    assert 'no library "vertx" lies beside the kernel, but: apiguardian, asynclab, ' in error
    assert "netty" in error


@linux_only
def test_stopping_and_continuing_the_kernel_in_an_endless_wait_harms_nothing(kernel):
    port = int(kernel.must(WAIT).printed)
    cell = kernel.start(
        "int count = queue.poll(seen, Poll.FOREVER);\nseen.iterator().next().token()"
    )
    kernel.await_text("waiting")

    stop_and_continue(kernel.pid)
    socket.create_connection(("127.0.0.1", port), timeout=WATCHDOG).close()
    answer = kernel.finish(cell)

    assert (answer.error, answer.result) == ("", kernel.must("new Token(7)").result)
    assert kernel.must("count").result == "1"


@linux_only
def test_stopping_and_continuing_the_kernel_in_a_wait_with_a_limit_harms_nothing(kernel):
    kernel.must(WAIT)
    cell = kernel.start("queue.poll(seen, Duration.ofMillis(300))")
    kernel.await_text("waiting")

    stop_and_continue(kernel.pid)
    answer = kernel.finish(cell)

    assert (answer.error, answer.result) == ("", "0")


def stop_and_continue(pid: int) -> None:
    """STOP, wait until the kernel of the system says it is stopped, CONT."""
    os.kill(pid, signal.SIGSTOP)
    stopped = os.waitid(os.P_PID, pid, os.WSTOPPED)  # our child: the process Jupyter started
    assert stopped.si_status == signal.SIGSTOP
    os.kill(pid, signal.SIGCONT)
