"""The offline bundle: what is in it, that it is whole, and that a lab made from it asks nobody."""

import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

import browser
import bundle
from live_kernel import linux_only

THIS = f"{sys.version_info.major}.{sys.version_info.minor}"
FIRST_PAGE = Path(__file__).with_name("first_page.py")
KERNEL = "share/jupyter/kernels/asynclab/kernel.json"
CHAPTERS = ("05-fibers", "06-futures", "07-async-await")  # 00-start runs in the page
LIMIT = 1500  # seconds for one step on a loaded machine; a quiet one takes a tenth


# ------------------------------------------------------------------------------ what lab reads


@pytest.fixture
def unpacked(lab, tmp_path):
    """A place that holds a small bundle for this machine, and nothing set up."""
    folder = tmp_path / "bundle"
    (folder / "wheels").mkdir(parents=True)
    (folder / "wheels" / "one.whl").write_bytes(b"a wheel")
    say(folder)
    return lab.Place(tmp_path)


def say(folder, **changes):
    """Writes what a bundle says of itself, and the sums of all its files."""
    here = f"{platform.system().lower()}-{platform.machine()}"
    said = {"name": "x", "system": here, "glibc": [2, 0], "pythons": [THIS], "library": "mark"}
    (folder / "bundle.json").write_text(json.dumps(said | changes))
    rows = [
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  bundle/{name}\n"
        for name in ("bundle.json", "wheels/one.whl")
    ]
    (folder / "SHA256SUMS").write_text("".join(rows) + "0" * 64 + "  README.md\n")


glibc_only = pytest.mark.skipif(
    platform.libc_ver()[0] != "glibc", reason="a bundle is for Linux with glibc, here is another"
)


@glibc_only
def test_a_whole_bundle_is_checked_once(lab, unpacked, capsys):
    lab.check_bundle(unpacked)
    lab.check_bundle(unpacked)

    assert capsys.readouterr().out.count("checking the bundle's files") == 1


@glibc_only
@pytest.mark.parametrize("name", ["wheels/one.whl", "bundle.json"])
@pytest.mark.parametrize("harm", [lambda f: f.write_bytes(b'{"a": 1'), lambda f: f.unlink()])
def test_a_file_that_is_damaged_or_missing_is_named(lab, unpacked, name, harm):
    if (name, harm.__code__.co_names) == ("bundle.json", ("unlink",)):
        pytest.skip("without it, the folder is no bundle")
    harm(unpacked.bundle / name)

    with pytest.raises(lab.Cure, match=f"^bundle/{name} is missing or damaged: unpack the bundle"):
        lab.check_bundle(unpacked)


def test_a_bundle_without_its_sums_is_damaged(lab, unpacked):
    (unpacked.bundle / "SHA256SUMS").unlink()

    with pytest.raises(lab.Cure, match=r"^bundle/SHA256SUMS is missing or damaged"):
        lab.check_bundle(unpacked)


def test_another_python_is_told_which_ones_would_do(lab, unpacked):
    say(unpacked.bundle, pythons=["3.8", "3.9"])

    with pytest.raises(lab.Cure, match=rf"^this is Python {THIS} and .* for Python 3.8, 3.9: run"):
        lab.check_bundle(unpacked)


def test_another_system_is_told_so_before_any_file_is_read(lab, unpacked, capsys):
    say(unpacked.bundle, system="linux-riscv64")

    with pytest.raises(lab.Cure, match=r"^this bundle is for linux-riscv64 and this machine is "):
        lab.check_bundle(unpacked)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("libc", [("glibc", "2.17"), ("", ""), ("musl", "1.2.4")])
def test_another_or_an_older_c_library_is_told_so(lab, unpacked, monkeypatch, libc):
    say(unpacked.bundle, glibc=[2, 28])
    monkeypatch.setattr(lab.platform, "libc_ver", lambda: libc)

    with pytest.raises(lab.Cure, match=r"^this bundle needs glibc 2.28 or newer and here is "):
        lab.check_bundle(unpacked)


def test_packages_come_out_of_the_bundle_but_for_those_of_the_tests(lab, unpacked, monkeypatch):
    ran = {}
    monkeypatch.setattr(lab, "step", lambda place, name, title, argv: ran.update({name: argv}))

    lab.pip(unpacked, "requirements.txt")
    lab.pip(unpacked, "requirements-test.txt")

    assert ran["requirements"][-5:-2] == ["--no-index", "--find-links", unpacked.bundle / "wheels"]
    assert "--no-index" not in ran["requirements-test"]


def test_the_library_comes_out_of_the_bundle_as_long_as_its_sources_are_the_same(
    lab, unpacked, monkeypatch
):
    steps = []
    monkeypatch.setattr(lab, "step", lambda place, name, *_: steps.append(name))
    source = unpacked.root / "lib/runtime/src/main/java/A.java"
    source.parent.mkdir(parents=True)
    source.write_text("class A {}")
    say(unpacked.bundle, library=lab.digest(*lab.library_sources(unpacked)))
    for module, name in lab.MODULES.items():
        jar = unpacked.bundle / "lib" / module / "target" / f"{name}.jar"
        jar.parent.mkdir(parents=True)
        jar.write_text("compiled")

    lab.build_library(unpacked, None)
    assert steps == []
    assert unpacked.jar("kernel").read_text() == "compiled"

    source.write_text("class A { int mine; }")
    monkeypatch.setattr(lab, "child_env", lambda *_: {})
    lab.build_library(unpacked, None)
    assert steps == ["build"]


def test_doctor_tells_a_bundle_from_a_clone_and_a_damaged_one_from_both(lab, unpacked, tmp_path):
    assert lab.check_offline(lab.Place(tmp_path / "clone")).detail.startswith("none")
    assert lab.check_offline(unpacked).detail == f"x, for Python {THIS}"

    (unpacked.bundle / "bundle.json").write_text("{")

    assert lab.check_offline(unpacked).verdict == "MISSING"


def test_a_jdk_in_the_bundle_goes_before_the_systems_and_after_the_learners(lab, unpacked):
    places = lab.jvm_folders(unpacked, {"JAVA_HOME": "/own"}, "linux", "/", unpacked.root)
    order = [where for where, _ in places]

    assert order.index("JAVA_HOME") < order.index("bundle")
    assert "system" not in order[: order.index("bundle")]


# ------------------------------------------------------------------------------ what is gathered


def test_packages_are_listed_for_every_patch_of_a_python():
    lock = (
        "one==1 ; python_full_version < '3.11.5' \\\n    --hash=sha256:a\n"
        "one==2 ; python_full_version >= '3.11.5' \\\n    --hash=sha256:b \\\n    --hash=sha256:c\n"
        "two==3 ; sys_platform == 'win32' \\\n    --hash=sha256:d\n"
        "three==4 \\\n    --hash=sha256:e\n"
    )
    three = "three==4 --hash=sha256:e"

    lists = bundle.needed("3.11", lock)

    older, newer = (
        ("one==1 --hash=sha256:a", three),
        (
            "one==2 --hash=sha256:b --hash=sha256:c",
            three,
        ),
    )
    assert lists == {older: 4, newer: bundle.PATCHES[-1]}
    assert list(bundle.needed("3.10", lock)) == [older]


def test_the_pythons_of_a_bundle_are_those_that_the_workflow_tests(root):
    workflow = (root / ".github" / "workflows" / "test.yml").read_text()

    tested = re.findall(r'python: \[?"(3\.\d+)"', workflow)

    assert set(tested) <= set(bundle.PYTHONS)
    assert {bundle.PYTHONS[0], bundle.PYTHONS[-1]} <= set(tested)


def test_pythons_are_chosen_from_those_that_the_lab_runs_on():
    assert bundle.chosen(["3.13", "3.10", "3.13"]) == ["3.10", "3.13"]
    assert bundle.chosen(["all"]) == bundle.PYTHONS
    with pytest.raises(SystemExit, match=r"^bundle: the lab runs on Python 3.10, .*, not 3.9$"):
        bundle.chosen(["3.9"])


@linux_only
def test_a_jdk_is_taken_without_what_the_lab_never_asks_for(tmp_path):
    home = tmp_path / "jdk"
    for name in ("release", "bin/javac", "lib/src.zip", "lib/modules", "man/man1/java.1"):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(name)
    (home / "bin" / "javac").chmod(0o755)
    (tmp_path / "elsewhere").write_text("certificates")
    (home / "lib" / "cacerts").symlink_to(tmp_path / "elsewhere")
    (home / "lib" / "nowhere").symlink_to(tmp_path / "no such file")

    found = bundle.of_jdk(home)

    names = ["bin/javac", "lib/cacerts", "lib/modules", "release"]
    assert sorted(found) == [f"bundle/jdk/{name}" for name in names]
    assert found["bundle/jdk/bin/javac"].executable
    assert found["bundle/jdk/lib/cacerts"].bytes() == b"certificates"


def test_a_folder_that_is_no_jdk_is_said_to_be_none(tmp_path):
    with pytest.raises(SystemExit, match="is no JDK: --jdk takes the folder that holds bin/javac"):
        bundle.of_jdk(tmp_path)


def test_the_same_files_give_the_same_bytes(tmp_path):
    entries = {
        "b/run": bundle.Entry(b"#!", executable=True),
        "a": bundle.Entry(b"text"),
        "link": bundle.Entry(link="a"),
    }
    one, two = tmp_path / "one.tar.gz", tmp_path / "two.tar.gz"

    bundle.write(one, "top", entries, 1_700_000_000)
    bundle.write(two, "top", dict(reversed(entries.items())), 1_700_000_000)

    assert one.read_bytes() == two.read_bytes()
    with tarfile.open(one) as tar:
        members = tar.getmembers()
    assert [member.name for member in members] == ["top/a", "top/b/run", "top/link"]
    assert [member.mode for member in members[:2]] == [0o644, 0o755]
    assert {(member.mtime, member.uid, member.uname) for member in members} == {
        (1_700_000_000, 0, "")
    }


def test_the_sums_are_in_the_form_that_sha256sum_reads():
    entries = {"b": bundle.Entry(b"2"), "a": bundle.Entry(b"1"), "link": bundle.Entry(link="a")}

    rows = bundle.sums(entries).bytes().decode().splitlines()

    assert rows == [
        f"{hashlib.sha256(data).hexdigest()}  {n}" for n, data in ((("a"), b"1"), ("b", b"2"))
    ]


def test_the_page_in_a_bundle_tells_of_a_jdk_only_where_there_is_one():
    with_jdk = bundle.read_me("n", ["3.11", "3.12"], True)
    without = bundle.read_me("n", ["3.12"], False)

    assert "Python 3.11 or 3.12; a JDK 25 is inside." in with_jdk
    assert "right to these sources" in with_jdk
    assert "Python 3.12 and a JDK 25, which is not inside." in without
    assert "right to these sources" not in without


def test_without_a_commit_one_sentence_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(bundle, "ROOT", tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    with pytest.raises(SystemExit, match=r"^bundle: a bundle is made of a commit"):
        bundle.git("rev-parse", "HEAD")


# ------------------------------------------------------------------------------ the whole

ALONE = """
import fcntl, os, socket, struct, sys
with socket.socket() as any:
    fcntl.ioctl(any, 0x8914, struct.pack("16sh14x", b"lo", 0x1 | 0x40))  # SIOCSIFFLAGS: up
os.execvp(sys.argv[1], sys.argv[1:])
"""


WATCH = ["strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=connect", "-o"]


def alone(*argv):
    """A command that runs a command where no network exists but loopback."""
    user = [] if os.geteuid() == 0 else ["--map-root-user"]
    return ["unshare", *user, "--net", sys.executable, "-c", ALONE, *map(str, argv)]


def why_not_alone():
    if not sys.platform.startswith("linux"):
        return "a network of one's own is Linux's"
    for tool in ("unshare", "strace", "git"):
        if not shutil.which(tool):
            return f"there is no {tool} here"
    tried = subprocess.run(alone(*WATCH, "/dev/null", "true"), capture_output=True, text=True)
    return f"a network of one's own is not permitted here: {tried.stderr}" * bool(tried.returncode)


def commit_of_what_stands_here(root, folder):
    """A commit of the working tree, on no branch and in no index: what a learner would be given."""
    env = {**os.environ, "GIT_INDEX_FILE": str(folder / "index")}
    for who in ("AUTHOR", "COMMITTER"):
        env |= {
            f"GIT_{who}_NAME": "t",
            f"GIT_{who}_EMAIL": "t@t",
            f"GIT_{who}_DATE": "@1700000000 +0000",
        }

    def git(*argv):
        done = subprocess.run(
            ["git", *argv], cwd=root, env=env, capture_output=True, text=True, timeout=LIMIT
        )
        if done.returncode:
            pytest.skip(f"this is no git checkout, so there is no commit of it: {done.stderr}")
        return done.stdout.strip()

    git("add", "--all")
    return git("commit-tree", git("write-tree"), "-m", "what stands here")


@pytest.fixture
def make(root, tmp_path):
    """Makes a bundle of what stands here, for this Python alone, and returns the archive."""
    if why := why_not_alone():
        pytest.skip(why)
    commit = commit_of_what_stands_here(root, tmp_path)

    def made(out, *more):
        argv = [sys.executable, "lab", "bundle", "--commit", commit, "--python", THIS]
        argv += ["--out", tmp_path / out, *more]
        done = subprocess.run(argv, cwd=root, capture_output=True, text=True, timeout=LIMIT)
        if "the network did not answer" in done.stderr:
            pytest.skip(f"no packages are kept here, and none could be fetched: {done.stderr}")
        assert done.returncode == 0, done.stdout + done.stderr
        (archive,) = (tmp_path / out).glob("*.tar.gz")
        return archive

    return made


class Offline:
    """A lab unpacked from a bundle; what runs in it sees loopback alone, and is listened to."""

    def __init__(self, archive, folder):
        self.calls, home = folder / "calls", folder / "home"
        self.calls.mkdir(parents=True)
        home.mkdir()
        with tarfile.open(archive) as tar:
            tar.extractall(folder, **({"filter": "tar"} if hasattr(tarfile, "tar_filter") else {}))
        (self.root,) = (path.parent for path in folder.glob("*/lab"))
        self.python = self.root / ".lab/venv/bin/python"
        # As a learner has it: no settings, an empty home.
        self.env = {"HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}

    def run(self, *argv):
        """Runs a command that has to go well, and returns what it printed."""
        done = subprocess.run(
            alone(*argv), cwd=self.root, env=self.env, capture_output=True, text=True, timeout=LIMIT
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def heard(self, *argv):
        """The command, with a listener that writes down what it and its children connect to."""
        return [*WATCH, self.calls / f"{len(list(self.calls.iterdir()))}.txt", *argv]

    def connections(self):
        """What all that was listened to connected to, or tried to."""
        return [line for log in self.calls.iterdir() for line in log.read_text().splitlines()]


def to_the_network(lines):
    """Those attempts to connect that go to a machine, not to a file or within the kernel."""
    return [line for line in lines if re.search(r"AF_INET6?\b", line)]


def outside(lines):
    """Those that go to another machine."""
    loopback = re.compile(r'"127\.[\d.]+"|"::1"|"::ffff:127\.[\d.]+"')
    return [line for line in to_the_network(lines) if not loopback.search(line)]


def test_of_what_was_heard_loopback_is_told_from_the_rest():
    here = [
        'connect(4, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("127.0.0.1")}, 16)',
        'connect(4, {sa_family=AF_INET6, inet_pton(AF_INET6, "::1", &sin6_addr)}, 28) = 0',
    ]
    there = [
        'connect(4, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("10.0.0.1")}, 16)',
        'connect(4, {sa_family=AF_INET6, inet_pton(AF_INET6, "2001:db8::1", &sin6_addr)}, 28)',
    ]
    file = ['connect(3, {sa_family=AF_UNIX, sun_path="/run/nscd"}, 110) = -1 ENOENT']

    assert to_the_network(file + here + there) == here + there
    assert outside(file + here + there) == there


@pytest.mark.only_all
@pytest.mark.limit(3 * LIMIT)
@linux_only
def test_the_same_commit_gives_the_same_bundle(make):
    one, two = make("one", "--no-jdk"), make("two", "--no-jdk")

    assert one.name == two.name
    assert one.read_bytes() == two.read_bytes()
    summed = f"{hashlib.sha256(one.read_bytes()).hexdigest()}  {one.name}\n"
    assert one.with_name(f"{one.name}.sha256").read_text() == summed


@pytest.mark.only_all
@pytest.mark.limit(4 * LIMIT)
@linux_only
def test_a_bundle_sets_up_and_runs_where_there_is_no_network(make, tmp_path):
    """One test for all of it: whoever runs tests side by side would make a bundle for each."""
    offline = Offline(make("out"), tmp_path / "elsewhere")
    sums = ["sha256sum", "--check", "--quiet", "bundle/SHA256SUMS"]
    subprocess.run(sums, cwd=offline.root, check=True, timeout=LIMIT)

    offline.run(*offline.heard(sys._base_executable, "lab", "setup"))
    assert os.listdir(offline.env["HOME"]) == []
    kernel = json.loads((offline.python.parents[1] / KERNEL).read_text())
    assert kernel["argv"][0] == str(offline.root / "bundle/jdk/bin/java")

    tool = [offline.python, "tools/run_notebook.py", "--quiet"]
    for chapter in CHAPTERS:
        offline.run(*offline.heard(*tool, f"notebooks/{chapter}.ipynb"))
    assert outside(offline.connections()) == []
    assert to_the_network(offline.connections())  # to the kernel: who listens does hear

    if browser.chromium() is None:
        pytest.skip("no Chromium on PATH (Debian: apt install chromium): all but the page was seen")
    config = offline.root / ".lab/jupyter/config/jupyter_lab_config.json"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text('{"LabApp": {"expose_app_in_browser": true}}')  # by it a test asks the page
    lab = offline.heard(sys._base_executable, "lab", "--no-browser")
    # Chromium is not listened to: it asks for its own services; what the page asks for, it tells.
    page = offline.run(sys.executable, FIRST_PAGE, offline.root, *lab)
    assert json.loads(page.splitlines()[-1]) == {"errors": [], "outside": [], "console": []}
    assert outside(offline.connections()) == []
