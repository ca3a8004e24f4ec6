"""Rules of the ledger and of the scanner, without a database."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.kernel.quantity import Mass
from hub.stock.rules import (
    Imbalance,
    ScannedCrate,
    ScannedPlace,
    Step,
    Unreadable,
    balances,
    faults_of_crate,
    lot_number,
    may_hold,
    pieces,
    read_scan,
)

# GS1's own example of an SSCC (General Specifications, figure for AI 00).
SSCC = "106141412345678908"


@pytest.mark.parametrize(
    "text",
    [
        SSCC,
        f"00{SSCC}",
        f"(00){SSCC}",
        f"(00) {SSCC}",
        f"]C100{SSCC}",
        f"]d200{SSCC}10LOT-7",
        f"\x1d00{SSCC}",
        f"]C110LOT-7\x1d00{SSCC}",
        f"]C1310300150000{SSCC}",
        f"https://id.gs1.org/00/{SSCC}",
        f"https://id.gs1.org/00/{SSCC}?10=LOT-7",
        f"  {SSCC}\r\n",
    ],
)
def test_a_crate_is_read_however_the_scanner_sends_it(text: str) -> None:
    assert read_scan(text) == ScannedCrate(SSCC)


@pytest.mark.parametrize(
    "text",
    ["", "   ", "106141412345678909", "00106141412345678909", "10614141234567890", "12345", "]C1", "\x1d"],
)
def test_a_damaged_code_is_never_a_crate_nor_a_place(text: str) -> None:
    assert isinstance(read_scan(text), Unreadable)


@pytest.mark.parametrize(("text", "code"), [("KJ1", "KJ1"), ("kj1", "KJ1"), (" Dock-2 ", "DOCK-2")])
def test_a_place_is_read_in_any_case(text: str, code: str) -> None:
    assert read_scan(text) == ScannedPlace(code)


@given(st.text(max_size=60))
def test_no_scan_whatever_breaks_the_reader(text: str) -> None:
    assert isinstance(read_scan(text), ScannedCrate | ScannedPlace | Unreadable)


@given(place=st.integers(0, 17), digit=st.integers(0, 9))
def test_one_misread_digit_is_always_seen(place: int, digit: int) -> None:
    damaged = SSCC[:place] + str(digit) + SSCC[place + 1 :]
    assert isinstance(read_scan(damaged), ScannedCrate) is (damaged == SSCC)


def test_a_lot_is_named_after_the_day_of_the_year() -> None:
    assert lot_number(date(2026, 11, 24), 7) == "26-328-007"
    assert lot_number(date(2027, 1, 1), 1234) == "27-001-1234"


def test_a_place_without_a_list_holds_everything_for_a_while() -> None:
    assert may_hold([], "frozen")
    assert may_hold(["cool", "egg"], "egg")
    assert not may_hold(["cool"], "frozen")


def test_what_lies_where_is_the_sum_of_movements() -> None:
    steps = [Step(None, 1, Mass(10), 4), Step(1, 2, Mass(10), 4), Step(2, None, Mass(3), 1)]
    assert balances(steps) == {2: Mass(7)}
    assert pieces(steps) == 3
    assert faults_of_crate(steps, Mass(10)) == ()


@pytest.mark.parametrize(
    ("steps", "fault"),
    [
        ([Step(None, 1, Mass(10)), Step(1, None, Mass(11))], Imbalance.NEGATIVE),
        ([Step(None, 1, Mass(10)), Step(1, 2, Mass(4))], Imbalance.TWO_PLACES),
        ([Step(None, 1, Mass(9))], Imbalance.LABEL_DIFFERS),
        ([], Imbalance.LABEL_DIFFERS),
    ],
)
def test_every_way_to_lose_mass_is_named(steps: list[Step], fault: Imbalance) -> None:
    assert fault in faults_of_crate(steps, Mass(10))


@given(
    net=st.integers(1, 10**9),
    places=st.lists(st.integers(1, 9), max_size=8),
    parts=st.lists(st.integers(1, 10**6), max_size=6),
)
def test_moving_and_splitting_conserve_to_the_milligram(
    net: int, places: list[int], parts: list[int]
) -> None:
    at, left, taken = 1, net, 0
    steps = [Step(None, at, Mass(net))]
    for place in places:
        steps.append(Step(at, place, Mass(left)))
        at = place
    for part in parts:
        if part <= left:
            steps.append(Step(at, None, Mass(part)))
            left, taken = left - part, taken + part
    assert sum(mass.milligrams for mass in balances(steps).values()) + taken == net
    assert faults_of_crate(steps, Mass(net)) == ()
