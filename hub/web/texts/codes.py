"""What is wrong with a scanned code, after the code itself and a colon."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from hub.labels.codes.found import FaultKind

TITLES: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    FaultKind: {
        FaultKind.EMPTY: _l("there is nothing in this code."),
        FaultKind.UNKNOWN_TEXT: _l("this is not a code of this house, and no number of GS1."),
        FaultKind.UNKNOWN_IDENTIFIER: _l("a part of this code has no meaning in GS1."),
        FaultKind.TOO_SHORT: _l("a number in it is too short; digits are missing."),
        FaultKind.TOO_LONG: _l("a number in it is too long."),
        FaultKind.NOT_DIGITS: _l("something else than digits stands in a number."),
        FaultKind.WRONG_SIGN: _l("a sign stands in it that no code may hold."),
        FaultKind.CHECK_DIGIT: _l("the check digit is wrong, so a digit was misread or mistyped."),
        FaultKind.PREFIX: _l("the number does not begin as GS1 numbers do."),
        FaultKind.NO_DATE: _l("a date in it is no date."),
        FaultKind.NO_TIME: _l("a time in it is no time of day."),
        FaultKind.UNKNOWN_COUNTRY: _l("a country in it is no country."),
        FaultKind.WRONG_VALUE: _l("a value in it is not allowed."),
        FaultKind.NEEDS_COMPANION: _l("something that must stand beside it is missing."),
        FaultKind.FORBIDDEN_PAIR: _l("two parts of it may not stand together."),
        FaultKind.TWICE: _l("a part of it is there twice with different values."),
        FaultKind.TOO_MUCH_FOR_128: _l("it holds more than one code may hold."),
        FaultKind.MEASURE_MISSING: _l("the weight or count of goods of varying weight is missing."),
        FaultKind.RESTRICTED_NUMBER: _l("the number is valid only in the shop that gave it out."),
        FaultKind.LINK_QUALIFIER: _l("the address in it is not in GS1's order."),
        FaultKind.LINK_ATTRIBUTE: _l("the address in it holds what does not belong there."),
        FaultKind.LINK_KEY: _l("the address in it holds more than one number."),
        FaultKind.LINK_GTIN: _l("the number in its address is not written with 14 digits."),
    },
}
