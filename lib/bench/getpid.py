"""`lab bench getpid`: what a system call costs through Java, by the same call in machine code.

    --rounds N    how many JVMs are started, one a round (default 15)
    --limit X     the verdict passes when the upper end of the first interval is at most X (1.25)

Each round is a JVM of its own that makes getpid in four ways in turn (`GetpidRound`); the ratios
are taken within it. The mean and its 95 % interval are those of peers/gate.py.
"""

import argparse
import json
import subprocess
from pathlib import Path

import gate
import jdk

RATIOS = [
    ("raw", "loop", "a raw call through Java, by the same call in a loop of machine code"),
    ("raw", "bare", "the switch by which it can be watched, while nobody watches"),
    ("libc", "loop", "a call of libc with errno, by the loop"),
]
ROUND_LIMIT = 120  # seconds


def main(argv, jar):
    parser = argparse.ArgumentParser(prog="lab bench getpid", add_help=True)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--limit", type=float, default=1.25)
    args = parser.parse_args(argv)
    rounds = [measure(jar) for _ in range(args.rounds)]
    text, ok = judge(rounds, args.limit)
    print(text)
    return 0 if ok else 1


def measure(jar):
    """One round: nanoseconds of a call for each way."""
    folder = Path(jar).parent
    command = [jdk.java(), "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC"]
    command += ["-cp", f"{jar}:{folder}/lib/*", "asynclab.bench.GetpidRound"]
    done = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        timeout=ROUND_LIMIT,
        check=True,
    )
    return json.loads(done.stdout)


def judge(rounds, limit):
    """The table, and whether the first ratio keeps the limit."""
    lines = ["| | mean ratio | 95 % interval |", "|---|---|---|"]
    bounds = []
    for over, under, what in RATIOS:
        b = gate.bound([each[over] / each[under] for each in rounds])
        bounds.append(b)
        lines.append(f"| {what} | {b.mean:.3f} | {b.lower:.3f} to {b.upper:.3f} |")
    ok = bounds[0].upper <= limit
    lines += ["", f"{len(rounds)} rounds; {'pass' if ok else 'FAIL'}: "]
    lines[-1] += f"{bounds[0].upper:.3f} against a limit of {limit:.2f}"
    return "\n".join(lines), ok
