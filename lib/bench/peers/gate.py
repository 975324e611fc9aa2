"""Is one peer as cheap as others? Ratios paired by round, their geometric mean, its 95 % bound.

Some facts that decide the method. What disturbs a machine disturbs neighbours in time alike, so
each round measures all peers in turn, in short slices, and only their ratio counts; a round's
value is the median of its slices. Ratios are multiplied, not added: the mean is taken of their
logarithms. The rounds start every server anew, so they are independent, and Student's t gives the
interval: mean +- t(0.975, rounds - 1) * deviation / sqrt(rounds). Its upper end is the bound: in
39 of 40 such experiments the true ratio lies below it. No round is left out,
but for a baseline that failed in it: it is named below the table, and the count of rounds says so.
"""

import json
import math
import statistics
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

METRIC = "server_cpu_us_per_req"


@dataclass(frozen=True)
class Bound:
    rounds: int
    mean: float  # geometric mean of the ratios
    lower: float
    upper: float


@lru_cache
def student_t(p, freedom):
    """The quantile of Student's distribution: P(T <= result) = p, for p >= 0.5."""
    gammas = math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)
    scale = math.exp(gammas) / math.sqrt(freedom * math.pi)

    def density(x):
        return scale * (1 + x * x / freedom) ** (-(freedom + 1) / 2)

    def between_0_and(x, steps=400):  # Simpson's rule
        h = x / steps
        inner = sum((4 if i % 2 else 2) * density(i * h) for i in range(1, steps))
        return (density(0) + inner + density(x)) * h / 3

    low, high = 0.0, 100.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if 0.5 + between_0_and(middle) < p else (low, middle)
    return high


def bound(ratios):
    """Geometric mean of paired ratios and the two ends of its 95 % interval."""
    if len(ratios) < 3:
        raise ValueError(
            f"{len(ratios)} rounds say nothing about their spread: run at least 3, better 15"
        )
    logs = [math.log(r) for r in ratios]
    mean = statistics.fmean(logs)
    half = student_t(0.975, len(logs) - 1) * statistics.stdev(logs) / math.sqrt(len(logs))
    return Bound(len(logs), math.exp(mean), math.exp(mean - half), math.exp(mean + half))


def read(lines, metric=METRIC):
    """((workload, params), peer) -> {round: median of its slices}; the same for the CPU of others.

    The third is what failed: (round, workload, peer) -> why. Nothing else of such a triple is in
    the others: a peer that fails in one workload still counts in another.
    """
    found = [json.loads(line) for line in lines]
    failed = {(d["round"], d["workload"], d["peer"]): d["error"] for d in found if "error" in d}
    slices = {metric: defaultdict(list), "foreign_cpu": defaultdict(list)}
    for d in found:
        run = d["round"], d["workload"], d["peer"]
        if run not in failed and d["metric"] in slices:
            slices[d["metric"]][work(d), d["peer"], d["round"]].append(d["value"])
    values, foreign = defaultdict(dict), defaultdict(dict)
    for into, name in ((values, metric), (foreign, "foreign_cpu")):
        for (what, peer, number), measured in slices[name].items():
            into[what, peer][number] = statistics.median(measured)
    return values, foreign, failed


def work(line):
    return line["workload"], json.dumps(line["params"])


def judge(lines, peer, baselines, limit, rounds_min, metric=METRIC):
    """The verdict as Markdown, and whether every bound keeps the limit.

    A baseline is judged in the workloads that it was measured in: `tokio-local` yields, but plays
    no ping-pong. One that is in none is an error, and so is one that failed in every round.
    """
    values, foreign, failed = read(lines, metric)
    for (number, workload, who), why in failed.items():
        if who == peer:
            raise ValueError(f"round {number}: {peer} failed at {workload}: {why}")
    pairs = [
        (what, base)
        for what in dict.fromkeys(what for what, who in values if who == peer)
        for base in baselines
        if takes_part(base, what, values, failed)
    ]
    for who in baselines:
        if who not in {base for _, base in pairs}:
            raise ValueError(f"there is no {metric} of {peer} and {who} in these results")
    table = [
        f"{metric} of {peer} by that of each baseline; it passes when the upper end of the",
        f"95 % interval is at most {limit:.2f}, over at least {rounds_min} rounds.",
        "",
        "| of | baseline | rounds | mean ratio | 95 % interval | others' cpu | |",
        "|---|---|---|---|---|---|---|",
    ]
    verdicts = []
    for what, base in pairs:
        ours, theirs = values[what, peer], values.get((what, base), {})
        b = bound([ours[r] / theirs[r] for r in sorted(ours) if theirs.get(r, 0) > 0])
        verdicts.append(b.upper <= limit and b.rounds >= rounds_min)
        others = [*foreign[what, peer].values(), *foreign[what, base].values()]
        table.append(
            f"| {name(what)} | {base} | {b.rounds} | {b.mean:.3f} "
            f"| {b.lower:.3f} to {b.upper:.3f} | {statistics.median(others):.2f} "
            f"| {'pass' if verdicts[-1] else 'FAIL'} |"
        )
    if failed:
        table += [
            "",
            *(f"round {number}: {base} failed: {why}" for (number, _, base), why in failed.items()),
        ]
    return "\n".join(table), all(verdicts)


def takes_part(base, what, values, failed):
    """Whether it was run in that workload: it has a value there, or a failure."""
    workload, _ = what
    return (what, base) in values or any((at, who) == (workload, base) for _, at, who in failed)


def name(what):
    workload, params = what
    numbers = (f"{value} {key}" for key, value in json.loads(params).items())
    return ", ".join([workload, *numbers])
