"""Where lines end: telephone numbers, weights, numbers of crates and lots stay whole on every paper, words as long as they fit."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.kernel.words import Language
from hub.labels.breaks import longest_piece, pieces_of
from hub.labels.dialects.pdf_sheet import Style, lines_of, width_of
from hub.labels.layout import Text, headline, pair, tidy, wrap
from hub.labels.notes.composing import document_of
from hub.labels.roll_document import document_rows
from tests.support.drawn_notes import pages_of
from tests.support.note_samples import CAGE_SSCC, NOTES, PHONE, WHOLE_NOTE

# Each is one thing to a reader.
WHOLE = (
    PHONE,
    "(+47) 62 00 00 01",
    "070-174 06 05",
    "10,455 kg",
    "11.20 kg*",
    "180 stk",
    "−18 °C",
    "10 min",
    "370 900 000 000 000 012",
    "L2611-0042",
    "NO 1250",
    "nr. 128",
    "24.11.2026 06:05",
    "23 Nov 2026",
)
WORDS = st.sampled_from(
    ["Vakttelefonen,", "på", "Gulrot", "og", "·", "hovedkjøkken", "Ring", "i", "Varemottak,"]
)


@pytest.mark.parametrize("whole", WHOLE)
def test_a_number_is_one_piece(whole: str) -> None:
    assert pieces_of(f"Ring {whole}, takk") == ("Ring", f"{whole},", "takk")


@pytest.mark.parametrize("apart", ["Kjølevegen 4, 2312 Ottestad", "L2611-0040, L2611-0041", "1093, 1101"])
def test_two_numbers_with_a_comma_are_two(apart: str) -> None:
    first, _, second = apart.partition(", ")
    assert longest_piece(apart) != apart
    assert wrap(apart, max(len(first) + 1, len(second))) == (f"{first},", second)


@given(
    before=st.lists(WORDS, max_size=6),
    whole=st.sampled_from(WHOLE),
    after=st.lists(WORDS, max_size=4),
    room=st.integers(24, 60),
)
def test_no_line_ends_within_a_number_or_a_word_that_fits(
    before: list[str], whole: str, after: list[str], room: int
) -> None:
    text = " ".join([*before, whole, *after])
    lines = wrap(text, room)
    assert all(len(line) <= room for line in lines)
    assert " ".join(lines) == text
    assert any(whole in line for line in lines)
    style, wide = Style(30), room * 20
    drawn = lines_of(text, style, wide)
    assert " ".join(drawn) == text
    assert any(whole in line for line in drawn) or width_of(whole, style) > wide


@pytest.mark.parametrize(
    ("word", "room", "lines"),
    [
        ("Rotgrønnsaksblanding", 18, ("Rotgrønnsaksblan-", "ding")),
        ("Rotgrønnsaksblanding", 20, ("Rotgrønnsaksblanding",)),
        ("Jordärtskocka", 9, ("Jordärts-", "kocka")),
        ("Kjøtt-/melkeprodukter", 12, ("Kjøtt-/", "melkeproduk-", "ter")),
        ("26-328-007-A12-B77", 12, ("26-328-007-", "A12-B77")),
        ("9f86d081884c7d65", 10, ("9f86d08188", "4c7d65")),
        ("370 900 000 000 000 012", 16, ("370 900 000 000", "000 012")),
    ],
)
def test_what_is_longer_than_the_paper_is_broken_as_a_reader_expects(
    word: str, room: int, lines: tuple[str, ...]
) -> None:
    assert wrap(word, room) == lines


@given(text=st.text(alphabet="abeiøk kg 12", max_size=60), columns=st.integers(16, 48))
def test_large_type_is_made_narrow_before_it_tears_a_word(text: str, columns: int) -> None:
    for rows in (headline(text, columns, most=9), pair(text, "", columns, size=2)):
        torn = any(row.text.endswith("-") for row in rows)
        assert not torn or len(longest_piece(tidy(text))) > columns


@pytest.mark.parametrize("columns", [32, 48])
@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", sorted(NOTES))
def test_no_note_tears_a_number_or_a_word(name: str, language: Language, columns: int) -> None:
    """Whatever stands together in a note's own texts stands on one line of the roll."""
    note = document_of(NOTES[name], language)
    rolled = [row.text for row in document_rows(note, columns) if isinstance(row, Text)]
    assert not [line for line in rolled if line.endswith("-")]
    ends = list(pairwise(rolled))
    for number in (PHONE, "62 00 00 01", "370 900 000 000 000 012", "370 900 000 000 000 036", "10,455 kg"):
        parts = [(number[:at], number[at + 1 :]) for at, sign in enumerate(number) if sign == " "]
        for one, other in ends:
            assert not any(one.endswith(left) and other.startswith(right) for left, right in parts)


@pytest.mark.parametrize("name", ["load_list", "delivery_note"])
def test_no_cell_of_a_sheet_tears_a_number(name: str) -> None:
    note = replace(WHOLE_NOTE, remark=f"Ring {PHONE} eller port 4. " * 9)
    document = document_of(note if name == "delivery_note" else NOTES[name], Language.NB)
    texts = [one.text for page in pages_of(document) for one in page]
    assert any(PHONE in text for text in texts)
    torn = (PHONE[: PHONE.rindex(" ")], PHONE.split(" ")[0])
    assert not any(text.endswith(torn) for text in texts)
    assert CAGE_SSCC[:3] in " ".join(texts)


def test_a_column_that_is_too_narrow_for_a_word_is_set_smaller() -> None:
    long = replace(WHOLE_NOTE, lines=(replace(WHOLE_NOTE.lines[0], lots=("L2611-0042-AB-17",)),))
    texts = [one.text for page in pages_of(document_of(long, Language.SV)) for one in page]
    assert "L2611-0042-AB-17" in texts
    assert "Utlämnade" in texts
