"""The command `lab`: what it finds, what it leaves alone, and what it says when something fails."""

import ast
import contextlib
import errno
import http.server
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tarfile
import threading
import urllib.error
import urllib.request
from pathlib import Path

import psutil
import pytest

WHEEL_JAR = b"PK\5\6" + bytes(18)  # an archive without entries
CLOSED = "http://127.0.0.1:9"  # the port of `discard`: nobody listens there


# ------------------------------------------------------------------------------ an old Python


def test_the_file_parses_on_an_old_python(root):
    ast.parse((root / "lab").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_an_old_python_is_told_so_in_one_sentence(root):
    pretend = "import sys; sys.version_info = (3, 6, 9); exec(open('lab', encoding='utf-8').read())"

    done = subprocess.run(
        [sys.executable, "-c", pretend], cwd=root, capture_output=True, text=True, timeout=60
    )

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("lab: this is Python 3.6 and the lab needs 3.10 or newer")


# ------------------------------------------------------------------------------ finding a JDK


def make_jdk(home, version="25.0.1", tools=("java", "javac")):
    """A folder that looks like a JVM to whoever reads it and starts nothing."""
    (home / "bin").mkdir(parents=True)
    for tool in tools:
        (home / "bin" / tool).write_text("#!/bin/sh\n")
        (home / "bin" / tool).chmod(0o755)
    (home / "release").write_text(f'IMPLEMENTOR="Test"\nJAVA_VERSION="{version}"\n')
    return home


@pytest.fixture
def bare(lab, tmp_path, monkeypatch):
    """A machine without any JVM: every search starts below a folder of the test."""
    monkeypatch.setattr(lab.sys, "prefix", str(tmp_path / "python"))
    monkeypatch.setattr(lab.sys, "base_prefix", str(tmp_path / "python"))
    return tmp_path


def search(lab, bare, platform="linux", **env):
    place = lab.Place(bare / "project")
    return lab.find_jdks(place, env, platform, str(bare / "disk"), bare / "home")


LAYOUTS = [
    ("linux", "disk/usr/lib/jvm/temurin-25-jdk-amd64"),  # Debian, Ubuntu
    ("linux", "disk/usr/lib/jvm/java-25-openjdk"),  # Fedora
    ("linux", "disk/opt/java/openjdk"),  # containers
    ("linux", "disk/opt/jdk-25.0.1"),
    ("linux", "home/.sdkman/candidates/java/25.0.1-tem"),
    ("linux", "home/.jdks/temurin-25.0.1"),  # IntelliJ
    ("linux", "home/.jdk/jdk-25.0.1+8"),  # install-jdk
    ("linux", "project/.lab/jdk/jdk-25.0.1+8"),
    ("darwin", "project/.lab/jdk/jdk-25.0.1+8/Contents/Home"),
    ("darwin", "disk/Library/Java/JavaVirtualMachines/temurin-25.jdk/Contents/Home"),
    ("darwin", "home/Library/Java/JavaVirtualMachines/temurin-25/Contents/Home"),
    ("darwin", "disk/opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home"),
    ("linux", "python/lib/jvm"),  # the conda environment that runs `lab`
    ("win32", "python/Library/lib/jvm"),
    ("win32", "python/Library"),
]


@pytest.mark.parametrize(("platform", "place"), LAYOUTS)
def test_a_jdk_is_found_where_installers_put_it(lab, bare, platform, place):
    make_jdk(bare / "disk/usr/lib/jvm/java-17-openjdk-amd64", "17.0.15")
    home = make_jdk(bare / place)

    assert lab.right_jdk(search(lab, bare, platform)).home == home


@pytest.mark.parametrize("vendor", ["Eclipse Adoptium", "Java", "Microsoft", "Zulu"])
def test_a_jdk_is_found_in_the_program_folders_of_windows(lab, bare, vendor):
    home = make_jdk(bare / "Program Files" / vendor / "jdk-25.0.1", tools=("java.exe", "javac.exe"))

    found = search(lab, bare, "win32", ProgramFiles=str(bare / "Program Files"))

    assert lab.right_jdk(found).home == home


def test_java_home_goes_before_path_and_path_before_the_usual_folders(lab, bare):
    usual = make_jdk(bare / "disk/usr/lib/jvm/jdk-25")
    path = make_jdk(bare / "somewhere")
    own = make_jdk(bare / "own")

    found = search(lab, bare, JAVA_HOME=str(own), PATH=str(path / "bin"))

    assert [jdk.home for jdk in found] == [own, path, usual]
    assert [jdk.where for jdk in found] == ["JAVA_HOME", "PATH", "system"]


@pytest.mark.skipif(os.name == "nt", reason="making links needs a right on Windows")
def test_java_on_the_path_is_followed_to_its_home(lab, bare):
    home = make_jdk(bare / "elsewhere/jdk")
    (bare / "bin").mkdir()
    (bare / "bin/java").symlink_to(home / "bin/java")

    assert lab.right_jdk(search(lab, bare, PATH=str(bare / "bin"))).home == home


@pytest.mark.parametrize("version", ["17.0.15", "24.0.2", "26", "250.1", "2.5"])
def test_another_java_is_not_taken_for_25(lab, bare, version):
    make_jdk(bare / "own", version)

    assert lab.right_jdk(search(lab, bare, JAVA_HOME=str(bare / "own"))) is None


@pytest.mark.parametrize("version", ["25", "25.0.1", "25-ea"])
def test_every_25_is_taken(lab, bare, version):
    make_jdk(bare / "own", version)

    assert lab.right_jdk(search(lab, bare, JAVA_HOME=str(bare / "own"))) is not None


def test_a_runtime_without_compiler_is_named_as_such(lab, bare):
    jre = make_jdk(bare / "disk/usr/lib/jvm/java-25-openjdk-amd64", tools=("java",))
    found = search(lab, bare)

    assert lab.right_jdk(found) is None
    assert f"({jre} is Java 25, but a runtime without the compiler javac)" in lab.jdk_cure(found)


def test_other_versions_are_named_when_25_is_missing(lab, bare):
    make_jdk(bare / "disk/usr/lib/jvm/java-17-openjdk-amd64", "17.0.15")

    assert "(found: Java 17.0.15)" in lab.jdk_cure(search(lab, bare))


# ------------------------------------------------------------------------------ fetching a JDK


class Adoptium(http.server.BaseHTTPRequestHandler):
    """Answers as the real service does: a redirect, then an archive with its file's name."""

    def do_GET(self):
        self.server.asked.append(self.path)
        if self.path.startswith("/v3/"):
            self.send_response(307)
            self.send_header("Location", "/download")
            self.end_headers()
        else:
            self.send_response(200)
            self.send_header("Content-Disposition", "attachment; filename=OpenJDK25U-jdk.tar.gz")
            self.send_header("Content-Length", str(len(self.server.archive)))
            self.end_headers()
            self.wfile.write(self.server.archive)

    def log_message(self, *_):
        """The test reads `asked`; lines on stderr would only be noise."""


@contextlib.contextmanager
def adoptium(archive):
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Adoptium) as server:
        server.archive, server.asked = archive, []
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def packed(folder, name):
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as tar:
        tar.add(folder, arcname=name)
    return data.getvalue()


@pytest.fixture
def no_jdk(lab, bare, monkeypatch):
    """The project's place on a machine without JVM, with the Python that has install-jdk."""
    monkeypatch.setattr(lab, "JVM_FOLDERS", {})
    monkeypatch.setattr(lab, "HOME_FOLDERS", [])
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.delenv("CONDA_PREFIX", raising=False)
    monkeypatch.setenv("PATH", str(bare))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    return lab.Place(bare / "project", here=True)


def test_a_missing_jdk_is_fetched_and_then_found(lab, no_jdk, tmp_path, monkeypatch):
    archive = packed(make_jdk(tmp_path / "made"), "jdk-25.0.1+8")
    with adoptium(archive) as server:
        monkeypatch.setenv("ASYNCLAB_JDK_URL", f"http://127.0.0.1:{server.server_port}")

        jdk = lab.jdk_for(no_jdk)
        again = lab.jdk_for(no_jdk)

    assert jdk.home == no_jdk.dot / "jdk" / "jdk-25.0.1+8"
    assert again == jdk
    assert [path[:22] for path in server.asked] == ["/v3/binary/latest/25/g", "/download"]
    assert os.access(jdk.home / "bin" / "java", os.X_OK)
    assert not (no_jdk.dot / "jdk.part").exists()


def test_without_jdk_and_network_one_sentence_says_what_to_do(lab, no_jdk, monkeypatch):
    monkeypatch.setenv("ASYNCLAB_JDK_URL", CLOSED)

    with pytest.raises(lab.Cure) as caught:
        lab.jdk_for(no_jdk)

    assert str(caught.value).startswith("no JDK 25 is here and none could be fetched: install a")
    assert not (no_jdk.dot / "jdk").exists()
    assert not (no_jdk.dot / "jdk.part").exists()


def test_an_archive_cut_short_leaves_nothing_behind(lab, no_jdk, tmp_path, monkeypatch):
    archive = packed(make_jdk(tmp_path / "made"), "jdk-25.0.1+8")
    with adoptium(archive[: len(archive) // 2]) as server:
        monkeypatch.setenv("ASYNCLAB_JDK_URL", f"http://127.0.0.1:{server.server_port}")

        with pytest.raises(lab.Cure, match="none could be fetched"):
            lab.jdk_for(no_jdk)

    assert not (no_jdk.dot / "jdk").exists()


# ------------------------------------------------------------------------------ failures


def told(capsys):
    """The one line on stderr; a second line or a traceback fails the test."""
    text = capsys.readouterr().err
    assert text.count("\n") == 1, text
    return text.rstrip("\n")


def test_a_taken_port_is_one_sentence_before_any_work(lab, project, capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        assert lab.main(["--port", str(port), "--no-browser"]) == 1

    assert told(capsys).startswith(f"lab: port {port} is taken")
    assert not project.dot.exists()


def test_a_number_that_is_no_port_is_one_sentence(lab, capsys):
    assert lab.main(["--port", "70000"]) == 1
    assert told(capsys) == "lab: --port 70000 is no port: choose one from 1024 to 65535"


def test_an_unknown_name_is_one_sentence_before_any_work(lab, project, capsys):
    assert lab.main(["tset"]) == 1
    assert told(capsys) == "lab: there is no notebook or command tset: the notebooks are 00-start"
    assert not project.dot.exists()


def test_too_little_room_is_said_before_any_step(lab, project, steps, monkeypatch, capsys):
    monkeypatch.setattr(lab.shutil, "disk_usage", lambda path: shutil_usage(10**9))

    assert lab.main(["setup"]) == 1
    assert told(capsys).startswith(
        f"lab: the disk that holds {project.root} is full: free about 1.5 GB"
    )
    assert steps == []


def shutil_usage(free):
    import shutil

    return shutil._ntuple_diskusage(2 * free, free, free)


def test_a_disk_that_fills_on_the_way_is_the_same_sentence(lab, project, monkeypatch, capsys):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device", str(project.dot))

    monkeypatch.setattr(lab, "set_up", full)

    assert lab.main(["setup"]) == 1
    assert told(capsys).startswith(f"lab: the disk that holds {project.dot} is full")


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="file rights are another matter on Windows")
def test_a_folder_that_may_not_be_written_is_one_sentence(lab, project, steps, capsys):
    project.root.chmod(0o555)
    root = os.geteuid() == 0
    if root:  # the super-user may write anywhere, so step down for a moment
        os.seteuid(65534)
    try:
        code = lab.main(["setup"])
    finally:
        if root:
            os.seteuid(0)
        project.root.chmod(0o755)

    assert code == 1
    assert re.match(r"lab: cannot write \S+: give yourself the right to, or copy", told(capsys))


def test_a_python_without_venv_is_one_sentence(lab, project, steps, monkeypatch, capsys):
    found = lab.importlib.util.find_spec
    without = {"ensurepip": None}
    monkeypatch.setattr(
        lab.importlib.util, "find_spec", lambda name: without.get(name, name and found(name))
    )

    assert lab.main(["setup"]) == 1
    assert "install its venv module (Debian and Ubuntu: apt install python3-venv)" in told(capsys)


MESSAGES = [
    (
        "ERROR: Could not install packages due to an OSError: HTTPSConnectionPool(...): "
        "Max retries exceeded (Caused by NameResolutionError(... Temporary failure in name "
        "resolution))",
        "the network did not answer",
    ),
    (
        "[ERROR] Could not transfer artifact x:y:jar:1 from/to central: Unknown host",
        "the network did not answer",
    ),
    ("wget: Failed to fetch https://example.org/maven.zip", "the network did not answer"),
    ("ERROR: Could not install packages: [Errno 28] No space left on device", "is full: free"),
    ("error: externally-managed-environment", "leave --here away"),
    ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "differs from"),
    ("[ERROR] COMPILATION ERROR :", "the lines above say why"),
    ("jdk.JdkError: <urlopen error timed out>", "the network did not answer"),
]


@pytest.mark.parametrize(("output", "sentence"), MESSAGES)
def test_a_failed_step_shows_the_decisive_line_and_its_cure(
    lab, tmp_path, capsys, output, sentence
):
    place = lab.Place(tmp_path)
    argv = [sys.executable, "-c", f"print({output!r}); raise SystemExit(1)"]

    with pytest.raises(lab.Cure, match=re.escape(sentence)) as caught:
        lab.step(place, "trial", "a trial", argv)

    assert output in capsys.readouterr().out
    assert str(caught.value).endswith("(all of it: .lab/log/trial.txt)")


def test_of_a_traceback_its_last_line_is_decisive(lab):
    output = "Traceback (most recent call last):\n  File x\n    raise y\njdk.JdkError: no answer\n"

    assert lab.decisive(output) == ["jdk.JdkError: no answer"]


def test_mavens_closing_advice_is_not_decisive(lab):
    output = (
        "[ERROR] Failed to execute goal x -> [Help 1]\n[ERROR] \n[ERROR] Re-run Maven using -X\n"
    )
    output += "[ERROR] For more information, read:\n[ERROR] [Help 1] http://cwiki.apache.org\n"

    assert lab.decisive(output) == ["[ERROR] Failed to execute goal x -> [Help 1]"]


def test_without_network_pip_fails_as_one_sentence(lab, tmp_path, monkeypatch, capsys):
    """The real pip, with a proxy that is not there."""
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / "requirements.txt").write_text(
        "no-such-package==1 --hash=sha256:" + "0" * 64
    )
    for name in ("PIP_INDEX_URL", "PIP_FIND_LINKS", "PIP_CONFIG_FILE"):
        monkeypatch.setenv(name, os.devnull if name.endswith("FILE") else "")
    monkeypatch.setenv("PIP_INDEX_URL", CLOSED)
    monkeypatch.setenv("PIP_RETRIES", "1")
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")

    with pytest.raises(lab.Cure) as caught:
        lab.pip(lab.Place(tmp_path, here=True), "requirements.txt")

    assert "failed because the network did not answer: connect" in str(caught.value)


# ------------------------------------------------------------------------------ set-up


NEW = "import asynclab.poll.Poll;"


def notebook(*cells, outputs=()):
    return json.dumps(
        {
            "cells": [
                {"cell_type": "code", "source": [text], "outputs": list(outputs), "metadata": {}}
                for text in cells
            ],
            "metadata": {},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
    )


@pytest.fixture
def project(lab, tmp_path, monkeypatch):
    """A small project with every file that the set-up reads, and nothing set up."""
    files = {
        "pom.xml": "<jjava.version>1.0a8</jjava.version>",
        "tools/requirements.in": "jjava==1.0a8\n",
        "tools/requirements.txt": "jjava==1.0a8 --hash=sha256:0\n",
        "tools/requirements-test.in": "pytest==9\n",
        "tools/requirements-test.txt": "pytest==9 --hash=sha256:0\n",
        "tools/requirements-nbgrader.txt": "nbgrader==0.9.6 --hash=sha256:0\n",
        "lib/kernel/kernelspec/jvm.args": "-Xmx512m\n",
        "lib/kernel/kernelspec/kernel.json": json.dumps(
            {"argv": ["@java@", "@{resource_dir}/jvm.args", "-D=@logs@", "-cp", "@classpath@"]}
        ),
        "notebooks/00-start.ipynb": notebook("1 + 1"),
        "notebooks/solutions/00-start.ipynb": notebook("2"),
    }
    for module in lab.MODULES:
        files[f"lib/{module}/pom.xml"] = "<project/>"
        files[f"lib/{module}/src/main/java/A.java"] = "class A {}"
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    place_of = lab.Place
    monkeypatch.setattr(lab, "Place", lambda root=None, here=False: place_of(tmp_path, here))
    return place_of(tmp_path)


@pytest.fixture
def steps(lab, project, tmp_path, monkeypatch):
    """Replaces the long commands by their results, and lists the names of those that ran."""
    ran = []

    def venv():
        project.python.parent.mkdir(parents=True)
        project.python.touch()
        (project.prefix / "etc").mkdir()

    def wheel():
        project.wheel_jar.parent.mkdir(parents=True, exist_ok=True)
        project.wheel_jar.write_bytes(WHEEL_JAR)

    def build():
        for module in lab.MODULES:
            project.jar(module).parent.mkdir(exist_ok=True)
            source = project.root / "lib" / module / "src/main/java/A.java"
            project.jar(module).write_bytes(source.read_bytes())

    results = {"venv": venv, "requirements": wheel, "build": build}
    results["requirements-nbgrader"] = (lab.Place(tmp_path).dot / "nbgrader").mkdir

    def step(place, name, title, argv, env=None):
        ran.append(name)
        results.get(name, lambda: None)()

    def training(argv, limit, cwd, env, log):
        ran.append("cache")
        Path(argv[-1]).write_bytes(b"linked")
        return 0

    monkeypatch.setattr(lab, "step", step)
    monkeypatch.setattr(lab, "run_bounded", training)
    monkeypatch.setattr(lab, "runs", lambda place: place.python.exists())
    monkeypatch.setenv("JAVA_HOME", str(make_jdk(tmp_path / "jdk-25")))
    return ran


def stamps(folder):
    """Every file with its time and identity: a second set-up must leave this as it is."""
    return {
        str(path): (path.stat().st_mtime_ns, path.stat().st_ino)
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_first_set_up_does_all_and_the_second_nothing(lab, project, steps, capsys):
    lab.set_up(project)
    assert steps == ["venv", "requirements", "build", "cache"]
    before = stamps(project.root)
    steps.clear()
    capsys.readouterr()

    lab.set_up(project)

    assert steps == []
    assert stamps(project.root) == before
    assert capsys.readouterr().out == ""


def test_a_changed_source_builds_again_and_leaves_a_running_kernel_its_jars(lab, project, steps):
    lab.set_up(project)
    old = json.loads((project.spec / "kernel.json").read_text())["argv"][-1]
    steps.clear()
    (project.root / "lib/runtime/src/main/java/A.java").write_text("class A { int changed; }")

    lab.set_up(project)

    new = json.loads((project.spec / "kernel.json").read_text())["argv"][-1]
    assert steps == ["build", "cache"]
    assert new != old
    for path in (old + os.pathsep + new).split(os.pathsep):
        assert Path(path.replace("{resource_dir}", str(project.spec))).is_file()


def test_the_start_up_cache_is_made_once_for_each_build_and_each_jdk(lab, project, steps):
    jdk = lab.set_up(project)
    steps.clear()

    lab.set_up(project)
    assert steps == []

    (jdk.home / "release").write_text('JAVA_VERSION="25.0.2"\n')
    lab.set_up(project)
    assert steps == ["cache"]


def test_a_training_that_failed_is_tried_again_by_lab_setup_alone(lab, project, steps, monkeypatch):
    working = lab.run_bounded
    monkeypatch.setattr(lab, "run_bounded", lambda *_, **__: steps.append("failed") or 1)
    lab.set_up(project)
    lab.set_up(project)
    assert steps[-2:] == ["build", "failed"]

    monkeypatch.setattr(lab, "run_bounded", working)
    lab.setup_command(project, [])

    assert steps[-1] == "cache"


def test_builds_do_not_pile_up(lab, project, steps):
    for number in range(6):
        (project.root / "lib/runtime/src/main/java/A.java").write_text(f"class A{number} {{}}")
        lab.set_up(project)

    assert len(list(project.spec.glob("jars-*"))) == 3


def test_a_changed_lock_file_fetches_packages_again(lab, project, steps):
    lab.set_up(project)
    steps.clear()
    (project.root / "tools/requirements.txt").write_text("jjava==1.0a8 --hash=sha256:1\n")

    lab.set_up(project)

    assert steps == ["requirements"]


def test_only_lab_test_asks_for_the_test_packages(lab, project, steps):
    lab.set_up(project)
    steps.clear()

    lab.set_up(project, tests=True)
    lab.set_up(project, tests=True)

    grading = sys.version_info >= lab.NBGRADER_PYTHON
    assert steps == ["requirements-test"] + ["requirements-nbgrader"] * grading


def test_without_the_hubs_proxy_the_set_up_goes_on_and_says_so(lab, project, monkeypatch, capsys):
    project.python.parent.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        file = project.root / "tools" / "proxy" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("{}")
    project.python.with_name("npm").touch()

    def no_line(*_):
        raise lab.Cure("npm found no network")

    monkeypatch.setattr(lab, "step", no_line)
    lab.prepare_proxy(project)

    assert capsys.readouterr().out == (
        "  the tests of the hub are left out: npm found no network\n"
    )
    assert "proxy" not in project.state()


def test_here_fetches_only_what_that_environment_lacks(lab, project, steps):
    here = lab.Place(here=True)
    pins = project.root / "tools" / "requirements.in"

    pins.write_text(f"pytest=={pytest.__version__}\n")
    lab.prepare_python(here, tests=False)
    assert steps == []

    for lacking in ("pytest==0.1", "no-such-package==1"):
        pins.write_text(lacking + "\n")
        lab.prepare_python(here, tests=False)
    assert steps == ["requirements", "requirements"]

    steps.clear()
    lab.prepare_python(here, tests=True)
    assert steps == ["requirements", "requirements-test"]


def test_a_damaged_memory_is_made_anew(lab, project, steps):
    lab.set_up(project)
    (project.dot / "state.json").write_text('{"library": "')
    steps.clear()

    lab.set_up(project)

    assert steps == ["requirements", "build"]


def test_a_step_that_failed_is_done_again(lab, project, steps, monkeypatch):
    working = lab.step

    def failing(place, name, title, argv, env=None):
        if name == "build":
            raise lab.Cure("no network")
        working(place, name, title, argv, env)

    monkeypatch.setattr(lab, "step", failing)
    with pytest.raises(lab.Cure):
        lab.set_up(project)
    monkeypatch.setattr(lab, "step", working)
    steps.clear()

    lab.set_up(project)

    assert steps == ["build", "cache"]


def test_the_measuring_tools_are_built_when_they_or_the_library_changed(lab, project, steps):
    jar = project.root / "lib/bench/target/asynclab-bench.jar"
    jar.parent.mkdir(parents=True)
    jar.touch()
    for changed in ("lib/bench/src/main/java/A.java", "lib/runtime/src/main/java/A.java"):
        (project.root / changed).parent.mkdir(parents=True, exist_ok=True)
        (project.root / changed).write_text("class A { int changed; }")
        for _ in range(2):
            lab.build_bench(project, {})

    assert steps == ["bench", "bench"]


@pytest.mark.parametrize(("code", "calls"), [(0, 2), (1, 3)])
def test_the_tools_tests_find_jars_also_when_a_test_of_the_library_failed(
    lab, project, monkeypatch, capsys, code, calls
):
    called = []
    monkeypatch.setattr(lab, "set_up", lambda place, tests=False: None)
    monkeypatch.setattr(lab, "child_env", lambda place, jdk: {})
    monkeypatch.setattr(lab, "call", lambda place, argv, *_: called.append(argv) or code)

    assert lab.test_command(project, []) == code

    assert "verify" in called[0]
    assert "pytest" in called[-1]
    assert len(called) == calls
    assert all({"package", "-DskipTests"} <= set(argv) for argv in called[1:-1])
    assert ("the library FAILED" in capsys.readouterr().out) == bool(code)


def test_settings_for_other_pythons_and_jupyters_do_not_reach_the_lab(lab, project, monkeypatch):
    for name in ("PYTHONPATH", "PYTHONHOME", "JUPYTER_PATH", "JUPYTER_CONFIG_DIR", "PIP_TARGET"):
        monkeypatch.setenv(name, "/elsewhere")

    env = lab.child_env(project)

    assert [name for name, value in env.items() if value == "/elsewhere"] == []


def test_the_folders_for_jupyter_can_be_made(lab, project, steps):
    """IPython warns on the learner's screen when the folder above its own is missing."""
    lab.set_up(project)

    env = lab.child_env(project)

    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        assert Path(env[name]).parent.is_dir()


def test_the_kernelspec_names_absolute_paths_and_keeps_what_jupyter_fills_in(lab, project, steps):
    jdk = lab.set_up(project)

    argv = json.loads((project.spec / "kernel.json").read_text())["argv"]

    assert Path(argv[0]) == jdk.home / "bin" / ("java.exe" if os.name == "nt" else "java")
    assert argv[1] == "@{resource_dir}/jvm.args"
    assert argv[2] == f"-D={project.dot / 'log'}"
    jars = argv[4].split(os.pathsep)
    names = ["jjava.jar", "asynclab.jar", "asynclab-notebook.jar", "asynclab-kernel.jar"]
    assert [Path(jar).name for jar in jars] == names
    assert all(jar.startswith("{resource_dir}") for jar in jars)


def test_what_maven_lays_beside_the_library_is_on_the_kernels_class_path(lab, project, steps):
    beside = project.root / "lib/notebook/target/lib/junit-platform-launcher.jar"
    beside.parent.mkdir(parents=True)
    beside.write_bytes(b"what the checks need")

    lab.set_up(project)

    argv = json.loads((project.spec / "kernel.json").read_text())["argv"]
    last = Path(argv[4].split(os.pathsep)[-1].replace("{resource_dir}", str(project.spec)))
    assert last.name == beside.name
    assert last.read_bytes() == b"what the checks need"


def test_a_windows_path_survives_in_the_kernelspec(lab, project, steps):
    lab.set_up(project)
    windows = lab.Jdk(Path("C:\\Program Files\\jdk-25"), "25", "test", True)
    template = project.root / "lib/kernel/kernelspec/kernel.json"

    text = lab.filled_spec(project, windows, "jars-1", ["a.jar"], template)

    assert json.loads(text)["argv"][0].startswith("C:\\Program Files\\jdk-25")


def test_the_kernels_jar_becomes_a_maven_repository(lab, project, steps):
    lab.set_up(project)

    folder = project.dot / "repository/org/dflib/jjava/jjava/1.0a8"

    assert (folder / "jjava-1.0a8.jar").read_bytes() == WHEEL_JAR
    assert sorted(path.name for path in folder.iterdir()) == [
        "jjava-1.0a8.jar",
        "jjava-1.0a8.jar.sha1",
        "jjava-1.0a8.pom",
        "jjava-1.0a8.pom.sha1",
    ]


def test_settings_of_others_stay(lab, project, steps):
    path = project.prefix / "etc/jupyter/jupyter_server_config.json"
    path.parent.mkdir(parents=True)
    path.write_text('{"ServerApp": {"x": 1}, "LabApp": {"y": 2}}')

    lab.write_settings(project)

    merged = json.loads(path.read_text())
    assert merged["ServerApp"] == {"x": 1}
    assert merged["LabApp"]["y"] == 2
    assert merged["LabApp"]["news_url"] is None


def test_two_labs_do_not_set_up_at_once(lab, project, capsys):
    with (
        lab.only_one(project),
        pytest.raises(lab.Cure, match=r"another lab still holds .lab/lock"),
        lab.only_one(project, limit=0),
    ):
        pass

    assert capsys.readouterr().out == ""


def test_the_second_lab_says_that_it_waits_and_goes_on_when_the_first_ends(lab, project, capsys):
    first = lab.only_one(project)
    first.__enter__()
    real_sleep = lab.time.sleep

    def sleep(seconds):
        first.__exit__(None, None, None)
        lab.time.sleep = real_sleep

    lab.time.sleep = sleep
    try:
        with lab.only_one(project, limit=60):
            pass
    finally:
        lab.time.sleep = real_sleep

    assert capsys.readouterr().out == "Another lab is setting up here; waiting for it.\n"


# ------------------------------------------------------------------------------ my/


@pytest.fixture
def working(lab, project):
    lab.update_working_copy(project)
    return project


def test_every_notebook_is_copied_once(lab, working):
    assert (working.my / "00-start.ipynb").read_text() == notebook("1 + 1")
    assert (working.my / "solutions/00-start.ipynb").is_file()


def test_an_update_replaces_what_the_learner_left_alone(lab, working, capsys):
    (working.notebooks / "00-start.ipynb").write_text(notebook(NEW))

    lab.update_working_copy(working)

    assert (working.my / "00-start.ipynb").read_text() == notebook(NEW)
    assert "my/00-start.ipynb is the new version now" in capsys.readouterr().out


def test_an_update_never_overwrites_an_edit_and_says_where_the_new_version_is(lab, working, capsys):
    (working.my / "00-start.ipynb").write_text(notebook("mine"))
    (working.notebooks / "00-start.ipynb").write_text(notebook(NEW))

    lab.update_working_copy(working)
    lab.update_working_copy(working)

    assert (working.my / "00-start.ipynb").read_text() == notebook("mine")
    line = "my/00-start.ipynb is yours and stays; the lab's new version is notebooks/00-start.ipynb"
    assert capsys.readouterr().out == f"  {line}\n" * 2


def test_an_edit_alone_is_no_news(lab, working, capsys):
    (working.my / "00-start.ipynb").write_text(notebook("mine"))

    lab.update_working_copy(working)

    assert (working.my / "00-start.ipynb").read_text() == notebook("mine")
    assert capsys.readouterr().out == ""


def test_running_a_notebook_is_no_edit(lab, working):
    ran = notebook("1 + 1", outputs=[{"output_type": "stream", "name": "stdout", "text": ["2"]}])
    (working.my / "00-start.ipynb").write_text(ran)
    lab.update_working_copy(working)
    assert (working.my / "00-start.ipynb").read_text() == ran

    (working.notebooks / "00-start.ipynb").write_text(notebook(NEW))
    lab.update_working_copy(working)

    assert (working.my / "00-start.ipynb").read_text() == notebook(NEW)


def test_a_deleted_copy_comes_back(lab, working):
    (working.my / "00-start.ipynb").unlink()

    lab.update_working_copy(working)

    assert (working.my / "00-start.ipynb").is_file()


def test_without_memory_a_differing_copy_counts_as_edited(lab, working):
    (working.dot / "state.json").unlink()
    (working.my / "00-start.ipynb").write_text(notebook("mine"))

    lab.update_working_copy(working)

    assert (working.my / "00-start.ipynb").read_text() == notebook("mine")


def test_a_notebook_that_is_no_json_any_more_counts_as_edited(lab, working):
    (working.my / "00-start.ipynb").write_text("{ broken")
    (working.notebooks / "00-start.ipynb").write_text(notebook(NEW))

    lab.update_working_copy(working)

    assert (working.my / "00-start.ipynb").read_text() == "{ broken"


@pytest.mark.parametrize(
    "name", ["00-start", "00-start.ipynb", "my/00-start.ipynb", "notebooks/00-start.ipynb"]
)
def test_a_notebook_is_opened_by_any_of_its_names(lab, working, monkeypatch, name):
    monkeypatch.chdir(working.root)

    assert lab.chosen_notebook(working, name) == "00-start.ipynb"


# ------------------------------------------------------------------------------ the real thing


def test_help_is_short_and_names_every_command(lab, capsys):
    assert lab.main(["--help"]) == 0
    text = capsys.readouterr().out
    assert len(text.splitlines()) <= 24
    assert all(f"./lab {command}" in text for command in lab.COMMANDS)


def test_doctor_finds_everything_the_tests_run_on(lab, capsys):
    assert lab.main(["doctor"]) == 0
    rows = capsys.readouterr().out
    for what in ("Python", "JDK 25", "Maven wrapper", "environment", "kernel"):
        assert re.search(rf"^ok +{what} ", rows, re.M), rows
    for what in ("library", "C compiler", "Chromium", "processors", "disk"):
        assert what in rows


def test_doctor_names_the_missing_and_its_cure(lab, no_jdk, monkeypatch, capsys):
    no_jdk.root.mkdir()
    monkeypatch.setattr(lab, "Place", lambda *_, **__: no_jdk)
    for missing in ("check_environment", "check_library"):
        row = lab.made(False, missing, "")
        monkeypatch.setattr(lab, missing, lambda place, row=row: row)
    monkeypatch.setattr(lab, "CHECKS", [lab.check_jdk, lab.check_maven, lab.check_environment])

    assert lab.main(["doctor"]) == 1
    rows = capsys.readouterr().out
    assert re.search(r"^MISSING +JDK 25 +none\n +cure: ./lab tries to fetch one; or install", rows)
    assert "cure: ./lab setup makes it" in rows
    assert rows.endswith("The lab cannot start without: JDK 25, Maven wrapper.\n")


def test_a_quota_is_read_as_processors(lab, tmp_path):
    (tmp_path / "cpu.max").write_text("150000 100000\n")
    (tmp_path / "none").write_text("max 100000\n")

    assert lab.quota(tmp_path / "cpu.max") == 1.5
    assert lab.quota(tmp_path / "none") is None
    assert lab.quota(tmp_path / "absent") is None


def running(kernel):
    """Whether a process has the kernel's connection file among its arguments."""
    commands = (process.info["cmdline"] or [] for process in psutil.process_iter(["cmdline"]))
    return any(kernel in part for command in commands for part in command)


def ask(address, path, token="", body=None):
    """One request to the server under test; never by way of a proxy."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    suffix = f"?token={token}" if token else ""
    with opener.open(f"{address}{path}{suffix}", body, timeout=30) as answer:
        return answer.read().decode()


@contextlib.contextmanager
def opened_lab(root):
    """`./lab` as a learner starts it; yields its address and token, and ends it politely."""
    argv = [sys.executable, "lab", "--no-browser"]
    child = subprocess.Popen(argv, cwd=root, stdout=subprocess.PIPE, text=True)
    watchdog = threading.Timer(120, child.kill)
    watchdog.start()
    try:
        found = (re.search(r"(http\S+?)/lab\S*token=(\w+)", line) for line in child.stdout)
        link = next(filter(None, found), None)
        assert link, "the lab ended before it opened: see what it printed on stderr"
        yield child, link.group(1), link.group(2)
    finally:
        child.send_signal(signal.SIGTERM)
        child.stdout.read()
        child.wait(timeout=30)
        watchdog.cancel()


@pytest.mark.skipif(os.name == "nt", reason="a polite end needs a console on Windows")
def test_lab_opens_on_loopback_with_token_our_kernel_alone_and_no_news(root):
    with opened_lab(root) as (child, address, token):
        kernels = json.loads(ask(address, "/api/kernelspecs", token))
        page = ask(address, "/lab", token)
        kernel = json.loads(ask(address, "/api/kernels", token, b"{}"))["id"]
        assert running(kernel)
        with pytest.raises(urllib.error.HTTPError) as refused:
            ask(address, "/api/kernelspecs")

    assert address.startswith("http://127.0.0.1:")
    assert refused.value.code == 403
    assert kernels["default"] == "asynclab"
    assert list(kernels["kernelspecs"]) == ["asynclab"]
    assert '"news": {"disabled": true}' in page
    assert '"@jupyterlab/apputils-extension:announcements"' in page
    assert child.returncode == 0
    assert not running(kernel)
    with pytest.raises(urllib.error.URLError):
        ask(address, "/api")


def test_the_python_of_the_lab_is_tidy(root):
    files = ["lab", "tools"]
    ruff = [sys.executable, "-m", "ruff"]
    settings = ["--no-cache", "--config", "tools/pyproject.toml"]

    lint = subprocess.run(
        [*ruff, "check", "--output-format=concise", *settings, *files],
        cwd=root,
        capture_output=True,
        timeout=120,
    )
    form = subprocess.run(
        [*ruff, "format", "--check", *settings, *files],
        cwd=root,
        capture_output=True,
        timeout=120,
    )

    assert lint.returncode == 0, lint.stdout.decode()
    assert form.returncode == 0, form.stdout.decode()
