"""A read code as plain values for a list or a command line, with a sentence in English for each fault."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from hub.kernel.words import Language
from hub.labels.codes.found import Code, CodeFault, CodeKind, Element, FaultKind
from hub.labels.codes.meaning import meaning_of
from hub.labels.codes.names import names_of

SYMBOLOGIES = {
    "]C1": "GS1-128", "]C0": "Code 128", "]C2": "Code 128", "]E0": "EAN-13", "]E3": "EAN-13 with add-on", "]E4": "EAN-8",
    "]I0": "ITF", "]I1": "ITF-14", "]d1": "DataMatrix", "]d2": "GS1 DataMatrix", "]Q0": "QR", "]Q1": "QR", "]Q3": "GS1 QR",
    "]e0": "GS1 DataBar", "]A0": "Code 39", "]J1": "GS1 DotCode", "]X2": "other, GS1 data",
}  # fmt: skip

KINDS: Mapping[CodeKind, str] = {
    CodeKind.GS1: "GS1 element strings",
    CodeKind.DIGITAL_LINK: "GS1 Digital Link",
    CodeKind.SSCC: "the number of a crate, package, pallet or other logistic unit (SSCC)",
    CodeKind.GTIN_14: "the number of an article, 14 digits (GTIN-14)",
    CodeKind.EAN_13: "the number of an article, 13 digits (EAN-13)",
    CodeKind.EAN_8: "the number of an article, 8 digits (EAN-8)",
    CodeKind.UPC_A: "the number of an article, 12 digits (UPC-A)",
    CodeKind.RESTRICTED: "a number that is valid only where it was given out (shop, chain or country)",
    CodeKind.CRATE: "a crate, roll cage or package of a hub without a GS1 prefix",
    CodeKind.PLACE: "a place's code, or another short word of the house",
    CodeKind.BADGE: "a badge",
    CodeKind.CRATE_PAGE: "the page of a crate",
    CodeKind.PLACE_PAGE: "the page of a place",
    CodeKind.WEB: "a web address without GS1 data",
    CodeKind.UNKNOWN: "nothing that is known here",
}

PACKAGE = "a package of a consignment: its own number (SSCC) and the consignment's (GINC)"

SAYS: Mapping[FaultKind, str] = {
    FaultKind.EMPTY: "There is nothing in it.",
    FaultKind.UNKNOWN_TEXT: "“{text}” is no GS1 number, no address and no code of the house.",
    FaultKind.UNKNOWN_IDENTIFIER: "“{text}” begins with no application identifier of GS1.",
    FaultKind.TOO_SHORT: "({ai}) has {length} characters and needs {least}.",
    FaultKind.TOO_LONG: "({ai}) has {length} characters; {most} are allowed. Perhaps the separator after it is missing.",
    FaultKind.NOT_DIGITS: "({ai}) takes digits only, and holds “{signs}”.",
    FaultKind.WRONG_SIGN: "({ai}) holds “{signs}”, which is not among GS1's characters.",
    FaultKind.CHECK_DIGIT: "The check digit of {value} is wrong: it was misread or mistyped.",
    FaultKind.PREFIX: "({ai}) does not begin with a company prefix.",
    FaultKind.NO_DATE: "({ai}) holds {value}, which is no date.",
    FaultKind.NO_TIME: "({ai}) holds {value}, which is no time of day.",
    FaultKind.UNKNOWN_COUNTRY: "({ai}) holds {value}, which is no country (ISO 3166-1).",
    FaultKind.WRONG_VALUE: "({ai}) may not hold “{value}”.",
    FaultKind.NEEDS_COMPANION: "({ai}) needs beside it, on the same thing: {companions}.",
    FaultKind.FORBIDDEN_PAIR: "({ai}) and ({other}) may not be on the same thing.",
    FaultKind.TWICE: "({ai}) is there twice with different values.",
    FaultKind.TOO_MUCH_FOR_128: "{size} characters; one GS1-128 symbol holds {most}. Two symbols or a square code are needed.",
    FaultKind.MEASURE_MISSING: "({ai}) begins with 9, goods of varying weight, and no weight, measure or count is with it.",
    FaultKind.RESTRICTED_NUMBER: "({ai}) holds {value}: numbers 02, 04 and 20 to 29 are valid only where they were given out.",
    FaultKind.LINK_QUALIFIER: "The path after ({ai}) is not in GS1's order, or holds what does not belong there: {qualifiers}.",
    FaultKind.LINK_ATTRIBUTE: "({ai}) may not stand after the question mark of a Digital Link.",
    FaultKind.LINK_KEY: "The address has no GS1 key in its path.",
    FaultKind.LINK_GTIN: "A Digital Link carries 14 digits after /01/, not {value}.",
}
NOTES: Mapping[FaultKind, str] = {
    FaultKind.MEASURE_MISSING: "({ai}) begins with {indicator}: goods that always weigh the same. A weight beside it is unusual.",
    FaultKind.TOO_MUCH_FOR_128: "{size} characters: a square code holds them; in bars, one GS1-128 symbol holds {most}, and two would be needed.",
}
SHOP_NOTE = "Read by GS1 Sweden's pattern for goods weighed in the shop; Norwegian shops use the same pattern by habit."


def shown(code: Code, today: date) -> dict[str, Any]:
    """Everything that was found, in the order of the documentation (docs/help/codes.md)."""
    named = {"crate": code.crate, "place": code.place, "badge": code.badge}
    notes = [_fault(one, NOTES) for one in code.notes]
    if code.kind is CodeKind.RESTRICTED and any(one.title == "SHOP ITEM" for one in code.elements):
        notes.append({"code": "shop_pattern", "ai": "", "says": SHOP_NOTE})
    return {
        "text": code.text,
        "kind": code.kind.value,
        "is": _what(code),
        "symbology": SYMBOLOGIES.get(code.symbology, code.symbology) or None,
        **{name: value for name, value in named.items() if value},
        "elements": [_element(one, today) for one in code.elements],
        "faults": [_fault(one, SAYS) for one in code.faults],
        "notes": notes,
        **({"rest": code.rest} if code.rest else {}),
    }


def _what(code: Code) -> str:
    """A unit's number beside a consignment's says more than that these are GS1's identifiers."""
    return PACKAGE if code.value("00") and code.value("401") else KINDS[code.kind]


def _element(element: Element, today: date) -> dict[str, Any]:
    meaning, names = meaning_of(element, today), names_of(element.ai)
    typed = {
        "mass_mg": meaning.mass.milligrams if meaning.mass else None,
        "date": meaning.day.isoformat() if meaning.day else None,
        "until": meaning.until.isoformat() if meaning.until else None,
        "count": meaning.count,
        "countries": list(meaning.countries) or None,
    }
    return {
        "ai": element.ai,
        "title": element.title,
        "value": element.value,
        "meaning": meaning.text,
        **({"names": {one.value: names.in_(one) for one in Language}} if names else {}),
        **{name: value for name, value in typed.items() if value is not None},
    }


def _fault(found: CodeFault, sentences: Mapping[FaultKind, str]) -> dict[str, str]:
    return {
        "code": found.kind.value,
        "ai": found.ai,
        "says": sentences[found.kind].format_map({"ai": found.ai, **dict(found.facts)}),
    }
