"""Codes of the house itself: places, badges, crates of a cooperative without a GS1 prefix, and the pages they open.

KJ1              a place: letters, digits and - _ . / +, at least one letter, at most 20 signs, in any case
BADGE-7F3K-...   a badge: the word in front says so; what stands behind it is a secret and is not shown
CR0000001235     a crate of a hub without a GS1 prefix: CR, nine digits, GS1's check digit over them
"""

from __future__ import annotations

import re

from hub.kernel.ids import check_digit

LONGEST_PLACE = 20
CRATE_SERIAL_DIGITS = 9
CRATE_LETTERS = "CR"
BADGE_WORDS = ("BADGE-", "DEMO-BADGE-")
_PLACE = re.compile(r"(?=.*[^\W\d_])[\w./+-]+")
_CRATE = re.compile(rf"{CRATE_LETTERS}(\d{{{CRATE_SERIAL_DIGITS}}})(\d)")


def crate_code(serial: int) -> str:
    """A crate's own code. Raises ValueError when the serial has more than nine digits: numbers are never used twice."""
    digits = str(serial).zfill(CRATE_SERIAL_DIGITS)
    if serial < 0 or len(digits) > CRATE_SERIAL_DIGITS:
        raise ValueError(f"serial {serial} does not fit in {CRATE_SERIAL_DIGITS} digits")
    return f"{CRATE_LETTERS}{digits}{check_digit(digits)}"


def looks_like_crate(text: str) -> bool:
    return _CRATE.fullmatch(text.upper()) is not None


def is_crate_code(text: str) -> bool:
    """True for a crate's own code with a right check digit."""
    found = _CRATE.fullmatch(text)
    return found is not None and check_digit(found[1]) == found[2]


def is_badge(text: str) -> bool:
    return text.upper().startswith(BADGE_WORDS)


def is_place(text: str) -> bool:
    """A string of digits alone is a damaged crate code, never a place."""
    return len(text) <= LONGEST_PLACE and _PLACE.fullmatch(text) is not None
