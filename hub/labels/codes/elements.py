"""Element strings: cut into identifier and value, judged one by one. Companions are judged in `companions`.

    FNC1 | 01 09521234543213 | 3103 010450 | 10 26-328-007 | GS | 422 578
         |  fixed length     |   fixed     | variable, ended by GS (FNC1) or the end

A scanner sends FNC1 between values as GS (0x1D). Source: GS1 General Specifications 5.11 and 7.8.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hub.labels.codes.checks import CHECKS, SIGNS, UNJUDGED
from hub.labels.codes.found import CodeFault, Element, FaultKind, fault
from hub.labels.codes.identifiers import Identifier, identifier_at, identifiers

GS = "\x1d"
_BRACKET = re.compile(r"(?<!\\)\((\d{2,4})\)")
SHOWN = 24


def beginning(text: str) -> str:
    """As much of a text as a sentence may quote, with a word that there was more."""
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


@dataclass(frozen=True, slots=True)
class Cut:
    """Elements in their order, and what could not be cut."""

    elements: tuple[Element, ...]
    faults: tuple[CodeFault, ...]
    rest: str = ""


def cut_plain(text: str) -> Cut:
    """Element strings as the scanner sends them, without the FNC1 in front. Stops at what it does not know."""
    elements: list[Element] = []
    faults: list[CodeFault] = []
    at = 0
    while at < len(text):
        if text[at] == GS:
            at += 1
            continue
        known = identifier_at(text, at)
        if known is None:
            rest = text[at:]
            return Cut(
                tuple(elements),
                (*faults, fault(FaultKind.UNKNOWN_IDENTIFIER, rest[:4], text=beginning(rest))),
                rest,
            )
        start = at + len(known.ai)
        end = text.find(GS, start)
        end = len(text) if end < 0 else end
        if known.fixed:
            end = min(end, start + known.most)
        value = text[start:end]
        elements.append(Element(known.ai, known.title, value))
        faults += judge(known, value)
        at = end
    return Cut(tuple(elements), tuple(faults))


def cut_bracketed(text: str) -> Cut:
    """The form for people: (00)395212340000000017 (10)26-328-007. A bracket that holds no identifier belongs to the value."""
    marks = [mark for mark in _BRACKET.finditer(text) if mark[1] in identifiers()]
    if not marks or marks[0].start() != 0:
        number = re.match(r"\((\d*)\)?", text)
        ai = number[1] if number else ""
        return Cut((), (fault(FaultKind.UNKNOWN_IDENTIFIER, ai, text=beginning(text)),), text)
    elements: list[Element] = []
    faults: list[CodeFault] = []
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        known = identifiers()[mark[1]]
        written = text[mark.end() : following.start() if following else len(text)]
        value = re.sub(r"[\s\x1d]", "", written).replace(r"\(", "(")
        elements.append(Element(known.ai, known.title, value))
        faults += judge(known, value)
    return Cut(tuple(elements), tuple(faults))


def judge(known: Identifier, value: str) -> list[CodeFault]:
    """What is wrong with one value by itself: its length, its signs, and the checks of its parts."""
    least = sum(part.least for part in known.parts if not part.optional)
    if len(value) < least:
        return [fault(FaultKind.TOO_SHORT, known.ai, length=len(value), least=least)]
    if len(value) > known.most:
        return [fault(FaultKind.TOO_LONG, known.ai, length=len(value), most=known.most)]
    return list(_judge_parts(known, value))


def _judge_parts(known: Identifier, value: str) -> Iterator[CodeFault]:
    at = 0
    for part in known.parts:
        piece = value[at : at + part.most]
        if not piece and part.optional:
            return
        at += part.most
        if len(piece) < part.least:
            yield fault(FaultKind.TOO_SHORT, known.ai, length=len(piece), least=part.least)
            return
        wrong = sorted(set(piece) - SIGNS[part.signs])
        if wrong:
            kind = FaultKind.NOT_DIGITS if part.signs == "N" else FaultKind.WRONG_SIGN
            yield fault(kind, known.ai, signs=beginning("".join(wrong)))
            return
        for name in part.checks:
            if name in UNJUDGED:
                continue
            right, kind = CHECKS[name]
            if not right(piece):
                yield fault(kind, known.ai, value=beginning(piece))
