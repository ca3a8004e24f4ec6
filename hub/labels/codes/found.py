"""What a code holds, as values: its kind, its elements, and what is wrong with it. Texts for people are made at the edge.

Not for: whether the house knows the crate or the place that a code names.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class CodeKind(StrEnum):
    """What a scanned text is."""

    GS1 = "gs1"  # element strings: GS1-128, GS1 DataMatrix, GS1 QR, or the form in brackets
    DIGITAL_LINK = "gs1_digital_link"
    SSCC = "sscc"  # the bare 18 digits
    GTIN_14 = "gtin_14"
    EAN_13 = "ean_13"
    EAN_8 = "ean_8"
    UPC_A = "upc_a"
    RESTRICTED = "restricted_circulation"  # numbers 02, 04, 20 to 29: valid only where they were given out
    CRATE = "own_crate"
    PLACE = "place"
    BADGE = "badge"
    CRATE_PAGE = "crate_page"
    PLACE_PAGE = "place_page"
    WEB = "web_address"
    UNKNOWN = "unknown"


class FaultKind(StrEnum):
    """What can be wrong with a code."""

    EMPTY = "empty"
    UNKNOWN_TEXT = "unknown_text"
    UNKNOWN_IDENTIFIER = "unknown_identifier"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    NOT_DIGITS = "not_digits"
    WRONG_SIGN = "wrong_sign"
    CHECK_DIGIT = "check_digit"
    PREFIX = "prefix"
    NO_DATE = "no_date"
    NO_TIME = "no_time"
    UNKNOWN_COUNTRY = "unknown_country"
    WRONG_VALUE = "wrong_value"
    NEEDS_COMPANION = "needs_companion"
    FORBIDDEN_PAIR = "forbidden_pair"
    TWICE = "twice"
    TOO_MUCH_FOR_128 = "too_much_for_128"
    MEASURE_MISSING = "measure_missing"
    RESTRICTED_NUMBER = "restricted_number"
    LINK_QUALIFIER = "link_qualifier"
    LINK_ATTRIBUTE = "link_attribute"
    LINK_KEY = "link_key"
    LINK_GTIN = "link_gtin"


@dataclass(frozen=True, slots=True)
class Element:
    """One value with the identifier that says what it is; an EAN's parts have none (`ai` is empty)."""

    ai: str
    title: str
    value: str


@dataclass(frozen=True, slots=True)
class CodeFault:
    """What is wrong, at which identifier, with the facts that a sentence about it needs."""

    kind: FaultKind
    ai: str = ""
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Code:
    """A code as it was read. `crate`, `place` and `badge` are what a scan field of the house asks for; empty when it names none.

    `symbology` is what the scanner said about the bars ("]C1" is GS1-128), empty when it said nothing.
    `rest` is what nobody could read.
    """

    kind: CodeKind
    text: str
    symbology: str = ""
    elements: tuple[Element, ...] = ()
    faults: tuple[CodeFault, ...] = ()
    notes: tuple[CodeFault, ...] = ()
    crate: str = ""
    place: str = ""
    badge: str = ""
    rest: str = ""
    bare: str = field(default="", kw_only=True)

    def value(self, ai: str) -> str | None:
        """The value of an identifier; None when it is not there."""
        return next((one.value for one in self.elements if one.ai == ai), None)


def fault(kind: FaultKind, ai: str = "", **facts: object) -> CodeFault:
    return CodeFault(kind, ai, tuple((name, str(fact)) for name, fact in facts.items()))
