"""Numbers, dates and words as each country writes them."""

from __future__ import annotations

from datetime import date

import pytest

from hub.catalogue.records import Allergen, Grade, StorageClass
from hub.kernel.quantity import Mass
from hub.kernel.words import Language
from hub.labels.content import WeightKind
from hub.labels.facts import facts_of
from hub.labels.phrases import (
    ALLERGENS,
    CLIMATES,
    GRADES,
    PHRASES,
    Phrase,
    day,
    grouped,
    kilograms,
    origin_of_weight,
    pieces,
    term,
)
from hub.stock.records import WeightKind as StockWeightKind


@pytest.mark.parametrize(
    ("milligrams", "nb", "en"),
    [
        (10_450_000, "10,45 kg", "10.45 kg"),
        (12_000_000, "12,00 kg", "12.00 kg"),
        (10_455_000, "10,455 kg", "10.455 kg"),
        (1_234_567_890, "1234,56789 kg", "1234.56789 kg"),
        (0, "0,00 kg", "0.00 kg"),
        (-20_000, "-0,02 kg", "-0.02 kg"),
    ],
)
def test_a_mass_is_written_exactly_and_never_rounded(milligrams: int, nb: str, en: str) -> None:
    assert kilograms(Mass(milligrams), Language.NB) == nb
    assert kilograms(Mass(milligrams), Language.SV) == nb
    assert kilograms(Mass(milligrams), Language.EN) == en


def test_a_date_cannot_be_read_the_wrong_way_round() -> None:
    on = date(2026, 3, 4)
    assert [day(on, language) for language in (Language.NB, Language.SV, Language.EN)] == [
        "04.03.2026",
        "2026-03-04",
        "4 Mar 2026",
    ]


def test_every_heading_has_its_words() -> None:
    assert set(PHRASES) == set(Phrase)


def test_every_code_of_the_catalogue_has_a_word() -> None:
    assert set(GRADES) == set(Grade)
    assert set(CLIMATES) == set(StorageClass)
    assert set(ALLERGENS) == set(Allergen)


def test_papers_and_stock_name_the_kinds_of_weight_alike() -> None:
    assert {kind.value for kind in WeightKind} == {kind.value for kind in StockWeightKind}


def test_a_code_without_a_word_is_printed_as_it_is() -> None:
    assert term(GRADES, "extra_fine", Language.NB) == "extra_fine"


def test_a_typed_weight_is_marked_and_a_weighed_one_names_its_record() -> None:
    assert origin_of_weight(WeightKind.TYPED, "", Language.NB) == "TASTET VEKT"
    assert (
        origin_of_weight(WeightKind.WEIGHED, "Varemottak, nr. 128", Language.NB)
        == "Veid på Varemottak, nr. 128"
    )
    assert origin_of_weight(WeightKind.CALCULATED, "", Language.SV) == "Beräknad vikt"


def test_the_groups_of_an_sscc_end_in_the_short_code() -> None:
    assert grouped("370900000000000012") == "370 900 000 000 000 012"


def test_one_piece_is_no_pieces() -> None:
    assert [pieces(count, Language.EN) for count in (0, 1, 2)] == ["0 pcs", "1 pc", "2 pcs"]
    assert pieces(1, Language.NB) == "1 stk"


@pytest.mark.parametrize(
    ("alibi", "said"),
    [("Varemottak, nr. 18", "Veid på Varemottak, nr. 18"), ("004711", "Veienr. 004711"), ("", "")],
)
def test_the_number_of_a_weighing_is_said_once(alibi: str, said: str) -> None:
    assert facts_of("crate", {"alibi": alibi}).texts.get("alibi_line", "") == said
