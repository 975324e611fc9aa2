"""The pictures of an executed notebook: SVG in the address of an image, and its panels.

A stack of timelines is one tall picture. Where that is too much for a page or a slide, each of its
panels can be a picture of its own.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from itertools import pairwise

IMAGE = re.compile(r'(<img\b[^>]*?src="data:image/svg\+xml;base64,)([^"]+)("[^>]*>)')
ROOT = re.compile(r'<svg ([^>]*)viewBox="[^"]*" width="([\d.]+)" height="([\d.]+)"')
NAME = re.compile(r'<text [^>]*\by="([\d.]+)"[^>]* font-size="14\.0" font-weight="650"')
LEAST = 120  # what is lower is a row of something, no panel
ABOVE = 22  # how far above the foot of its name a panel begins
ALT = re.compile(r'\balt="[^"]*"')


def size(image: str) -> tuple[float, float]:
    """Width and height of an image as it was drawn."""
    root = ROOT.match(b64decode(IMAGE.search(image)[2]).decode())
    return float(root[2]), float(root[3])


def panels(image: str) -> list[str]:
    """An image as one for each of its panels; the first has the words for who cannot see them."""
    before, data, after = IMAGE.fullmatch(image).groups()
    svg = b64decode(data).decode()
    if not ROOT.match(svg):
        return [image]  # none of the lab's
    width, height = size(image)
    tops = sorted({float(y) - ABOVE for y in NAME.findall(svg)})
    edges = [0.0, *tops[1:], height]
    if min(end - top for top, end in pairwise(edges)) < LEAST:
        return [image]
    pieces = [
        ROOT.sub(
            rf'<svg \1viewBox="0 {top} {width} {end - top}" width="\2" height="{end - top}"', svg
        )
        for top, end in pairwise(edges)
    ]
    made = [f"{before}{b64encode(piece.encode()).decode()}{after}" for piece in pieces]
    return made[:1] + [ALT.sub('alt=""', each) for each in made[1:]]
