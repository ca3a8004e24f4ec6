"""What a paper says comes back from storage exactly as it was."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.kernel.quantity import Mass
from hub.labels.all_contents import content_from_json
from hub.labels.content import (
    CrateLabelContent,
    DeliveryNoteContent,
    PaperKind,
    WeightKind,
    short_code,
)
from tests.support.labels_factory import CARROT_SSCC, CARROTS, NOTE


@given(
    net=st.integers(-(10**12), 10**12).map(Mass),
    tare=st.none() | st.integers(0, 10**9).map(Mass),
    day=st.none() | st.dates(),
    product=st.text(),
    allergens=st.lists(st.text()).map(tuple),
    kind=st.sampled_from(WeightKind),
)
def test_a_label_survives_json(
    *, net: Mass, tare: Mass | None, day: None, product: str, allergens: tuple[str, ...], kind: WeightKind
) -> None:
    label = replace(
        CARROTS, net=net, tare=tare, packed_on=day, product=product, allergens=allergens, weight_kind=kind
    )
    assert CrateLabelContent.from_json(json.loads(json.dumps(label.as_json()))) == label


def test_a_note_survives_json_with_its_lines_crates_and_parties() -> None:
    stored = json.loads(json.dumps(NOTE.as_json()))
    assert content_from_json(PaperKind.DELIVERY_NOTE, stored) == NOTE
    assert stored["lines"][0]["delivered_mass"] == 10_455_000
    assert stored["dispatched_on"] == "2026-11-24"


def test_a_field_that_nobody_knows_is_not_dropped_in_silence() -> None:
    with pytest.raises(ValueError, match="has no field colour"):
        CrateLabelContent.from_json({**CARROTS.as_json(), "colour": "red"})


def test_an_old_paper_without_a_newer_field_is_still_read() -> None:
    stored = CARROTS.as_json()
    del stored["replaces"]
    assert CrateLabelContent.from_json(stored) == CARROTS


def test_a_missing_fact_is_named() -> None:
    with pytest.raises(ValueError, match="DeliveryNoteContent lacks number, receiver"):
        DeliveryNoteContent.from_json(
            {name: fact for name, fact in NOTE.as_json().items() if name not in {"number", "receiver"}}
        )


@pytest.mark.parametrize("wrong", ["10450000", True, 10.45, None])
def test_a_mass_that_is_no_whole_number_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match="net holds"):
        CrateLabelContent.from_json({**CARROTS.as_json(), "net": wrong})


def test_a_crate_with_a_wrong_check_digit_gets_no_label() -> None:
    with pytest.raises(ValueError, match="370900000000000013"):
        replace(CARROTS, sscc="370900000000000013")


def test_people_read_the_last_six_figures_aloud() -> None:
    assert short_code(CARROT_SSCC) == "000 012"


def test_the_square_code_holds_the_digital_link_unless_the_hub_gives_an_address() -> None:
    assert CARROTS.link == "https://id.gs1.org/00/370900000000000012"
    assert replace(CARROTS, address="https://hub.example/c/12").link == "https://hub.example/c/12"


def test_a_hub_without_a_gs1_prefix_labels_its_crates_with_their_own_code() -> None:
    label = replace(CARROTS, sscc="CR0000001236")
    assert label.link == "CR0000001236"
    with pytest.raises(ValueError, match="check digit"):
        replace(CARROTS, sscc="CR0000001235")
