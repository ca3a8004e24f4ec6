"""The rows of a paper on a roll, and how text is made to fit its room: larger if it can be, wrapped, or cut with an
ellipsis. Room is counted in columns here and in a font's own measure for drawn text; nothing is sent or drawn.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from hub.labels.breaks import HYPHEN, line_end, longest_piece

ELLIPSIS = "..."
LARGEST = 4
Measure = Callable[[str], float]


class Align(IntEnum):
    """The numbers of ESC a."""

    LEFT = 0
    CENTRE = 1
    RIGHT = 2


class Text(NamedTuple):
    """One printed line; `wide` and `high` multiply the character."""

    text: str
    wide: int = 1
    high: int = 1
    bold: bool = False
    inverse: bool = False
    align: Align = Align.LEFT

    @property
    def columns(self) -> int:
        return len(self.text) * self.wide


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper."""

    heavy: bool = False


@dataclass(frozen=True, slots=True)
class Space:
    """White, in dots."""

    dots: int


@dataclass(frozen=True, slots=True)
class Pictogram:
    """The picture of a storage class."""

    shows: str


@dataclass(frozen=True, slots=True)
class Square:
    """A square code with large words beside it."""

    link: str
    large: str
    above: str
    below: str


@dataclass(frozen=True, slots=True)
class GoodsSquare:
    """The square code of what is in the crate: smaller than the crate's own, and at the left, so that nobody scans it instead."""

    link: str


@dataclass(frozen=True, slots=True)
class Bars:
    """The crate's SSCC as GS1-128, where the head is wide enough for bars within the standard."""

    sscc: str


Row = Text | Rule | Space | Pictogram | Square | GoodsSquare | Bars


@lru_cache(maxsize=4096)
def tidy(text: str) -> str:
    """One line of printable text: a name from a form must never carry a line feed, let alone an escape code."""
    if _is_tidy(text):
        return text
    composed = unicodedata.normalize("NFC", text)
    kept = "".join(" " if unicodedata.category(one).startswith(("C", "Z")) else one for one in composed)
    return " ".join(kept.split())


def _is_tidy(text: str) -> bool:
    """Nearly every text is: no letter of it has to be looked at one by one."""
    composed = text.isascii() or unicodedata.is_normalized("NFC", text)
    return composed and text.isprintable() and "  " not in text and text == text.strip(" ")


def cut(text: str, room: int) -> str:
    """Tidy text in at most `room` columns; what is missing shows as an ellipsis."""
    return cut_measured(text, room, len)


def cut_measured(text: str, room: float, measure: Measure, ellipsis: str = ELLIPSIS) -> str:
    """As `cut`, by a font's own measure."""
    whole = tidy(text)
    if measure(whole) <= room:
        return whole
    length = _most(len(whole) - 1, lambda taken: measure(whole[:taken].rstrip() + ellipsis) <= room)
    if length:
        return whole[:length].rstrip() + ellipsis
    return next((dots for dots in (ellipsis, ellipsis[:1]) if measure(dots) <= room), "")


def _most(letters: int, fits: Callable[[int], bool]) -> int:
    """How many of so many letters fit, 0 for none; more letters never take less room."""
    return bisect_left(range(1, letters + 1), 1, key=lambda taken: 0 if fits(taken) else 1)


def wrap(text: str, room: float, measure: Measure = len, *, most: int = 99) -> tuple[str, ...]:
    """Lines that each fit the room, broken as `breaks` says; the last line of `most` is cut."""
    lines: list[str] = []
    rest = tidy(text)
    while rest and len(lines) < most - 1 and measure(rest) > room:
        line, taken = _first_line(rest, room, measure)
        lines.append(line)
        rest = rest[taken:].lstrip()
    return (*lines, cut_measured(rest, room, measure)) if rest else tuple(lines)


def _first_line(rest: str, room: float, measure: Measure) -> tuple[str, int]:
    """The line, and how many letters of the text it took."""
    fits = max(1, _most(len(rest), lambda taken: measure(rest[:taken].rstrip()) <= room))
    if fits == len(rest):
        return rest, fits
    end = line_end(
        rest, 0, fits, lambda: _most(len(rest), lambda taken: measure(rest[:taken] + HYPHEN) <= room)
    )
    return rest[: end.at].rstrip() + (HYPHEN if end.hyphen else ""), end.at


def headline(text: str, columns: int, *, largest: int = LARGEST, most: int = 2) -> tuple[Text, ...]:
    """The text as large as it goes on one line; a size of two is rather wrapped than made small, and rather made narrow than broken
    within a word.
    """
    whole = tidy(text)
    for size in range(largest, 2, -1):
        if len(whole) * size <= columns:
            return (Text(whole, wide=size, high=size, bold=True),)
    size = 2 if largest > 1 else 1
    wide = _wide(whole, columns, size)
    return tuple(
        Text(line, wide=wide, high=size, bold=True) for line in wrap(whole, columns // wide, most=most)
    )


def _wide(text: str, columns: int, size: int) -> int:
    """How wide letters of this height are: as wide as high, unless a word or number would be torn."""
    return size if len(longest_piece(text)) * size <= columns else 1


def pair(left: str, right: str, columns: int, *, bold: bool = False, size: int = 1) -> tuple[Text, ...]:
    """Two facts on one line, the second to the right; on lines of their own when they do not fit beside each other.

    A size of two is as wide as it is high, because type that is only high is hard to read, unless a word would be torn.
    """
    left, right = tidy(left), tidy(right)
    wide = min(_wide(left, columns, size), _wide(right, columns, size))
    room = columns // wide

    def line(text: str) -> Text:
        return Text(text, bold=bold, wide=wide, high=size)

    if not (left and right):
        return tuple(line(text) for text in wrap(left or right, room, most=2))
    if len(left) + len(right) + 2 <= room:
        return (line(left + right.rjust(room - len(left))),)
    # Large type has half the room: a name is rather wrapped than cut.
    most = size if size == 1 else size + 1
    return (
        *(line(text) for text in wrap(left, room, most=most)),
        *(line(text.rjust(room)) for text in wrap(right, room)),
    )


def paragraph(
    text: str, columns: int, *, bold: bool = False, indent: int = 0, most: int = 99
) -> tuple[Text, ...]:
    lines = wrap(text, columns - indent, most=most)
    return tuple(Text(" " * indent + line, bold=bold) for line in lines)


def joined(parts: Sequence[str], between: str = ", ") -> str:
    return between.join(part for part in parts if part)


def first_upper(text: str) -> str:
    """A text that somebody wrote as the end of a sentence, standing alone."""
    return text[:1].upper() + text[1:]
