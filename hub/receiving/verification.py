"""A scale's verification as a rule: valid, due within a month, overdue, or not known.

Weights for settlement come only from a verified scale (directive 2014/31/EU, article 1). A date that nobody declared is not
known, which is neither valid nor overdue. Not for: the calibration itself, nor what a person decides to do about it.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

WARN_BEFORE = timedelta(days=31)


class Validity(StrEnum):
    UNKNOWN = "unknown"
    VALID = "valid"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"


def validity(verified_until: date | None, on: date) -> Validity:
    """The last day still counts as verified."""
    if verified_until is None:
        return Validity.UNKNOWN
    if on > verified_until:
        return Validity.OVERDUE
    return Validity.DUE_SOON if on + WARN_BEFORE >= verified_until else Validity.VALID


def may_settle(verified_until: date | None, weighed_on: date, reason: str) -> bool:
    """An overdue scale's weight is used only with a reason."""
    return validity(verified_until, weighed_on) is not Validity.OVERDUE or bool(reason.strip())
