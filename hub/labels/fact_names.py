"""The names that a layout may use: facts in words, codes, pictures and headings, for each kind of label.

A name that nobody knows would leave its field out of every label without a word; so a layout with one is refused.
"""

from __future__ import annotations

from collections.abc import Mapping

from hub.labels.label_values import COUNT, DAY, KEYS, TEXT
from hub.labels.phrases import Phrase

# Texts that are made from a value, and the key of that value.
MADE_FROM: Mapping[str, str] = {
    "net": "net_kg", "tare": "tare_kg", "gross": "gross_kg", "net_word": "net_kg", "tare_line": "tare_kg",
    "allergens": "allergens", "allergens_line": "allergens", "contents": "contents", "organic": "organic",
    "storage": "storage_class", "alibi_line": "alibi", "stop_line": "stop", "approval_line": "approval", "copy_line": "copy",
    "number_of": "number", "short": "sscc", "parent_short": "parent", "demo": "made_up", "mentions": "method",
}  # fmt: skip
# Which codes a kind may have, and the key without which it has none of that name.
CODES_FROM: Mapping[str, tuple[str, ...]] = {
    "sscc": ("sscc",),
    "own": ("sscc", "place", "badge", "article"),
    "link": ("sscc", "address", "place", "badge", "article"),
    "goods": ("gtin",),
    "consignment": ("ginc",),
}
PICTURES = frozenset({"storage"})
HEADINGS: Mapping[str, Phrase] = {
    "lot": Phrase.LOT, "harvested": Phrase.HARVESTED, "best_before": Phrase.BEST_BEFORE, "packed": Phrase.PACKED,
    "origin": Phrase.ORIGIN, "storage": Phrase.STORAGE, "allergens": Phrase.ALLERGENS, "producer": Phrase.PRODUCER,
    "net": Phrase.NET, "tare": Phrase.TARE, "count": Phrase.COUNT, "kitchen": Phrase.TO, "stop": Phrase.STOP,
    "alibi": Phrase.ALIBI, "short": Phrase.CRATE, "approval": Phrase.APPROVAL, "route": Phrase.ROUTE,
    "delivery": Phrase.DELIVERY, "crates": Phrase.CRATES, "sender": Phrase.SENDER, "article": Phrase.ARTICLE,
    "gross": Phrase.GROSS, "contents": Phrase.GOODS, "window": Phrase.WINDOW, "note": Phrase.NOTE,
    "parent": Phrase.FROM_CRATE, "place": Phrase.PLACE, "number": Phrase.UNIT, "frozen": Phrase.FROZEN,
}  # fmt: skip
# These stand in a code or decide something, and are no words for people.
_NO_WORDS = frozenset(
    {"language", "address", "storage_class", "tare_kind", "gtin", "content_gtin", "method", "gear"}
)


def text_names(kind: str) -> frozenset[str]:
    keys = KEYS[kind]
    plain = {key for key, value in keys.items() if value in (TEXT, DAY, COUNT)} - _NO_WORDS
    return frozenset(plain | {name for name, key in MADE_FROM.items() if key in keys})


def code_names(kind: str) -> frozenset[str]:
    return frozenset(name for name, keys in CODES_FROM.items() if not KEYS[kind].keys().isdisjoint(keys))
