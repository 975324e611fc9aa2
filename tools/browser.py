"""A notebook in a real JupyterLab in a headless Chromium: for `look.py` and the browser test.

Nothing here touches the user's own Jupyter: settings, trust and running servers live in a
temporary folder. Chromium is the one on PATH; no browser is ever downloaded.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--no-sandbox",  # root and most containers have none; it shows nothing but our own pages
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LOCAL = {"127.0.0.1", "localhost", "::1"}
PLUGINS = "@jupyterlab/"


def chromium() -> str | None:
    """The Chromium on PATH, or None."""
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def copy_notebook(notebook: Path, folder: Path) -> Path:
    """A copy of a notebook with the stages it loads; returns the copy."""
    if (stages := notebook.parent / "stages").is_dir():
        shutil.copytree(stages, folder / "stages")
    return Path(shutil.copy(notebook, folder))


def write_settings(folder: Path, *, dark: bool) -> None:
    """JupyterLab's user settings: every cell in the page (no windowing), no news, one theme."""
    settings = {
        "notebook-extension/tracker": {"windowingMode": "none"},
        "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
        "apputils-extension/themes": {"theme": "JupyterLab Dark" if dark else "JupyterLab Light"},
    }
    for plugin, values in settings.items():
        file = folder / (PLUGINS + plugin + ".jupyterlab-settings")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(values), "utf-8")


def free_port() -> int:
    """A port nobody listens on now: JupyterLab does not say which one it got when asked for 0."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def jupyterlab(
    root: Path,
    *,
    dark: bool = False,
    seconds: float = 90,
    port: int = 0,
    python: str | Path = sys.executable,
    **env: str,
):
    """Runs JupyterLab on `root`, yields the address of the server and the token, and ends it.

    `python` is the one whose JupyterLab it is; without a `port` a free one is taken. `env` is what
    it finds in its environment besides: on Binder, the repository it was made from.
    ASYNCLAB_JUPYTERLAB names a Python that takes this one's place, with our kernel and settings.
    """
    with tempfile.TemporaryDirectory(prefix="asynclab-browser-") as scratch:
        home = Path(scratch)
        write_settings(home / "settings", dark=dark)
        token, port = secrets.token_hex(16), port or free_port()
        address = f"http://127.0.0.1:{port}"
        env = dict(os.environ, JUPYTERLAB_SETTINGS_DIR=str(home / "settings"), **env)
        for name in ("CONFIG", "DATA", "RUNTIME"):
            env[f"JUPYTER_{name}_DIR"] = str(home / name.lower())
        log = (home / "server.log").open("w+", encoding="utf-8")
        if (other := os.environ.get("ASYNCLAB_JUPYTERLAB")) and python == sys.executable:
            python = other
            for name, ours in (("JUPYTER_PATH", "share"), ("JUPYTER_CONFIG_PATH", "etc")):
                paths = [env.get(name, ""), f"{sys.prefix}/{ours}/jupyter"]
                env[name] = os.pathsep.join(filter(None, paths))
        command = [str(python), "-m", "jupyterlab", "--no-browser", "--allow-root"]
        command += [f"--port={port}", "--ServerApp.port_retries=0", "--ip=127.0.0.1"]
        command += [f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={root}"]
        command += ["--LabApp.extension_manager=readonly", "--LabApp.expose_app_in_browser=True"]
        server = subprocess.Popen(command, env=env, stdout=log, stderr=log)
        try:
            wait_for(f"{address}/api/status?token={token}", server, log, seconds)
            yield address, token
        finally:
            end(server, address, token)
            log.close()


def wait_for(url: str, server: subprocess.Popen, log, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError) as error:
            if server.poll() is not None or time.monotonic() > deadline:
                log.seek(0)
                raise RuntimeError(f"JupyterLab did not start ({error}):\n{log.read()}") from error
        time.sleep(0.1)


def end(server: subprocess.Popen, address: str, token: str) -> None:
    """Asks the server to end, which ends its kernels too; kills it only if it does not."""
    with contextlib.suppress(OSError):
        request = urllib.request.Request(f"{address}/api/shutdown?token={token}", method="POST")
        urllib.request.urlopen(request, timeout=10).close()
    try:
        server.wait(20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait(20)


class Browser:
    """A Chromium with one page; `outside` and `errors` collect what should not happen."""

    def __init__(self, playwright, *, width: int = 1280, height: int = 1500, dark: bool = False):
        self._chromium = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        context = self._chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light"
        )
        self.outside: list[str] = []
        self.errors: list[str] = []
        context.route("**/*", self._guard)
        self.page = context.new_page()
        self.page.on("websocket", lambda socket: self._check(socket.url))
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.errors.append(f"page error: {error}"))

    def _guard(self, route) -> None:
        if self._check(route.request.url):
            route.continue_()
        else:
            route.abort()

    def _check(self, address: str) -> bool:
        """Whether an address is on this machine; notes it if not."""
        url = urllib.parse.urlsplit(address)
        local = url.scheme not in ("http", "https", "ws", "wss") or url.hostname in LOCAL
        if not local:
            self.outside.append(address)
        return local

    def _console(self, message) -> None:
        if message.type == "error":
            where = message.location.get("url", "") if message.location else ""
            self.errors.append(f"{message.text} {where}".strip())

    def open(self, address: str, token: str, notebook: str, *, seconds: float = 120) -> None:
        """Opens one notebook alone, without the side bars, and waits until its kernel answers."""
        path = urllib.parse.quote(notebook)
        self.follow(address, token, f"doc/tree/{path}", seconds=seconds)

    def follow(self, address: str, token: str, path: str, *, seconds: float = 120) -> None:
        """Goes where a link to this server leads, which is a notebook, and waits likewise."""
        mark = "&" if "?" in path else "?"
        self.page.goto(f"{address}/{path}{mark}token={token}", timeout=seconds * 1000)
        self.await_kernel(seconds=seconds)

    def await_kernel(self, *, seconds: float = 120) -> None:
        """Waits until the page shows a notebook whose kernel answers."""
        self.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=seconds * 1000)
        self.page.wait_for_function(CONNECTED, timeout=seconds * 1000)
        self.page.wait_for_function(ANSWERS, timeout=seconds * 1000)

    def run_all(self, *, seconds: float = 300) -> None:
        """Run > Run All Cells, as a learner does it, and waits until every cell has its number."""
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_role("menuitem", name=re.compile("^Run All Cells")).click()
        self.page.wait_for_function(DONE, timeout=seconds * 1000)
        self.page.wait_for_function(IDLE, timeout=seconds * 1000)
        self.page.wait_for_load_state("networkidle")

    def use_theme(self, theme: str, scheme: str) -> None:
        """Another theme of JupyterLab's, and the browser's scheme (`light`, `dark`) with it."""
        self.page.emulate_media(color_scheme=scheme)
        self.page.evaluate(CHANGE_THEME, theme)
        self.page.wait_for_function(THEME_IS, arg=theme)

    def cell_errors(self) -> list[str]:
        """The errors below the cells of the open notebook."""
        return self.page.evaluate(CELL_ERRORS)

    def close(self) -> None:
        self._chromium.close()


KERNEL = "window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel"
CONNECTED = f"() => {KERNEL}?.connectionStatus === 'connected'"
ANSWERS = f"() => {KERNEL}.info.then(() => true)"
IDLE = f"() => {KERNEL}?.status === 'idle'"

# Every code cell with text has run: its prompt is a number, neither [ ] nor [*]. Or one has failed,
# so that those below it never will. Cells are asked of the model, for the page may lack some.
DONE = """() => {
  const cells = window.jupyterapp.shell.currentWidget.content.widgets
    .filter(c => c.model.type === 'code' && c.model.sharedModel.getSource().trim());
  if (cells.some(c => c.model.executionState === 'running' || c.prompt === '*')) return false;
  const failed = c => c.model.outputs.toJSON().some(o => o.output_type === 'error');
  return cells.every(c => c.model.executionCount !== null) || cells.some(failed);
}"""

CHANGE_THEME = "theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})"
THEME_IS = "theme => document.body.dataset.jpThemeName === theme"

CELL_ERRORS = """() => window.jupyterapp.shell.currentWidget.content.widgets
  .flatMap(c => c.model.type === 'code' ? c.model.outputs.toJSON() : [])
  .filter(o => o.output_type === 'error').map(o => `${o.ename}: ${o.evalue}`)"""
