"""The crate's label in a receipt printer's own letters: nothing that counts is cut, and no number is broken over two lines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hub.kernel.quantity import Mass
from hub.kernel.words import Language
from hub.labels.content import CrateLabelContent
from tests.labels.test_golden_papers import note_on_roll, on_paper
from tests.support.labels_factory import CARROTS, EGG_SSCC

MANY = replace(CARROTS, net=Mass.kilograms("1234.567"), count=123_456)
PART = replace(CARROTS, parent=EGG_SSCC, replaces=EGG_SSCC)
EGG_NUMBER = "370 900 000 000 000 029"


def lines(content: CrateLabelContent, language: Language, millimetres: int) -> list[str]:
    return on_paper(note_on_roll(content, language, millimetres), millimetres)[1].splitlines()


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("millimetres", [58, 80, 112])
def test_mass_and_count_stand_whole(millimetres: int, language: Language) -> None:
    said = "\n".join(lines(MANY, language, millimetres))
    for amount in ("1234,567 kg" if language is not Language.EN else "1234.567 kg", "123456 "):
        assert amount in said
    assert "..." not in said


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("millimetres", [58, 80, 112])
def test_the_number_of_another_crate_is_on_one_line(millimetres: int, language: Language) -> None:
    assert sum(EGG_NUMBER in line for line in lines(PART, language, millimetres)) == 2


@pytest.mark.parametrize("millimetres", [58, 80, 112])
def test_best_before_stands_among_the_facts_and_the_crates_number_at_its_code(millimetres: int) -> None:
    said = lines(CARROTS, Language.NB, millimetres)
    at = [
        next(row for row, line in enumerate(said) if words in line)
        for words in ("Best før", "14.12.2026", "Stopp 4", "Kasse", "000 012")
    ]
    assert at == sorted(at)
