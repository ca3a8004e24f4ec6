"""What is checked in a value, by the names that gs1_identifiers.toml uses.

Not judged here, and said so: coupons, media types, package types, importer indexes, birth sequences and currencies. A food
hub has no use for them, and a table that is not kept up refuses what is right.
"""

from __future__ import annotations

import calendar
import re
import string
from collections.abc import Callable, Mapping

from hub.kernel.ids import check_digit
from hub.labels.codes.countries import COUNTRY_NUMBERS
from hub.labels.codes.found import FaultKind

# GS1 General Specifications 7.11: the 82 and the 39 characters.
SIGNS_82 = frozenset(string.ascii_letters + string.digits + "!\"%&'()*+,-./:;<=>?_")
SIGNS_39 = frozenset(string.ascii_uppercase + string.digits + "#-/")
SIGNS_64 = frozenset(string.ascii_letters + string.digits + "-_=")
DIGITS = frozenset(string.digits)
SIGNS: Mapping[str, frozenset[str]] = {"N": DIGITS, "X": SIGNS_82, "Y": SIGNS_39, "Z": SIGNS_64}

UNJUDGED = frozenset(
    {"couponcode", "couponposoffer", "importeridx", "mediatype", "packagetype", "posinseqslash", "currency"}
)
SHORTEST_PREFIX = 4
HOURS, SIXTY, MONTHS = 24, 60, 12
LAST_LATITUDE, LAST_LONGITUDE = 1_800_000_000, 3_600_000_000
LEAP = 2000  # stands for an unknown century: 29 February is possible
_PAIR_SIGNS = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
_PAIR_CHECKS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_PAIR_PRIMES = (
    2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83,
)  # fmt: skip


def is_date(value: str, *, month_is_enough: bool = False) -> bool:
    """YYMMDD. Day 00 stands for "this month" where the identifier allows it."""
    year, month, day = int(value[:2]), int(value[2:4]), int(value[4:6])
    if not 1 <= month <= MONTHS:
        return False
    if day == 0:
        return month_is_enough
    return day <= calendar.monthrange(LEAP + year, month)[1]


def _check_digit(value: str) -> bool:
    return check_digit(value[:-1]) == value[-1]


def _check_pair(value: str) -> bool:
    """The two check characters of a global model number: mod 1021 over primes (General Specifications 7.9.5)."""
    body, pair = value[:-2], value[-2:]
    if not body or any(sign not in _PAIR_SIGNS for sign in body):
        return False
    total = sum(
        _PAIR_SIGNS.index(sign) * prime
        for sign, prime in zip(reversed(body), _PAIR_PRIMES[: len(body)], strict=True)
    )
    return pair == _PAIR_CHECKS[total % 1021 >> 5] + _PAIR_CHECKS[total % 1021 & 31]


def _long_date(value: str) -> bool:
    return (
        1 <= int(value[4:6]) <= MONTHS
        and 1 <= int(value[6:8]) <= calendar.monthrange(max(int(value[:4]), 1), int(value[4:6]))[1]
    )


def _clock(value: str) -> bool:
    return int(value[:2]) < HOURS and int(value[2:4]) < SIXTY


def _piece_of_total(value: str) -> bool:
    return 1 <= int(value[:2]) <= int(value[2:4])


def _percent_coded(value: str) -> bool:
    return re.fullmatch(r"(?:[^%]|%[0-9A-Fa-f]{2})*", value) is not None


def _iban(value: str) -> bool:
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}", value):
        return False
    return int("".join(str(int(sign, 36)) for sign in value[4:] + value[:4])) % 97 == 1


_Judge = Callable[[str], bool]
CHECKS: Mapping[str, tuple[_Judge, FaultKind]] = {
    "check_digit": (_check_digit, FaultKind.CHECK_DIGIT),
    "check_pair": (_check_pair, FaultKind.CHECK_DIGIT),
    "prefix_at_1": (lambda value: value[:SHORTEST_PREFIX].isdigit(), FaultKind.PREFIX),
    "prefix_at_2": (lambda value: value[1 : 1 + SHORTEST_PREFIX].isdigit(), FaultKind.PREFIX),
    "date": (is_date, FaultKind.NO_DATE),
    "date_or_month": (lambda value: is_date(value, month_is_enough=True), FaultKind.NO_DATE),
    "long_date": (_long_date, FaultKind.NO_DATE),
    "clock": (_clock, FaultKind.NO_TIME),
    "hour": (lambda value: int(value) < HOURS, FaultKind.NO_TIME),
    "minute": (lambda value: int(value) < SIXTY, FaultKind.NO_TIME),
    "second": (lambda value: int(value) < SIXTY, FaultKind.NO_TIME),
    "country": (lambda value: value in COUNTRY_NUMBERS, FaultKind.UNKNOWN_COUNTRY),
    "country_or_999": (lambda value: value == "999" or value in COUNTRY_NUMBERS, FaultKind.UNKNOWN_COUNTRY),
    "country_letters": (lambda value: value in COUNTRY_NUMBERS.values(), FaultKind.UNKNOWN_COUNTRY),
    "yes_no": (lambda value: value in "01", FaultKind.WRONG_VALUE),
    "sex": (lambda value: value in "0129", FaultKind.WRONG_VALUE),
    "winding": (lambda value: value in "019", FaultKind.WRONG_VALUE),
    "zero": (lambda value: not value.strip("0"), FaultKind.WRONG_VALUE),
    "not_zero": (lambda value: bool(value.strip("0")), FaultKind.WRONG_VALUE),
    "no_leading_zero": (lambda value: value == "0" or not value.startswith("0"), FaultKind.WRONG_VALUE),
    "not_only_digits": (lambda value: not value.isdigit(), FaultKind.WRONG_VALUE),
    "minus": (lambda value: not value.strip("-"), FaultKind.WRONG_VALUE),
    "percent_coded": (_percent_coded, FaultKind.WRONG_VALUE),
    "piece_of_total": (_piece_of_total, FaultKind.WRONG_VALUE),
    "latitude": (lambda value: int(value) <= LAST_LATITUDE, FaultKind.WRONG_VALUE),
    "longitude": (lambda value: int(value) <= LAST_LONGITUDE, FaultKind.WRONG_VALUE),
    "iban": (_iban, FaultKind.WRONG_VALUE),
}
