"""Weights that people type: no more and no finer than a scale shows, and nothing far from what was announced unasked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.kernel.errors import RuleBroken
from hub.kernel.ids import token
from hub.kernel.quantity import Mass
from hub.orders.lines import RefusalReason
from hub.receiving.errors import (
    NotAboveZero,
    ReasonMissing,
    RefusedTooMuch,
    TypedBelowCrate,
    TypedBeyondAnnounced,
    TypedTooFine,
    TypedTooHeavy,
)
from hub.receiving.records import Receipt
from hub.receiving.refusals import Counted, OnTheScale, Refused, refuse
from hub.receiving.rules import Tolerance
from hub.receiving.service import weigh_in
from hub.receiving.typed import (
    Limits,
    TypedWeight,
    limits_of,
    require_left,
    require_sure,
    require_typed,
)
from hub.storage.database import Database
from tests.support.clock import FakeClock
from tests.support.floor_factory import (
    COLLECT_ON,
    DESK,
    TODAY,
    TOLERANCE,
    Floor,
    confirmed_line,
    make_floor,
    weigh,
)

FLOOR_SCALE = limits_of(Mass.kilograms("60"), Mass.kilograms("0.01"))


@pytest.mark.parametrize(
    ("division", "step"),
    [
        ("0.005", "0.001"),
        ("0.01", "0.01"),
        ("0.02", "0.01"),
        ("0.025", "0.001"),
        ("0.5", "0.1"),
        ("1", "1"),
        ("0.0001", "0.0001"),
    ],
)
def test_as_many_decimals_as_the_division_of_the_scale_may_be_typed(division: str, step: str) -> None:
    limits = limits_of(Mass.kilograms("60"), Mass.kilograms(division))
    assert limits == Limits(Mass.kilograms("60"), Mass.kilograms(step))


@pytest.mark.parametrize(
    ("kilograms", "limits", "refused"),
    [
        ("0", FLOOR_SCALE, NotAboveZero),
        ("-4", FLOOR_SCALE, NotAboveZero),
        ("99999", FLOOR_SCALE, TypedTooHeavy),
        ("60.01", FLOOR_SCALE, TypedTooHeavy),
        ("12.345678", FLOOR_SCALE, TypedTooFine),
        ("12.345", FLOOR_SCALE, TypedTooFine),
        ("1000.001", None, TypedTooHeavy),
        ("12.3456", None, TypedTooFine),
    ],
)
def test_what_no_scale_shows_is_refused(
    kilograms: str, limits: Limits | None, refused: type[RuleBroken]
) -> None:
    mass = Mass.kilograms(kilograms)
    typed = TypedWeight(mass, "strøm borte", limits) if limits else TypedWeight(mass, "strøm borte")
    with pytest.raises(refused):
        require_typed(typed)


@given(st.integers(1, 6_000))
def test_every_weight_that_the_scale_shows_may_be_typed_with_a_reason(hundredths: int) -> None:
    gross = Mass.grams(hundredths * 10)
    require_typed(TypedWeight(gross, "strøm borte", FLOOR_SCALE))
    with pytest.raises(ReasonMissing):
        require_typed(TypedWeight(gross, " ", FLOOR_SCALE))


def test_the_tolerance_itself_is_neither_asked_about_nor_refused() -> None:
    typed = TypedWeight(Mass.kilograms("11"), "strøm borte")
    two_percent = Tolerance(20)
    require_sure(typed, 5_100, 10_000, 5_100, two_percent, product="")
    with pytest.raises(TypedBeyondAnnounced):
        require_sure(typed, 5_101, 10_000, 5_100, two_percent, product="")
    require_sure(typed, 99_999, 0, 0, two_percent, product="")
    require_left(4_200, 10_000, 6_000, two_percent, product="")
    with pytest.raises(RefusedTooMuch):
        require_left(4_201, 10_000, 6_000, two_percent, product="")
    require_left(99_999, 0, 0, two_percent, product="")


@pytest.fixture
def floor(database: Database) -> Floor:
    with database.write() as session:
        return make_floor(session)


def test_a_typed_weight_beyond_what_was_announced_is_asked_about_once(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    def typed(kilograms: str, *, sure: bool = False) -> Receipt:
        with database.write() as session:
            return weigh_in(
                session,
                article_id=floor.carrots.id,
                collect_on=COLLECT_ON,
                weight=TypedWeight(Mass.kilograms(kilograms), "strøm borte", sure=sure),
                crate_type_id=floor.crate_type.id,
                count=None,
                desk=DESK,
                tolerance=TOLERANCE,
                today=TODAY,
                by=floor.person,
                clock=clock,
                operation=f"{kilograms} {sure}",
            )

    with database.write() as session:
        confirmed_line(session, floor, clock, article=floor.carrots, kilograms="10")
    with pytest.raises(TypedBelowCrate):
        typed("1")
    with pytest.raises(TypedBeyondAnnounced):
        typed("11.201")
    with pytest.raises(TypedTooHeavy):
        typed("99999", sure=True)
    assert typed("11.2").number == 1
    with pytest.raises(TypedBeyondAnnounced):
        typed("2")
    assert typed("2", sure=True).number == 2


def test_nobody_refuses_more_than_is_still_to_come_but_the_surplus_as_not_ordered(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    def turn_away(refused: Refused, reason: RefusalReason = RefusalReason.QUALITY) -> Mass:
        article = floor.eggs if isinstance(refused, Counted) else floor.carrots
        with database.write() as session:
            return refuse(
                session,
                article_id=article.id,
                collect_on=COLLECT_ON,
                reason=reason,
                words="",
                refused=refused,
                pictures=(),
                tolerance=TOLERANCE,
                by=floor.person,
                clock=clock,
                operation=token(),
            ).mass

    def part(kilograms: str) -> OnTheScale:
        return OnTheScale(TypedWeight(Mass.kilograms(kilograms), "strøm borte"), floor.crate_type.id)

    with database.write() as session:
        confirmed_line(session, floor, clock, article=floor.carrots, kilograms="10")
        confirmed_line(session, floor, clock, article=floor.eggs, kilograms="6", count=90)
        weigh(session, floor, clock, article=floor.carrots, net="6")
    with pytest.raises(TypedTooHeavy):
        turn_away(part("99999"))
    for too_much in (part("36"), part("5.201"), Counted(92)):
        with pytest.raises(RefusedTooMuch):
            turn_away(too_much)
    assert turn_away(part("5")) == Mass.kilograms("4")
    assert turn_away(part("36"), RefusalReason.NOT_ORDERED) == Mass.kilograms("35")
