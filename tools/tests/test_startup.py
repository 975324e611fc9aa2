"""The start-up cache: it is used, it never holds old code, and its failure harms nothing."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.connect import write_connection_file

from live_kernel import WATCHDOG, spec

FROM_CACHE = "source: shared objects file"


def argv_of(folder: Path) -> list[str]:
    plan = json.loads((folder / "kernel.json").read_text())
    return [part.replace("{resource_dir}", str(folder)) for part in plan["argv"]]


def start(argv: list[str], tmp_path: Path, code: str) -> str:
    """One cell on a kernel started with these arguments; its result as text."""
    file, _ = write_connection_file(str(tmp_path / "connection.json"))
    argv = [part.replace("{connection_file}", file) for part in argv]
    with (tmp_path / "terminal.txt").open("wb") as terminal:
        process = subprocess.Popen(argv, stdout=terminal, stderr=terminal, cwd=tmp_path)
    client = BlockingKernelClient(connection_file=file)
    client.load_connection_file()
    client.start_channels()
    results = []
    try:
        settle(client)
        client.execute_interactive(
            code, timeout=WATCHDOG, allow_stdin=False, output_hook=results.append
        )
        client.shutdown(reply=True, timeout=WATCHDOG)
        process.wait(timeout=WATCHDOG)
    finally:
        process.kill()
        process.wait(timeout=WATCHDOG)
        client.stop_channels()
    contents = [message["content"] for message in results]
    return "".join(str(c.get("data", {}).get("text/plain", c.get("text", ""))) for c in contents)


def settle(client: BlockingKernelClient) -> None:
    """Asks until an answer is also published: then the client hears what a cell prints."""
    for _ in range(100):
        client.kernel_info(reply=True, timeout=WATCHDOG)
        with contextlib.suppress(queue.Empty):
            client.get_iopub_msg(timeout=0.2)
            return
    pytest.fail("the kernel publishes nothing")


def loaded(argv: list[str], tmp_path: Path) -> dict[str, bool]:
    """Every class that a start and a cell load, and whether it came from the cache."""
    log = tmp_path / "classes.txt"
    start([argv[0], f"-Xlog:class+load:file={log}", *argv[1:]], tmp_path, "1 + 1")
    lines = [line.split("] ")[-1].split(" source: ") for line in log.read_text().splitlines()]
    return {line[0]: line[1].startswith("shared objects file") for line in lines if len(line) == 2}


def is_used(classes: dict[str, bool]) -> bool:
    wanted = [
        "asynclab.kernel.Main",  # ours
        "org.dflib.jjava.kernel.JavaKernel",  # JJava's
        "jdk.jshell.JShell",
        "com.sun.tools.javac.comp.Attr",  # the largest part of a start
    ]
    return all(classes[name] for name in wanted)


def test_a_start_takes_its_classes_from_the_cache(tmp_path):
    classes = loaded(argv_of(Path(spec().resource_dir)), tmp_path)

    assert is_used(classes)
    assert sum(classes.values()) > 0.9 * len(classes)
    assert "[aot" not in (tmp_path / "terminal.txt").read_text()


def test_this_test_notices_a_cache_that_the_jvm_refuses(tmp_path):
    argv = argv_of(Path(spec().resource_dir))
    at = next(i for i, part in enumerate(argv) if part.startswith("-XX:AOTCache="))
    damaged = tmp_path / "damaged.aot"
    damaged.write_bytes(Path(argv[at].partition("=")[2]).read_bytes()[:10_000_000])
    argv[at] = f"-XX:AOTCache={damaged}"

    assert not is_used(loaded(argv, tmp_path))


def test_options_of_the_kernel_leave_the_compiler_at_full_strength():
    options = (Path(spec().resource_dir) / "jvm.args").read_text()

    assert "TieredStopAtLevel" not in options
    assert "-Xint" not in options


# ------------------------------------------------------------------------------ a rebuild


@pytest.fixture
def trial(lab, root, tmp_path):
    """The real project, with a kernelspec folder and jars of the test's own."""
    place = lab.Place(root)
    real = {module: place.jar(module) for module in lab.MODULES}
    jars = tmp_path / "jars"
    jars.mkdir()

    class Trial(lab.Place):
        spec = tmp_path / "spec"

        def jar(self, module):
            return jars / real[module].name

        def log(self, name):
            return tmp_path / (name + ".txt")

    for jar in real.values():
        if not jar.is_file():
            pytest.skip(f"{jar} is not built: run ./lab setup")
        shutil.copy2(jar, jars)
    return Trial(root)


def put_probe(lab, trial, folder: Path, answer: int) -> None:
    """A class in a jar of the lab that answers with this number."""
    source = folder / "asynclab" / "probe" / "Probe.java"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text(
        "package asynclab.probe;\npublic class Probe {\n"
        f"  public static int answer() {{ return {answer}; }}\n}}\n"
    )
    home = lab.jdk_for(trial).home
    javac = [home / "bin" / "javac", "-d", folder / "classes", source]
    subprocess.run(javac, check=True, timeout=WATCHDOG)
    jar = [home / "bin" / "jar", "--update", "--file", trial.jar("notebook")]
    subprocess.run([*jar, "-C", folder / "classes", "."], check=True, timeout=WATCHDOG)


def test_after_a_rebuild_the_new_code_runs_and_from_a_new_cache(lab, trial, tmp_path):
    answers, caches = [], []
    for answer in (4, 400):
        put_probe(lab, trial, tmp_path / "probe", answer)
        lab.install_kernel(trial, lab.jdk_for(trial))
        argv = argv_of(trial.spec)
        answers.append(start(argv, tmp_path, "asynclab.probe.Probe.answer()"))
        caches += [part for part in argv if part.startswith("-XX:AOTCache=")]

    assert answers == ["4", "400"]
    assert len(set(caches)) == 2


# ------------------------------------------------------------------------------ a failure


@pytest.mark.parametrize("end", ["raise SystemExit(3)", "import time; time.sleep(600)"])
def test_without_a_cache_the_kernel_works_and_doctor_says_why(
    lab, trial, tmp_path, monkeypatch, end, capsys
):
    real = lab.run_bounded
    monkeypatch.setattr(
        lab,
        "run_bounded",
        lambda argv, limit, **more: real([sys.executable, "-c", end], 0.5, **more),
    )

    lab.install_kernel(trial, lab.jdk_for(trial))

    assert "the lab works" in capsys.readouterr().out
    assert not any("AOTCache" in part for part in argv_of(trial.spec))
    assert start(argv_of(trial.spec), tmp_path, "1 + 1") == "2"
    row = lab.check_cache(trial)
    assert row.verdict == "without"
    assert row.detail.startswith("training ")
    assert row.cure.startswith("./lab setup tries again")


@pytest.mark.skipif(os.name == "nt", reason="a group of processes is another matter there")
def test_a_training_that_takes_too_long_leaves_no_process(lab, tmp_path):
    child = (
        "import subprocess, sys, time, pathlib;"
        "p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']);"
        f"pathlib.Path({str(tmp_path / 'pid')!r}).write_text(str(p.pid)); time.sleep(600)"
    )
    log = (tmp_path / "log.txt").open("wb")

    code = lab.run_bounded([sys.executable, "-c", child], 3, cwd=tmp_path, env=None, log=log)

    assert code is None
    pid = int((tmp_path / "pid").read_text())
    assert not psutil.pid_exists(pid) or gone(pid)


def gone(pid: int) -> bool:
    """Whether it ends: somebody else has to collect an orphan."""
    deadline = time.monotonic() + WATCHDOG
    while time.monotonic() < deadline:
        try:
            if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
    return False


# ------------------------------------------------------------------------------ after a crash


def crash(tmp_path: Path, code: str, end: int | None = None) -> str:
    """Runs a cell that kills its kernel; what the first cell of the next one says."""
    from jupyter_client.manager import KernelManager

    manager = KernelManager(kernel_name="asynclab")
    manager.start_kernel(cwd=str(tmp_path), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    client = manager.client()
    client.start_channels()
    try:
        process = manager.provisioner.process
        if end is None:
            client.execute(code)
        else:
            client.execute("1", reply=True, timeout=WATCHDOG)
            process.send_signal(end)
        process.wait(timeout=WATCHDOG)
        client.stop_channels()
        manager.start_kernel(
            cwd=str(tmp_path), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        client = manager.client()
        client.start_channels()
        settle(client)
        said: list[str] = []
        for cell in ("1", "2"):
            client.execute_interactive(
                cell,
                timeout=WATCHDOG,
                allow_stdin=False,
                output_hook=lambda m: said.append(m["content"].get("text", "")),
            )
        return "".join(said)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=False)


NATIVE = (
    "import java.lang.foreign.*;\n"
    "var strlen = Linker.nativeLinker().downcallHandle(\n"
    '  Linker.nativeLinker().defaultLookup().find("strlen").get(),\n'
    "  FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));\n"
    "long n = (long) strlen.invokeExact(MemorySegment.ofAddress(16));"
)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the C library's name is Linux's")
def test_after_a_crash_the_first_cell_names_signal_and_frame_once(tmp_path):
    said = crash(tmp_path, NATIVE)

    assert said.startswith("The kernel died before this cell: SIGSEGV in C  [libc.so.6")
    assert said.count("\n") == 1


def test_after_system_exit_the_first_cell_says_so(tmp_path):
    said = crash(tmp_path, "System.exit(3);")

    assert said.startswith("The kernel ended before this cell, because a cell called System.exit.")


@pytest.mark.skipif(os.name == "nt", reason="signals are another matter there")
def test_after_a_kill_the_first_cell_says_so_and_after_a_request_to_end_nothing(
    tmp_path,
):
    killed = crash(tmp_path, "", signal.SIGKILL)
    asked = crash(tmp_path, "", signal.SIGTERM)

    assert killed.startswith("The kernel died before this cell and left no report")
    assert asked == ""
