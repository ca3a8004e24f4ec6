"""Rules of the ledger and of the scanner: what lies where, what may lie where, and what a scan means.

Not for: which crate goes to whom (picking) and how much was announced (receiving).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hub.kernel.ids import is_sscc
from hub.kernel.quantity import Mass

NOTHING = Mass(0)

GROUP_SEPARATOR = "\x1d"
# What a scanner may put in front to say that the data is GS1's: Code 128, Data Matrix, QR, DataBar.
SYMBOLOGY_PREFIXES = ("]C1", "]d2", "]Q3", "]e0")

# Application identifiers of fixed length that may stand on a crate label before or beside the SSCC
# (GS1 General Specifications, figure "element strings with pre-defined length").
FIXED_LENGTHS = {
    "00": 18, "01": 14, "02": 14, "11": 6, "12": 6, "13": 6, "15": 6, "16": 6, "17": 6, "20": 2,
    "310": 7, "330": 7, "422": 3,
}  # fmt: skip
VARIABLE = ("10", "21", "30", "37", "400", "401", "251", "254")


@dataclass(frozen=True, slots=True)
class Step:
    """One movement as the ledger sees it: so much left one place and reached another; None is outside the house."""

    from_place_id: int | None
    to_place_id: int | None
    mass: Mass
    count: int | None = None


def balances(steps: Iterable[Step]) -> dict[int, Mass]:
    """What lies where: the sum of movements, places with nothing left out. A negative sum is shown, not hidden."""
    sums: dict[int, Mass] = {}
    for step in steps:
        if step.from_place_id is not None:
            sums[step.from_place_id] = sums.get(step.from_place_id, NOTHING) - step.mass
        if step.to_place_id is not None:
            sums[step.to_place_id] = sums.get(step.to_place_id, NOTHING) + step.mass
    return {place_id: mass for place_id, mass in sums.items() if mass}


def pieces(steps: Iterable[Step]) -> int | None:
    """How many pieces are left in the house; None when nobody ever counted."""
    total: int | None = None
    for step in steps:
        if step.count is None:
            continue
        coming = step.count if step.to_place_id is not None else 0
        going = step.count if step.from_place_id is not None else 0
        total = (total or 0) + coming - going
    return total


class Imbalance(StrEnum):
    """Ways in which a ledger can be wrong."""

    NEGATIVE = "negative"  # more left a place than ever came
    TWO_PLACES = "two_places"  # one crate in two places at once
    SPLIT_LOST = "split_lost"  # what left the parent is not what reached the child
    LABEL_DIFFERS = "label_differs"  # the first movement is not the net on the label


def faults_of_crate(steps: Sequence[Step], net: Mass) -> tuple[Imbalance, ...]:
    """Replay one crate's movements in their order; at no moment may a place be negative or a crate be split in two."""
    found: list[Imbalance] = []
    if not steps or steps[0].mass != net or steps[0].from_place_id is not None:
        found.append(Imbalance.LABEL_DIFFERS)
    sums: dict[int, Mass] = {}
    for step in steps:
        for place_id, change in ((step.from_place_id, -step.mass), (step.to_place_id, step.mass)):
            if place_id is not None:
                sums[place_id] = sums.get(place_id, NOTHING) + change
        if any(mass < NOTHING for mass in sums.values()) and Imbalance.NEGATIVE not in found:
            found.append(Imbalance.NEGATIVE)
        if sum(mass > NOTHING for mass in sums.values()) > 1 and Imbalance.TWO_PLACES not in found:
            found.append(Imbalance.TWO_PLACES)
    return tuple(found)


def may_hold(place_classes: Sequence[str], goods_class: str) -> bool:
    """A place without a list is for a short stay of anything (the dock)."""
    return not place_classes or goods_class in place_classes


def lot_number(collected_on: date, running: int) -> str:
    """Year, day of the year, running number of that day: 26-328-007. Readable aloud, sorted by day."""
    return f"{collected_on:%y-%j}-{running:03d}"


@dataclass(frozen=True, slots=True)
class ScannedCrate:
    sscc: str


@dataclass(frozen=True, slots=True)
class ScannedPlace:
    code: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """No crate and no place. Keeps the text so that the floor can see what the scanner read."""

    text: str


Scan = ScannedCrate | ScannedPlace | Unreadable


def read_scan(text: str) -> Scan:
    """What a scanner or a finger entered: an SSCC bare, with AI 00, bracketed, or as a Digital Link; else a place code.

    A scanner may send the symbology identifier (]C1) or the group separator in front; both say "GS1 data".
    """
    bare = text.strip()
    for prefix in SYMBOLOGY_PREFIXES:
        bare = bare.removeprefix(prefix)
    bare = bare.lstrip(GROUP_SEPARATOR).replace(" ", "")
    if "/00/" in bare:
        candidate = bare.split("/00/", 1)[1][:18]
        return ScannedCrate(candidate) if is_sscc(candidate) else Unreadable(text)
    elements = bare.replace("(", "").replace(")", "")
    if is_sscc(elements):
        return ScannedCrate(elements)
    candidate = _elements(elements).get("00", "")
    if is_sscc(candidate):
        return ScannedCrate(candidate)
    # A place code holds a letter: a string of digits alone is a damaged crate code, never a place.
    if 0 < len(bare) <= 20 and bare.isprintable() and any(sign.isalpha() for sign in bare):  # noqa: PLR2004
        return ScannedPlace(bare.upper())
    return Unreadable(text)


def _elements(text: str) -> Mapping[str, str]:
    """The element strings of a GS1 symbol; stops at the first identifier it does not know."""
    found: dict[str, str] = {}
    rest = text
    while rest:
        rest = rest.lstrip(GROUP_SEPARATOR)
        identifier = next((ai for ai in (*FIXED_LENGTHS, *VARIABLE) if rest.startswith(ai)), None)
        if identifier is None:
            break
        body = rest[len(identifier) :]
        if identifier in FIXED_LENGTHS:
            size = FIXED_LENGTHS[identifier]
            found[identifier], rest = body[:size], body[size:]
        else:
            found[identifier], _, rest = body.partition(GROUP_SEPARATOR)
    return found
