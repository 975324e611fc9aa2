"""The library's constants and structs against the C headers of eight systems.

The headers are carried by Zig's C compiler, which PyPI has as the package ziglang: 100 MB, fetched
once into .lab/, where it takes 410. The comparison itself is a JUnit test, which without this
compiler reads the headers of this machine alone.
"""

from __future__ import annotations

import os
import sys
import zipfile

import pytest

import foreign_jvm

ZIGLANG = "0.17.1"
SYSTEMS = 8  # x86-64 and AArch64: Linux, macOS; x86-64: FreeBSD, NetBSD, OpenBSD, Windows
LIMIT = 120  # seconds; it takes some 4 on a quiet machine

pytestmark = [pytest.mark.only_all, pytest.mark.limit(1200)]  # with what is fetched before


@pytest.fixture(scope="module")
def zig():
    """Zig, fetched once: its program."""
    folder = foreign_jvm.FOREIGN / f"ziglang-{ZIGLANG}"
    program = folder / "ziglang" / ("zig.exe" if os.name == "nt" else "zig")
    if program.exists():
        return program
    wheels = foreign_jvm.FOREIGN / "wheels"
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--only-binary=:all:", "--dest", wheels, f"ziglang=={ZIGLANG}"]
    foreign_jvm.fetch(command, f"Zig (pip download ziglang=={ZIGLANG})")
    wheel = next(wheels.glob(f"ziglang-{ZIGLANG}-*.whl"))
    unpacked = folder.with_name(folder.name + ".part")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(unpacked)
    (unpacked / "ziglang" / program.name).chmod(0o755)
    unpacked.rename(folder)
    wheel.unlink()
    return program


def test_java_and_the_headers_of_eight_systems_agree(zig, tmp_path, tell):
    jvm = foreign_jvm.ForeignJvm(
        "headers", (foreign_jvm.own_java(),), env={"ASYNCLAB_ZIG": str(zig)}
    )

    report = jvm.run_tests(["asynclab.syscalls.HeadersTest"], tmp_path, LIMIT)

    tell(report)
    assert report.failed == {}
    passed = int(report.xml.get("tests")) - len(report.skipped)
    assert passed >= SYSTEMS
