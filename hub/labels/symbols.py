"""Which symbols carry the facts of a label, and whether a printer can draw them as the standard asks.

A code that is wider than the head prints nothing, and says nothing. So every symbol is measured before it is sent: the widest
module that fits; else a square code with the same data; else a refusal in words.

Source: GS1 General Specifications 5.4.4 (48 characters, quiet zone 10X, height 31.75 mm), 5.12 symbol specification tables for
logistic units: X 0.495 to 1.016 mm for bars, 0.743 to 1.5 mm for square codes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from hub.kernel.errors import RuleBroken
from hub.labels.code128 import QUIET_MODULES, bars_128
from hub.labels.codes.companions import MOST_IN_128, faults_together, size_in_128
from hub.labels.codes.elements import GS, judge
from hub.labels.codes.found import CodeFault, Element
from hub.labels.codes.identifiers import identifiers, matches
from hub.labels.codes.sentences import fault_words

MICRONS_PER_INCH = 25_400
LEAST_BAR_X, MOST_BAR_X = 495, 1_016
LEAST_SQUARE_X, MOST_SQUARE_X = 743, 1_500
# A Digital Link that a telephone opens: one and a half of the least bar of the shop, 0.264 mm.
LEAST_LINK_X = 396
LEAST_BAR_HEIGHT = 31_750
# General Specifications 5.4.4: a GS1-128 symbol with its white margins is at most this wide.
MOST_BAR_WIDTH = 165_100
# A code of the house in Code 128 is no GS1 symbol: it may be as fine as hand scanners read and heads draw.
SMALLEST_BAR_DOTS = 2
# Which key of a label's content an identifier is made of.
FIELDS = {
    "00": "sscc", "01": "gtin", "02": "content_gtin", "10": "lot", "15": "best_before", "30": "count", "310n": "net_kg", "37": "count",
    "401": "ginc", "422": "origin", "7005": "catch_area", "7006": "frozen", "7007": "harvested", "7008": "fao_code",
}  # fmt: skip
QUIET = {"qr": 4, "datamatrix": 2}


class SymbolKind(StrEnum):
    GS1_128 = "gs1_128"
    CODE_128 = "code_128"
    DATAMATRIX = "datamatrix"
    QR = "qr"


class Remark(StrEnum):
    """What is not as it should be. Bars that would be finer or lower than the standard became a square code; a code was too large for
    all its facts; what the law wants on the label was cut to fit its box, or the layout has no box for it; a lot's number
    has signs or a length that no code of GS1's takes.
    """

    SQUARE_INSTEAD = "square_instead"
    CODE_SHORTENED = "code_shortened"
    MENTION_CUT = "mention_cut"
    MENTION_LEFT_OUT = "mention_left_out"
    LOT_NOT_CODED = "lot_not_coded"


class CodeTooLarge(RuleBroken):
    """No code with these facts fits the room there is at this printer's resolution."""

    code = "code_too_large"


class LabelFactWrong(RuleBroken):
    """A fact that no label may carry: a wrong check digit, a shop's number as an article number. `field` is the key of the content,
    `says` what is wrong with it in each language.
    """

    code = "label_fact_wrong"

    def __init__(self, identifier: str, value: str, fault: CodeFault) -> None:
        field = next((key for pattern, key in FIELDS.items() if matches(fault.ai, pattern)), identifier)
        super().__init__(
            identifier=identifier, value=value, why=fault.kind, field=field, says=fault_words(fault)
        )


@dataclass(frozen=True, slots=True)
class Symbol:
    """What is encoded. `text` is in brackets for GS1 data, else as it is; `shown` stands below it for people."""

    kind: SymbolKind
    text: str
    elements: tuple[Element, ...] = ()

    @property
    def gs1(self) -> bool:
        return bool(self.elements)

    @property
    def plain(self) -> str:
        """Without brackets, FNC1 between as GS: what stands in the bars."""
        if not self.elements:
            return self.text
        known = identifiers()
        last = len(self.elements) - 1
        return "".join(
            one.ai + one.value + ("" if known[one.ai].fixed or place == last else GS)
            for place, one in enumerate(self.elements)
        )

    @property
    def modules(self) -> int:
        """Width of the bars in modules, without the white beside them."""
        return bars_128(self.plain, gs1=self.gs1).modules


def elements_of(pairs: Sequence[tuple[str, str]]) -> tuple[Element, ...]:
    """Identifier and value as elements, judged. Raises LabelFactWrong for what must not be printed.

    Fixed lengths first, as GS1 asks, then figures, then letters: bars change their code set once at most, and are shorter.
    """
    known = identifiers()
    found = tuple(Element(ai, known[ai].title, value) for ai, value in pairs)
    faults = [fault for one in found for fault in judge(known[one.ai], one.value)] + list(
        faults_together(found)
    )
    if faults:
        raise _wrong(faults[0], found)
    return tuple(sorted(found, key=lambda one: (not known[one.ai].fixed, not one.value.isdecimal())))


def _wrong(fault: CodeFault, found: Sequence[Element]) -> LabelFactWrong:
    value = next((one.value for one in found if one.ai == fault.ai), "")
    return LabelFactWrong(f"({fault.ai})", value, fault)


def bracketed(elements: Sequence[Element]) -> str:
    return "".join(f"({one.ai}){one.value}" for one in elements)


def gs1_128_symbols(elements: Sequence[Element], most_modules: int | None = None) -> tuple[Symbol, ...]:
    """The same data over as few symbols as 48 characters each, and the room, allow. All of them go on the same thing.

    An element that alone is too wide has a symbol of its own, and whoever places it sees that it does not fit.
    """
    parts: list[list[Element]] = []
    for one in elements:
        if parts and _may_share([*parts[-1], one], most_modules):
            parts[-1].append(one)
        else:
            parts.append([one])
    return tuple(Symbol(SymbolKind.GS1_128, bracketed(part), tuple(part)) for part in parts)


def _may_share(part: Sequence[Element], most_modules: int | None) -> bool:
    if size_in_128(part) > MOST_IN_128:
        return False
    return most_modules is None or Symbol(SymbolKind.GS1_128, "", tuple(part)).modules <= most_modules


def datamatrix_symbol(elements: Sequence[Element]) -> Symbol:
    return Symbol(SymbolKind.DATAMATRIX, bracketed(elements), tuple(elements))


def dots_to_microns(dots: int, dpi: int) -> int:
    return dots * MICRONS_PER_INCH // dpi


def least_dots(microns: int, dpi: int) -> int:
    """The fewest whole dots that are at least so wide."""
    return -(-microns * dpi // MICRONS_PER_INCH)


def bar_module(modules: int, room: int, dpi: int, *, gs1: bool, wanted: int = LEAST_BAR_X) -> int | None:
    """Dots per module so that bars and white margins fit the room (in microns): the wanted width if it goes, else narrower.

    None when they fit only finer than GS1 allows, or a code of the house not even with two dots.
    """
    smallest = least_dots(LEAST_BAR_X, dpi) if gs1 else SMALLEST_BAR_DOTS
    most = min(room, MOST_BAR_WIDTH) if gs1 else room
    for dots in range(max(smallest, least_dots(wanted, dpi)), smallest - 1, -1):
        if dots_to_microns((modules + 2 * QUIET_MODULES) * dots, dpi) <= most:
            return dots
    return None


def most_bar_modules(room: int, dpi: int) -> int:
    """How many modules of the standard's least width fit a room, without the white margins."""
    dots = least_dots(LEAST_BAR_X, dpi)
    return min(room, MOST_BAR_WIDTH) // dots_to_microns(dots, dpi) - 2 * QUIET_MODULES


def square_module(
    modules: int,
    quiet: int,
    room: int,
    dpi: int,
    *,
    wanted: int = LEAST_SQUARE_X,
    least: int = LEAST_SQUARE_X,
) -> int | None:
    """Dots per module of a square code: the wanted width if the room takes it, else fewer; None below the least."""
    best = room * dpi // MICRONS_PER_INCH // (modules + 2 * quiet)
    dots = min(best, least_dots(wanted, dpi))
    return dots if dots >= least_dots(least, dpi) else None
