"""A read code as plain values for a list or a command line, with a sentence for each fault in the reader's language. The keys are English."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from hub.kernel.words import Language, Words
from hub.labels.codes.found import Code, CodeFault, CodeKind, Element, FaultKind
from hub.labels.codes.meaning import meaning_of
from hub.labels.codes.names import names_of
from hub.labels.codes.sentences import KINDS, NOTES, PACKAGE, SAYS, SHOP_NOTE, fault_in

SYMBOLOGIES = {
    "]C1": "GS1-128", "]C0": "Code 128", "]C2": "Code 128", "]E0": "EAN-13", "]E3": "EAN-13 with add-on", "]E4": "EAN-8",
    "]I0": "ITF", "]I1": "ITF-14", "]d1": "DataMatrix", "]d2": "GS1 DataMatrix", "]Q0": "QR", "]Q1": "QR", "]Q3": "GS1 QR",
    "]e0": "GS1 DataBar", "]A0": "Code 39", "]J1": "GS1 DotCode", "]X2": "other, GS1 data",
}  # fmt: skip


def shown(code: Code, today: date, language: Language = Language.EN) -> dict[str, Any]:
    """Everything that was found, in the order of the documentation (docs/help/codes.md)."""
    named = {"crate": code.crate, "place": code.place, "badge": code.badge}
    notes = [_fault(one, language, NOTES) for one in code.notes]
    if code.kind is CodeKind.RESTRICTED and any(one.title == "SHOP ITEM" for one in code.elements):
        notes.append({"code": "shop_pattern", "ai": "", "says": SHOP_NOTE.in_(language)})
    return {
        "text": code.text,
        "kind": code.kind.value,
        "is": _what(code).in_(language),
        "symbology": SYMBOLOGIES.get(code.symbology, code.symbology) or None,
        **{name: value for name, value in named.items() if value},
        "elements": [_element(one, today) for one in code.elements],
        "faults": [_fault(one, language, SAYS) for one in code.faults],
        "notes": notes,
        **({"rest": code.rest} if code.rest else {}),
    }


def _what(code: Code) -> Words:
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


def _fault(found: CodeFault, language: Language, sentences: Mapping[FaultKind, Words]) -> dict[str, str]:
    return {"code": found.kind.value, "ai": found.ai, "says": fault_in(found, language, sentences)}
