"""What goods of animal origin say of themselves, as typed: only what their group is asked for, and every fault at its field."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.catalogue.animals import AnimalFacts, animal_facts_of, fao_code, method_of, scientific_name
from hub.catalogue.drafts import Typed
from hub.catalogue.errors import (
    ChoiceMissing,
    EntryMissing,
    FaoCodeUnreadable,
    MethodOfOtherGoods,
    ScientificNameUnreadable,
    SpeciesMissing,
)
from hub.catalogue.records import Category, ProductionMethod, Species
from hub.kernel.errors import RuleBroken

# Names and codes as in FAO's ASFIS list of species.
COD = {"scientific_name": "Gadus morhua", "fao_code": "COD"}
WHOLE_FORM = {**COD, "prepared": ""}
# Regulation (EU) 1379/2013, article 35(1)(b), and the marketing standards for eggs, Regulation (EU) 2023/2465, article 12.
FITS = {
    Category.FISH: {"caught_at_sea", "caught_in_freshwater", "farmed"},
    Category.EGGS: {"free_range", "barn", "cage"},
    Category.DAIRY: {"raw_milk"},
}


@given(
    category=st.sampled_from([one for one in Category if one not in {Category.MEAT, Category.FISH}]),
    species=st.lists(st.sampled_from([one.value for one in Species])),
)
def test_goods_of_other_groups_keep_nothing_of_what_a_browser_sent_along(
    category: Category, species: list[str]
) -> None:
    typed = Typed({**WHOLE_FORM, "prepared": "1"})
    assert animal_facts_of(typed, species, category) == AnimalFacts()
    assert typed.faults == {}


@given(species=st.lists(st.sampled_from([*(one.value for one in Species), "unicorn"])))
def test_meat_is_of_one_animal_at_least_and_of_none_that_does_not_exist(species: list[str]) -> None:
    typed = Typed({})
    facts = animal_facts_of(typed, species, Category.MEAT)
    if set(species) - {"unicorn"}:
        assert facts is not None
        assert {one.value for one in facts.species} == set(species) - {"unicorn"}
        assert facts.scientific_name is None
    else:
        assert facts is None
        assert isinstance(typed.faults["species"], SpeciesMissing)


def test_a_fish_has_both_its_names_and_a_fish_cake_may_have_none() -> None:
    assert animal_facts_of(Typed(COD), ["cattle"], Category.FISH) == AnimalFacts(
        scientific_name="Gadus morhua", fao_code="COD"
    )
    unnamed = Typed({})
    assert animal_facts_of(unnamed, [], Category.FISH) is None
    assert {name: type(fault) for name, fault in unnamed.faults.items()} == {
        "scientific_name": EntryMissing,
        "fao_code": EntryMissing,
    }
    assert animal_facts_of(Typed({"prepared": "1"}), [], Category.FISH) == AnimalFacts(prepared=True)
    wrong = Typed({"prepared": "1", "fao_code": "C0D"})
    assert animal_facts_of(wrong, [], Category.FISH) is None
    assert isinstance(wrong.faults["fao_code"], FaoCodeUnreadable)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("gadus  Morhua", "Gadus morhua"),
        ("SALVELINUS ALPINUS", "Salvelinus alpinus"),
        ("Sebastes spp.", "Sebastes spp."),
        ("Salmo trutta trutta", "Salmo trutta trutta"),
    ],
)
def test_a_latin_name_is_written_as_the_lists_write_it(typed: str, kept: str) -> None:
    assert scientific_name(typed) == kept


@pytest.mark.parametrize("typed", ["Torsk", "Gadus 2", "Gadus morhua Linnaeus 1758", "x" * 81, "<b> a"])
def test_other_words_are_no_latin_name(typed: str) -> None:
    with pytest.raises(ScientificNameUnreadable):
        scientific_name(typed)


@given(st.text(max_size=6))
def test_a_code_is_three_letters_or_refused_and_never_changed_but_to_capitals(typed: str) -> None:
    try:
        code = fao_code(typed)
    except RuleBroken:
        assert not (len(typed) == 3 and typed.isascii() and typed.isalpha())
    else:
        assert code == typed.upper()
        assert len(typed) == 3
        assert typed.isascii()
        assert typed.isalpha()


@pytest.mark.parametrize("category", Category)
@pytest.mark.parametrize("method", ProductionMethod)
def test_only_ways_of_the_own_group_are_taken(category: Category, method: ProductionMethod) -> None:
    typed = Typed({"production_method": method.value})
    if method.value in FITS.get(category, set()):
        assert method_of(typed, category, prepared=False) is method
        assert typed.faults == {}
    else:
        assert method_of(typed, category, prepared=False) is None
        assert isinstance(typed.faults["production_method"], MethodOfOtherGoods)


@pytest.mark.parametrize("prepared", [True, False])
@pytest.mark.parametrize("category", Category)
def test_only_fish_that_is_sold_as_such_must_say_how_it_was_produced(
    category: Category, prepared: bool
) -> None:
    typed = Typed({})
    assert method_of(typed, category, prepared=prepared) is None
    asked = isinstance(typed.faults.get("production_method"), ChoiceMissing)
    assert asked is (category is Category.FISH and not prepared)
