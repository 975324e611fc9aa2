"""How long a test may take before it is ended by name; a watchdog, not a measure."""

from __future__ import annotations

import contextlib
import faulthandler
import signal

import pytest

SECONDS = 600  # what a step of a test may take, unless `@pytest.mark.limit(seconds)` says otherwise
AGAIN = 10  # whoever swallowed the first alarm hears another one


@contextlib.contextmanager
def limited(what: str, seconds: float):
    """Fails what runs in the block when it has not ended in time, and says where each thread was.

    The alarm wakes the main thread from a wait; what it left open closes as after any failure.
    Windows has no alarm: there the limit of the whole part is the only one.
    """
    if not hasattr(signal, "setitimer"):
        yield
        return

    def ring(*_):
        faulthandler.dump_traceback()
        pytest.fail(f"{what} was not done after {seconds:g} s; stderr says where each thread was")

    handler = signal.signal(signal.SIGALRM, ring)
    remaining, interval = signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, remaining, interval)
        signal.signal(signal.SIGALRM, handler)
