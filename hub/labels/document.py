"""A note as it is read: parties, tables, totals, places to sign. It is composed once, and A4 and the roll draw the same document.

Not for: what a note says (its content, and one composer for each in `notes`), or where ink goes (`roll_document`, `pdf_document`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from hub.kernel.words import Language


class Line(NamedTuple):
    """Words of one kind. `quiet` is smaller and grey where the dialect has grey."""

    text: str
    strong: bool = False
    quiet: bool = False


class Roll(StrEnum):
    """Where a column's text stands on a roll, which has no room for columns."""

    HEAD = "head"  # on the row's first line; two of them share it
    JOINED = "joined"  # one after the other, with commas
    PAIRED = "paired"  # two on a line, each with its heading
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Column:
    """`share` is its part of the page's width, in thousandths; all shares of a table make 1000 or less.

    `named`: on a roll the heading stands before the text. `blank`: where a cell says nothing there is room to write by hand.
    """

    heading: str
    share: int
    number: bool = False
    roll: Roll = Roll.JOINED
    named: bool = False
    blank: bool = False


Cell = tuple[Line, ...]


class TableRow(NamedTuple):
    """One row: a cell for each column, and lines below it over the whole width."""

    cells: tuple[Cell, ...]
    under: Cell = ()


@dataclass(frozen=True, slots=True)
class Table:
    """`tick`: each row has a box to tick. A table without rows says `empty`, or is left out when that is empty, too.

    `under`: the column below which a row's further lines begin.
    """

    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    title: str = ""
    tick: bool = False
    empty: str = ""
    under: int = 0


@dataclass(frozen=True, slots=True)
class Panel:
    """A party: its heading, its name first, then address and numbers."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and what they are: dates, numbers, route."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sides:
    """Panels and facts beside each other, three at most."""

    parts: tuple[Panel | Facts, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines over the whole width, with a heading or without one."""

    lines: Cell
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    """What it comes to, in large words, between two rules."""

    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Large:
    """What has to be read from afar: a weight, a stop. The caption stands above it, small."""

    caption: str
    text: str


@dataclass(frozen=True, slots=True)
class Signing:
    """A place to sign, with a line for each of the captions."""

    heading: str
    captions: tuple[str, ...]


Section = Sides | Table | Paragraph | Total | Large | Signing


@dataclass(frozen=True, slots=True)
class Document:
    """`owner` is the hub on the head of each page, `about` what stands at its foot beside the page's number.

    `mark` stands white on black on every page: COPY 2. `footnote` is for the word that the goods are made up. `link` is what a
    square code opens; `link_says` stands beside it.
    """

    title: str
    owner: str
    about: str
    language: Language
    sections: tuple[Section, ...]
    mark: str = ""
    footnote: str = ""
    link: str = ""
    link_says: str = ""


def words(*texts: str, strong: bool = False, quiet: bool = False) -> Cell:
    """One line for each text that is not empty."""
    if len(texts) == 1:
        # Nearly every cell.
        return (Line(texts[0], strong, quiet),) if texts[0] else ()
    return tuple([Line(text, strong, quiet) for text in texts if text])
