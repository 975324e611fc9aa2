"""Releasing: the steps of docs/releasing.md in a clone, and links that agree with origin.json."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest
import yaml

import release
from binder_links import branch, link, origin, pull

SECONDS = 120  # a watchdog for one step
HERE = {"owner": "o-lab", "repository": "asynclab", "tag": "v1.2.3"}

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="no git on PATH")


# ------------------------------------------------------------------------------ links


def test_every_link_to_the_project_agrees_with_its_origin(root):
    if not (root / ".git").exists():
        pytest.skip("this is no git checkout, so nobody knows which files belong to it")

    assert release.wrong_links() == []


# With ~ for a dot, so that the search above does not find what stands here.
@pytest.mark.parametrize(
    "text",
    [
        "https://mybinder~org/v2/gh/o-lab/asynclab/v1.2.3?urlpath=lab",
        "https://mybinder~org/v2/gh/o-lab/asynclab/v1.2?urlpath=lab",
        "git-pull?repo=https%3A%2F%2Fgithub~com%2Fo-lab%2Fasynclab&branch=v1.2&urlpath=x",
        "git-pull%3Frepo%3Dhttps%253A%252F%252Fgithub~com%252Fo-lab%252Fasynclab%26branch%3Dv1.2",
        "git@github~com:o-lab/asynclab.git",
        "[x](https://github~com/o-lab/asynclab/blob/v1.2.3/README.md)",
        "https://o-lab~github~io/asynclab/",
    ],
)
def test_a_link_is_found_in_any_form_and_agrees(text):
    found = release.links(text.replace("~", "."))

    assert found
    assert [link for link in found if not link.agrees(HERE)] == []


@pytest.mark.parametrize(
    "text",
    [
        "https://mybinder~org/v2/gh/someone/else/v1.2.3",
        "https://mybinder~org/v2/gh/o-lab/asynclab/v1.2.2",
        "git-pull%3Frepo%3Dhttps%253A%252F%252Fgithub~com%252Fo-lab%252Fasynclab%26branch%3Dv1.1",
        "https://github~com/other/async-lab",
        "https://github~com/OWNER/x",
        "https://github~com/o-lab/asynclab/tree/v1.0.0/lib",
        "https://o-lab~github~io/async-lab/",
    ],
)
def test_a_link_with_a_slip_in_a_name_or_an_old_tag_is_found(text):
    assert [link for link in release.links(text.replace("~", ".")) if not link.agrees(HERE)] != []


def test_links_to_other_projects_are_their_own_business():
    assert release.links("https://github.com/tokio-rs/console, https://x.github.io/y/") == set()


def test_links_move_to_the_next_tag_and_nothing_else_does():
    place = origin()
    old, new = place["tag"], "v7.8.9"
    text = f"{link()} {pull()} v0.1.0-rc netty {old} https://github.com/a/b/tree/{old}"

    moved = release.moved(text, old, new)

    place["tag"] = new
    assert all(found.agrees(place) for found in release.links(moved))
    assert moved.endswith(f"v0.1.0-rc netty {old} https://github.com/a/b/tree/{old}")
    assert moved.count(branch(new) + "&") + moved.count(branch(new) + "%26") == 2


# ------------------------------------------------------------------------------ the steps


class Clone:
    """A repository with what stands here, and no set-up of its own."""

    def __init__(self, root, folder):
        self.folder = folder
        self.env = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        argv = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        done = subprocess.run(argv, cwd=root, capture_output=True, timeout=SECONDS)
        if done.returncode:
            pytest.skip("this is no git checkout, so it cannot be cloned")
        for name in filter(None, done.stdout.decode().split("\0")):
            if os.path.lexists(root / name):
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(root / name, folder / name, follow_symlinks=False)
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit("all of it")

    def git(self, *argv):
        who = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
        return self.run("git", *who, *argv)

    def commit(self, message):
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)

    def run(self, *argv):
        done = subprocess.run(
            argv, cwd=self.folder, env=self.env, capture_output=True, text=True, timeout=SECONDS
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def release(self, *argv):
        return self.run(sys.executable, "tools/release.py", *argv)

    def lacking(self):
        """The names of the checks that fail."""
        argv = [sys.executable, "tools/release.py", "check"]
        done = subprocess.run(
            argv, cwd=self.folder, env=self.env, capture_output=True, text=True, timeout=SECONDS
        )
        lines = done.stdout.splitlines()
        assert done.returncode == (lines[-1] != "Ready."), done.stdout + done.stderr
        return [line[9:].partition(":")[0] for line in lines if line.startswith("not yet")]

    def origin(self):
        return json.loads((self.folder / "tools" / "origin.json").read_text())


@pytest.fixture
def clone(root, tmp_path):
    return Clone(root, tmp_path / "clone")


def test_the_steps_of_a_release_in_a_clone(clone):
    version, following = "3.4.5", "3.5.0"

    clone.release("set", version, "--date", "2026-12-01")
    assert clone.lacking() == ["tree is clean", "tests have passed"]
    clone.release("note-tests")  # not committed, so nothing has passed
    clone.commit(f"Release {version}")
    assert clone.lacking() == ["tests have passed"]
    clone.release("note-tests")
    assert clone.lacking() == []

    clone.git("tag", "--annotate", f"v{version}", "--message", version)
    clone.git("branch", "v3.4")
    assert clone.lacking() == []
    assert "The first slice" in clone.release("notes")
    assert clone.origin()["tag"] == f"v{version}"
    assert f"/v{version}?" in clone.run(sys.executable, "tools/binder_links.py", "00-start")
    assert f"<tag>v{version}</tag>" in (clone.folder / "pom.xml").read_text()

    clone.release("set", f"{following}-SNAPSHOT")
    clone.commit(f"On the way to {following}")
    lacking = ["version is final", "tag is the versions", "tag is free"]
    assert clone.lacking() == [*lacking, "changelog has a heading", "tests have passed"]
    assert clone.origin()["tag"] == f"v{version}"


def test_a_snapshot_in_one_module_a_wrong_lock_and_a_wrong_link_are_found(clone):
    clone.release("set", "3.4.5")
    pom = clone.folder / "lib" / "kernel" / "pom.xml"
    pom.write_text(pom.read_text().replace("3.4.5", "3.4.5-SNAPSHOT"))
    direct = clone.folder / "tools" / "requirements.in"
    direct.write_text(re.sub(r"nbclient==.*", "nbclient==0.0", direct.read_text()))
    clone.commit("three faults")
    place = origin()
    readme = clone.folder / "README.md"
    readme.write_text(link().replace(f"/{place['tag']}?", "/v0.0.0?"))

    wrong = clone.lacking()

    assert wrong[:3] == ["version is one", "locks are in step", "links agree"]


@pytest.mark.parametrize(
    ("flags", "code", "noted"), [(["--all"], 0, True), (["--all"], 1, False), ([], 0, False)]
)
def test_lab_notes_a_commit_that_has_passed_all_tests(lab, monkeypatch, flags, code, noted):
    ran = []
    monkeypatch.setattr(lab, "set_up", lambda *_, **__: None)
    monkeypatch.setattr(lab, "child_env", lambda *_: {})
    monkeypatch.setattr(lab, "call", lambda place, argv, *_: ran.append(argv) or code)

    assert lab.test_command(lab.Place(), flags) == code

    assert (ran[-1][-1] == "note-tests") is noted


def test_a_version_that_is_none_is_said_to_be_none():
    with pytest.raises(SystemExit, match="v1 is no version such as"):
        release.set_version("v1", "today")


# ------------------------------------------------------------------------------ the procedure


def test_the_procedure_names_commands_that_exist(root, lab):
    text = (root / "docs" / "releasing.md").read_text()
    commands = [line.strip() for line in re.findall(r"^ {7}(\S.*)$", text, re.M)]
    steps = {words.split()[1] for words in commands if words.startswith("release ")}
    own = {words.split()[1] for words in commands if words.startswith("./lab ")}
    tools = {name for words in commands for name in re.findall(r"tools/\S+\.py", words)}

    assert steps == {"set", "check"}
    assert own == {"test", "handouts", "bundle"}
    assert own <= set(lab.COMMANDS)
    assert tools and all((root / name).is_file() for name in tools)


def test_the_workflow_runs_on_tags_what_the_procedure_runs_by_hand(root):
    text = (root / ".github" / "workflows" / "release.yml").read_text()
    flow = yaml.safe_load(text)
    (job,) = flow["jobs"].values()
    runs = "\n".join(step["run"] for step in job["steps"] if "run" in step)

    assert flow[True] == {"push": {"tags": ["v*"]}}  # YAML's `on` is a truth
    assert re.match(r"v\d", origin()["tag"])
    order = [".ci/run", "release.py check", "./lab bundle", "./lab handouts", "gh release create"]
    assert [runs.index(each) for each in order] == sorted(runs.index(each) for each in order)


def test_all_workflows_use_actions_of_the_same_versions(root):
    used = {}
    for file in (root / ".github" / "workflows").glob("*.yml"):
        for name, version in re.findall(r"uses: (\S+)@(\S+)", file.read_text()):
            used.setdefault(name, set()).add(version)

    assert used
    assert {name: versions for name, versions in used.items() if len(versions) > 1} == {}


def test_the_pom_names_the_project_and_its_tag(root):
    place = origin()
    scm = re.search(r"<scm>(.*?)</scm>", (root / "pom.xml").read_text(), re.S)[1]

    assert f"<url>https://github.com/{place['owner']}/{place['repository']}</url>" in scm
    assert f"<tag>{place['tag']}</tag>" in scm
