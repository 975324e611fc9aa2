"""What `lab bench syscalls` reads from perf and from strace, and what it makes of it."""

import sys
from pathlib import Path

import pytest

PEERS = Path(__file__).resolve().parents[2] / "lib" / "bench" / "peers"
sys.path.insert(0, str(PEERS))
import counts  # noqa: E402

PERF = """\
4044,,raw_syscalls:sys_enter,1052154102,100.00,,
245,,sched:sched_switch,1052154102,100.00,,
"""

STRACE = """\
% time     seconds  usecs/call     calls    errors syscall
------ ----------- ----------- --------- --------- ----------------
 92.11    0.301000           3    100000           io_uring_enter
  7.89    0.025000          25      1000       120 futex
------ ----------- ----------- --------- --------- ----------------
100.00    0.326000           3    101000       120 total
"""


def test_perf_names_its_events():
    assert counts.read_perf(PERF) == {"raw_syscalls:sys_enter": 4044, "sched:sched_switch": 245}


def test_an_event_that_perf_could_not_count_is_no_number():
    assert counts.read_perf("<not supported>,,raw_syscalls:sys_enter,0,100.00,,\n") == {}


@pytest.mark.parametrize("text", [STRACE, STRACE.replace("       120 total", "           total")])
def test_strace_sums_its_calls_with_errors_or_without(text):
    assert counts.read_strace(text) == 101000


def test_what_connecting_costs_drops_out():
    short = counts.Counts(answers=1000, syscalls=7000, switches=50, how="perf")
    long = counts.Counts(answers=11000, syscalls=8000, switches=150, how="perf")

    assert long.per_answer(short) == (0.1, 0.01)


def test_strace_sees_no_switches():
    short = counts.Counts(answers=10, syscalls=20, switches=None, how="strace")
    long = counts.Counts(answers=20, syscalls=40, switches=None, how="strace")

    assert long.per_answer(short) == (2.0, None)


def test_a_client_that_got_no_answers_says_nothing():
    run = counts.Counts(answers=10, syscalls=20, switches=0, how="perf")

    with pytest.raises(ValueError, match="10 answers are not more than 10"):
        run.per_answer(run)
