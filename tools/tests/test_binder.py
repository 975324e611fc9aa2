"""Binder: what repo2docker reads, and the steps of postBuild in a fresh clone."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import browser
from teacher import Teacher, fetch

LIMIT = 900  # seconds; a watchdog, not a measure
PACKAGES_MOST = 260  # MB; the Python packages take 225
ADDED_MOST = 80  # MB; what postBuild leaves behind takes 62
ASK = """
from jupyter_client.manager import start_new_kernel
manager, client = start_new_kernel(kernel_name="asynclab", startup_timeout=120)
try:
    code = 'asynclab.poll.Token.class.getModule().getName() + Runtime.version().feature()'
    answer = []
    client.execute_interactive(code, timeout=120, output_hook=answer.append)
    results = [m["content"] for m in answer if m["msg_type"] in ("execute_result", "error")]
    print(results[0].get("data", results[0]))
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
"""


def tracked(root):
    """What a clone would hold: every file git knows or would add."""
    argv = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        names = subprocess.run(argv, cwd=root, capture_output=True, check=True, timeout=60).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is no git checkout, so it cannot be cloned")
    return [name for name in names.decode().split("\0") if name]


@pytest.fixture
def clone(root, tmp_path):
    """A fresh clone, with what is not committed yet."""
    target = tmp_path / "clone"
    for name in tracked(root):
        if os.path.lexists(root / name):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, target / name, follow_symlinks=False)
    return target


@pytest.fixture
def conda(root, lab, tmp_path):
    """An environment as conda makes it from environment.yml: the packages, and a JDK in lib/jvm."""
    prefix = tmp_path / "notebook"
    python = prefix / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", prefix], check=True, timeout=LIMIT)
    pip = [python, "-m", "pip", "install", "-q", "--require-hashes", "--disable-pip-version-check"]
    subprocess.run([*pip, "-r", root / "tools" / "requirements.txt"], check=True, timeout=LIMIT)
    (fetches,) = re.findall(r"- (nbgitpuller==\S+)", (root / "environment.yml").read_text())
    no_hashes = [part for part in pip if part != "--require-hashes"]
    subprocess.run([*no_hashes, "--no-deps", fetches], check=True, timeout=LIMIT)
    (prefix / "lib" / "jvm").symlink_to(lab.right_jdk(lab.find_jdks(lab.Place())).home)
    return prefix


@pytest.mark.skipif(os.name == "nt", reason="Binder runs Linux; on Windows git makes no links")
def test_binder_reads_the_one_environment(root):
    assert os.readlink(root / "binder" / "environment.yml") == "../environment.yml"


@pytest.mark.skipif(os.name == "nt", reason="Binder runs Linux; Windows knows no executable bit")
@pytest.mark.parametrize("name", ["postBuild", "start"])
def test_binders_scripts_can_be_executed(root, name):
    assert os.access(root / "binder" / name, os.X_OK)


def test_start_hands_over_to_the_session_and_says_where_progress_is_kept(root, tmp_path):
    env = {name: value for name, value in os.environ.items() if name != "ASYNCLAB_PROGRESS"}

    assert started(root, {**env, "REPO_DIR": str(tmp_path)}) == f"{tmp_path}/mine/progress.txt"
    assert (tmp_path / "mine").is_dir()


def test_start_leaves_it_to_a_hub_that_has_said_where_progress_is_kept(root, tmp_path):
    env = {**os.environ, "REPO_DIR": str(tmp_path), "ASYNCLAB_PROGRESS": "progress.txt"}

    assert started(root, env) == "progress.txt"
    assert list(tmp_path.iterdir()) == []


def started(root, env: dict[str, str]) -> str:
    """What a session that begins with this environment has for a place of progress."""
    command = [root / "binder" / "start", "printenv", "ASYNCLAB_PROGRESS"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True, timeout=60)
    return done.stdout.strip()


def size(*folders: Path) -> int:
    """MB in files, each once; links are not followed."""
    files = [file for folder in folders for file in folder.rglob("*") if not file.is_symlink()]
    inodes = {(stat.st_dev, stat.st_ino): stat.st_size for stat in map(os.lstat, files)}
    return round(sum(inodes.values()) / 1e6)


def table(conda: Path, spec: Path, packages: int, added: int) -> list[str]:
    """What an image holds, largest first, as binder/README.md has it."""
    (jars,) = spec.glob("jars-*")
    (libraries,) = conda.glob("lib/python*/site-packages")
    cache = round(sum(file.stat().st_size for file in jars.glob("*.aot")) / 1e6)
    rows = [("a JDK (this machine's)", size((conda / "lib" / "jvm").resolve()))]
    rows += [("Python packages", packages), ("postBuild adds", added)]
    rows += [("  start-up cache", cache), ("  jars and sources", size(jars) - cache)]
    each = [(f"  package {folder.name}", size(folder)) for folder in libraries.iterdir()]
    rows += sorted(each, key=lambda row: -row[1])[:8]
    return [f"{what:28} {megabytes:4} MB" for what, megabytes in rows]


@pytest.mark.limit(3 * LIMIT)
@pytest.mark.skipif(os.name == "nt", reason="Binder runs Linux")
def test_post_build_makes_a_small_image_whose_kernel_runs_the_notebooks_that_are_fetched(
    clone, conda, tmp_path, tell
):
    """An empty home, a bare PATH, no JAVA_HOME: as repo2docker runs it."""
    teacher = Teacher(tmp_path / "async-lab")
    shutil.copytree(clone, teacher.folder, symlinks=True, dirs_exist_ok=True)
    teacher.publish()
    home = tmp_path / "home"
    home.mkdir()
    env = {"HOME": str(home), "PATH": f"{conda / 'bin'}:/usr/bin:/bin", "LANG": "C.UTF-8"}
    env.update({key: value for key, value in os.environ.items() if key.lower().endswith("_proxy")})
    packages, before = size(conda), size(conda, clone, home)

    def run(*argv, cwd=clone):
        given = {"cwd": cwd, "env": env, "capture_output": True, "text": True, "timeout": LIMIT}
        done = subprocess.run([str(part) for part in argv], **given)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    run("binder/postBuild")
    added = size(conda, clone, home) - before
    said = run(conda / "bin" / "python", "-c", ASK)
    with browser.jupyterlab(clone, python=conda / "bin" / "python") as (address, token):
        fetched = fetch(address, token, teacher.link)
    chapter = ["tools/run_notebook.py", "--one-cpu", "notebooks/00-start.ipynb"]
    executed = run(conda / "bin" / "python", *chapter, cwd=clone / "async-lab")
    spec = conda / "share/jupyter/kernels/asynclab"
    tell(*table(conda, spec, packages, added))

    assert "'text/plain': 'null25'" in said
    java = json.loads((spec / "kernel.json").read_text())["argv"][0]
    assert java == str(conda / "lib/jvm/bin/java")
    assert fetched[-1]["phase"] == "finished", fetched
    assert "[R2, R1, R0]" in executed
    assert "another library" not in executed
    assert (conda / "share/jupyter/labextensions/asynclab-keep/package.json").is_file()
    assert not (home / ".m2").exists()
    assert not (clone / ".lab" / "venv").exists()
    assert packages < PACKAGES_MOST
    assert added < ADDED_MOST


@pytest.mark.limit(2 * LIMIT)
@pytest.mark.only_all
def test_repo2docker_accepts_the_repository(clone, tmp_path):
    """No image is built; it checks the layout and writes the Dockerfile it would build."""
    env = {**os.environ, "HOME": str(tmp_path)}
    argv = [sys.executable, "-m", "repo2docker", "--debug", "--no-build", str(clone)]

    done = subprocess.run(argv, env=env, capture_output=True, text=True, timeout=LIMIT)

    output = done.stdout + done.stderr
    assert done.returncode == 0, output
    packages = re.search(r"env update .*binder/environment\.yml.*\n.* clean --all -f -y", output)
    ours = re.search(r"^RUN \./binder/postBuild", output, re.M)
    assert packages and ours
    assert packages.start() < ours.start()  # so a new library builds no packages anew
    assert "binder/start" in output
