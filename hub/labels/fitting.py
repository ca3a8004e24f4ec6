"""How text is made to fit its box on a drawn label: as large as it goes, broken into lines between words, and at last cut with an ellipsis.

Sizes and rooms in microns, letters by their own table of widths. Nothing is drawn here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from hub.labels.breaks import BETWEEN_FACTS, holds_together
from hub.labels.dialects.letters import LINE, PER_SIZE, Face, face_for
from hub.labels.sheet import Box, TextField

ELLIPSIS = "…"
# One step smaller, in thousandths; hinted letters of a printer may be a little wider than their table says.
STEP, SLACK = 960, 25
# A last line shorter than this part of its room looks like a slip.
ORPHAN = 4


class Fitted(NamedTuple):
    """The size of the letters in microns, the lines, and whether they say all of the text."""

    size: int
    lines: tuple[str, ...]
    whole: bool


def fitted_lines(text: str, wanted: TextField, room: Box) -> Fitted:
    """The largest size at which the text fits the room, and its lines; at the smallest size it is cut."""
    return _fitted(text, wanted, room.width, room.height)


# Headings, goods, farms and kitchens stand on label after label.
@lru_cache(maxsize=4096)
def _fitted(text: str, wanted: TextField, width: int, height: int) -> Fitted:
    room = Box(0, 0, width, height)
    face = face_for(text + ELLIPSIS, bold=wanted.bold)
    sums = _sums(text, face)
    size = min(wanted.largest, room.height * PER_SIZE // LINE)
    smallest = min(wanted.smallest, size)
    while True:
        most = _most_lines(wanted, room, size)
        wide = room.width * (PER_SIZE - SLACK) // max(size, 1)
        lines = _wrapped(text, sums, wide, most)
        if lines is not None:
            return Fitted(size, _without_orphan(text, sums, wide, lines), whole=True)
        if size <= smallest:
            lines = _cut_lines(text, sums, wanted, room, size)
            return Fitted(size, lines, whole="".join(lines).replace(" ", "") == text.replace(" ", ""))
        size = max(smallest, size * STEP // PER_SIZE)


def cut_to(text: str, face: Face, room: int, size: int) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if fits(text, face, room, size):
        return text
    for length in range(len(text) - 1, 0, -1):
        shorter = text[:length].rstrip() + ELLIPSIS
        if fits(shorter, face, room, size):
            return shorter
    return ""


def fits(text: str, face: Face, room: int, size: int) -> bool:
    return sum(map(face.width, text)) * size <= room * (PER_SIZE - SLACK)


def _sums(text: str, face: Face) -> list[int]:
    """Where each letter begins, in thousandths of the size."""
    sums = [0]
    for sign in text:
        sums.append(sums[-1] + face.width(sign))
    return sums


def _wrapped(text: str, sums: Sequence[int], room: int, most: int) -> tuple[str, ...] | None:
    """Lines broken between words only; None when there would be more than `most`, or one word is too long."""
    lines: list[str] = []
    start = 0
    while start < len(text):
        end = _line_end(text, sums, start, room)
        if end is None or len(lines) == most:
            return None
        lines.append(text[start:end].rstrip())
        start = end + (end < len(text) and text[end] == " ")
    return tuple(lines)


def _without_orphan(text: str, sums: Sequence[int], room: int, lines: tuple[str, ...]) -> tuple[str, ...]:
    """Where a short word would stand alone on the last line, the lines are broken anew in the narrowest room that takes as many."""
    last = sums[-1] - sums[len(text) - len(lines[-1])]
    if len(lines) == 1 or last * ORPHAN > room:
        return lines
    least = bisect_left(
        range(room), 1, key=lambda narrow: int(_wrapped(text, sums, narrow, len(lines)) is not None)
    )
    return _wrapped(text, sums, least, len(lines)) or lines


def _line_end(text: str, sums: Sequence[int], start: int, room: int) -> int | None:
    """Where the line that starts here ends: before a blank, after a hyphen or slash, or with the text; never before a dot between
    two facts, and not within a number such as NO 1234 or N-999 where there is another place.
    """
    best = within_number = None
    for at in range(start + 1, len(text) + 1):
        if sums[at] - sums[start] > room:
            break
        before_word = at < len(text) and text[at] == " " and text[at + 1 : at + 2] != BETWEEN_FACTS
        hyphen = text[at - 1] in "-/"
        if (before_word and holds_together(text, at)) or (hyphen and text[at : at + 1].isdecimal()):
            within_number = at
        elif at == len(text) or before_word or hyphen:
            best = at
    return within_number if best is None else best


def _cut_lines(text: str, sums: Sequence[int], wanted: TextField, room: Box, size: int) -> tuple[str, ...]:
    """As many lines as there may be, words broken where they must be, the last one cut."""
    face = face_for(text + ELLIPSIS, bold=wanted.bold)
    most = _most_lines(wanted, room, size)
    lines: list[str] = []
    start = 0
    wide = room.width * (PER_SIZE - SLACK) // max(size, 1)
    while start < len(text) and len(lines) < most - 1:
        end = _line_end(text, sums, start, wide)
        if end is None:
            fitting = (at for at in range(start + 1, len(text) + 1) if sums[at] - sums[start] <= wide)
            end = max(fitting, default=start + 1)
        lines.append(text[start:end].rstrip())
        start = end + (end < len(text) and text[end] == " ")
    return (*lines, cut_to(text[start:], face, room.width, size))


def _most_lines(wanted: TextField, room: Box, size: int) -> int:
    return max(1, min(wanted.lines, room.height * PER_SIZE // (LINE * max(size, 1))))
