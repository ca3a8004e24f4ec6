"""What is asked of which goods of animal origin. The table is read from the regulations that it names, not from the code."""

from __future__ import annotations

from datetime import date

import pytest

from hub.kernel.words import Words
from hub.labels.provenance import Provenance
from hub.receiving.asked import (
    MAY_STAY_UNTOLD,
    NEW_EACH_TIME,
    Fact,
    Goods,
    Rule,
    answers_all,
    as_last_time,
    facts_asked,
    rules_for,
)

TODAY = date(2026, 11, 29)
BEEF = Goods(animal=True, species=frozenset({"cattle"}))
PORK = Goods(animal=True, species=frozenset({"pig"}))
COD = Goods(animal=True, method="caught_at_sea")
TROUT = Goods(animal=True, method="farmed")
PERCH = Goods(animal=True, method="caught_in_freshwater")
EVERY = frozenset(Fact)

# (EC) 1760/2000 article 13(2) and 13(5): a reference, the approval numbers of slaughterhouse and cutting plant with their countries,
# and the countries of birth, rearing and slaughter.
OF_BEEF = {"born_in", "reared_in", "slaughtered_in", "slaughterhouse", "cut_in", "cutting_plant", "reference"}
# (EU) 1337/2013 article 5(1): rearing, slaughter, batch code.
OF_OTHER_MEAT = {"reared_in", "slaughtered_in", "reference"}
# (EU) 16/2012: date of production, date of freezing.
OF_FROZEN = {"produced_on", "frozen_on"}
# (EU) 1379/2013 article 35(1)(b) to (d): area, gear of caught fish, whether defrosted. (EC) 1224/2009 article 58 as amended: the vessel or
# the farm, and the day of catch or harvest.
OF_SEA_FISH = {"catch_area", "gear", "defrosted", "vessel", "produced_on"}
OF_FARMED_FISH = {"catch_area", "defrosted", "vessel", "produced_on"}
OF_LAKE_FISH = {"catch_area", "gear", "defrosted"}


def asked(goods: Goods, on: date = TODAY) -> set[str]:
    """Besides the day on the producer's package, which may be told of all goods."""
    facts = {fact.value for fact in facts_asked(rules_for(goods, on))}
    assert "best_before" in facts
    return facts - {"best_before"}


@pytest.mark.parametrize(
    ("goods", "facts"),
    [
        (Goods(animal=False), {"harvested_on"}),
        (Goods(animal=False, frozen=True), {"harvested_on"}),
        (Goods(animal=True), set()),
        (Goods(animal=True, method="free_range"), set()),
        (BEEF, OF_BEEF),
        (PORK, OF_OTHER_MEAT),
        (Goods(animal=True, species=frozenset({"poultry"})), OF_OTHER_MEAT),
        (Goods(animal=True, species=frozenset({"reindeer"})), set()),
        (Goods(animal=True, species=frozenset({"cattle"}), frozen=True), OF_BEEF | OF_FROZEN),
        (Goods(animal=True, species=frozenset({"cattle", "pig"}), prepared=True), set()),
        (Goods(animal=True, species=frozenset({"cattle", "pig"}), prepared=True, frozen=True), OF_FROZEN),
        (COD, OF_SEA_FISH),
        (TROUT, OF_FARMED_FISH),
        (PERCH, OF_LAKE_FISH),
        (Goods(animal=True, method="caught_at_sea", frozen=True), OF_SEA_FISH | OF_FROZEN),
        (Goods(animal=True, frozen=True), OF_FROZEN),
    ],
)
def test_each_kind_of_goods_is_asked_what_its_regulations_say(goods: Goods, facts: set[str]) -> None:
    assert asked(goods) == facts


def test_a_rule_holds_from_its_first_day_on() -> None:
    assert asked(COD, date(2026, 1, 9)) == {"catch_area", "gear", "defrosted"}
    assert asked(COD, date(2026, 1, 10)) == OF_SEA_FISH
    assert asked(PORK, date(2015, 3, 31)) == set()
    assert asked(PORK, date(2015, 4, 1)) == OF_OTHER_MEAT


def test_every_asked_fact_must_be_answered_and_a_tick_left_out_is_an_answer() -> None:
    facts = facts_asked(rules_for(COD, TODAY))
    whole = Provenance(catch_area="27.2.a", gear="trawls", vessel="M/S Nord", produced_on=date(2026, 11, 27))
    assert answers_all(whole, facts)
    assert not answers_all(None, facts)
    assert answers_all(None, ())
    for fact in set(facts) - MAY_STAY_UNTOLD:
        lacking = {name: getattr(whole, name) for name in ("catch_area", "gear", "vessel", "produced_on")}
        del lacking[fact.value]
        assert not answers_all(Provenance(**lacking), facts), fact


def test_a_day_of_harvest_may_stay_untold() -> None:
    facts = facts_asked(rules_for(Goods(animal=False), TODAY))
    assert facts == (Fact.HARVESTED_ON, Fact.BEST_BEFORE)
    assert answers_all(None, facts)
    assert answers_all(Provenance(), facts)


def test_a_form_begins_with_what_seldom_changes_and_never_with_a_day_or_a_number() -> None:
    facts = facts_asked(rules_for(Goods(animal=True, species=frozenset({"cattle"}), frozen=True), TODAY))
    last = Provenance(
        ("SE",),
        ("NO",),
        "NO",
        "NO 123",
        "NO",
        "NO 45",
        "A-1",
        produced_on=TODAY,
        frozen_on=TODAY,
        defrosted=True,
    )
    assert as_last_time(last, "NO", facts) == Provenance(("SE",), ("NO",), "NO", "NO 123", "NO", "NO 45")
    assert as_last_time(None, "SE", facts) == Provenance(("SE",), ("SE",), "SE", "", "SE")
    assert {
        Fact.REFERENCE,
        Fact.PRODUCED_ON,
        Fact.FROZEN_ON,
        Fact.DEFROSTED,
        Fact.HARVESTED_ON,
        Fact.BEST_BEFORE,
    } == NEW_EACH_TIME


def test_each_rule_names_its_source_in_three_languages() -> None:
    everything = Goods(
        animal=True, species=frozenset({"cattle", "sheep"}), method="caught_at_sea", frozen=True
    )
    rules = rules_for(everything, TODAY)
    assert len(rules) == 6
    for rule in rules[:-1]:
        assert all("20" in text for text in rule.source.as_dict().values())
    assert set(facts_asked(rules)) == EVERY - {Fact.HARVESTED_ON}


def test_a_rule_that_ended_asks_no_more_after_its_last_day() -> None:
    old = Rule(
        (Fact.REARED_IN,),
        Words(nb="før", sv="före", en="before"),
        date(2015, 4, 1),
        species=frozenset({"pig"}),
        valid_until=date(2020, 12, 31),
    )
    assert Fact.REARED_IN in facts_asked(rules_for(PORK, date(2020, 12, 31), (old,)))
    assert Fact.REARED_IN not in facts_asked(rules_for(PORK, date(2021, 1, 1), (old,)))
