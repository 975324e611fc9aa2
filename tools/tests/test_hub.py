"""A real JupyterHub with its real proxy: three learners at once, and a hub that ends what is idle.

The hub is made of deploy/jupyterhub_config.py, which the recipes use as it is.
"""

from __future__ import annotations

import concurrent.futures
import os
import re
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import psutil
import pytest
import yaml

import browser
import hub
import process_tree
from live_kernel import chromium_only, spec
from test_player import GROUP

CHAPTER = "async-lab/notebooks/04-event-queue.ipynb"
ANSWERS = {"ada": "a", "bao": "b", "cleo": "c"}  # of each learner, to the chapter's first question
QUESTION = re.compile(r'(Predict\.of\("[^"]+", )"\?"')
WHO = 'System.out.println("%s in " + System.getProperty("user.dir"));'
SAVE = "() => window.jupyterapp.commands.execute('docmanager:save')"

real_hub = pytest.mark.skipif(hub.missing() is not None, reason=str(hub.missing()))


@dataclass
class Visit:
    """What three learners did, and what was there when they had gone."""

    folder: Path
    faults: dict[str, list[str]] = field(default_factory=dict)
    saved: dict[str, nbformat.NotebookNode] = field(default_factory=dict)
    progress: dict[str, str] = field(default_factory=dict)
    figures: dict[str, str] = field(default_factory=dict)
    refused: int = 0  # what one learner's browser hears when it asks for another's server
    left: list[str] = field(default_factory=list)
    ports: list[int] = field(default_factory=list)


@pytest.fixture(scope="module")
def visit(tmp_path_factory):
    spec()
    seen = Visit(tmp_path_factory.mktemp("hub"))
    repository = hub.make_repository(seen.folder)
    with hub.Hub(seen.folder) as running, concurrent.futures.ThreadPoolExecutor(3) as threads:
        learners = [hub.Learner(running, name) for name in ANSWERS]
        faults = threads.map(lambda learner: take_part(learner, repository, seen.figures), learners)
        seen.faults = dict(zip(ANSWERS, faults, strict=True))
        seen.refused = learners[0].browser.get(learners[1].base + "/api/contents").status_code
        learners[0].pull(repository)
        kernel_of(learners[2])
        for name in ANSWERS:
            folder = (running.home(name) / CHAPTER).parent
            seen.saved[name] = nbformat.read(running.home(name) / CHAPTER, as_version=4)
            seen.progress[name] = (folder / "progress.txt").read_text("utf-8")
    seen.left, seen.ports = running.left, running.ports
    return seen


def take_part(learner, repository, figures) -> list[str]:
    """One learner's morning; says what went wrong in the chapter, and notes what it took."""
    learner.log_in()
    clicked = time.monotonic()
    marks = []
    learner.start_server()
    learner.pull(repository)
    chapter = learner.read(CHAPTER)
    question = next(cell for cell in chapter.cells if QUESTION.search(cell.source))
    question.source = QUESTION.sub(rf'\1"{ANSWERS[learner.name]}"', question.source)
    chapter.cells.append(nbformat.v4.new_code_cell(WHO % learner.name))
    with learner.session(CHAPTER) as line:
        faults = line.run(chapter, lambda _: marks.append(time.monotonic() - clicked))
        memory = process_tree.shared_out_bytes(learner.server_process().pid) / 1e6
    figures[learner.name] = (
        f"first result after {marks[0]:.1f} s, the chapter after {marks[-1]:.1f} s, {memory:.0f} MB"
    )
    learner.save(CHAPTER, chapter)
    return faults


def kernel_of(learner) -> tuple[hub.Line, int]:
    """A kernel that nobody ends: the line to it, and its process."""
    kernel = learner.server("POST", "/api/kernels", json={"name": hub.KERNEL})
    line = hub.Line(learner, kernel["id"])
    cell = nbformat.v4.new_code_cell("ProcessHandle.current().pid()")
    line.execute(cell)
    return line, int(cell.outputs[0].data["text/plain"])


@real_hub
def test_three_learners_run_a_chapter_at_once_and_it_keeps_its_promises(visit, tell):
    tell(*(f"{name}: {figures}" for name, figures in sorted(visit.figures.items())))
    assert visit.faults == {name: [] for name in ANSWERS}


@real_hub
def test_each_finds_their_own_outputs_in_their_own_folder(visit):
    printed = {name: book.cells[-1].outputs[0].text for name, book in visit.saved.items()}

    folder = (visit.folder / "home").resolve()
    assert printed == {
        name: f"{name} in {folder / name / 'async-lab' / 'notebooks'}\n" for name in ANSWERS
    }


@real_hub
def test_each_has_a_progress_file_with_their_own_answer(visit):
    answers = {
        name: re.findall(r" answered 04\S+ (\w)\n", text) for name, text in visit.progress.items()
    }

    assert answers == {name: [letter] for name, letter in ANSWERS.items()}


@real_hub
def test_who_clicks_the_link_again_keeps_what_they_wrote(visit):
    """All notebooks were read after that; ada alone had clicked twice."""
    written = [cell.source for cell in visit.saved["ada"].cells]

    assert any('"04.target", "a"' in source for source in written)


@real_hub
def test_nobody_enters_the_server_of_somebody_else(visit):
    assert visit.refused == 403


@real_hub
def test_when_the_hub_ends_no_process_is_left_and_its_ports_are_free(visit):
    """One learner's kernel was still there: an interrupted server does not end its kernels."""
    assert visit.left == []
    for port in visit.ports:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))


@real_hub
@chromium_only
@pytest.mark.only_all
def test_the_link_leads_a_browser_to_the_first_notebook_which_runs_and_stays_trusted(tmp_path):
    """A player is there only where the outputs are trusted: here after they were read anew."""
    spec()
    from playwright.sync_api import sync_playwright

    repository = hub.make_repository(tmp_path)
    with hub.Hub(tmp_path) as running, sync_playwright() as playwright:
        chromium = browser.Browser(playwright)
        try:
            page = chromium.page
            page.goto(hub.link(running.address, repository))
            page.fill("#username_input", "ada")
            page.fill("#password_input", hub.PASSWORD)
            page.click("#login_submit")
            chromium.await_kernel()
            chromium.run_all()
            page.evaluate(SAVE)
            page.reload()
            chromium.await_kernel()
            player = page.get_by_role("group", name=GROUP).first
            player.get_by_role("button", name="First step").click()
            step = player.locator(".count").inner_text()
            found = [chromium.cell_errors(), chromium.errors, chromium.outside]
        finally:
            chromium.close()

    assert step.startswith("step 1 of ")
    assert found == [[], [], []]


@real_hub
def test_an_idle_kernel_ends_while_its_page_is_open_and_then_the_idle_server(tmp_path):
    spec()
    with hub.Hub(tmp_path, idle=15, kernel_idle=4) as running:
        learner = hub.Learner(running, "ada")
        learner.log_in()
        learner.start_server()
        (server,) = [p for p in running.process.children() if "singleuser" in str(p.cmdline())]
        line, pid = kernel_of(learner)

        psutil.wait_procs([psutil.Process(pid)], timeout=hub.WATCHDOG)
        first = [psutil.pid_exists(pid), server.is_running()]
        psutil.wait_procs([server], timeout=hub.WATCHDOG)
        then = server.is_running()
        line.close()

    assert (first, then) == ([False, True], False)
    assert "Culling server ada" in running.log()


# ------------------------------------------------------------------------------ the recipes


class Settings(dict):
    """What a recipe's hub hands to a configuration file as `c`, as far as ours uses it."""

    def __getattr__(self, section):
        return self.setdefault(section, Section())


class Section:
    def __init__(self):
        self.services, self.load_roles, self.environment = [], [], {}


@pytest.fixture
def settings():
    """deploy/jupyterhub_config.py as Kubernetes' hub runs it: by exec, with c and nothing else."""
    c = Settings()
    exec(hub.CONFIG.read_text("utf-8"), {"c": c})
    return c


def recipe(name):
    return yaml.safe_load((hub.CONFIG.parent / name).read_text("utf-8"))


def test_kubernetes_repeats_what_its_defaults_would_hide(settings):
    told = recipe("kubernetes/values.yaml")["singleuser"]
    spawner = settings.Spawner

    assert told["memory"] == {"guarantee": spawner.mem_guarantee, "limit": spawner.mem_limit}
    assert told["cpu"] == {"guarantee": spawner.cpu_guarantee, "limit": spawner.cpu_limit}
    assert told["extraEnv"] == spawner.environment


def test_a_volume_in_the_home_hides_nothing_of_the_image_and_keeps_the_notebooks():
    script = (hub.CONFIG.parent / "kubernetes" / "build-image.sh").read_text("utf-8")
    spawner = recipe("kubernetes/values.yaml")["hub"]["config"]["KubeSpawner"]

    (user,) = re.findall(r"--user-name (\S+)", script)
    (lab,) = re.findall(r"--target-repo-dir (\S+)", script)
    home = Path("/home") / user
    assert Path(spawner["notebook_dir"]) == home
    assert not Path(lab).is_relative_to(home)


def test_tljh_repeats_the_limits_that_its_admin_sees(settings):
    told = recipe("tljh/config.yaml")["limits"]

    assert told == {"memory": settings.Spawner.mem_limit, "cpu": settings.Spawner.cpu_limit}


def test_only_one_culler_runs_in_each_recipe():
    assert recipe("tljh/config.yaml")["services"]["cull"]["enabled"] is False
    assert recipe("kubernetes/values.yaml")["cull"]["enabled"] is False


@pytest.mark.parametrize("script", ["tljh/install.sh", "kubernetes/build-image.sh"])
def test_the_scripts_of_the_recipes_are_sound(script):
    path = hub.CONFIG.parent / script
    argv = [Path(sys.executable).with_name("shellcheck"), path]

    done = subprocess.run(argv, capture_output=True, text=True, timeout=60)

    assert (done.stdout, done.returncode) == ("", 0), done.stderr
    assert os.access(path, os.X_OK) or os.name == "nt"


def test_the_link_leads_through_the_login_to_what_fetches_the_notebooks():
    link = hub.link("https://hub.example.org/", "https://git.example.org/someone/a-fork")

    assert link == (
        "https://hub.example.org/hub/user-redirect/git-pull?"
        f"repo=https%3A%2F%2Fgit.example.org%2Fsomeone%2Fa-fork&branch={hub.BRANCH}&"
        "urlpath=lab%2Ftree%2Fa-fork%2Fnotebooks%2F00-start.ipynb"
    )
