"""The lists of packages agree: one direct list, one lock, one conda environment, one pom."""

import importlib.util
import re
from pathlib import Path

import pytest
import yaml

LOCKS = ["requirements", "requirements-test", "requirements-nbgrader", "requirements-binder"]


def direct(path):
    return dict(re.findall(r"^([A-Za-z0-9._-]+)==(\S+)$", path.read_text(), re.M))


def locked(path):
    return re.findall(r"^([a-z0-9._-]+)==(\S+)", path.read_text(), re.M)


def pip_list(environment):
    (pip,) = [part["pip"] for part in environment["dependencies"] if isinstance(part, dict)]
    return dict(entry.split("==") for entry in pip)


@pytest.fixture
def environment(root):
    return yaml.safe_load((root / "environment.yml").read_text())


def test_environment_yml_names_what_requirements_in_names_and_what_fetches_notebooks(
    root, environment
):
    """Nobody fetches anything into a learner's own machine; tests try it at the same version."""
    tested = direct(root / "tools/requirements-test.in")
    fetches = {"nbgitpuller": tested["nbgitpuller"]}

    assert pip_list(environment) == direct(root / "tools/requirements.in") | fetches


@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_holds_every_direct_package_at_its_version(root, name):
    lock = {(package.lower(), version) for package, version in locked(root / f"tools/{name}.txt")}

    wanted = {(p.lower(), version) for p, version in direct(root / f"tools/{name}.in").items()}

    assert wanted and wanted <= lock


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_a_hash_and_names_no_index(root, name):
    text = (root / f"tools/{name}.txt").read_text()
    entries = re.split(r"\n(?=[a-z])", text.strip())

    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert not re.search(r"https?://|--index|--find-links", text)


def test_the_two_locks_agree_on_what_both_hold(root):
    """Else `lab test` would replace packages of the lab it is about to test."""
    versions = {}
    for name in ("requirements", "requirements-test"):
        for package, version in locked(root / f"tools/{name}.txt"):
            versions.setdefault(package, {}).setdefault(name, set()).add(version)
    both = {package: found for package, found in versions.items() if len(found) == 2}

    wrong = {p: f for p, f in both.items() if not f["requirements-test"] <= f["requirements"]}

    assert wrong == {}


def test_conda_gets_a_python_the_lab_runs_on_and_a_jdk_25(environment):
    plain = [part for part in environment["dependencies"] if isinstance(part, str)]

    assert plain == ["python=3.12", "openjdk=25", "pip"]
    assert environment["channels"] == ["conda-forge"]


def test_the_jupyterlab_of_binder_is_that_of_repo2docker(root, environment):
    repo2docker = importlib.util.find_spec("repo2docker")
    if repo2docker is None:
        pytest.skip("no repo2docker in this Python: it knows which JupyterLab Binder brings")
    python = next(p for p in environment["dependencies"] if str(p).startswith("python="))
    name = f"environment.py-{python.removeprefix('python=')}-linux-64.lock"
    lock = Path(repo2docker.origin).parent / "buildpacks" / "conda" / name

    (brought,) = re.findall(r"/jupyterlab-([0-9.]+)-py", lock.read_text())

    assert direct(root / "tools/requirements-binder.in")["jupyterlab"] == brought


def test_pom_and_wheel_name_the_same_kernel(root, lab):
    place = lab.Place(root)

    assert lab.kernel_version(place) == lab.direct_pins(place)["jjava"]
