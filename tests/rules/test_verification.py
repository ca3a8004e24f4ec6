"""When a scale's verification is due: a month of warning, the last day included, nothing invented where no date was declared."""

from __future__ import annotations

from datetime import date

import pytest

from hub.receiving.verification import Validity, may_settle, validity

UNTIL = date(2027, 6, 30)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2027, 5, 29), Validity.VALID),
        (date(2027, 5, 30), Validity.DUE_SOON),
        (date(2027, 6, 30), Validity.DUE_SOON),
        (date(2027, 7, 1), Validity.OVERDUE),
    ],
)
def test_the_month_before_warns_and_the_day_after_refuses(on: date, expected: Validity) -> None:
    assert validity(UNTIL, on) is expected


def test_a_date_that_nobody_declared_is_neither_valid_nor_overdue() -> None:
    assert validity(None, date(2099, 1, 1)) is Validity.UNKNOWN
    assert may_settle(None, date(2099, 1, 1), "")


@pytest.mark.parametrize(("reason", "may"), [("", False), ("  ", False), ("the other one is away", True)])
def test_an_overdue_scale_settles_only_with_a_reason(reason: str, may: bool) -> None:
    assert may_settle(UNTIL, date(2027, 7, 1), reason) is may
