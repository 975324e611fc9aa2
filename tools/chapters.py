"""The lab's notebooks, and which of them somebody means."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from notebook_form import ROOT

NOTEBOOKS = ROOT / "notebooks"


def named(names: list[str], paths: Iterable[Path], kind: str = "chapter") -> list[Path]:
    """The notebooks of these names in reading order; all, if none is named."""
    present = {path.stem: path for path in sorted(paths)}
    wanted = {name.removesuffix(".ipynb") for name in names} or set(present)
    if unknown := sorted(wanted - set(present)):
        raise SystemExit(
            f"lab: there is no {kind} {', '.join(unknown)}: there are {', '.join(present)}"
        )
    return [path for stem, path in present.items() if stem in wanted]
