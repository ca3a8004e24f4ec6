"""What stands on a drawn label: lines of text, blocks, pictures and codes, each with its place in microns; and the facts it was made of.

Not for: deciding the places (`placing`), or ink (dialects).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hub.labels.dialects.letters import Face
from hub.labels.layout import Align
from hub.labels.sheet import Box
from hub.labels.symbols import Remark, Symbol, SymbolKind

BARS = (SymbolKind.GS1_128, SymbolKind.CODE_128)


@dataclass(frozen=True, slots=True)
class TextMark:
    """One line. It stays between x and x + room, and between y and y + LINE of its size."""

    text: str
    x: int
    y: int
    room: int
    size: int
    face: Face
    inverse: bool = False
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class BlockMark:
    box: Box


@dataclass(frozen=True, slots=True)
class PictureMark:
    shows: str
    box: Box


@dataclass(frozen=True, slots=True)
class SymbolMark:
    """A code. `x` and `y` are of its first dark module, `dots` the printer's dots per module, `height` of bars in microns."""

    symbol: Symbol
    x: int
    y: int
    dots: int
    height: int
    box: Box


Mark = TextMark | BlockMark | PictureMark | SymbolMark


# Boxes that share less than this, in microns, touch.
HARDLY_SHARED = 400


@dataclass(frozen=True, slots=True)
class Drawing:
    """A label ready to be drawn at one resolution. `boxes`: the fields of a sheet by what they say, and where they stand."""

    width: int
    height: int
    dpi: int
    marks: tuple[Mark, ...]
    remarks: tuple[Remark, ...] = ()
    boxes: tuple[tuple[str, Box], ...] = ()

    @property
    def overlaps(self) -> tuple[tuple[str, str], ...]:
        """The fields of a sheet that share a part of it, two and two. Asked by who makes layouts, not with each label."""
        return tuple(
            (name, other)
            for place, (name, box) in enumerate(self.boxes)
            for other, beside in self.boxes[place + 1 :]
            if _share(box, beside)
        )


def _share(one: Box, other: Box) -> bool:
    wide = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    high = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    # A line of text is less high than its box by more than this.
    return min(wide, high) > HARDLY_SHARED


@dataclass(frozen=True, slots=True)
class Facts:
    """What a label says, as texts by name in the receiver's language, and what its codes hold.

    `codes` by the name that layouts use: "sscc", "goods", "link", "own". Several symbols are one code that was split.
    """

    texts: Mapping[str, str]
    headings: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, tuple[Symbol, ...]] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)
