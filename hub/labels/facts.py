"""What a label says, from plain content: texts in the receiver's language, and the symbols that carry the same.

Content is a table of plain values (JSON). What is absent is left out of the label; a key nobody knows, a value of the wrong kind
and a number that must not be printed are refused, with the key. A crate without a GS1 number gets its own code, never a made-up
SSCC. Not for: where things stand (config/labels), or which printer draws them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from hub.kernel.errors import RuleBroken
from hub.kernel.ids import is_sscc
from hub.kernel.quantity import Mass
from hub.kernel.words import Language
from hub.labels.codes.checks import SIGNS_82
from hub.labels.codes.companions import VARIABLE_MEASURE
from hub.labels.codes.countries import COUNTRY_NUMBERS
from hub.labels.codes.own import is_crate_code
from hub.labels.content import short_code
from hub.labels.phrases import (
    ALLERGENS,
    CLIMATES,
    COUNTRIES,
    GRADES,
    Phrase,
    day,
    grouped,
    kilograms,
    pieces,
    say,
    term,
)
from hub.labels.placing import Facts
from hub.labels.symbols import LabelFactWrong, Symbol, SymbolKind, elements_of, gs1_128_symbols

LONGEST_LOT = 20
GTIN_DIGITS, SHORT_GTINS = 14, (8, 12, 13, 14)
MEASURE_DIGITS, MOST_DECIMALS, USUAL_DECIMALS = 6, 5, 3
RESOLVER = "https://id.gs1.org/00/"

TEXT, MASS, DAY, COUNT, YES, LIST = "text", "mass", "day", "count", "yes or no", "list"
CRATE_KEYS: Mapping[str, str] = {
    "sscc": TEXT, "gtin": TEXT, "product": TEXT, "grade": TEXT, "producer": TEXT, "lot": TEXT, "harvested": DAY,
    "best_before": DAY, "net_kg": MASS, "tare_kg": MASS, "tare_kind": TEXT, "count": COUNT, "origin": TEXT, "organic": YES, "allergens": LIST,
    "storage_class": TEXT, "kitchen": TEXT, "stop": TEXT, "alibi": TEXT, "language": TEXT,
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
HEADINGS = {
    "lot": Phrase.LOT, "harvested": Phrase.HARVESTED, "best_before": Phrase.BEST_BEFORE, "packed": Phrase.PACKED,
    "origin": Phrase.ORIGIN, "storage": Phrase.STORAGE, "allergens": Phrase.ALLERGENS, "producer": Phrase.PRODUCER,
    "net": Phrase.NET, "tare": Phrase.TARE, "count": Phrase.COUNT, "kitchen": Phrase.TO, "stop": Phrase.STOP,
    "alibi": Phrase.ALIBI, "short": Phrase.CRATE, "approval": Phrase.APPROVAL, "route": Phrase.ROUTE,
    "delivery": Phrase.DELIVERY, "crates": Phrase.CRATES, "sender": Phrase.SENDER, "article": Phrase.ARTICLE,
    "gross": Phrase.GROSS, "contents": Phrase.GOODS, "window": Phrase.WINDOW, "note": Phrase.NOTE,
    "parent": Phrase.FROM_CRATE, "place": Phrase.PLACE, "number": Phrase.UNIT,
}  # fmt: skip


class LabelContentWrong(RuleBroken):
    """Content that cannot be read: an unknown key, or a value of the wrong kind."""

    code = "label_content_wrong"


@dataclass(frozen=True, slots=True)
class _Content:
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


def facts_of(kind: str, plain: Mapping[str, Any], *, language: Language | None = None) -> Facts:
    """Raises LabelContentWrong for what cannot be read, LabelFactWrong for a number that must not be printed."""
    content = _read(kind, plain, language)
    return Facts(
        texts={name: text for name, text in _texts(content).items() if text},
        headings={name: say(phrase, content.language) for name, phrase in _headings(content).items()},
        codes=_codes(kind, content),
        pictures={"storage": next(iter(_storages(content)), "")},
    )


def _headings(content: _Content) -> Mapping[str, Phrase]:
    """The hub knows when it fetched the goods, and of a harvest only what it was told."""
    return {**HEADINGS, "harvested": Phrase.COLLECTED} if _only_collected(content) else HEADINGS


def _only_collected(content: _Content) -> bool:
    return content.day("harvested") is None and content.day("collected") is not None


# ---- reading


def _read(kind: str, plain: Mapping[str, Any], language: Language | None) -> _Content:
    known = KEYS[kind]
    for key in plain:
        if key not in known:
            raise LabelContentWrong(field=key, why=f"no label of the kind {kind} has it")
    read = {
        key: _READERS[known[key]](key, value)
        for key, value in plain.items()
        if value is not None and value != ""
    }
    spoken = read.pop("language", Language.NB)
    if spoken not in set(Language):
        raise LabelContentWrong(field="language", why="nb, sv or en")
    return _Content(read, language or Language(str(spoken)))


def _text(key: str, value: object) -> str:
    if isinstance(value, str | int) and not isinstance(value, bool):
        return str(value)
    raise LabelContentWrong(field=key, why="a text")


def _mass(key: str, value: object) -> Mass:
    if isinstance(value, str | int | float | Decimal) and not isinstance(value, bool):
        try:
            mass = Mass.kilograms(str(value).replace(",", "."))
        except (ValueError, InvalidOperation) as err:
            raise LabelContentWrong(field=key, why="kilograms, to the milligram at most") from err
        if mass >= Mass(0):
            return mass
    raise LabelContentWrong(field=key, why="kilograms, to the milligram at most")


def _day(key: str, value: object) -> date:
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError as err:
        raise LabelContentWrong(field=key, why="a date such as 2026-12-01") from err


def _count(key: str, value: object) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit():
        return int(value)
    if type(value) is int and value >= 0:
        return value
    raise LabelContentWrong(field=key, why="a whole number")


def _yes(key: str, value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise LabelContentWrong(field=key, why="true or false")


def _list(key: str, value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(one.strip() for one in value.split(",") if one.strip())
    if isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
        return tuple(value)
    raise LabelContentWrong(field=key, why="a list of texts")


_READERS: Mapping[str, Callable[[str, object], object]] = {
    TEXT: _text, MASS: _mass, DAY: _day, COUNT: _count, YES: _yes, LIST: _list,
}  # fmt: skip


# ---- texts


def _texts(content: _Content) -> dict[str, str]:
    language = content.language
    made = {key: value for key, value in content.values.items() if isinstance(value, str)}
    made |= {key: day(value, language) for key, value in content.values.items() if isinstance(value, date)}
    if _only_collected(content):
        made["harvested"] = made["collected"]
    made |= {key: str(value) for key, value in content.values.items() if type(value) is int}
    made |= {
        "allergens": ", ".join(term(ALLERGENS, one, language).upper() for one in content.many("allergens"))
    }
    made |= {"contents": ", ".join(content.many("contents"))}
    made |= {key: _kilograms(content, f"{key}_kg") for key in ("net", "tare", "gross")}
    if made["net"] and content.yes("typed"):
        made["net"] += "*"
        made["weight_note"] = f"* {say(Phrase.TYPED, language)}"
    count, copy = content.count("count"), content.count("copy")
    sscc = content.text("sscc")
    return made | {
        "grade": term(GRADES, content.text("grade"), language),
        "organic": say(Phrase.ORGANIC, language) if content.yes("organic") else "",
        "origin": term(COUNTRIES, content.text("origin"), language),
        "storage": " · ".join(term(CLIMATES, one, language) for one in _storages(content)),
        "count": pieces(count, language) if count is not None else "",
        "tare_line": _joined(say(Phrase.TARE, language), content.text("tare_kind"), made["tare"])
        if made["tare"]
        else "",
        "net_word": say(Phrase.NET, language) if made["net"] else "",
        "alibi_line": f"{say(Phrase.ALIBI, language)} {content.text('alibi')}"
        if content.text("alibi")
        else "",
        "stop_line": f"{say(Phrase.STOP, language)} {content.text('stop')}" if content.text("stop") else "",
        "allergens_line": f"{say(Phrase.ALLERGENS, language)}: {made['allergens']}"
        if made["allergens"]
        else "",
        "copy_line": f"{say(Phrase.COPY, language)} {copy}" if copy is not None and copy > 1 else "",
        "number_of": _number_of(content),
        "sscc": f"(00) {grouped(sscc)}" if is_sscc(sscc) else sscc,
        "short": _short(sscc),
        "ginc": f"(401) {content.text('ginc')}" if content.text("ginc") else "",
        "parent_short": _short(content.text("parent")),
        "replaces": _other(content, "replaces", Phrase.REPLACES),
        "parent": _other(content, "parent", Phrase.FROM_CRATE),
        "demo": say(Phrase.DEMO, language) if content.yes("made_up") else "",
    }


def _kilograms(content: _Content, key: str) -> str:
    mass = content.mass(key)
    return kilograms(mass, content.language) if mass is not None else ""


def _joined(*words: str) -> str:
    return " ".join(word for word in words if word)


def _storages(content: _Content) -> tuple[str, ...]:
    """One class of goods, or the several that a place or a mixed package has."""
    one = content.text("storage_class")
    return (one,) if one else content.many("storage_class")


def _number_of(content: _Content) -> str:
    number, of = content.count("number"), content.count("of")
    if number is None:
        return ""
    return f"{number} / {of}" if of is not None else str(number)


def _short(code: str) -> str:
    return short_code(code) if code else ""


def _other(content: _Content, key: str, phrase: Phrase) -> str:
    """Another crate, by the end of its number as people say it: the whole of it stands on that crate."""
    code = content.text(key)
    return f"{say(phrase, content.language)} {short_code(code)}" if code else ""


# ---- codes


def _codes(kind: str, content: _Content) -> dict[str, tuple[Symbol, ...]]:
    codes: dict[str, tuple[Symbol, ...]] = {}
    sscc, address = content.text("sscc"), content.text("address")
    if sscc and is_crate_code(sscc):
        codes["own"] = (Symbol(SymbolKind.CODE_128, sscc),)
        codes["link"] = (Symbol(SymbolKind.QR, address or sscc),)
    elif sscc:
        codes["sscc"] = gs1_128_symbols(elements_of([("00", sscc)]))
        codes["link"] = (Symbol(SymbolKind.QR, address or RESOLVER + sscc),)
    elif address:
        codes["link"] = (Symbol(SymbolKind.QR, address),)
    goods = _goods(content) if kind in ("crate", "split_crate") else []
    if kind == "product_card" and content.text("gtin"):
        goods = [("01", _gtin(content.text("gtin")))]
    if goods:
        codes["goods"] = gs1_128_symbols(elements_of(goods))
    if ginc := content.text("ginc"):
        # A package says in one code which it is and of which consignment.
        package = [("00", sscc)] if is_sscc(sscc) else []
        codes["consignment"] = gs1_128_symbols(elements_of([*package, ("401", ginc)]))
    return codes | (_named(kind, content) if "goods" not in codes else {})


def _named(kind: str, content: _Content) -> dict[str, tuple[Symbol, ...]]:
    """Bars and a square with the name that a scan of the label finds, where that is no number of GS1's."""
    key = _NAMED_BY.get(kind, "")
    text = content.text(key)
    if not text:
        return {}
    codes: dict[str, tuple[Symbol, ...]] = {"link": (Symbol(SymbolKind.QR, content.text("address") or text),)}
    # An article's number may have letters that bars lack; the square code has them all.
    if kind != "product_card" or text.isascii():
        codes["own"] = (Symbol(SymbolKind.CODE_128, _plain(key, text)),)
    return codes


_NAMED_BY: Mapping[str, str] = {"place": "place", "badge": "badge", "product_card": "article"}


def _plain(key: str, text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    raise LabelFactWrong(identifier=key, value=text, why="wrong_sign")


def _gtin(text: str) -> str:
    gtin = text.replace(" ", "")
    return gtin.zfill(GTIN_DIGITS) if len(gtin) in SHORT_GTINS else gtin


def _goods(content: _Content) -> list[tuple[str, str]]:
    """What the article number lets us say in bars. A measure belongs to goods of varying weight only, which begin with 9."""
    net, count = content.mass("net_kg"), content.count("count")
    if content.text("gtin"):
        gtin = _gtin(content.text("gtin"))
        pairs = [("01", gtin)]
    elif content.text("content_gtin") and count and is_sscc(content.text("sscc")):
        # What lies in a logistic unit stands with the unit's own number and the count: (02) and (37) are nothing without them.
        gtin = _gtin(content.text("content_gtin"))
        pairs = [("00", content.text("sscc")), ("02", gtin), ("37", str(count))]
    else:
        return []
    if gtin.startswith(VARIABLE_MEASURE):
        if net is not None:
            pairs += _measure(net)
        elif count is not None and pairs[0][0] == "01":
            pairs.append(("30", str(count)))
    best, harvested, lot = content.day("best_before"), content.day("harvested"), content.text("lot")
    if best is not None:
        pairs.append(("15", f"{best:%y%m%d}"))
    if lot and len(lot) <= LONGEST_LOT and set(lot) <= SIGNS_82:
        pairs.append(("10", lot))
    if harvested is not None:
        pairs.append(("7007", f"{harvested:%y%m%d}"))
    number = next(
        (number for number, letters in COUNTRY_NUMBERS.items() if letters == content.text("origin")), ""
    )
    if number:
        pairs.append(("422", number))
    return pairs


def _measure(net: Mass) -> list[tuple[str, str]]:
    """310n with the decimals that hold the mass exactly in six digits, three if it goes; a mass is never rounded into a code."""
    for decimals in (USUAL_DECIMALS, 4, MOST_DECIMALS, 2, 1, 0):
        value = net.in_kg().scaleb(decimals)
        if value == value.to_integral_value() and value < 10**MEASURE_DIGITS:
            return [(f"310{decimals}", f"{int(value):0{MEASURE_DIGITS}d}")]
    return []
