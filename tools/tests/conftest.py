"""What the tests share: the project's folder, `lab` as a module, and what only `--all` runs."""

import importlib.machinery
import importlib.util
import itertools
import os
from pathlib import Path

import pytest

from limits import SECONDS, limited
from live_kernel import Kernel

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture
def lab():
    """The command as a module: it has no ending, so the import system has to be told.

    Loaded anew for each test, so that what one test changes in it is gone for the next.
    """
    loader = importlib.machinery.SourceFileLoader("lab", str(ROOT / "lab"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("lab", loader))
    loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """One kernel for the tests of a file that leave nothing behind."""
    kernel = Kernel(tmp_path_factory.mktemp("shared"))
    yield kernel
    kernel.close()


@pytest.fixture
def kernel(tmp_path):
    """A kernel of the test's own."""
    kernel = Kernel(tmp_path)
    yield kernel
    kernel.close()


@pytest.fixture
def tell(record_property):
    """Has lines printed at the end of the run, whichever of its processes the test ran in."""

    def keep(*lines):
        record_property("told", "\n".join(map(str, lines)))

    return keep


def pytest_terminal_summary(terminalreporter):
    for report in itertools.chain.from_iterable(terminalreporter.stats.values()):
        for name, text in getattr(report, "user_properties", ()):
            if name == "told" and report.when == "call":
                terminalreporter.write_sep("-", report.nodeid)
                terminalreporter.write_line(text)


def limit_of(item):
    marker = item.get_closest_marker("limit")
    return limited(item.nodeid, marker.args[0] if marker else SECONDS)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item):
    with limit_of(item):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    with limit_of(item):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item):
    with limit_of(item):
        return (yield)


def pytest_collection_modifyitems(items):
    """Skips, by name and with the reason, what needs more than a learner's machine has."""
    if os.environ.get("ASYNCLAB_ALL"):
        return
    for item in items:
        if item.get_closest_marker("only_all"):
            item.add_marker(pytest.mark.skip(reason="runs under `lab test --all` alone"))
