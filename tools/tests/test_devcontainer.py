"""The dev container, as far as it can be tested without a Docker: what it names agrees."""

import os
import re
import subprocess

import json5
import pytest

from live_kernel import linux_only


@pytest.fixture
def container(root):
    """JSON with comments, as the format allows."""
    return json5.loads((root / ".devcontainer" / "devcontainer.json").read_text())


@pytest.fixture
def dockerfile(root, container):
    return (root / ".devcontainer" / container["build"]["dockerfile"]).read_text()


def packages(root):
    text = (root / ".ci" / "packages").read_text()
    return [word for line in text.splitlines() for word in line.partition("#")[0].split()]


def test_what_is_copied_into_the_container_is_in_the_repository(root, container, dockerfile):
    context = root / ".devcontainer" / container["build"]["context"]

    copied = re.findall(r"^COPY (?!--from)(\S+)", dockerfile, re.M)

    assert copied == [".ci/packages"]
    assert all((context / name).is_file() for name in copied)


def test_container_and_ci_install_one_list_of_packages(root, dockerfile):
    assert "sed 's/#.*//' .ci/packages" in (root / ".ci" / "run").read_text()
    assert "sed 's/#.*//' /tmp/packages" in dockerfile
    assert not set(re.findall(r"[\w.+-]+", dockerfile)) & set(packages(root)) - {"git"}
    assert {"python3-venv", "chromium", "git"} <= set(packages(root))


@linux_only
def test_the_scripts_read_of_the_list_what_this_test_reads(root):
    script = "mapfile -t wanted < <(sed 's/#.*//' .ci/packages | xargs -n 1); echo ${wanted[*]}"

    done = subprocess.run(
        ["bash", "-c", script], cwd=root, capture_output=True, text=True, timeout=60
    )

    assert script.partition(";")[0] in (root / ".ci" / "run").read_text()
    assert done.stdout.split() == packages(root)


def test_the_jdk_stands_where_lab_looks(root, lab, dockerfile, tmp_path):
    (home,) = re.findall(r"^ENV JAVA_HOME=/(\S+)$", dockerfile, re.M)
    (version,) = re.findall(r"^FROM eclipse-temurin:(\d+)-jdk AS jdk$", dockerfile, re.M)
    (tmp_path / home / "bin").mkdir(parents=True)
    for tool in ("java", "javac"):
        (tmp_path / home / "bin" / tool).touch()
    (tmp_path / home / "release").write_text(f'JAVA_VERSION="{version}.0.1"\n')

    found = lab.find_jdks(lab.Place(tmp_path), {}, "linux", str(tmp_path), tmp_path)

    assert lab.right_jdk(found).home == tmp_path / home
    assert f"COPY --from=jdk /{home} /{home}" in dockerfile


def test_the_command_after_creation_is_one_that_lab_knows(root, lab, container):
    command, name, *flags = container["postCreateCommand"].split()

    assert os.access(root / command, os.X_OK) or os.name == "nt"
    assert name in lab.COMMANDS
    assert lab.arguments(name, flags, ("--here", "--tests")).tests


def test_the_forwarded_port_is_the_one_that_the_comment_names(root, container):
    text = (root / ".devcontainer" / "devcontainer.json").read_text()

    assert [f"--port {port} " in text for port in container["forwardPorts"]] == [True]
    assert list(container["portsAttributes"]) == [str(p) for p in container["forwardPorts"]]
