"""The plain values of a label's content, each read as its kind: which keys a kind of label has, and what is wrong with a value.

Content is a table of plain values (JSON). What is absent is left out of the label; a key nobody knows and a value of the wrong kind
are refused, with the key. Not for: the words of a label (`facts`), or its codes (`label_codes`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from hub.kernel.errors import RuleBroken
from hub.kernel.quantity import Mass
from hub.kernel.words import Language, Words

TEXT, MASS, DAY, COUNT, YES, LIST = "text", "mass", "day", "count", "yes or no", "list"
CRATE_KEYS: Mapping[str, str] = {
    "sscc": TEXT, "gtin": TEXT, "product": TEXT, "grade": TEXT, "producer": TEXT, "lot": TEXT, "harvested": DAY,
    "best_before": DAY, "net_kg": MASS, "tare_kg": MASS, "tare_kind": TEXT, "count": COUNT, "origin": TEXT, "organic": YES, "allergens": LIST,
    "storage_class": TEXT, "kitchen": TEXT, "stop": TEXT, "alibi": TEXT, "language": TEXT,
    # Goods of animal origin: what `Provenance` holds, and what is true of the goods themselves.
    "method": TEXT, "scientific_name": TEXT, "fao_code": TEXT, "born_in": LIST, "reared_in": LIST, "slaughtered_in": TEXT,
    "slaughterhouse": TEXT, "cut_in": TEXT, "cutting_plant": TEXT, "reference": TEXT, "catch_area": TEXT, "gear": TEXT,
    "vessel": TEXT, "produced": DAY, "frozen": DAY, "defrosted": YES,
    # Fruit and vegetables: what the trade wants to know of them.
    "variety": TEXT, "quality_class": TEXT,
    # What the house's own labels say besides.
    "content_gtin": TEXT, "collected": DAY, "packed": DAY, "approval": TEXT, "weight_note": TEXT, "typed": YES, "replaces": TEXT, "parent": TEXT, "address": TEXT,
    "copy": COUNT, "made_up": YES,
}  # fmt: skip
KEYS: Mapping[str, Mapping[str, str]] = {
    "crate": CRATE_KEYS,
    "split_crate": CRATE_KEYS,
    "consignment": {
        "kitchen": TEXT, "stop": TEXT, "route": TEXT, "delivery": DAY, "window": TEXT, "number": COUNT, "of": COUNT,
        "net_kg": MASS, "sender": TEXT, "address": TEXT, "place": TEXT, "note": TEXT, "sscc": TEXT, "storage_class": LIST,
        "crates": COUNT, "ginc": TEXT, "language": TEXT, "copy": COUNT, "made_up": YES,
    },
    "pallet": {
        "sscc": TEXT, "sender": TEXT, "kitchen": TEXT, "route": TEXT, "stop": TEXT, "delivery": DAY, "crates": COUNT,
        "net_kg": MASS, "gross_kg": MASS, "contents": LIST, "storage_class": LIST, "address": TEXT, "language": TEXT,
        "copy": COUNT, "made_up": YES,
    },
    "place": {
        "place": TEXT, "name": TEXT, "storage_class": LIST, "address": TEXT, "language": TEXT, "made_up": YES,
    },
    "badge": {"badge": TEXT, "name": TEXT, "role": TEXT, "hub": TEXT, "language": TEXT, "made_up": YES},
    "product_card": {
        "gtin": TEXT, "article": TEXT, "product": TEXT, "grade": TEXT, "producer": TEXT, "origin": TEXT, "organic": YES,
        "allergens": LIST, "storage_class": TEXT, "price": TEXT, "unit": TEXT, "language": TEXT, "copy": COUNT,
        "made_up": YES,
    },
}  # fmt: skip


class LabelContentWrong(RuleBroken):
    """Content that cannot be read: an unknown key, or a value of the wrong kind. `why` says what the key takes, in English and, as
    `expected`, in each language.
    """

    code = "label_content_wrong"

    def __init__(self, field: str, expected: Words) -> None:
        super().__init__(field=field, why=expected.en, expected=expected)


A_TEXT = Words("skriv en tekst", "skriv en text", "write a text")
A_MASS = Words(
    "skriv kilogram, for eksempel 12.350, med høyst seks desimaler",
    "skriv kilogram, till exempel 12.350, med högst sex decimaler",
    "write kilograms, such as 12.350, with six decimals at most",
)
A_DAY = Words(
    "skriv en dato som 2026-12-01", "skriv ett datum som 2026-12-01", "write a date such as 2026-12-01"
)
A_COUNT = Words("skriv et helt tall", "skriv ett heltal", "write a whole number")
A_YES = Words("skriv true eller false", "skriv true eller false", "write true or false")
A_LIST = Words("skriv en liste av tekster", "skriv en lista med texter", "write a list of texts")
A_LANGUAGE = Words("skriv nb, sv eller en", "skriv nb, sv eller en", "write nb, sv or en")


@dataclass(frozen=True, slots=True)
class LabelValues:
    """The plain values, each read as its kind."""

    values: Mapping[str, object]
    language: Language

    def text(self, key: str) -> str:
        value = self.values.get(key)
        return value if isinstance(value, str) else ""

    def day(self, key: str) -> date | None:
        value = self.values.get(key)
        return value if isinstance(value, date) else None

    def mass(self, key: str) -> Mass | None:
        value = self.values.get(key)
        return value if isinstance(value, Mass) else None

    def count(self, key: str) -> int | None:
        value = self.values.get(key)
        return value if type(value) is int else None

    def yes(self, key: str) -> bool:
        return self.values.get(key) is True

    def many(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key)
        return value if isinstance(value, tuple) else ()


def read_values(kind: str, plain: Mapping[str, Any], language: Language | None) -> LabelValues:
    known = KEYS[kind]
    for key in plain:
        if key not in known:
            raise LabelContentWrong(key, _unknown_key(kind))
    read = {
        key: _READERS[known[key]](key, value)
        for key, value in plain.items()
        if value is not None and value != ""
    }
    spoken = read.pop("language", Language.NB)
    if spoken not in set(Language):
        raise LabelContentWrong("language", A_LANGUAGE)
    return LabelValues(read, language or Language(str(spoken)))


def _unknown_key(kind: str) -> Words:
    keys = ", ".join(sorted(KEYS[kind]))
    return Words(
        f"denne etiketten har ingen slik nøkkel, men {keys}",
        f"den här etiketten har ingen sådan nyckel, utan {keys}",
        f"this label has no such key, but {keys}",
    )


def _text(key: str, value: object) -> str:
    if isinstance(value, str | int) and not isinstance(value, bool):
        return str(value)
    raise LabelContentWrong(key, A_TEXT)


def _mass(key: str, value: object) -> Mass:
    if isinstance(value, str | int | float | Decimal) and not isinstance(value, bool):
        try:
            mass = Mass.kilograms(str(value).replace(",", "."))
        except (ValueError, InvalidOperation) as err:
            raise LabelContentWrong(key, A_MASS) from err
        if mass >= Mass(0):
            return mass
    raise LabelContentWrong(key, A_MASS)


def _day(key: str, value: object) -> date:
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError as err:
        raise LabelContentWrong(key, A_DAY) from err


def _count(key: str, value: object) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit():
        return int(value)
    if type(value) is int and value >= 0:
        return value
    raise LabelContentWrong(key, A_COUNT)


def _yes(key: str, value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise LabelContentWrong(key, A_YES)


def _list(key: str, value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(one.strip() for one in value.split(",") if one.strip())
    if isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
        return tuple(value)
    raise LabelContentWrong(key, A_LIST)


_READERS: Mapping[str, Callable[[str, object], object]] = {
    TEXT: _text, MASS: _mass, DAY: _day, COUNT: _count, YES: _yes, LIST: _list,
}  # fmt: skip
