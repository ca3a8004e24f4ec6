"""What must and must not stand together on one thing, over all its symbols; and three rules that GS1's dictionary leaves out.

Source: gs1_identifiers.toml, and GS1 General Specifications 4.13 and 4.14 (associations), 5.4 (48 characters), 2.1 and 3.3 (a
variable measure has indicator 9), 2.1.11 (restricted circulation numbers).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hub.labels.codes.elements import judge
from hub.labels.codes.found import CodeFault, Element, FaultKind, fault
from hub.labels.codes.identifiers import identifiers, matches

MOST_IN_128 = 48
VARIABLE_MEASURE = "9"
MEASURES = ("30", "31nn", "32nn", "35nn", "36nn")
GTINS = ("01", "02")
EIGHT_IN_FOURTEEN = "000000"


def faults_together(elements: Sequence[Element]) -> tuple[CodeFault, ...]:
    """All symbols of one thing judged as one: companions, forbidden pairs, doubles, measures and restricted numbers."""
    ais = tuple(dict.fromkeys(one.ai for one in elements))
    return (
        *_doubles(elements),
        *(found for ai in ais for found in _companions(ai, ais)),
        *(found for ai in ais for found in _forbidden(ai, ais)),
        *(found for one in elements if one.ai in GTINS and _whole(one) for found in _gtin_faults(one, ais)),
    )


def notes_together(elements: Sequence[Element]) -> tuple[CodeFault, ...]:
    """What is unusual and still can be read: a weight beside a number of goods that always weigh the same."""
    weighs = any(matches(one.ai, "310n") for one in elements)
    return tuple(
        fault(FaultKind.MEASURE_MISSING, one.ai, indicator=one.value[0])
        for one in elements
        if weighs and one.ai == "01" and one.value and one.value[0] != VARIABLE_MEASURE
    )


def size_in_128(elements: Sequence[Element]) -> int:
    """Characters of one GS1-128 symbol: identifiers, values, and an FNC1 after each variable value but the last."""
    known = identifiers()
    separators = sum(1 for one in elements[:-1] if one.ai in known and not known[one.ai].fixed)
    return sum(len(one.ai) + len(one.value) for one in elements) + separators


def is_restricted(gtin: str) -> bool:
    """A number that only the shop, the chain or the country that gave it out knows: prefixes 02, 04, 20 to 29 and, of eight
    digits, 0 and 2. `gtin` has 8, 12, 13 or 14 digits.
    """
    padded = gtin.zfill(14)
    if padded.startswith(EIGHT_IN_FOURTEEN):
        return padded[6] in "02"
    return padded[1:3] in ("02", "04") or padded[1] == "2"


def _doubles(elements: Sequence[Element]) -> Iterator[CodeFault]:
    said: dict[str, str] = {}
    for one in elements:
        if said.setdefault(one.ai, one.value) != one.value:
            yield fault(FaultKind.TWICE, one.ai)


def _companions(ai: str, ais: Sequence[str]) -> Iterator[CodeFault]:
    known = identifiers().get(ai)
    for groups in known.needs if known else ():
        if not any(_has_all(group, ai, ais) for group in groups):
            yield fault(FaultKind.NEEDS_COMPANION, ai, companions=" | ".join(groups))


def _has_all(group: str, ai: str, ais: Sequence[str]) -> bool:
    return all(any(matches(other, want) for other in ais if other != ai) for want in group.split("+"))


def _forbidden(ai: str, ais: Sequence[str]) -> Iterator[CodeFault]:
    known = identifiers().get(ai)
    for pattern in known.never_with if known else ():
        for other in ais:
            # Both of a pair may name each other; it is one fault.
            if other != ai and matches(other, pattern) and not (_names(other, ai) and other < ai):
                yield fault(FaultKind.FORBIDDEN_PAIR, ai, other=other)


def _names(ai: str, other: str) -> bool:
    return any(matches(other, pattern) for pattern in identifiers()[ai].never_with)


def _whole(gtin: Element) -> bool:
    """Of a torn or misread number only that is said."""
    return not judge(identifiers()[gtin.ai], gtin.value)


def _gtin_faults(gtin: Element, ais: Sequence[str]) -> Iterator[CodeFault]:
    if gtin.value.startswith(VARIABLE_MEASURE) and not any(
        matches(ai, measure) for ai in ais for measure in MEASURES
    ):
        yield fault(FaultKind.MEASURE_MISSING, gtin.ai, indicator=VARIABLE_MEASURE)
    if is_restricted(gtin.value):
        yield fault(FaultKind.RESTRICTED_NUMBER, gtin.ai, value=gtin.value)
