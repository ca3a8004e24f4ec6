"""The station beside the taking of a weight: the verdict in large, the switch for auto-take, and taking back."""

from __future__ import annotations

import pytest

from hub.wiring import House
from tests.support.clock import FakeClock
from tests.support.floor_factory import COLLECT_ON, Floor, confirmed_line, make_floor, weigh
from tests.web.conftest import EnterAs

DAY = COLLECT_ON.isoformat()


@pytest.fixture
def floor(house: House) -> Floor:
    with house.database.write() as session:
        return make_floor(session)


@pytest.fixture
def goods(house: House, floor: Floor, clock: FakeClock) -> str:
    """The address of the station for carrots, of which ten kilograms are announced."""
    with house.database.write() as session:
        confirmed_line(session, floor, clock, article=floor.carrots, kilograms="10")
    return f"/receiving/{DAY}/goods/{floor.carrots.id}"


@pytest.mark.parametrize(
    ("net", "kind", "says"),
    [
        ("", "not_come", ("Nothing yet", "is announced")),
        ("7", "short", ("Too little so far", "3.00", "is still to come")),
        ("10.2", "accepted", ("As announced",)),
        ("12", "over", ("More than announced", "2.00", "too much")),
    ],
)
def test_each_crate_is_judged_in_large(  # noqa: PLR0917 - fixtures and a table
    house: House,
    floor: Floor,
    goods: str,
    enter_as: EnterAs,
    clock: FakeClock,
    net: str,
    kind: str,
    says: tuple[str, ...],
) -> None:
    if net:
        with house.database.write() as session:
            weigh(session, floor, clock, article=floor.carrots, net=net)
    page = enter_as("hub_worker").get(goods).text
    verdict = page.partition(f'data-verdict="{kind}"')[2].partition("</div>")[0]
    assert [words for words in says if words not in verdict] == []


def test_goods_that_nobody_ordered_are_called_so(
    house: House, floor: Floor, enter_as: EnterAs, clock: FakeClock
) -> None:
    browser = enter_as("hub_worker")
    address = f"/receiving/{DAY}/goods/{floor.beets.id}"
    assert "Nobody ordered this" in browser.get(address).text
    with house.database.write() as session:
        weigh(session, floor, clock, article=floor.beets, net="4")
    assert "came that nobody ordered" in browser.get(address).text


def test_the_worker_closes_what_came_short_with_a_reason_and_sees_what_is_missing(
    house: House, floor: Floor, goods: str, enter_as: EnterAs, clock: FakeClock
) -> None:
    with house.database.write() as session:
        weigh(session, floor, clock, article=floor.carrots, net="7")
    browser = enter_as("hub_worker")
    assert browser.post(f"{goods}/close", {"close_reason": " "}).status_code == 422
    assert browser.post(f"{goods}/close", {"close_reason": "frost"}).status_code == 303
    page = browser.get(goods).text
    assert "Too little came" in page
    assert "is missing" in page


def test_auto_take_is_off_until_somebody_switches_it_on_for_this_screen(
    goods: str, enter_as: EnterAs
) -> None:
    browser, other = enter_as("hub_worker"), enter_as("hub_worker")
    assert 'aria-checked="false"' in browser.get(goods).text
    assert browser.post(f"{goods}/by-itself", {"by_itself": "on", "scale": "goods_in"}).status_code == 303
    switched = browser.get(goods).text
    assert 'aria-checked="true"' in switched
    assert "data-by-itself" in switched
    assert 'aria-checked="false"' in other.get(goods).text
    browser.post(f"{goods}/by-itself", {"by_itself": "off", "scale": "goods_in"})
    assert 'aria-checked="true"' not in browser.get(goods).text


def test_a_receipt_is_taken_back_at_the_station_with_a_reason(
    house: House, floor: Floor, goods: str, enter_as: EnterAs, clock: FakeClock
) -> None:
    with house.database.write() as session:
        receipt = weigh(session, floor, clock, article=floor.carrots, net="10")
    browser = enter_as("hub_worker")
    assert "Take no. 1 back" in browser.get(f"{goods}?receipt=1").text
    refused = browser.post("/receiving/receipts/1/take-back", {"undo_reason": " "})
    assert refused.status_code == 422
    assert "Write the reason" in refused.text
    answer = browser.post("/receiving/receipts/1/take-back", {"undo_reason": "Weighed twice"})
    assert answer.status_code == 303
    page = browser.get(answer.headers["Location"]).text
    assert "Taken back, no. 1" in page
    assert "Weighed twice" in page
    assert "Did not come" in browser.get(goods).text
    assert receipt.number == 1


def test_a_receipt_that_is_none_and_a_visitor_of_a_kitchen_are_turned_away(
    floor: Floor, enter_as: EnterAs
) -> None:
    assert floor.dock.code == "DOCK"
    assert enter_as("hub_worker").post("/receiving/receipts/7/take-back", {}).status_code == 404
    assert enter_as("kitchen").post("/receiving/receipts/7/take-back", {}).status_code == 403
