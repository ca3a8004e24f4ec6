"""Codes as they stand in a box: how large a square one gets there, what it does without where it would be too large, and how a code is
written for people.
"""

from __future__ import annotations

from typing import NamedTuple

from hub.labels.codes.companions import GTINS
from hub.labels.dialects.letters import LINE, PER_SIZE, Face, face_for
from hub.labels.dialects.symbols import matrix_of
from hub.labels.fitting import STEP, fits
from hub.labels.symbols import (
    LEAST_LINK_X,
    LEAST_SQUARE_X,
    QUIET,
    CodeTooLarge,
    Symbol,
    datamatrix_symbol,
    square_module,
)

# What a square code does without, the first of these first: it stands on the label in words.
SPARED = ("7008", "7005", "422", "7007", "7006", "10")


LEAST_HRI, LARGEST_HRI = 2_000, 2_600


class FittedSquare(NamedTuple):
    """A square code that fits, and the printer's dots per module."""

    symbol: Symbol
    dots: int


def square_in(symbol: Symbol, side: int, dpi: int, *, wanted: int = 0) -> FittedSquare:
    """As large as it fits a side (in microns), or with fewer facts. Raises CodeTooLarge."""
    dots = _dots(symbol, side, dpi, wanted)
    shorter = symbol
    for spared in SPARED if dots is None else ():
        kept = [one for one in shorter.elements if one.ai != spared]
        if kept and len(kept) < len(shorter.elements):
            shorter = datamatrix_symbol(kept)
            dots = _dots(shorter, side, dpi, wanted)
        if dots is not None:
            break
    if dots is None:
        raise CodeTooLarge(code=symbol.text, dots=side * dpi // 25_400)
    return FittedSquare(shorter, dots)


def _dots(symbol: Symbol, side: int, dpi: int, wanted: int) -> int | None:
    return square_module(
        matrix_of(symbol).width,
        QUIET[symbol.kind],
        side,
        dpi,
        wanted=max(LEAST_SQUARE_X, wanted),
        least=LEAST_SQUARE_X if symbol.gs1 else LEAST_LINK_X,
    )


class InLetters(NamedTuple):
    """A line below a code, its letters in microns."""

    text: str
    size: int
    face: Face

    @property
    def tall(self) -> int:
        return self.size * LINE // PER_SIZE


def article_in_letters(symbol: Symbol, room: int) -> InLetters | None:
    """The article's number of a square code, which people cannot read; None where there is none, or no room for it."""
    words = next((f"({one.ai}) {one.value}" for one in symbol.elements if one.ai in GTINS), "")
    face = face_for(words, bold=False)
    size = LARGEST_HRI
    while size > LEAST_HRI and not fits(words, face, room, size):
        size = size * STEP // PER_SIZE
    return InLetters(words, size, face) if words and fits(words, face, room, size) else None


def human(symbol: Symbol) -> str:
    """As people read it: (00) 195 212 340 000 000 121."""
    if not symbol.elements:
        return symbol.text
    return " ".join(
        f"({one.ai}) {' '.join(one.value[at : at + 3] for at in range(0, len(one.value), 3))}"
        if one.ai == "00"
        else f"({one.ai}) {one.value}"
        for one in symbol.elements
    )
