"""Orders in a text stay text, strictly: in any field of any label and note, and in each dialect.

Each paper is drawn twice: with a text full of orders and syntax, and with a twin of the same look, in which every sign that could be
an order is another sign of the same width that is none. Apart from these signs the two papers have to be the same: the same orders
with the same numbers to the printer, the same places on the sheet, the same codes. So no byte of an order comes from the text, and
no other text moves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import StrEnum
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firmware_sim.escpos import Tokenizer
from hub.kernel.words import Language
from hub.labels.all_contents import NoteContent
from hub.labels.dialects.escpos_label import WIDEST_HEAD, escpos_label_bytes
from hub.labels.dialects.head import Head
from hub.labels.dialects.letters import face_for
from hub.labels.dialects.pdf_label import label_pdf
from hub.labels.dialects.zpl import zpl_bytes
from hub.labels.drawing import draw_for_printer, draw_pdf
from hub.labels.label_values import KEYS, LIST, TEXT
from hub.labels.layout import tidy
from hub.labels.marks import Drawing, PictureMark, TextMark
from hub.labels.render import draw, layouts_in
from hub.labels.sheet import read_layout
from tests.support.label_contents import CONTENTS
from tests.support.labels_factory import CARROTS
from tests.support.note_samples import NOTES
from tests.support.source import ROOT

FOLDER = ROOT / "config" / "labels"
LAYOUTS = {name: read_layout(FOLDER / f"{name}.toml") for name in layouts_in(FOLDER)}
# A sign that may mean something to a printer, a viewer or a template, and a harmless one of the same width.
TWINS = {
    "^": "×", "~": "÷", "<": "±", ">": "¬", "#": "=", "_": "¨", "\\": "¦", "$": "¥", "@": "©", "(": "[", ")": "]",
}  # fmt: skip
# Where every letter is as wide as the next, those have a twin as well for which no font has one.
ROLL_TWINS = {**TWINS, "{": "«", "}": "»", "%": "§", "&": "¶", ";": "¡"}
ORDERS = (
    "^XA", "^XZ", "^FS", "^FO,", "^GB,,", "^JUS", "~JA", "~JR", "~HS", "_5E_7E", ">B", ">;>:", "\\&", "\\(", "\\n",
    "\x1b@", "\x1dV\x00", "\x10\x04\x01", "\x1dkA\x00", "\x1b\x1d\x10", ") Tj", "ET Q", "/JavaScript", "(app.alert)", "endstream",
    "endobj", "%%EOF", "<b>", "&amp;", "</i>", "${PATH}", "{{x*y}}", "%s", "%(x)s", "\r\n", "\t", "\x85", "\u2028", "\u202eeht\u202c",
    "\u200b\ufeff", "\x00", "grønn", "Ring", "å",
)  # fmt: skip
# Longer than a lot may be in a code, so that no paper's codes hold it.
TEXTS = st.lists(st.sampled_from(ORDERS), min_size=8, max_size=24).map(
    lambda all_of: f"Ring {' '.join(all_of)} her"
)
# What is a number, a link or a key by itself: codes are made of it, and it is judged before it is printed.
CODED = frozenset(
    {"sscc", "gtin", "content_gtin", "parent", "replaces", "address", "ginc", "badge", "place", "language"}
)
TEXT_KEYS = [
    (name, key)
    for name, layout in LAYOUTS.items()
    for key, kind in KEYS[layout.kind].items()
    if kind in (TEXT, LIST) and key not in CODED
]
KEPT = frozenset({"sscc", "cage", "link", "hash", "parent", "replaces", "gtin", "content_gtin", "address"})


def twin(text: str, twins: Mapping[str, str] = TWINS) -> str:
    return flattened(tidy(text), twins)


def flattened(text: str, twins: Mapping[str, str] = TWINS) -> str:
    """What both twins have in common."""
    return "".join([twins.get(sign, sign) for sign in text])


# ---- the twins themselves


@pytest.mark.parametrize("bold", [False, True])
def test_twins_are_as_wide_as_each_other(bold: bool) -> None:
    face = face_for("a", bold=bold)
    assert {sign for sign, other in TWINS.items() if face.width(sign) != face.width(other)} == set()
    assert not set(TWINS) & set(TWINS.values())


# ---- labels by their layouts


def twins_of(name: str, key: str, text: str) -> tuple[Drawing, Drawing]:
    layout = LAYOUTS[name]
    wild, calm = (
        {
            **CONTENTS[layout.kind],
            key: [one, "milk"] if KEYS[layout.kind][key] == LIST else one,
        }
        for one in (text, twin(text))
    )
    return draw(layout, wild), draw(layout, calm)


def marks(drawing: Drawing) -> list[object]:
    return [
        replace(mark, text=flattened(mark.text))
        if isinstance(mark, TextMark)
        else replace(mark, shows=flattened(tidy(mark.shows)))
        if isinstance(mark, PictureMark)
        else mark
        for mark in drawing.marks
    ]


@settings(max_examples=60, deadline=None)
@given(text=TEXTS, at=st.sampled_from(TEXT_KEYS))
def test_a_label_with_orders_in_a_text_is_the_label_with_its_twin(text: str, at: tuple[str, str]) -> None:
    wild, calm = twins_of(*at, text)
    assert marks(wild) == marks(calm)
    assert zpl_orders(zpl_bytes(wild)) == zpl_orders(zpl_bytes(calm))
    if wild.width > WIDEST_HEAD:
        return
    # Its texts are dots, and how many rows of dots are white depends on the letters.
    orders = (escpos_orders(escpos_label_bytes(one)) for one in (wild, calm))
    first, second = ([one for one in said if one[0] not in ("GS v", "ESC J")] for said in orders)
    assert first == second


@settings(max_examples=15, deadline=None)
@given(text=TEXTS, at=st.sampled_from(TEXT_KEYS))
def test_a_label_as_pdf_has_the_signs_of_its_twin_in_the_same_places(text: str, at: tuple[str, str]) -> None:
    wild, calm = twins_of(*at, text)
    assert_alike(label_pdf(wild), label_pdf(calm))


def zpl_orders(raw: bytes) -> list[str]:
    """Line by line, with the texts written out: a text ends with its field, and holds no sign that begins an order. Where one has a
    backslash its field stands at the left, and says nothing of it.
    """
    return [
        re.sub(r"\^FB\d+,1,0,[LCR],0", "", re.sub(r"(?<=\^FH_\^FD)[^^~]*(?=\^FS$)", _written_out, line))
        if "^A0N" in line
        else line
        for line in raw.decode().splitlines()
    ]


def _written_out(data: re.Match[str]) -> str:
    letters = re.sub(
        r"(?:_[0-9A-F]{2})+", lambda found: bytes.fromhex(found[0].replace("_", "")).decode(), data[0]
    )
    return flattened(letters)


def escpos_orders(raw: bytes) -> list[tuple[str, bytes | str]]:
    """Every order with all its numbers; of a picture its size, because the text is in its dots."""
    said: list[tuple[str, bytes | str]] = []
    for one in Tokenizer().feed(raw):
        if one.name == "text":
            said.append((one.name, flattened(one.body.decode("cp858"), ROLL_TWINS)))
        else:
            said.append((one.name, one.body[:5] if one.name == "GS v" else one.body))
    return said


def assert_alike(wild: bytes, calm: bytes) -> None:
    """The same signs on the same pages at the same points; PDFium's own rounding is a point at most."""
    first, second = placed_signs(wild), placed_signs(calm)
    assert [one[:2] for one in first] == [one[:2] for one in second]
    moved = [
        (one, other)
        for one, other in zip(first, second, strict=True)
        if max(abs(one[2] - other[2]), abs(one[3] - other[3])) > 1
    ]
    assert moved == []


def placed_signs(raw: bytes) -> list[tuple[int, str, float, float]]:
    """Each sign of each page with the point where it begins; and that the file does nothing but show them."""
    # Packed streams may hold any three bytes by chance; what a file does stands outside of them.
    said = re.sub(rb"stream\r?\n.*?endstream", b"", raw, flags=re.DOTALL)
    assert not any(word in said for word in (b"/JS", b"/URI", b"/Launch", b"/Annot", b"/OpenAction"))
    document = pypdfium2.PdfDocument(raw)
    signs: list[tuple[int, str, float, float]] = []
    for number in range(len(document)):
        page = document[number].get_textpage()
        count = page.count_chars()
        text = page.get_text_range(0, count)
        assert len(text) == count
        for at, sign in enumerate(text):
            if not sign.isspace():
                left, bottom, _, _ = page.get_charbox(at, loose=True)
                signs.append((number, flattened(sign), left, bottom))
    document.close()
    return signs


# ---- notes, and the crate's label in letters of the printer


PAPERS: dict[str, Any] = {**NOTES, "crate_label": CARROTS}


def places_for_text(value: Any) -> Iterator[str]:
    """Every free text of a content, in its order."""
    if isinstance(value, tuple):
        for one in value:
            yield from places_for_text(one)
    elif isinstance(value, str) and not isinstance(value, StrEnum):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            if one.name not in KEPT:
                yield from places_for_text(getattr(value, one.name))


def with_text_at(value: Any, text: str, places: Iterator[bool]) -> Any:
    """The same content with the text in those places for which the iterator says yes."""
    if isinstance(value, tuple):
        return tuple(with_text_at(one, text, places) for one in value)
    if isinstance(value, str) and not isinstance(value, StrEnum):
        return text if next(places) else value
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            one.name: with_text_at(getattr(value, one.name), text, places)
            for one in fields(value)
            if one.name not in KEPT
        }
        return replace(value, **changed)
    return value


def twin_papers(
    name: str, text: str, chosen: int | None, twins: Mapping[str, str] = TWINS
) -> tuple[NoteContent, NoteContent]:
    """The paper with the text in the chosen place, or in every place, and the same with its twin."""
    paper = PAPERS[name]
    count = len(list(places_for_text(paper)))
    wild, calm = (
        with_text_at(paper, one, iter([chosen is None or at == chosen % count for at in range(count)]))
        for one in (text, twin(text, twins))
    )
    return wild, calm


def on_roll(content: Any, width: int) -> list[tuple[str, bytes | str]]:
    head = Head(width=width, model="TM-T20II")
    return escpos_orders(
        draw_for_printer(content.kind, content.as_json(), language=Language.NB, copy=1, head=head)
    )


@settings(max_examples=80, deadline=None)
@given(
    text=TEXTS,
    name=st.sampled_from(sorted(PAPERS)),
    chosen=st.none() | st.integers(0, 400),
    width=st.sampled_from([384, 576]),
)
def test_a_paper_on_the_roll_gets_the_orders_of_its_twin(
    text: str, name: str, chosen: int | None, width: int
) -> None:
    wild, calm = twin_papers(name, text, chosen, ROLL_TWINS)
    assert on_roll(wild, width) == on_roll(calm, width)


@settings(max_examples=15, deadline=None)
@given(text=TEXTS, name=st.sampled_from(sorted(PAPERS)), chosen=st.none() | st.integers(0, 400))
def test_a_paper_as_pdf_has_the_signs_of_its_twin_in_the_same_places(
    text: str, name: str, chosen: int | None
) -> None:
    wild, calm = (
        draw_pdf(one.kind, one.as_json(), language=Language.NB, copy=1)
        for one in twin_papers(name, text, chosen)
    )
    assert_alike(wild, calm)
