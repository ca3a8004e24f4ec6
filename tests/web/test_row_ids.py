"""Numbers that no row can have: as part of an address they lead nowhere, and in a form they name nothing."""

from __future__ import annotations

import pytest
from flask import Flask

from hub.web.row_ids import row_id
from tests.web.conftest import EnterAs

TOO_LARGE = "9" * 23
EVERY_ROLE = ("administrator", "coordinator", "hub_worker", "driver", "quality")


def test_every_address_with_a_number_answers_404_to_one_that_no_row_can_have(
    app: Flask, enter_as: EnterAs
) -> None:
    browser = enter_as(*EVERY_ROLE)
    addresses = set()
    for rule in app.url_map.iter_rules():
        for argument, converter in rule._converters.items():
            if type(converter).__name__ != "RowIdConverter":
                assert not hasattr(converter, "num_convert"), f"{rule.rule} takes numbers of any size"
                continue
            address = rule.rule.replace(f"<int:{argument}>", TOO_LARGE).replace("<day>", "2026-11-23")
            addresses.add((address, "GET" if "GET" in (rule.methods or ()) else "POST"))
    assert len(addresses) > 20
    for address, method in sorted(addresses):
        answer = browser.get(address) if method == "GET" else browser.post(address)
        assert (address, answer.status_code) == (address, 404)


@pytest.mark.parametrize("length", [19, 23, 5000])
def test_a_number_of_any_length_in_an_address_is_no_fault_of_ours(enter_as: EnterAs, length: int) -> None:
    assert enter_as("administrator").get(f"/people/{'9' * length}").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/planning/orders?before=",
        "/weighings?find=",
        "/jobs?before=",
        "/crates?find=",
        "/receiving/2026-11-23/goods/1?receipt=",
        "/picking/2026-11-23/1?line=",
    ],
)
def test_such_a_number_in_a_query_finds_nothing_and_breaks_nothing(enter_as: EnterAs, address: str) -> None:
    assert enter_as(*EVERY_ROLE).get(f"{address}{TOO_LARGE}").status_code < 500


@pytest.mark.parametrize("field", ["kitchen_id", "producer_id"])
def test_such_a_number_in_a_form_names_nothing(enter_as: EnterAs, field: str) -> None:
    form = {
        "name": "Ola Berg",
        "login": "ola",
        "password": "god morgen",
        "language": "nb",
        "roles": ["hub_worker"],
        field: TOO_LARGE,
    }
    assert enter_as("administrator").post("/people/new", form).status_code == 303


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("17", 17),
        ("9223372036854775807", 9223372036854775807),
        ("9223372036854775808", None),
        ("9" * 5000, None),
        ("-1", None),
        ("٣", None),
        ("x", None),
        ("", None),
        (None, None),
    ],
)
def test_a_row_number_is_read_from_digits_within_63_bits(text: str | None, number: int | None) -> None:
    assert row_id(text) == number
