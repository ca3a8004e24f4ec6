"""Addresses in square codes: GS1 Digital Links of any domain and path, read and built, and the pages of this or another hub.

    https://any.example/some/path/01/09521234543213/10/26-328-007?3103=010450&15=261201&linkType=all
                                 key                 qualifier      attributes (words that are no number are not GS1's)

Source: GS1 Digital Link Standard, URI Syntax 1.6: keys and the order of their qualifiers stand in gs1_identifiers.toml.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from hub.labels.codes.elements import judge
from hub.labels.codes.found import CodeFault, CodeKind, Element, FaultKind, fault
from hub.labels.codes.identifiers import Identifier, identifiers

RESOLVER = "https://id.gs1.org"
GTIN_DIGITS = 14
SHORT_GTINS = (8, 12, 13)
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_HOST = re.compile(r"([\w-]+\.)+[\w-]{2,}(:\d+)?/\S|[\w-]+(\.[\w-]+)*:\d+/\S")
_PAGES = {"crates": CodeKind.CRATE_PAGE, "places": CodeKind.PLACE_PAGE}


@dataclass(frozen=True, slots=True)
class Link:
    """What an address holds. `named` is the last word of a page of the hub: a crate's number or a place's code."""

    kind: CodeKind
    elements: tuple[Element, ...] = ()
    faults: tuple[CodeFault, ...] = ()
    named: str = ""


def digital_link(elements: Sequence[Element], domain: str = RESOLVER) -> str:
    """The address that holds these elements: the first of them that may lead, its qualifiers in their order, and the others behind the
    question mark as they come. What an address needs for itself is written with percent signs (URI Syntax 1.6, 4 and 5).

    Raises ValueError when none of them may lead a link, or one of them has no place in it.
    """
    known = identifiers()
    key = next((one for one in elements if known[one.ai].key is not None), None)
    others = [one for one in elements if one is not key]
    if key is None:
        msg = "no key of GS1's among them"
        raise ValueError(msg)
    ways = known[key.ai].key or ()
    qualifiers = max(
        ([one for ai in way for one in others if one.ai == ai] for way in ways), key=len, default=[]
    )
    attributes = [one for one in others if one not in qualifiers]
    if homeless := [one.ai for one in attributes if not known[one.ai].link]:
        msg = f"({homeless[0]}) has no place in a link of ({key.ai})"
        raise ValueError(msg)
    path = "".join(f"/{one.ai}/{quote(one.value, safe='')}" for one in (key, *qualifiers))
    query = "&".join(f"{one.ai}={quote(one.value, safe='')}" for one in attributes)
    return domain + path + (f"?{query}" if query else "")


def is_address(text: str) -> bool:
    """With a scheme, or a host and a path without one: some scanners and people leave it away."""
    return _SCHEME.match(text) is not None or _HOST.match(text) is not None


def read_link(text: str) -> Link:
    try:
        address = urlsplit(text if _SCHEME.match(text) else f"https://{text}")
    except ValueError:
        return Link(CodeKind.WEB)
    words = [unquote(word) for word in address.path.split("/") if word]
    query = _query(address.query)
    start = _key_at(words)
    if start is not None:
        return _digital_link(words[start:], query)
    if len(words) > 1 and words[-2] in _PAGES:
        return Link(_PAGES[words[-2]], named=words[-1])
    if any(ai in ("00", "01", "414") for ai, _value in query):
        return _digital_link([], query)
    return Link(CodeKind.WEB)


def _query(text: str) -> list[tuple[str, str]]:
    pairs = (pair.partition("=") for pair in re.split("[&;]", text) if pair)
    return [(unquote(name), unquote(value.replace("+", "%2B"))) for name, _, value in pairs]


def _key_at(words: Sequence[str]) -> int | None:
    """Where the key stands: identifier and value by turns to the end, the first of them one that may lead a link."""
    known = identifiers()
    starts = [
        at
        for at in range(len(words) - 1)
        if (len(words) - at) % 2 == 0 and words[at] in known and known[words[at]].key is not None
    ]
    fitting = [at for at in starts if all(word in known for word in words[at::2])]
    return next(iter(fitting or starts), None)


def _digital_link(words: Sequence[str], query: Sequence[tuple[str, str]]) -> Link:
    pairs = list(zip(words[::2], words[1::2], strict=True))
    elements: list[Element] = []
    faults: list[CodeFault] = []
    if pairs:
        faults += _qualifier_faults([ai for ai, _value in pairs])
    else:
        faults.append(fault(FaultKind.LINK_KEY))
    for place, (ai, written) in enumerate([*pairs, *query]):
        known = identifiers().get(ai)
        if known is None:
            # A word is the owner's own parameter; a number that is no identifier is a slip.
            if ai.isdigit() or place < len(pairs):
                faults.append(fault(FaultKind.UNKNOWN_IDENTIFIER, ai, text=written[:24]))
            continue
        if place >= len(pairs) > 0 and not known.link:
            faults.append(fault(FaultKind.LINK_ATTRIBUTE, ai))
        value, short = _whole_gtin(known, written)
        faults += short
        elements.append(Element(ai, known.title, value))
        faults += judge(known, value)
    return Link(CodeKind.DIGITAL_LINK, tuple(elements), tuple(faults))


def _qualifier_faults(ais: Sequence[str]) -> list[CodeFault]:
    """Qualifiers belong to their key, and stand in its order."""
    key, *qualifiers = ais
    ways = identifiers()[key].key or ()
    if not qualifiers or any(_in_order(qualifiers, way) for way in ways):
        return []
    return [fault(FaultKind.LINK_QUALIFIER, key, qualifiers=", ".join(qualifiers))]


def _in_order(qualifiers: Sequence[str], way: Sequence[str]) -> bool:
    places = [way.index(one) if one in way else -1 for one in qualifiers]
    return -1 not in places and places == sorted(set(places))


def _whole_gtin(known: Identifier, written: str) -> tuple[str, list[CodeFault]]:
    """Links of the first edition carried 8, 12 or 13 digits; they are read, and named as short."""
    if known.ai == "01" and written.isdigit() and len(written) in SHORT_GTINS:
        return written.zfill(GTIN_DIGITS), [fault(FaultKind.LINK_GTIN, "01", value=written)]
    return written, []
