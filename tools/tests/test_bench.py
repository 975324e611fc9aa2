"""The bound that `lab bench gate` judges by, against tables and by simulation."""

import json
import math
import random
import sys
from pathlib import Path

import pytest

PEERS = Path(__file__).resolve().parents[2] / "lib" / "bench" / "peers"
sys.path.insert(0, str(PEERS))
sys.path.insert(0, str(PEERS.parent))
sys.path.insert(0, str(PEERS.parent / "hub"))
import crowd  # noqa: E402
import gate  # noqa: E402
import getpid  # noqa: E402
import jdk  # noqa: E402

SMALL = {"conns": 64, "size": 64, "depth": 1}


@pytest.mark.parametrize(
    ("freedom", "expected"), [(1, 12.706), (2, 4.303), (4, 2.776), (14, 2.145), (100, 1.984)]
)
def test_the_t_quantile_is_that_of_the_tables(freedom, expected):
    assert gate.student_t(0.975, freedom) == pytest.approx(expected, abs=0.001)


def test_the_bound_of_known_ratios():
    # logs are -0.1, 0, 0.1: deviation 0.1, so the half width is 4.303 * 0.1 / sqrt(3)
    bound = gate.bound([math.exp(-0.1), 1.0, math.exp(0.1)])

    half = math.exp(4.3027 * 0.1 / math.sqrt(3))
    assert bound.rounds == 3
    assert (bound.lower, bound.mean, bound.upper) == pytest.approx((1 / half, 1.0, half), rel=1e-4)


def test_swapping_the_peers_mirrors_the_interval():
    ratios = [1.1, 0.9, 1.3, 1.05]
    one, other = gate.bound(ratios), gate.bound([1 / r for r in ratios])

    assert (other.lower, other.mean, other.upper) == pytest.approx(
        (1 / one.upper, 1 / one.mean, 1 / one.lower)
    )


def test_the_true_ratio_lies_below_the_bound_in_39_of_40_experiments():
    dice = random.Random(1)
    held = sum(
        gate.bound([1.07 * math.exp(dice.gauss(0, 0.1)) for _ in range(15)]).upper >= 1.07
        for _ in range(2000)
    )

    assert 0.965 < held / 2000 < 0.985


def test_two_rounds_are_refused():
    with pytest.raises(ValueError, match="2 rounds say nothing about their spread"):
        gate.bound([1.0, 1.1])


def test_a_noise_that_all_peers_share_cancels():
    dice = random.Random(2)
    lines = []
    for number in range(1, 16):
        noise = dice.uniform(1, 9)  # others use the machine, more in one round than in another
        lines += line("ours", number, 1.05 * noise) + line("theirs", number, noise)

    text, ok = gate.judge(lines, "ours", ["theirs"], 1.10, 15)

    assert ok
    assert "| 15 | 1.050 | 1.050 to 1.050 |" in text


def test_a_peer_that_is_a_fifth_dearer_fails():
    text, ok = gate.judge(rounds(15, 1.2), "ours", ["theirs"], 1.10, 15)

    assert not ok
    assert text.endswith("FAIL |")


def test_the_bound_is_judged_and_not_the_mean():
    lines = []
    for number in range(1, 16):
        lines += line("ours", number, 0.8 if number % 2 else 1.3) + line("theirs", number, 1.0)

    text, ok = gate.judge(lines, "ours", ["theirs"], 1.10, 15)

    assert "| 15 | 1.003 |" in text
    assert not ok


def test_too_few_rounds_fail_whatever_they_say():
    assert not gate.judge(rounds(14, 1.0), "ours", ["theirs"], 1.10, 15)[1]


def test_one_baseline_over_the_limit_fails_the_whole():
    lines = rounds(15, 1.0)
    for number in range(1, 16):
        lines += line("quick", number, 0.5)

    assert not gate.judge(lines, "ours", ["theirs", "quick"], 1.10, 15)[1]


def test_a_round_counts_with_the_median_of_its_slices():
    lines = line("ours", 1, 1.0) + line("ours", 1, 50.0) + line("ours", 1, 2.0)

    values, _, _ = gate.read(lines)

    assert values[("echo", json.dumps(SMALL)), "ours"] == {1: 2.0}


def test_a_baseline_that_fails_in_a_round_loses_that_round_and_is_named():
    failed = json.dumps(
        {"workload": "echo", "peer": "theirs", "round": 3, "error": "connection refused"}
    )

    text, ok = gate.judge([*rounds(16, 1.0), failed], "ours", ["theirs"], 1.10, 15)

    assert ok
    assert "| theirs | 15 |" in text
    assert text.endswith("round 3: theirs failed: connection refused")


def test_another_metric_is_judged_by_its_name():
    lines = [text.replace(gate.METRIC, "ns_per_handover") for text in rounds(15, 1.2)]

    text, ok = gate.judge(lines, "ours", ["theirs"], 1.25, 15, "ns_per_handover")

    assert ok
    assert text.startswith("ns_per_handover of ours")
    with pytest.raises(ValueError, match="there is no server_cpu_us_per_req of ours and theirs"):
        gate.judge(lines, "ours", ["theirs"], 1.25, 15)


def test_a_baseline_is_judged_only_in_the_workloads_that_it_was_measured_in():
    """`tokio-local` yields and plays no ping-pong: a run of both workloads said "0 rounds"."""
    lines = rounds(15, 0.5)
    for number in range(1, 16):
        lines += line("ours", number, 9.0, "http")

    text, ok = gate.judge(lines, "ours", ["theirs"], 1.0, 15)

    assert ok
    assert [row.split(" |")[0] for row in text.splitlines()[5:]] == [
        "| echo, 64 conns, 64 size, 1 depth"
    ]


def test_two_workloads_of_the_same_size_are_not_mixed():
    lines = rounds(15, 0.5)
    for number in range(1, 16):
        lines += line("ours", number, 3.0, "http") + line("theirs", number, 1.0, "http")

    text, ok = gate.judge(lines, "ours", ["theirs"], 1.0, 15)

    assert not ok
    assert [row.split("| ")[4] for row in text.splitlines()[5:]] == ["0.500 ", "3.000 "]


def test_a_failure_in_one_workload_leaves_the_other_its_rounds():
    lines = rounds(15, 0.5)
    for number in range(1, 16):
        lines += line("ours", number, 0.5, "http") + line("theirs", number, 1.0, "http")
    lines.append(json.dumps({"workload": "http", "peer": "theirs", "round": 3, "error": "gone"}))

    text, ok = gate.judge(lines, "ours", ["theirs"], 1.0, 14)

    assert ok
    assert [row.split("| ")[3] for row in text.splitlines()[5:7]] == ["15 ", "14 "]


def test_a_baseline_that_failed_in_every_round_is_no_verdict():
    lines = [entry for entry in rounds(15, 0.5) if '"ours"' in entry]
    common = {"workload": "echo", "peer": "theirs", "error": "not built"}
    lines += [json.dumps({**common, "round": number}) for number in range(1, 16)]

    with pytest.raises(ValueError, match="0 rounds say nothing"):
        gate.judge(lines, "ours", ["theirs"], 1.0, 15)


def test_a_baseline_that_nobody_measured_is_named():
    with pytest.raises(ValueError, match=f"there is no {gate.METRIC} of ours and kotlyn"):
        gate.judge(rounds(15, 0.5), "ours", ["theirs", "kotlyn"], 1.0, 15)


def test_a_failed_round_of_ours_is_no_verdict():
    failed = json.dumps(
        {"workload": "echo", "peer": "ours", "round": 3, "error": "does not listen"}
    )

    with pytest.raises(ValueError, match="round 3: ours failed at echo: does not listen"):
        gate.judge([*rounds(15, 1.0), failed], "ours", ["theirs"], 1.10, 15)


def test_a_jdk_is_known_by_its_release_file(tmp_path, monkeypatch):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "java").touch()
    (tmp_path / "release").write_text('IMPLEMENTOR="x"\nJAVA_VERSION="25.0.1"\n')
    monkeypatch.setenv("JDK25", str(tmp_path))

    assert jdk.home() == str(tmp_path)


def test_without_a_jdk_the_cure_is_named(tmp_path, monkeypatch):
    for name in ("JDK25", "JAVA_HOME", "PATH"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setattr(jdk, "FOLDERS", ())

    with pytest.raises(SystemExit, match="set JDK25 to the folder of one"):
        jdk.home()


def rounds(count, ratio):
    lines = []
    for number in range(1, count + 1):
        lines += line("ours", number, ratio) + line("theirs", number, 1.0)
    return lines


def line(peer, number, value, workload="echo"):
    """What bench.py writes for one slice."""
    common = {"workload": workload, "peer": peer, "params": SMALL, "round": number}
    return [
        json.dumps({**common, "metric": gate.METRIC, "value": value}),
        json.dumps({**common, "metric": "foreign_cpu", "value": 0.1}),
    ]


@pytest.mark.parametrize(("raw", "verdict"), [(120.0, True), (126.0, False)])
def test_a_call_through_java_is_judged_by_the_upper_end_of_its_interval(raw, verdict):
    rounds = [
        {"loop": 100.0, "raw": raw * k, "bare": raw, "libc": 125.0} for k in (0.999, 1, 1.001)
    ]

    text, ok = getpid.judge(rounds, 1.25)

    assert ok is verdict
    assert f"3 rounds; {'pass' if verdict else 'FAIL'}: 1.2" in text
    assert text.count("\n| ") == 3


# ------------------------------------------------------------------------------ the hub


def crowd_of(learners, first=2.0, chapter=5.0, memory=400, total=10_000):
    """A step of `lab bench hub` in which all learners fared alike."""
    visit = crowd.Visit(first, chapter, start_cpu=4, chapter_cpu=8, memory=memory)
    return crowd.Step([visit] * learners, hub=200, total=total)


def test_learners_double_up_to_the_number_that_was_asked_for():
    assert [crowd.steps(most) for most in (1, 4, 6)] == [[1], [1, 2, 4], [1, 2, 4, 6]]


def test_a_percentile_is_a_value_that_was_seen():
    assert [crowd.percentile(share, [3, 1, 2, 4]) for share in (50, 75, 95)] == [2, 3, 4]


@pytest.mark.parametrize(
    ("many", "verdict"),
    [
        (crowd_of(19), True),
        (crowd_of(20), False),  # 8200 of 10,000
        (crowd_of(2, first=31), False),
        (crowd_of(2, chapter=10), True),
        (crowd_of(2, chapter=11), False),
    ],
)
def test_a_crowd_is_comfortable_within_all_three_limits(many, verdict):
    assert many.comfortable(crowd_of(1)) is verdict


def test_the_last_comfortable_number_is_named_and_what_memory_would_carry():
    found = [crowd_of(1), crowd_of(2), crowd_of(4, chapter=11)]

    assert (
        crowd.conclusion(found) == "Comfortable up to 2. By memory alone this machine carries 19."
    )
    assert crowd.table(found).endswith("| 4.0 | 8.0 | 18% | too many |")
