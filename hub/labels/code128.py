"""Code 128 as a row of symbols in code sets B and C, so that its width is known before a printer is asked to draw it.

    start C | FNC1 | pairs of digits ... | code B | letters ... | check | stop
      11    |  11  |   11 each           |   11   |  11 each    |  11   |  13 modules

Source: ISO/IEC 15417, annex on the shortest symbol; GS1 General Specifications 5.4.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

FNC1 = "\x1d"
MODULES_PER_SIGN = 11
STOP_MODULES = 13
QUIET_MODULES = 10
# ISO/IEC 15417, table 1 and annex A: the values of FNC1, the starts and the changes of code set, and the check sign.
FNC1_SIGN, CHECK_MODULUS = 102, 103
STARTS, CHANGES = {"B": 104, "C": 105}, {"B": 100, "C": 99}
# From B it pays to change to C for six digits, or for four at the end; at the start for four.
DIGITS_TO_BEGIN, DIGITS_TO_CHANGE, DIGITS_TO_END = 4, 6, 4


@dataclass(frozen=True, slots=True)
class Stretch:
    """Signs of one code set: "C" holds pairs of digits and FNC1, "B" letters, digits and FNC1."""

    code_set: str
    text: str

    @property
    def signs(self) -> int:
        fnc1 = self.text.count(FNC1)
        plain = len(self.text) - fnc1
        return fnc1 + (plain // 2 if self.code_set == "C" else plain)


@dataclass(frozen=True, slots=True)
class Bars128:
    """A Code 128 symbol. `gs1` puts FNC1 in front."""

    stretches: tuple[Stretch, ...]

    @property
    def modules(self) -> int:
        """From the first bar to the last; start, changes of set, and the check sign are counted."""
        return (
            MODULES_PER_SIGN * (1 + sum(one.signs for one in self.stretches) + len(self.stretches))
            + STOP_MODULES
        )


def signs_of(bars: Bars128) -> list[int]:
    """The values of all signs from the start to the check sign; the stop comes after them."""
    signs: list[int] = []
    for stretch in bars.stretches:
        signs.append((CHANGES if signs else STARTS)[stretch.code_set])
        signs += _pair_signs(stretch.text) if stretch.code_set == "C" else _letter_signs(stretch.text)
    check = signs[0] + sum(place * sign for place, sign in enumerate(signs))
    return [*signs, check % CHECK_MODULUS]


def _pair_signs(text: str) -> list[int]:
    return [FNC1_SIGN if one == FNC1 else int(one) for one in re.findall(rf"{FNC1}|\d\d", text)]


def _letter_signs(text: str) -> list[int]:
    return [FNC1_SIGN if one == FNC1 else ord(one) - ord(" ") for one in text]


def bars_128(text: str, *, gs1: bool) -> Bars128:
    """The stretches of a text; FNC1 stands in it as GS. Raises ValueError for a sign that set B does not have."""
    if not all(sign == FNC1 or " " <= sign <= "~" for sign in text):
        raise ValueError(f"Code 128 cannot hold {text!r}")
    rest = (FNC1 if gs1 else "") + text
    found: list[Stretch] = []
    while rest:
        size = _pairs(rest)
        least = DIGITS_TO_BEGIN if not found else DIGITS_TO_CHANGE
        digits = len(rest[:size].replace(FNC1, ""))
        if (
            digits >= least
            or (digits >= DIGITS_TO_END and size == len(rest))
            or (digits and digits == len(rest))
        ):
            found.append(Stretch("C", rest[:size]))
        else:
            size = _letters(rest)
            found.append(Stretch("B", rest[:size]))
        rest = rest[size:]
    return Bars128(tuple(found))


def _pairs(text: str) -> int:
    """How much of the beginning set C can hold: pairs of digits, with FNC1 between pairs only."""
    found = re.match(rf"(?:{FNC1}|[0-9]{{2}})*", text)
    return found.end() if found else 0


def _letters(text: str) -> int:
    """Up to where a stretch in C begins that is worth the change; an odd first digit stays in B."""
    for at in range(1, len(text)):
        size = _pairs(text[at:])
        digits = len(text[at : at + size].replace(FNC1, ""))
        if digits >= DIGITS_TO_CHANGE or (digits >= DIGITS_TO_END and at + size == len(text)):
            return at
    return len(text)
