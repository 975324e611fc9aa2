"""A real kernel of the lab for tests: start it, run cells, see every message it sends."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
from jupyter_client.manager import KernelManager

import browser

NAME = "asynclab"
WATCHDOG = 60  # seconds; nothing here takes a tenth of it, unless something hangs

# Why a test is left out on some machines.
linux_only = pytest.mark.skipif(
    not sys.platform.startswith("linux"),
    reason="the notebooks' own cells call Linux: epoll, eventfd",
)
chromium_only = pytest.mark.skipif(
    browser.chromium() is None, reason="no Chromium on PATH (Debian: apt install chromium)"
)


def spec():
    """The installed kernelspec; skips the test, saying why, where there is none."""
    try:
        return KernelSpecManager().get_kernel_spec(NAME)
    except NoSuchKernel:
        pytest.skip(f"no kernelspec {NAME} in this Python: run ./lab setup, then ./lab test")


@dataclass
class Answer:
    """All that came of one cell."""

    status: str = ""
    printed: str = ""
    complaints: str = ""  # what it wrote to stderr
    error: str = ""
    shown: list[dict] = field(default_factory=list)  # displays and result: type to content
    order: list[str] = field(default_factory=list)  # every output in turn: its text, or its words
    all: list[str] = field(default_factory=list)  # the same with what was written to stderr
    transient: list[dict] = field(default_factory=list)  # of each display: its identity
    messages: int = 0

    @property
    def result(self) -> str:
        return self.shown[-1]["text/plain"] if self.shown else ""


class Kernel:
    def __init__(self, folder: Path, **env: str):
        spec()
        self.manager = KernelManager(kernel_name=NAME)
        self._errors = (folder / "stderr.txt").open("w+")
        self.manager.start_kernel(
            cwd=str(folder),
            env={**os.environ, **env},
            stderr=self._errors,
            stdout=subprocess.DEVNULL,
        )
        self.client = self.manager.client()
        self.client.start_channels()
        try:
            self.client.wait_for_ready(timeout=WATCHDOG)
        except RuntimeError:
            self.close()
            raise

    @property
    def pid(self) -> int:
        return self.manager.provisioner.process.pid

    def terminal(self) -> str:
        """What the kernel wrote to the terminal of its server."""
        self._errors.flush()
        self._errors.seek(0)
        return self._errors.read()

    def start(self, code: str) -> str:
        """Sends a cell without waiting; the answer's number is for `finish` and `next_text`."""
        return self.client.execute(code)

    def finish(self, cell: str) -> Answer:
        """Waits until the cell is over: its reply, and the idle after its last message."""
        answer = Answer()
        for message in self.messages():
            if message["parent_header"].get("msg_id") != cell:
                continue
            if message["content"].get("execution_state") == "idle":
                break
            collect(answer, message)
        while True:
            reply = self.client.get_shell_msg(timeout=WATCHDOG)
            if reply["parent_header"].get("msg_id") == cell:
                answer.status = reply["content"]["status"]
                return answer

    def run(self, code: str) -> Answer:
        return self.finish(self.start(code))

    def must(self, code: str) -> Answer:
        """The same for a cell that has to succeed."""
        answer = self.run(code)
        assert answer.status == "ok", f"{code}\n{answer.error}{answer.complaints}"
        return answer

    def messages(self):
        """What the kernel publishes, until the watchdog."""
        end = time.monotonic() + WATCHDOG
        while True:
            try:
                yield self.client.get_iopub_msg(timeout=max(0.1, end - time.monotonic()))
            except queue.Empty:
                pytest.fail(f"no message within {WATCHDOG} s; terminal: {self.terminal()}")

    def await_text(self, wanted: str) -> dict:
        """Waits until text that holds `wanted` has been printed; the message that brought it."""
        for message in self.messages():
            if message["msg_type"] == "stream" and wanted in message["content"]["text"]:
                return message
        raise AssertionError

    def close(self) -> None:
        self.client.stop_channels()
        with contextlib.suppress(RuntimeError):  # it has ended already
            self.manager.shutdown_kernel(now=True)
        self._errors.close()


def collect(answer: Answer, message: dict) -> None:
    kind, content = message["msg_type"], message["content"]
    answer.messages += 1
    if kind == "stream":
        answer.all.append(f"{content['name']} {content['text']}")
    if kind == "stream" and content["name"] == "stdout":
        answer.printed += content["text"]
        answer.order.append(content["text"])
    elif kind == "stream":
        answer.complaints += content["text"]
    elif kind == "error":
        answer.error = f"{content['ename']}: {content['evalue']}"
    elif kind == "update_display_data":
        for i, shown in enumerate(answer.transient):
            if shown.get("display_id") == content["transient"]["display_id"]:
                answer.shown[i] = content["data"]
    elif kind in ("display_data", "execute_result"):
        answer.shown.append(content["data"])
        answer.transient.append(content.get("transient", {}))
        answer.order.append(content["data"].get("text/plain", ""))
        answer.all.append(f"shown {content['data'].get('text/plain', '')}")
