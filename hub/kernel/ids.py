"""Numbers that leave the house: GS1 check digits, SSCCs, lot numbers, and random tokens.

Source: GS1 General Specifications section 7.9 (mod 10, weights 3 and 1 from the right).
"""

from __future__ import annotations

import secrets

SSCC_DIGITS = 18


def check_digit(body: str) -> str:
    """The GS1 mod-10 check digit of a key without it. Raises ValueError when the body is not all digits."""
    if not (body.isascii() and body.isdigit()):
        msg = f"a GS1 key has digits only: {body!r}"
        raise ValueError(msg)
    from_right = body[::-1]
    total = 3 * sum(map(int, from_right[::2])) + sum(map(int, from_right[1::2]))
    return str(-total % 10)


def sscc(company_prefix: str, serial: int, *, extension: int = 1) -> str:
    """The 18-digit SSCC of one crate: extension digit, company prefix, serial, check digit.

    Raises ValueError when the serial no longer fits beside the prefix: numbers are never reused or wrapped.
    """
    room = SSCC_DIGITS - 2 - len(company_prefix)
    digits = str(serial)
    if serial < 0 or len(digits) > room:
        msg = f"serial {serial} does not fit in {room} digits beside prefix {company_prefix}"
        raise ValueError(msg)
    body = f"{extension}{company_prefix}{digits.zfill(room)}"
    return body + check_digit(body)


def is_sscc(text: str) -> bool:
    """True for 18 digits with a right check digit."""
    return (
        len(text) == SSCC_DIGITS and text.isascii() and text.isdigit() and check_digit(text[:-1]) == text[-1]
    )


def token() -> str:
    """256 random bits for session ids and operation ids, URL-safe."""
    return secrets.token_urlsafe(32)
