"""What changed since a signature, and how late a day is: rules on values alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from hub.kernel.quantity import Mass
from hub.labels.day_sheet import Became, SheetDay, SheetScale, SheetWeighing
from hub.receiving.sheet_changes import Change, ChangeKind, Standing, changes, standing_of
from tests.support.day_sheet_factory import GOODS_IN, OPEN, PACKING, RECEIVED, SHEET_DAY, TARED, weighing

TAKEN = replace(OPEN, became=Became.RECEIVING, receipt=50, crate="370900000000000050")


def with_weighings(*weighings: SheetWeighing, scale: SheetScale = GOODS_IN) -> SheetDay:
    return replace(SHEET_DAY, scales=(replace(scale, weighings=weighings),), typed=(), taken_back=())


def kinds(signed: SheetDay, now: SheetDay) -> list[tuple[ChangeKind, int | None]]:
    return [(one.kind, one.weighing.number if one.weighing else None) for one in changes(signed, now)]


def test_a_day_that_is_as_it_was_has_no_change_whatever_things_are_called_now() -> None:
    renamed = replace(SHEET_DAY, hub="Another", scales=(replace(GOODS_IN, name=PACKING.name), PACKING))
    assert changes(SHEET_DAY, renamed) == ()


def test_a_late_claim_a_late_load_and_a_late_undo_are_told_apart() -> None:
    signed = with_weighings(RECEIVED, OPEN)
    late = weighing(131, "3")
    assert kinds(signed, with_weighings(RECEIVED, TAKEN)) == [(ChangeKind.CLAIMED, 130)]
    assert kinds(signed, with_weighings(RECEIVED, OPEN, late)) == [(ChangeKind.WEIGHED, 131)]
    undone = replace(RECEIVED, taken_back="feil gård")
    assert changes(signed, with_weighings(undone, OPEN)) == (
        Change(
            ChangeKind.TAKEN_BACK,
            replace(GOODS_IN, weighings=(undone, OPEN)),
            undone,
            "370900000000000012",
            41,
            "feil gård",
        ),
    )


@pytest.mark.parametrize(
    "now",
    [
        with_weighings(RECEIVED),
        with_weighings(RECEIVED, replace(OPEN, net=Mass(1))),
        with_weighings(replace(RECEIVED, crate="370900000000000050"), OPEN),
        with_weighings(replace(RECEIVED, became=Became.NOBODYS, crate=""), OPEN),
    ],
)
def test_what_nobody_may_do_is_called_altered(now: SheetDay) -> None:
    assert [kind for kind, _ in kinds(with_weighings(RECEIVED, OPEN), now)] == [ChangeKind.ALTERED]


def test_typed_weights_and_receipts_taken_back_later_are_changes_and_told_once() -> None:
    empty = replace(SHEET_DAY, typed=(), taken_back=())
    assert [(one.kind, one.receipt) for one in changes(empty, SHEET_DAY)] == [(ChangeKind.TYPED, 43)]
    elsewhere = replace(empty, scales=())
    assert [(one.kind, one.receipt) for one in changes(elsewhere, replace(SHEET_DAY, scales=()))] == [
        (ChangeKind.TYPED, 43),
        (ChangeKind.TAKEN_BACK, 42),
    ]
    assert [one.kind for one in changes(SHEET_DAY, empty)] == [ChangeKind.ALTERED]


def test_an_unsigned_day_is_overdue_after_the_next_day() -> None:
    day = date(2026, 11, 23)
    said = [standing_of(day, date(2026, 11, today), signed=False) for today in (23, 24, 25)]
    assert said == [Standing.RUNNING, Standing.DUE, Standing.OVERDUE]
    assert standing_of(day, date(2026, 12, 24), signed=True) is Standing.SIGNED
    assert standing_of(day, day, signed=True, changed=True) is Standing.CHANGED


def test_a_sheet_has_no_field_for_anybody_but_the_signer() -> None:
    named = {name for kind in (SheetWeighing, SheetScale, SheetDay) for name in kind.__slots__}
    assert named & {"person", "person_id", "by", "claimed_by", "weighed_by"} == set()
    assert TARED.unverified_because in {one.unverified_because for one in GOODS_IN.overrides}
