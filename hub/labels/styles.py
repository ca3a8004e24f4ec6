"""Which layout each kind of label has at a printer: the one that the settings name, else the largest of the kind that fits there.

A printer whose crate labels have a size gets no label larger than those: its labels are cut. A receipt printer without a layout for
crates prints them in letters of its own, and every other label by a layout for rolls. An office printer without one prints crates whose
goods have a GTIN by a layout, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from hub.labels.content import PaperKind
from hub.labels.drawing import PAGES, Style
from hub.labels.render import layout_named, layouts_in
from hub.labels.sheet import KINDS_OF, Layout, read_layout
from hub.labels.symbols import MICRONS_PER_INCH

OWN_LETTERS = ("crate", "split_crate")
A6_WIDTH, A6_HEIGHT = 105_000, 148_000


def style_of(folder: Path, *, named: Mapping[str, str], width_dots: int, dpi: int, dialect: str) -> Style:
    """Raises NotFound for a named layout that is not there."""
    chosen = {paper: layout_named(folder, name) for paper, name in named.items()}
    crate = chosen.get(PaperKind.CRATE_LABEL)
    room = width_dots * MICRONS_PER_INCH // dpi
    every = [read_layout(folder / f"{name}.toml") for name in layouts_in(folder)]
    fits = partial(_fits, room=room, crate=crate, turns=dialect == PAGES)
    layouts: dict[str, Layout] = {}
    for paper, kinds in KINDS_OF.items():
        for kind in kinds:
            found = chosen.get(paper) if kind == kinds[0] else None
            if found is None and (crate is not None or kind not in OWN_LETTERS):
                found = _largest([one for one in every if one.kind == kind and fits(one)])
            if found is not None:
                layouts[kind] = found
    coded: dict[str, Layout] = {}
    for kind in OWN_LETTERS if crate is None and dialect == PAGES else ():
        found = _largest([one for one in every if one.kind == kind and _on_a6(one)])
        if found is not None:
            coded[kind] = found
    return Style(layouts, dialect, dpi, coded)


def _on_a6(layout: Layout) -> bool:
    """As large as a crate's label is on an office printer that has no layout for it."""
    return not layout.roll and layout.width <= A6_WIDTH and layout.height <= A6_HEIGHT


def _fits(layout: Layout, *, room: int, crate: Layout | None, turns: bool) -> bool:
    """`turns`: an office printer turns a page that lies on its side."""
    if layout.width > room:
        return False
    if crate is None or crate.roll:
        return layout.roll
    upright = layout.width <= crate.width and layout.height <= crate.height
    return not layout.roll and (
        upright or (turns and layout.height <= crate.width and layout.width <= crate.height)
    )


def _largest(layouts: list[Layout]) -> Layout | None:
    return max(layouts, key=lambda one: (one.width, one.height, one.name), default=None)
