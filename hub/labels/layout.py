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

ELLIPSIS = "..."
BETWEEN_FACTS = "·"
# The letters before an establishment's number.
COUNTRY_LETTERS = 2
UNITS = ("kg", "°C")
# Of fruit and vegetables, by the trade's standards.
CLASSES = ("I", "II", "III")
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
    """Lines that each fit the room, broken between words; a longer word is broken, the last line cut."""
    lines: list[str] = []
    rest = tidy(text)
    while rest and len(lines) < most - 1 and measure(rest) > room:
        taken = _first_line(rest, room, measure)
        lines.append(taken.rstrip())
        rest = rest[len(taken) :].lstrip()
    return (*lines, cut_measured(rest, room, measure)) if rest else tuple(lines)


def _first_line(rest: str, room: float, measure: Measure) -> str:
    fits = max(1, _most(len(rest), lambda taken: measure(rest[:taken].rstrip()) <= room))
    if fits == len(rest):
        return rest
    return rest[: _last_blank(rest, fits) or fits]


def _last_blank(rest: str, fits: int) -> int:
    """Where a line of at most so many letters ends, 0 for nowhere. Not before a dot between two facts: no line begins with that; nor
    within a number such as NO 1250, unless that would leave half of the line white.
    """
    space = rest.rfind(" ", 0, fits + 1)
    in_number = 0
    while space > 0:
        if is_within_number(rest, space, groups=True):
            in_number = in_number or space
        elif not rest.startswith(BETWEEN_FACTS, space + 1):
            break
        space = rest.rfind(" ", 0, space)
    return in_number if in_number and space * 2 < fits else max(space, 0)


def is_within_number(text: str, blank: int, *, groups: bool) -> bool:
    """Whether what stands before and after a blank is one number: NO 1250, 5.25 kg, class I; with `groups` also 70 174 06 05."""
    if text[blank + 1 :].partition(" ")[0] in CLASSES:
        return True
    if text.startswith(UNITS, blank + 1):
        return text[blank - 1 : blank].isdecimal()
    if not text[blank + 1 : blank + 2].isdecimal():
        return False
    before = text[text.rfind(" ", 0, blank) + 1 : blank].lstrip("(+")
    return (groups and before.isdecimal()) or (len(before) <= COUNTRY_LETTERS and before.isupper())


def headline(text: str, columns: int, *, largest: int = LARGEST, most: int = 2) -> tuple[Text, ...]:
    """The text as large as it goes on one line; a size of two is rather wrapped than made small."""
    whole = tidy(text)
    for size in range(largest, 2, -1):
        if len(whole) * size <= columns:
            return (Text(whole, wide=size, high=size, bold=True),)
    size = 2 if largest > 1 else 1
    return tuple(
        Text(line, wide=size, high=size, bold=True) for line in wrap(whole, columns // size, most=most)
    )


def pair(left: str, right: str, columns: int, *, bold: bool = False, size: int = 1) -> tuple[Text, ...]:
    """Two facts on one line, the second to the right; on lines of their own when they do not fit beside each other.

    A size of two is as wide as it is high: type that is only high is hard to read.
    """
    room = columns // size

    def line(text: str) -> Text:
        return Text(text, bold=bold, wide=size, high=size)

    left, right = tidy(left), tidy(right)
    if not (left and right):
        return tuple(line(text) for text in wrap(left or right, room, most=2))
    if len(left) + len(right) + 2 <= room:
        return (line(left + right.rjust(room - len(left))),)
    # Large type has half the room: a name is rather wrapped than cut.
    return (
        *(line(text) for text in wrap(left, room, most=size)),
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
