"""Binder: what repo2docker reads, and the steps of postBuild in a fresh clone."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

LIMIT = 900  # seconds; a watchdog, not a measure
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
    command = [root / "binder" / "start", "printenv", "ASYNCLAB_PROGRESS"]
    env = {**os.environ, "REPO_DIR": str(tmp_path)}

    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True, timeout=60)

    assert done.stdout.strip() == f"{tmp_path}/notebooks/progress.txt"


@pytest.mark.limit(2 * LIMIT)
@pytest.mark.skipif(os.name == "nt", reason="Binder runs Linux")
def test_post_build_sets_up_a_working_kernel_in_a_fresh_clone(clone, conda, tmp_path):
    """An empty home, a bare PATH, no JAVA_HOME: as repo2docker runs it."""
    home = tmp_path / "home"
    home.mkdir()
    env = {"HOME": str(home), "PATH": f"{conda / 'bin'}:/usr/bin:/bin", "LANG": "C.UTF-8"}
    env.update({key: value for key, value in os.environ.items() if key.lower().endswith("_proxy")})

    build = subprocess.run(
        ["binder/postBuild"], cwd=clone, env=env, capture_output=True, text=True, timeout=LIMIT
    )
    assert build.returncode == 0, build.stdout + build.stderr
    kernel = subprocess.run(
        [conda / "bin" / "python", "-c", ASK],
        cwd=clone,
        env=env,
        capture_output=True,
        text=True,
        timeout=LIMIT,
    )

    assert "'text/plain': 'null25'" in kernel.stdout, kernel.stdout + kernel.stderr
    spec = json.loads((conda / "share/jupyter/kernels/asynclab/kernel.json").read_text())
    assert Path(spec["argv"][0]) == conda / "lib" / "jvm" / "bin" / "java"
    assert not (home / ".m2").exists()
    assert not (clone / ".lab" / "venv").exists()


@pytest.mark.limit(2 * LIMIT)
@pytest.mark.only_all
def test_repo2docker_accepts_the_repository(clone, tmp_path):
    """No image is built; it checks the layout and writes the Dockerfile it would build."""
    env = {**os.environ, "HOME": str(tmp_path)}
    argv = [sys.executable, "-m", "repo2docker", "--debug", "--no-build", str(clone)]

    done = subprocess.run(argv, env=env, capture_output=True, text=True, timeout=LIMIT)

    output = done.stdout + done.stderr
    assert done.returncode == 0, output
    assert re.search(r"env update .*binder/environment\.yml", output)
    assert re.search(r"^RUN \./binder/postBuild", output, re.M)
    assert "binder/start" in output
