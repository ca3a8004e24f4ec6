"""Numbers without identifiers: SSCC, GTIN-14, EAN-13, EAN-8 and UPC-A by length and check digit, and what shops put into 2x numbers.

    2 5  012345  0750  C      Sweden: X = 5 says weight with one decimal, here 75.0 kg
    2 X  item    value check  X: 0, 1, 2 a price with 2, 1, 0 decimals; 3, 4, 5 a weight in kg with 3, 2, 1 decimals

Source: GS1 Sweden's rules for goods weighed in the shop. Norwegian shops follow the same pattern; GS1 Norway has published none.
"""

from __future__ import annotations

from dataclasses import dataclass

from hub.kernel.ids import SSCC_DIGITS, check_digit
from hub.labels.codes.companions import is_restricted
from hub.labels.codes.found import CodeFault, CodeKind, Element, FaultKind, fault
from hub.labels.codes.identifiers import identifiers

KINDS = {
    SSCC_DIGITS: CodeKind.SSCC,
    14: CodeKind.GTIN_14,
    13: CodeKind.EAN_13,
    12: CodeKind.UPC_A,
    8: CodeKind.EAN_8,
}
GTIN_DIGITS = 14
SHOP_DIGITS = 13
DECIMALS_BY_SIGN = {"0": 2, "1": 1, "2": 0, "3": 3, "4": 2, "5": 1}
WEIGHT_SIGNS = "345"


@dataclass(frozen=True, slots=True)
class BareNumber:
    """What a string of digits is. A wrong check digit is a fault, not another kind."""

    kind: CodeKind
    elements: tuple[Element, ...]
    faults: tuple[CodeFault, ...]


def read_number(digits: str) -> BareNumber | None:
    """None for a length that no GS1 number has."""
    kind = KINDS.get(len(digits))
    if kind is None:
        return None
    ai = "00" if kind is CodeKind.SSCC else "01"
    faults = []
    if check_digit(digits[:-1]) != digits[-1]:
        faults.append(fault(FaultKind.CHECK_DIGIT, ai, value=digits))
    if kind is not CodeKind.SSCC and is_restricted(digits):
        return BareNumber(CodeKind.RESTRICTED, _shop_parts(digits), tuple(faults))
    title = identifiers()[ai].title
    value = digits if ai == "00" else digits.zfill(GTIN_DIGITS)
    return BareNumber(kind, (Element(ai, title, value),), tuple(faults))


def _shop_parts(digits: str) -> tuple[Element, ...]:
    """The value inside a 13-digit number that begins with 20 to 25; any other is one number that only its giver knows."""
    if len(digits) != SHOP_DIGITS or digits[0] != "2" or digits[1] not in DECIMALS_BY_SIGN:
        return (Element("", "RESTRICTED NUMBER", digits),)
    decimals = DECIMALS_BY_SIGN[digits[1]]
    value = digits[8:12]
    whole, part = value[: 4 - decimals].lstrip("0") or "0", value[4 - decimals :]
    title = "WEIGHT (kg)" if digits[1] in WEIGHT_SIGNS else "PRICE"
    return (
        Element("", "SHOP ITEM", digits[2:8]),
        Element("", title, f"{whole}.{part}" if part else whole),
    )
