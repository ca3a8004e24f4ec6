"""Layouts with values of the wrong kind: each is named with its key, line and what is expected, in the reader's language, and none of
them gets as far as the pen.
"""

from __future__ import annotations

import copy
import re
import tomllib
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.kernel.errors import HubError, Misconfigured
from hub.kernel.words import Language
from hub.labels.made_up import MADE_UP
from hub.labels.render import render
from hub.labels.sheet import layout_from, parse_layout
from tests.support.wrong_values import WRONG_VALUES

TABLE: dict[str, Any] = tomllib.loads(
    Path("config/labels/pallet-58mm.toml").read_text(encoding="utf-8"), parse_float=Decimal
)


def told(line: str, language: Language = Language.EN) -> list[str]:
    """What is said of a layout with one text field, where `line` stands in its third line or replaces what the field has."""
    rows = {"says": '"lot"', "box": "[0, 0, 10, 5]", "type": "[2, 3]"}
    key = line.partition("=")[0].strip()
    field = [line, *(f"{name} = {value}" for name, value in rows.items() if name != key)]
    with pytest.raises(Misconfigured) as refused:
        layout_from("mine", "\n".join(['kind = "crate"', "size = [50]", "[[fields]]", *field]))
    return [fault.in_(language) for fault in refused.value.faults]


@pytest.mark.parametrize(("line", "key", "says"), WRONG_VALUES)
def test_a_value_of_the_wrong_kind_is_named_with_its_line(line: str, key: str, says: str) -> None:
    # A field is called by what it says; where that cannot be read, by its place.
    name = "fields[0]" if line.startswith("says") and "lot" not in line else "lot"
    assert told(line) == [f"labels/mine.toml:4: {name}.{key}: {says}"]


@pytest.mark.parametrize("line", [line for line, _key, _says in WRONG_VALUES])
def test_it_is_said_in_the_readers_language_without_a_word_of_pythons(line: str) -> None:
    english, *others = (told(line, language) for language in (Language.EN, Language.NB, Language.SV))
    for said in others:
        assert len(said) == len(english)
        assert set(said).isdisjoint(english)
    for said in (english, *others):
        assert not re.search(r"Decimal|invalid literal|NoneType|object|unhashable|'[a-z]+'", " ".join(said))


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ({"kind": ["crate"]}, "kind"),
        ({"size": "large"}, "size"),
        ({"size": [0]}, "size"),
        ({"size": [True]}, "size"),
        ({"size": [Decimal("Infinity")]}, "size"),
        ({"size": [Decimal("1e999990")]}, "size"),
        ({"margin": Decimal("NaN")}, "margin"),
        ({"fields": "none"}, "fields"),
        ({"fields": [1, 2]}, "fields"),
        ({"fields": {"says": "lot"}}, "fields"),
    ],
)
def test_so_is_one_of_the_label_itself(table: dict[str, Any], key: str) -> None:
    with pytest.raises(Misconfigured) as refused:
        parse_layout("mine", TABLE | table)
    assert [fault.key for fault in refused.value.faults] == [key]


ANYTHING = st.one_of(
    st.text(max_size=8),
    st.integers(),
    st.integers(min_value=0, max_value=60),
    st.decimals(),
    st.decimals(min_value=0, max_value=60, places=2),
    st.booleans(),
    st.just(date(2026, 11, 24)),
    st.lists(st.one_of(st.integers(min_value=0, max_value=60), st.text(max_size=3)), max_size=5),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_whatever_stands_in_a_layout_is_drawn_or_refused_in_words(data: st.DataObject) -> None:
    table = copy.deepcopy(TABLE)
    row = data.draw(st.sampled_from([table, *table["fields"]]))
    row[data.draw(st.sampled_from(sorted(row)))] = data.draw(ANYTHING)
    with suppress(HubError):
        assert render(parse_layout("mine", table), MADE_UP["pallet"], "png").startswith(b"\x89PNG")


def test_a_number_below_nothing_and_type_of_nothing_say_what_to_write() -> None:
    assert told("box = [0, -1, 10, 5]") == ["labels/mine.toml:4: lot.box: -1 is less than 0; write 0 or more"]
    assert told("type = [0, 3]") == [
        "labels/mine.toml:4: lot.type: nobody can read type of 0 mm; write more than 0"
    ]
    assert told("type = [3, 2]") == [
        "labels/mine.toml:4: lot.type: write the smallest and the largest type, the smallest first"
    ]
