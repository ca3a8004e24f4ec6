"""What is typed from the papers of animal goods: read as values, or every fault told at its field."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.labels.provenance import Provenance
from hub.receiving.asked import Fact
from hub.receiving.goods_errors import ProvenanceUnfit
from hub.receiving.provenance_typed import as_typed, provenance_of

TODAY = date(2026, 11, 29)
ALL = tuple(Fact)
FORM = {
    "born_in": "no, se",
    "reared_in": "NO",
    "slaughtered_in": "no",
    "slaughterhouse": " NO  123 ",
    "cut_in": "NO",
    "cutting_plant": "NO 45",
    "reference": "5521-7",
    "catch_area": "Norskehavet",
    "gear": "trawls",
    "vessel": "M/S Nord",
    "produced_on": "2026-11-24",
    "frozen_on": "2026-11-25",
    "defrosted": "1",
    "harvested_on": "2026-11-20",
}
READ = Provenance(
    ("NO", "SE"), ("NO",), "NO", "NO 123", "NO", "NO 45", "5521-7", "27.2.a", "trawls", "M/S Nord",
    date(2026, 11, 24), date(2026, 11, 25), defrosted=True, harvested_on=date(2026, 11, 20),
)  # fmt: skip


def faults(form: dict[str, str], facts: tuple[Fact, ...] = ALL) -> dict[str, str]:
    with pytest.raises(ProvenanceUnfit) as unfit:
        provenance_of(form, facts, today=TODAY)
    return {name: fault.code for name, fault in unfit.value.faults.items()}


def test_what_is_typed_as_people_type_it_is_read() -> None:
    assert provenance_of(FORM, ALL, today=TODAY) == READ


def test_only_what_is_asked_is_read() -> None:
    assert provenance_of(FORM, (Fact.REARED_IN, Fact.REFERENCE), today=TODAY) == Provenance(
        reared_in=("NO",), reference="5521-7"
    )


@pytest.mark.parametrize("area", ["27.2.a", "FAO 27.2.a", "norskehavet", "Norska havet", "Norwegian Sea"])
def test_a_water_of_the_list_is_known_by_its_code_and_its_name_in_every_language(area: str) -> None:
    assert provenance_of({"catch_area": area}, (Fact.CATCH_AREA,), today=TODAY).catch_area == "27.2.a"


def test_any_other_water_is_kept_as_it_was_written() -> None:
    told = provenance_of({"catch_area": "Mjøsa,  Norge"}, (Fact.CATCH_AREA,), today=TODAY)
    assert told.catch_area == "Mjøsa, Norge"


def test_everything_that_is_wrong_is_told_at_once_at_its_field() -> None:
    wrong = FORM | {
        "born_in": "Norge",
        "slaughtered_in": "NO, SE",
        "cut_in": "",
        "gear": "dynamite",
        "produced_on": "24.11.",
        "frozen_on": "2026-11-30",
    }
    assert faults(wrong) == {
        "born_in": "country_unknown",
        "slaughtered_in": "country_unknown",
        "cut_in": "entry_missing",
        "gear": "choice_missing",
        "produced_on": "day_unreadable",
        "frozen_on": "day_ahead",
    }


def test_nothing_is_frozen_before_it_was_made() -> None:
    assert faults(FORM | {"frozen_on": "2026-11-23"}) == {"frozen_on": "frozen_before_made"}
    assert provenance_of(FORM | {"frozen_on": "2026-11-24"}, ALL, today=TODAY).frozen_on == date(2026, 11, 24)


@given(st.dictionaries(st.sampled_from([fact.value for fact in Fact]), st.text(max_size=80)))
def test_whatever_is_typed_is_refused_in_words_or_read_so_that_it_can_be_typed_again(
    form: dict[str, str],
) -> None:
    facts = tuple(fact for fact in Fact if form.get(fact.value, "").strip())
    try:
        told = provenance_of(form, facts, today=TODAY)
    except ProvenanceUnfit as unfit:
        assert set(unfit.faults) <= {fact.value for fact in facts}  # noqa: PT017 - both ends are right
    else:
        assert provenance_of(as_typed(told), facts, today=TODAY) == told
