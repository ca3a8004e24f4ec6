"""The codes of a label, from its plain values: the crate's own number, what is in it by GS1's identifiers, and the link for a telephone.

A number that must not be printed is refused, with its identifier. A crate without a GS1 number gets its own code, never a made-up
SSCC. Not for: how large a code is, and whether it fits (`placing`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from hub.kernel.ids import is_sscc
from hub.kernel.quantity import Mass
from hub.kernel.words import Words
from hub.labels.codes.checks import SIGNS_82
from hub.labels.codes.companions import VARIABLE_MEASURE
from hub.labels.codes.countries import COUNTRY_NUMBERS
from hub.labels.codes.found import Element, FaultKind, fault
from hub.labels.codes.links import digital_link
from hub.labels.codes.own import is_crate_code, looks_like_crate
from hub.labels.label_values import LabelContentWrong, LabelValues
from hub.labels.provenance import FISH_METHODS, is_fao_area
from hub.labels.symbols import LabelFactWrong, Symbol, SymbolKind, elements_of, gs1_128_symbols

LONGEST_LOT = 20
FAO_SPECIES = re.compile("[A-Z]{3}")
GTIN_DIGITS, SHORT_GTINS = 14, (8, 12, 13, 14)
MEASURE_DIGITS, MOST_DECIMALS, USUAL_DECIMALS = 6, 5, 3


def codes_of(kind: str, content: LabelValues) -> dict[str, tuple[Symbol, ...]]:
    codes: dict[str, tuple[Symbol, ...]] = {}
    sscc, address = content.text("sscc"), content.text("address")
    if looks_like_crate(sscc) and not is_crate_code(sscc):
        raise LabelFactWrong("sscc", sscc, fault(FaultKind.CHECK_DIGIT, "sscc", value=sscc))
    if sscc and is_crate_code(sscc):
        codes["own"] = (Symbol(SymbolKind.CODE_128, sscc),)
        codes["link"] = (Symbol(SymbolKind.QR, address or sscc),)
    elif sscc:
        numbered = elements_of([("00", sscc)])
        codes["sscc"] = gs1_128_symbols(numbered)
        codes["link"] = (Symbol(SymbolKind.QR, address or digital_link(numbered)),)
    elif address:
        codes["link"] = (Symbol(SymbolKind.QR, address),)
    if goods := goods_elements(kind, content):
        codes["goods"] = gs1_128_symbols(goods)
    if ginc := content.text("ginc"):
        # A package says in one code which it is and of which consignment.
        package = [("00", sscc)] if is_sscc(sscc) else []
        codes["consignment"] = gs1_128_symbols(elements_of([*package, ("401", ginc)]))
    return codes | (_named(kind, content) if "goods" not in codes else {})


def goods_elements(kind: str, content: LabelValues) -> tuple[Element, ...]:
    """What the code of the goods holds; nothing for goods without a number. Raises LabelFactWrong."""
    goods = _goods(content) if kind in ("crate", "split_crate") else []
    if kind == "product_card" and content.text("gtin"):
        goods = _of_card(_gtin(content.text("gtin")))
    return elements_of(goods) if goods else ()


def _named(kind: str, content: LabelValues) -> dict[str, tuple[Symbol, ...]]:
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
    raise LabelFactWrong(key, text, fault(FaultKind.WRONG_SIGN, key, signs=_beyond_ascii(text)))


def _beyond_ascii(text: str) -> str:
    return "".join(sorted({sign for sign in text if not (sign.isascii() and sign.isprintable())}))


def _gtin(text: str) -> str:
    gtin = text.replace(" ", "")
    return gtin.zfill(GTIN_DIGITS) if len(gtin) in SHORT_GTINS else gtin


def _goods(content: LabelValues) -> list[tuple[str, str]]:
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
    best, lot = content.day("best_before"), content.text("lot")
    if best is not None:
        pairs.append(("15", f"{best:%y%m%d}"))
    if lot and len(lot) <= LONGEST_LOT and set(lot) <= SIGNS_82:
        pairs.append(("10", lot))
    pairs += _first_days(content)
    number = next(
        (number for number, letters in COUNTRY_NUMBERS.items() if letters == content.text("origin")), ""
    )
    if number:
        pairs.append(("422", number))
    return pairs + _of_fish(content)


def _of_card(gtin: str) -> list[tuple[str, str]]:
    """A number of varying weight is nothing without a measure, which a card does not have."""
    return [] if gtin.startswith(VARIABLE_MEASURE) else [("01", gtin)]


def _first_days(content: LabelValues) -> list[tuple[str, str]]:
    """The day of the harvest, of fish that of its catch or slaughter, and the day on which goods were frozen first."""
    caught = content.day("produced") if content.text("method") in FISH_METHODS else None
    days = (("7007", content.day("harvested") or caught), ("7006", content.day("frozen")))
    return [(identifier, f"{on:%y%m%d}") for identifier, on in days if on is not None]


def _of_fish(content: LabelValues) -> list[tuple[str, str]]:
    """Water and species, where they are codes of FAO's; waters in words stand on the label only."""
    area, species = content.text("catch_area"), content.text("fao_code")
    pairs = [("7005", area)] if is_fao_area(area) else []
    return pairs + ([("7008", species)] if FAO_SPECIES.fullmatch(species) else [])


def _measure(net: Mass) -> list[tuple[str, str]]:
    """310n with the decimals that hold the mass exactly in six digits, three if it goes; a mass is never rounded into a code."""
    for decimals in (USUAL_DECIMALS, 4, MOST_DECIMALS, 2, 1, 0):
        value = net.in_kg().scaleb(decimals)
        if value == value.to_integral_value() and value < 10**MEASURE_DIGITS:
            return [(f"310{decimals}", f"{int(value):0{MEASURE_DIGITS}d}")]
    kilograms = net.in_kg().normalize()
    raise LabelContentWrong(
        "net_kg",
        Words(
            f"{kilograms:f} kg går ikke nøyaktig inn i de seks sifrene som en kode har. Skriv færre sifre, eller ta bort «gtin»",
            f"{kilograms:f} kg går inte exakt in i de sex siffror som en kod har. Skriv färre siffror, eller ta bort ”gtin”",
            f"{kilograms:f} kg does not go exactly into the six digits of a code. Write fewer digits, or leave out “gtin”",
        ),
    )
