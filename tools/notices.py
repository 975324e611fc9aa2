"""Third-party notices: name, version, licence and its text of all that a bundle holds of others.

Everything is read from the wheels, jars and the JDK themselves; `tools/licences/` helps where they
say too little. What stays without a licence, or without its text, is named and ends the build.
"""

from __future__ import annotations

import email
import io
import json
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

HERE = Path(__file__).resolve().parent
LICENCES = HERE / "licences"
TEXT = re.compile(r"(?i)(^|/)(licen[sc]e|copying|notice|third.?party)[^/]*$")
OF_LICENCE = re.compile(r"(?i)licen[sc]e|copying")
CODE = (".py", ".pyc", ".json", ".class", ".js", "/")
NPM = "third-party-licenses.json"
MAVEN = "{http://maven.apache.org/POM/4.0.0}"

# How licences are named by those who publish, and by SPDX; the first that fits counts.
NAMES = {
    r"apache": "Apache-2.0",
    r"mozilla|\bMPL": "MPL-2.0",
    r"eclipse.*2|\bEPL.*2": "EPL-2.0",
    r"\bMIT-0": "MIT-0",
    r"\bMIT\b": "MIT",
    r"BSD.*2": "BSD-2-Clause",
    r"BSD.*3": "BSD-3-Clause",
}


class NoLicence(Exception):
    """Names the components for which no licence, or no text of it, was found."""


@dataclass(frozen=True, order=True)
class Component:
    """Something of others: what it is called, and under which terms it may be handed on."""

    name: str
    version: str
    licence: str
    within: str
    texts: tuple[str, ...] = field(compare=False)


# ------------------------------------------------------------------------------------ reading


def of_wheel(path: Path) -> list[Component]:
    """The package itself, and what it carries: jars, and the JavaScript its authors list."""
    with zipfile.ZipFile(path) as wheel:
        names = wheel.namelist()
        metadata = next(n for n in names if re.fullmatch(r"[^/]+\.dist-info/METADATA", n))
        says = email.message_from_bytes(wheel.read(metadata))
        texts = texts_in(wheel)
        found = [component(says["Name"], says["Version"], licence_of(says), "", texts)]
        for name in names:
            if name.endswith(".jar"):
                found += of_jar(wheel.read(name), Path(name).name)
            elif name.endswith(NPM):
                found += of_npm(json.loads(wheel.read(name)), path.name.split("-")[0])
    return found


def licence_of(says) -> str:
    """What a package's metadata call its licence; older ones hold its whole text, or a class."""
    text = (says["License"] or "").strip()
    first = text.partition("\n")[0].strip()
    kinds = [c.split(" :: ")[-1] for c in says.get_all("Classifier", []) if "License ::" in c]
    if says["License-Expression"]:
        return says["License-Expression"]
    if first and first != "UNKNOWN" and (text == first or "license" in first.lower()):
        return first
    return " or ".join(kinds)


def of_jar(data: bytes, within: str) -> list[Component]:
    """The artifacts a jar was made from, as Maven notes them in it, else what its manifest says."""
    with zipfile.ZipFile(io.BytesIO(data)) as jar:
        texts = texts_in(jar)
        notes = [n for n in jar.namelist() if re.fullmatch(r"META-INF/maven/.+/pom\.properties", n)]
        found = [of_artifact(jar, note, within, texts) for note in notes]
        return found or [of_manifest(jar, within, texts)]


def of_artifact(jar: zipfile.ZipFile, note: str, within: str, texts) -> Component:
    says = dict(line.split("=", 1) for line in jar.read(note).decode().split("\n") if "=" in line)
    says = {key: value.strip() for key, value in says.items()}
    pom = ElementTree.fromstring(jar.read(note.replace(".properties", ".xml")))
    named = [node.findtext(MAVEN + "name", "") for node in pom.iter(MAVEN + "license")]
    name = f"{says['groupId']}:{says['artifactId']}"
    return component(name, says["version"], " or ".join(named), within, texts)


def of_manifest(jar: zipfile.ZipFile, within: str, texts) -> Component:
    says = email.message_from_bytes(jar.read("META-INF/MANIFEST.MF"))
    name = says["Implementation-Title"] or within
    version = says["Implementation-Version"] or ""
    return component(name, version, says["Bundle-License"] or "", within, texts)


def of_npm(listed: dict, within: str) -> list[Component]:
    """The JavaScript packages in a page, by the list that its build made."""
    return [
        component(
            package["name"],
            package["versionInfo"],
            package["licenseId"],
            within,
            {"LICENSE": package["extractedText"]} if package["extractedText"] else {},
        )
        for package in listed["packages"]
    ]


def of_jdk(home: Path) -> list[Component]:
    """The JDK, and what its own folder `legal` says it holds of others."""
    release = dict(re.findall(r'^(\w+)="(.*)"$', (home / "release").read_text("utf-8"), re.M))
    own = ("NOTICE", *(f"legal/java.base/{name}" for name in OPENJDK))
    texts = tuple(read(home / name) for name in own if (home / name).is_file())
    licence = OPENJDK_LICENCE if (home / "legal/java.base/LICENSE").is_file() else ""
    name = f"{release.get('IMPLEMENTOR', 'OpenJDK')}: JDK"
    version = release.get("JAVA_RUNTIME_VERSION", release["JAVA_VERSION"])
    found = [Component(name, version, licence, "", texts)]
    for file in sorted((home / "legal").glob("*/*.md")):
        text = read(file)
        heading = re.match(r"#+ *(.+)", text.strip())
        title = re.sub(r" +", " ", heading[1] if heading else file.stem).strip()
        found.append(Component(title, "", "its own", "JDK", (text,)))
    return found


OPENJDK = ("LICENSE", "ASSEMBLY_EXCEPTION", "ADDITIONAL_LICENSE_INFO")
OPENJDK_LICENCE = "GPL-2.0-only WITH Classpath-exception-2.0"


def texts_in(archive: zipfile.ZipFile) -> dict[str, str]:
    """Licences and notices that an archive carries: those of its own, and of what it copied."""
    names = [
        name
        for name in archive.namelist()
        if (TEXT.search(name) or ".dist-info/licenses/" in name) and not name.lower().endswith(CODE)
    ]
    return {name: decoded(archive.read(name)) for name in sorted(names)}


def decoded(data: bytes) -> str:
    return data.decode("utf-8", errors="replace").replace("\r\n", "\n").strip("\n")


def read(file: Path) -> str:
    return decoded(file.read_bytes())


# ------------------------------------------------------------------------------------ completing


def component(name: str, version: str, licence: str, within: str, texts: dict) -> Component:
    """What a component says of itself, completed by `tools/licences/` where that is too little."""
    known = known_of(name)
    licence = known.get("licence") or spdx(licence)
    whole = tuple(texts.values())
    if "text" in known:
        whole += (read(LICENCES / known["text"]),)
    elif not any(OF_LICENCE.search(each) for each in texts):
        whole += standard_text(licence)
    return Component(name, version, licence, within, tuple(dict.fromkeys(whole)))


def known_of(name: str) -> dict[str, str]:
    """The entry of a component, or of the nearest group above it."""
    table = json.loads((LICENCES / "components.json").read_text("utf-8"))
    while name not in table and re.search(r"[.:]", name):
        name = re.split(r"[.:][^.:]*$", name)[0]
    return table.get(name, {})


def spdx(licence: str) -> str:
    """The usual short name of a licence; what is none of the usual stays as it is."""
    if re.search(r" (AND|OR) ", licence):
        return licence
    for pattern, name in NAMES.items():
        if re.search(pattern, licence, re.I):
            return name
    return licence


def standard_text(licence: str) -> tuple[str, ...]:
    file = HERE.parent / "LICENSE" if licence == "Apache-2.0" else LICENCES / f"{licence}.txt"
    return (read(file),) if file.is_file() else ()


# ------------------------------------------------------------------------------------ writing


def notices(components: list[Component]) -> str:
    """One text: a table of the components, then each licence once, with those it stands for."""
    components = sorted(set(components), key=lambda each: (each.name.lower(), each))
    lacking = [
        f"{each.name} {each.version}" + (f" (in {each.within})" if each.within else "")
        for each in components
        if not each.licence or not each.texts
    ]
    if lacking:
        raise NoLicence(
            f"no licence with its text was found for {', '.join(lacking)}: look up what their "
            "authors publish and add it to tools/licences/components.json"
        )
    users: dict[str, list[str]] = {}
    for each in components:
        for text in each.texts:
            users.setdefault(text, []).append(each.name)
    numbers = {text: number for number, text in enumerate(users, 1)}
    rows = [row(each, numbers) for each in components]
    parts = [HEAD.format(count=len(components), texts=len(users)), *rows]
    for text, names in users.items():
        who = ", ".join(dict.fromkeys(names))
        parts += ["", "=" * 80, f"[{numbers[text]}] {who}", "=" * 80, "", text]
    return "\n".join(parts) + "\n"


HEAD = """\
THIRD-PARTY NOTICES

What this archive holds of others: {count} components, in alphabetical order, each with its version,
its licence, what it lies in, and the numbers of the {texts} texts that follow the table. Where a
component names its licence and carries no text of it, the licence's usual text stands for it.
"""


def row(each: Component, numbers: dict[str, int]) -> str:
    what = f"{each.name} {each.version}".strip() + (f", in {each.within}" if each.within else "")
    cited = "".join(f"[{numbers[text]}]" for text in each.texts)
    return f"{what}: {each.licence} {cited}"
