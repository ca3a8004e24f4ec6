"""No text leaves its box, whatever it says and however narrow the paper is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.kernel.words import Language
from hub.labels.content import CrateLabelContent
from hub.labels.dialects.pdf_sheet import Style, fitted, lines_of, width_of
from hub.labels.layout import Text, cut, cut_measured, headline, pair, tidy, wrap
from hub.labels.notes.delivery_note import delivery_note
from hub.labels.roll_document import document_rows
from hub.labels.roll_label import crate_rows
from tests.support.labels_factory import CARROTS, NOTE

ROOMS = st.integers(1, 80)
ANY_LANGUAGE = st.sampled_from(Language)


@given(text=st.text(max_size=200), room=ROOMS)
def test_a_cut_text_fits_and_shows_that_it_was_cut(text: str, room: int) -> None:
    shown = cut(text, room)
    assert len(shown) <= room
    assert shown == tidy(text) or "." in shown


@given(text=st.text(max_size=300), room=ROOMS, most=st.integers(1, 5))
def test_wrapped_lines_fit(text: str, room: int, most: int) -> None:
    lines = wrap(text, room, most=most)
    assert len(lines) <= most
    assert all(0 < len(line) <= room for line in lines)


@given(text=st.text(alphabet="abc ", max_size=300), room=ROOMS)
def test_wrapping_loses_no_letter(text: str, room: int) -> None:
    """A hyphen may be added where a word was longer than the line; none of these texts has one."""
    assert "".join(wrap(text, room)).replace(" ", "").replace("-", "") == text.replace(" ", "")


@given(left=st.text(max_size=80), right=st.text(max_size=80), columns=st.integers(10, 80))
def test_two_facts_never_run_into_each_other(left: str, right: str, columns: int) -> None:
    rows = pair(left, right, columns)
    assert all(row.columns <= columns for row in rows)


@given(text=st.text(max_size=100), columns=st.integers(16, 70))
def test_a_headline_fits_at_the_size_it_chose(text: str, columns: int) -> None:
    assert all(row.columns <= columns for row in headline(text, columns))


def test_the_name_is_as_large_as_the_paper_takes_it() -> None:
    assert [(row.wide, row.text) for row in headline("Gulrot", 48)] == [(4, "Gulrot")]
    assert [(row.wide, row.text) for row in headline("Rødbet fra Toten", 48)] == [(3, "Rødbet fra Toten")]
    assert [(row.wide, row.text) for row in headline("Bogbladsspinat fra øvre dalen", 48)] == [
        (2, "Bogbladsspinat fra øvre"),
        (2, "dalen"),
    ]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Gulrot\nGS", "Gulrot GS"),
        ("Gulrot\x1b@\x1dV\x00", "Gulrot @ V"),
        ("  to\tord ", "to ord"),
        ("a\u030a", "å"),
    ],
)
def test_a_name_carries_no_command_to_the_printer(typed: str, printed: str) -> None:
    assert tidy(typed) == printed


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(max_size=120),
    columns=st.integers(16, 70),
    language=ANY_LANGUAGE,
    copy=st.integers(1, 12),
)
def test_no_row_of_a_label_is_wider_than_the_paper(
    text: str, columns: int, language: Language, copy: int
) -> None:
    label: CrateLabelContent = replace(
        CARROTS,
        product=text,
        producer=text,
        lot=text,
        weighing=text,
        kitchen=text,
        allergens=(text, "milk"),
        count=12,
    )
    rows = crate_rows(label, language, copy, columns)
    assert all(row.columns <= columns for row in rows if isinstance(row, Text))


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=120), columns=st.integers(24, 70), language=ANY_LANGUAGE)
def test_no_row_of_a_note_is_wider_than_the_paper(text: str, columns: int, language: Language) -> None:
    line = replace(NOTE.lines[0], product=text, lots=(text, text), short_reason=text)
    note = replace(
        NOTE, number=text, route=text, lines=(line,), receiver=replace(NOTE.receiver, name=text, address=text)
    )
    rows = document_rows(delivery_note(note, language), columns)
    assert all(row.columns <= columns for row in rows if isinstance(row, Text))


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=80), room=st.integers(40, 900), bold=st.booleans())
def test_drawn_text_fits_by_the_fonts_own_measure(text: str, room: int, bold: bool) -> None:
    style = fitted(text, Style(90, bold=bold), 20, room)
    shown = cut_measured(text, room, lambda one: width_of(one, style), "…")
    assert width_of(shown, style) <= room
    assert all(width_of(line, style) <= room or len(line) == 1 for line in lines_of(text, style, room))
