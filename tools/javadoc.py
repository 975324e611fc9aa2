"""The Javadoc of the library's public types, made by the JDK's own tool and fitted into the site.

Nothing is fetched: the tool knows the addresses of the JDK's own pages. A fault in a comment of
ours ends it. Each page gets the site's bar, with the switch between light and dark, and a policy by
which a browser asks nobody for anything.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

from jupyter_client.kernelspec import get_kernel_spec

from notebook_form import KERNEL, ROOT

MODULES = {"asynclab": "runtime", "asynclab.notebook": "notebook"}
LIMIT = 300  # seconds; it takes twelve on a quiet machine
HIDDEN = "java.base/jdk.internal.vm=asynclab"  # what fibers of the JDK's own making are made of
SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.S)
HANDLER = re.compile(r'\son[a-z]+="([^"]*)"')
MAIN = '<main role="main">'
SEARCHED = re.compile(r'<body class="(class|package|module)-declaration-page')
# What says again what stands below it, or in another class.
TWICE = re.compile(r'<(?:section class="(?:\w+-summary|summary)"|div class="inherit\w+")')


def write(out: Path, bar: str, style: Path, script: Path, head: str) -> None:
    """Writes the pages; `bar` stands on top of each, `head` in its head."""
    command = [tool(), "-quiet", "-notimestamp", "-d", out, "-Xdoclint:all,-missing", "-Werror"]
    command += ["--module", ",".join(MODULES), "--add-exports", HIDDEN]
    for module, folder in MODULES.items():
        command += ["--module-source-path", f"{module}={ROOT / 'lib' / folder / 'src/main/java'}"]
    command += ["--module-path", os.pathsep.join(map(str, jars()))]
    command += ["-windowtitle", "Async Lab", "-doctitle", "The library of the Async Lab"]
    command += ["-top", bar, "--add-stylesheet", style, "--add-script", script]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=LIMIT)
    if done.returncode:
        raise RuntimeError(f"javadoc found a fault:\n{done.stderr.strip()[-2000:]}")
    for page in sorted(out.rglob("*.html")):
        page.write_text(fitted(page.read_text("utf-8"), head), "utf-8")


def tool() -> Path:
    """The `javadoc` of the JDK that the kernel runs on."""
    found = Path(get_kernel_spec(KERNEL).argv[0]).with_name(
        "javadoc.exe" if sys.platform == "win32" else "javadoc"
    )
    if not found.is_file():
        raise RuntimeError(f"there is no {found}: the site needs a whole JDK 25, not a runtime")
    return found


def jars() -> list[Path]:
    """What the sources name besides themselves."""
    target = ROOT / "lib" / "notebook" / "target"
    found = sorted([*target.glob("lib/*.jar"), *target.glob("doc/*.jar")])
    if not any(jar.name.startswith("jspecify") for jar in found):
        raise RuntimeError("lib/notebook/target/doc holds no jspecify.jar: run `lab setup`")
    return found


def fitted(html: str, head: str) -> str:
    """A page with its policy, the site's marks in its head, and what the search may read."""
    policy = f'<meta http-equiv="Content-Security-Policy" content="{api_policy(html + head)}">'
    html = html.replace("<head>", f"<head>\n{policy}\n{head}", 1)
    if kind := SEARCHED.search(html):
        if kind[1] == "class":
            html = TWICE.sub(r"\g<0> data-pagefind-ignore", html)
        mark = 'data-pagefind-body data-pagefind-filter="in:api"'
        html = html.replace(MAIN, f"{MAIN[:-1]} {mark}>", 1)
    return html


def api_policy(html: str) -> str:
    """Scripts from beside the page, and those in it by their hashes."""
    inline = [text for attributes, text in SCRIPT.findall(html) if "src=" not in attributes]
    handlers = [text.replace("&quot;", '"') for text in HANDLER.findall(html)]
    allowed = " ".join(dict.fromkeys(map(hashed, inline + handlers)))
    return (
        "default-src 'none'; img-src 'self' data:; font-src 'self'; "
        "style-src 'self' 'unsafe-inline'; form-action 'self'; base-uri 'none'; "
        f"script-src 'self' 'unsafe-hashes' {allowed}"
    )


def hashed(script: str) -> str:
    """A script's name in a content policy."""
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
