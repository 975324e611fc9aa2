"""What two threads may see of each other in the library: `lib/stress`, run by OpenJDK's jcstress.

Each of its tests is two pieces of code that run at the same moment, some hundred thousand times a
second, in every mode of the compilers, and a list of the outcomes that may be. What a processor or
a compiler may exchange comes to light here, and nowhere else. A table of how often each outcome was
seen is left in `lib/stress/target/results`.
"""

import os
import re
import subprocess
from pathlib import Path

import pytest

LIMIT = 900  # seconds; some 150 on two quiet processors
RESULTS = re.compile(
    r"\(Results: (\d+) planned; (\d+) passed, (\d+) failed, (\d+) soft errs, (\d+)"
)
AT_A_TIME = 2  # threads of a test

pytestmark = [
    pytest.mark.only_all,
    pytest.mark.limit(LIMIT + 60),
    pytest.mark.skipif(
        (os.cpu_count() or 1) < AT_A_TIME, reason="one processor: no two threads run at a moment"
    ),
]


def test_no_two_threads_see_what_must_not_be(root, tell):
    target = root / "lib" / "stress" / "target"
    jars = [target / "asynclab-stress.jar", *sorted((target / "lib").glob("*.jar"))]
    native = "--enable-native-access=ALL-UNNAMED"
    command = [Path(os.environ["JAVA_HOME"]) / "bin" / "java", native]
    command += ["-cp", os.pathsep.join(map(str, jars)), "org.openjdk.jcstress.Main"]
    command += ["-v", "-jvmArgsPrepend", native, "-r", target / "results"]
    command += ["-sc", "false", "-iters", "1", "-time", "200"]  # once in each mode, milliseconds

    done = subprocess.run(
        list(map(str, command)), cwd=target, capture_output=True, encoding="utf-8", timeout=LIMIT
    )

    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-8000:]
    planned, passed, *wrong = map(int, RESULTS.findall(done.stdout)[-1])
    tests = set(re.findall(r"\[OK\] (asynclab\.\S+)", done.stdout))
    tell(f"jcstress: {passed} of {planned} runs of {len(tests)} tests passed")
    assert (passed, wrong) == (planned, [0, 0, 0])
    assert tests == set(written(root)), "not all that is written was run"


def written(root):
    """The names of the tests in the sources."""
    for file in sorted((root / "lib" / "stress").glob("src/main/java/**/*.java")):
        text = file.read_text(encoding="utf-8")
        package = re.search(r"^package (\S+);", text, re.M)[1]
        for test in re.findall(r"@JCStressTest\b.*?\bclass (\w+)", text, re.S):
            yield f"{package}.{file.stem}.{test}"
