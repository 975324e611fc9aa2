#!/usr/bin/env python3
"""Finds a JDK 25: JDK25, JAVA_HOME, the PATH, the usual folders. As a command: prints it."""

import glob
import os
import re
import shutil

FOLDERS = ("/usr/lib/jvm/*25*", "~/.sdkman/candidates/java/25*", "~/.jdks/*25*", "/opt/*jdk*25*")


def home():
    for found in candidates():
        if version(found) == "25" and os.path.exists(os.path.join(found, "bin", "java")):
            return found
    raise SystemExit(
        "no JDK 25 found in JDK25, JAVA_HOME, the PATH or the usual folders:"
        " set JDK25 to the folder of one, the one that holds bin/java"
    )


def java():
    return os.path.join(home(), "bin", "java")


def candidates():
    yield from (os.environ[name] for name in ("JDK25", "JAVA_HOME") if os.environ.get(name))
    on_path = shutil.which("java")
    if on_path:
        yield os.path.dirname(os.path.dirname(os.path.realpath(on_path)))
    for pattern in FOLDERS:
        yield from sorted(glob.glob(os.path.expanduser(pattern)), reverse=True)


def version(folder):
    """The feature number in the file `release` of a JDK, or nothing."""
    try:
        with open(os.path.join(folder, "release"), encoding="utf-8") as release:
            found = re.search(r'^JAVA_VERSION="(\d+)', release.read(), re.MULTILINE)
    except OSError:
        return ""
    return found[1] if found else ""


if __name__ == "__main__":
    print(home())
