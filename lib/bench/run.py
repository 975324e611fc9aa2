#!/usr/bin/env python3
"""`lab bench`: the only place that judges time. What the numbers mean: README.md beside this file.

    micro [JMH ARGS]      single calls with JMH; -l lists them, -h explains the arguments
    sizes [COUNT]         the bytes a coroutine, a fiber and a virtual thread wait in
    getpid [ARGS]         a call through Java by the same in machine code; ends with 0 or 1
    gate [ARGS]           is our echo server as cheap as mio and as plain FFM? ends with 0 or 1
    syscalls [ARGS]       system calls and thread switches of each echo server for a request
    kernel [--rounds N]   how fast the notebook kernel starts and answers, beside the stock one
    hub [ARGS]            how many learners a hub on this machine carries
    peers build [NAMES]   builds the peers (c rust go java kotlin); gate builds the three it needs
    peers run WORKLOAD... measures them: echo idle http yield pingpong spawn parked timers fanout
    peers report FILE     prints the tables of an earlier run again
    peers judge FILE ...  one metric of one peer by that of others, with its interval; 0 or 1

The jars must be there: `./mvnw -pl lib/bench -am package` makes them, and `lab bench` does so by
itself.
"""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PEERS = HERE / "peers"
GATE_NEEDS = {
    "c": PEERS / "bin/loadgen",
    "rust": PEERS / "bin/rs",
    "java": PEERS / "java/target/peers-1.jar",
}
sys.path.insert(0, str(PEERS))
import getpid  # noqa: E402
import jdk  # noqa: E402


def main(argv):
    if not argv or argv[0] in ("-h", "--help", "help"):
        print(__doc__)
        return 0
    command, rest = argv[0], argv[1:]
    if command == "micro":
        return micro(rest)
    if command == "sizes":
        return sizes(rest)
    if command == "getpid":
        os.environ["JDK25"] = str(jdk.home())
        return getpid.main(rest, jar())
    if command == "gate":
        return gate(rest)
    if command == "syscalls":
        jar()
        return bench(argv)
    if command == "kernel":
        return call([sys.executable, HERE / "kernel" / "bench.py", *rest])
    if command == "hub":
        return call([sys.executable, HERE / "hub" / "crowd.py", *rest])
    if command == "peers" and rest:
        if rest[0] == "build":
            return build(rest[1:])
        return bench(rest)
    raise SystemExit(
        f"no such measurement, {' '.join(argv)}: "
        "there are micro, sizes, getpid, gate, syscalls, kernel, hub and peers"
    )


def micro(rest):
    class_path = os.pathsep.join([str(jar()), str(jar().parent / "lib" / "*")])
    return call([jdk.java(), "-cp", class_path, "org.openjdk.jmh.Main", *(rest or ["Micro"])])


def sizes(rest):
    class_path = os.pathsep.join([str(jar()), str(jar().parent / "lib" / "*")])
    options = ["-XX:+UseSerialGC", "-Xmx6g", "--enable-native-access=ALL-UNNAMED"]
    exports = "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED"
    return call([jdk.java(), *options, exports, "-cp", class_path, "asynclab.bench.Sizes", *rest])


def gate(rest):
    jar()
    missing = [name for name, product in GATE_NEEDS.items() if not product.exists()]
    if missing and "--judge" not in rest:
        code = build(missing)
        if code:
            return code
    return bench(["gate", *rest])


def build(names):
    return call([PEERS / "build.sh", *names])


def bench(argv):
    return call([sys.executable, PEERS / "bench.py", *argv])


def jar():
    path = HERE / "target" / "asynclab-bench.jar"
    if not path.exists():
        raise SystemExit(
            "lib/bench is not built: run `lab bench`, or `./mvnw -pl lib/bench -am package`"
        )
    return path


def call(argv):
    argv = [str(a) for a in argv]
    return subprocess.run(argv, env={**os.environ, "JDK25": jdk.home()}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
