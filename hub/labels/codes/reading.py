"""The one reader of scanned text. It names what it found and what is wrong with it, and never fails.

What tells the kinds apart, in this order: the scanner's own prefix (]C1 ...), FNC1 in front, brackets, an address, digits alone
by their length and check digit, a code of the house, element strings that begin with a crate's or an article's number, and last any
others that are whole. GS1's prefix before what is no element string is not believed when the rest is a code of the house.
Not for: looking anything up.
"""

from __future__ import annotations

import re
from dataclasses import replace

from hub.kernel.ids import is_sscc
from hub.labels.codes import own
from hub.labels.codes.companions import MOST_IN_128, faults_together, notes_together, size_in_128
from hub.labels.codes.elements import GS, Cut, beginning, cut_bracketed, cut_plain
from hub.labels.codes.found import Code, CodeKind, FaultKind, fault
from hub.labels.codes.identifiers import identifiers
from hub.labels.codes.links import Link, is_address, read_link
from hub.labels.codes.numbers import read_number

# ISO/IEC 15424: what a scanner may put in front to say which bars it read.
_SYMBOLOGY = re.compile(r"\][A-Za-z][0-9A-Za-z]")
GS1_128 = "]C1"
GS1_SYMBOLOGIES = (GS1_128, "]d2", "]Q3", "]e0", "]J1", "]X2")
LONGEST_READ = 4096
# A group separator as keyboards, terminals and people write it.
_GS_WRITTEN = re.compile(
    r"<GS>|\{GS\}|\[GS\]|<FNC1>|\{FNC1\}|\[FNC1\]|<0x1D>|\^\]|\\x1d|\\u001d|␝", re.IGNORECASE
)
_FNC1_FIRST = ("^", "\xe8")  # the GS1 syntax engine's FNC1, and a Code 128 font's
_LEADING = ("00", "01", "02")
# A day or a measure with its identifier: no place is called like that.
FIRST_DIGITS = 8


def read_code(text: str) -> Code:
    """What a scanner, a finger or a camera handed over."""
    written = text[:LONGEST_READ].strip(" \t\r\n")
    symbology = found[0] if (found := _SYMBOLOGY.match(written)) else ""
    bare = _GS_WRITTEN.sub(GS, written.removeprefix(symbology)).strip(" \t\r\n")
    if symbology in GS1_SYMBOLOGIES or bare.startswith(_FNC1_FIRST) or GS in bare:
        code = _elements(text, symbology, bare)
        return code if code.elements else _own_code(text, symbology, bare) or code
    if bare.startswith("("):
        return _from_cut(text, symbology, bare, cut_bracketed(bare))
    if is_address(bare):
        return _link(text, symbology, bare)
    return _short(text, symbology, bare)


def _elements(text: str, symbology: str, bare: str) -> Code:
    plain = bare.lstrip("".join(_FNC1_FIRST) + GS).replace("^", GS)
    if not plain:
        return Code(CodeKind.UNKNOWN, text, symbology, faults=(fault(FaultKind.EMPTY),), bare=bare)
    if plain.startswith("("):
        return _from_cut(text, symbology, bare, cut_bracketed(plain))
    return _from_cut(text, symbology, bare, cut_plain(plain))


def _own_code(text: str, symbology: str, bare: str) -> Code | None:
    """A sign or a badge of the house behind GS1's own prefix: some scanners put the same one in front of every code."""
    code = _short(text, symbology, bare)
    return code if code.place or code.badge or code.kind is CodeKind.CRATE else None


def _from_cut(text: str, symbology: str, bare: str, cut: Cut) -> Code:
    """Companions are judged when all was cut: of a torn code only what is torn is said."""
    faults = cut.faults + (() if cut.rest else faults_together(cut.elements))
    notes = notes_together(cut.elements)
    size = size_in_128(cut.elements)
    if size > MOST_IN_128 and symbology in ("", GS1_128):
        # A square code holds more. A scanner that does not say what it read may have read one.
        too_much = (fault(FaultKind.TOO_MUCH_FOR_128, size=size, most=MOST_IN_128),)
        faults, notes = (faults + too_much, notes) if symbology else (faults, notes + too_much)
    code = Code(
        CodeKind.GS1 if cut.elements else CodeKind.UNKNOWN,
        text,
        symbology,
        cut.elements,
        faults,
        notes,
        rest=cut.rest,
        bare=bare,
    )
    return _naming_crate(code)


def _link(text: str, symbology: str, bare: str) -> Code:
    link = read_link(bare)
    if link.kind is CodeKind.CRATE_PAGE:
        return _crate_page(text, symbology, bare, link)
    if link.kind is CodeKind.PLACE_PAGE and own.is_place(link.named):
        return Code(link.kind, text, symbology, place=link.named.upper(), bare=bare)
    if link.kind is CodeKind.DIGITAL_LINK:
        faults = link.faults + faults_together(link.elements)
        notes = notes_together(link.elements)
        return _naming_crate(Code(link.kind, text, symbology, link.elements, faults, notes, bare=bare))
    return Code(CodeKind.WEB, text, symbology, bare=bare)


def _crate_page(text: str, symbology: str, bare: str, link: Link) -> Code:
    inner = _short(link.named, "", link.named)
    return Code(
        link.kind,
        text,
        symbology,
        inner.elements,
        inner.faults,
        crate=inner.crate,
        bare=bare,
        rest=inner.rest,
    )


def _short(text: str, symbology: str, bare: str) -> Code:
    """Text without any sign of what it is: digits, a code of the house, or GS1 data from a scanner that says nothing."""
    closed = bare.replace(" ", "")
    if not closed:
        return Code(CodeKind.UNKNOWN, text, symbology, faults=(fault(FaultKind.EMPTY),), bare=bare)
    digits = closed.isascii() and closed.isdigit()
    number = read_number(closed) if digits else None
    if number is not None:
        code = Code(number.kind, text, symbology, number.elements, number.faults, bare=bare)
        return _naming_crate(code)
    if own.looks_like_crate(closed):
        return _own_crate(text, symbology, closed.upper())
    if own.is_badge(closed):
        return Code(CodeKind.BADGE, text, symbology, badge=closed, bare=closed)
    if closed.startswith(_LEADING):
        cut = cut_plain(closed)
        if _is_whole(cut) or (digits and cut.elements):
            return _from_cut(text, symbology, bare, cut)
    cut = cut_plain(closed)
    second = _speaks_for_itself(cut)
    if second and closed[:FIRST_DIGITS].isdigit():
        return _from_cut(text, symbology, bare, cut)
    if own.is_place(closed):
        return Code(CodeKind.PLACE, text, symbology, place=closed.upper(), bare=bare)
    if second:
        return _from_cut(text, symbology, bare, cut)
    unknown = (fault(FaultKind.UNKNOWN_TEXT, text=beginning(bare)),)
    return Code(CodeKind.UNKNOWN, text, symbology, faults=unknown, bare=bare)


def _is_whole(cut: Cut) -> bool:
    """Element strings that no text becomes by chance: the number in front has the right length and check digit, or a misread
    digit and further elements behind it.
    """
    if not cut.elements or cut.rest:
        return False
    leading = {one.kind for one in cut.faults if one.ai == cut.elements[0].ai}
    return not leading or (len(cut.elements) > 1 and leading == {FaultKind.CHECK_DIGIT})


def _speaks_for_itself(cut: Cut) -> bool:
    """The second symbol of a label, from a scanner that says nothing of FNC1: all of it is right, and a part has a length of its own."""
    known = identifiers()
    return not cut.rest and not cut.faults and any(known[one.ai].fixed for one in cut.elements)


def _own_crate(text: str, symbology: str, code: str) -> Code:
    if own.is_crate_code(code):
        return Code(CodeKind.CRATE, text, symbology, crate=code, bare=code)
    return Code(
        CodeKind.CRATE, text, symbology, faults=(fault(FaultKind.CHECK_DIGIT, value=code),), bare=code
    )


def _naming_crate(code: Code) -> Code:
    """The same code with the crate that its SSCC names. A wrong check digit names nothing."""
    sscc = code.value("00") or ""
    return replace(code, crate=sscc) if is_sscc(sscc) else code
