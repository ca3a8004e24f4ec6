"""Who is told of an alarm and when: steps, repetitions, quiet hours."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hub.coldchain.escalation import Due, Plan, Recipient, Step, due, is_quiet
from hub.kernel.words import Language

KARI, DUTY, BOSS = (Recipient(f"{name}@example.org", Language.NB) for name in ("kari", "duty", "boss"))
PLAN = Plan(
    (Step(timedelta(0), (KARI,), (DUTY,)), Step(timedelta(minutes=20), (BOSS,))),
    timedelta(minutes=30),
    time(22),
    time(6),
    ZoneInfo("Europe/Oslo"),
)
NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


def test_the_first_is_told_at_once_the_second_later_and_both_again() -> None:
    assert list(due(PLAN, NOON, NOON)) == [Due(0, 0, KARI)]
    assert list(due(PLAN, NOON, NOON + timedelta(minutes=19))) == [Due(0, 0, KARI)]
    assert list(due(PLAN, NOON, NOON + timedelta(minutes=20))) == [Due(0, 0, KARI), Due(1, 0, BOSS)]
    assert list(due(PLAN, NOON, NOON + timedelta(minutes=50))) == [Due(0, 1, KARI), Due(1, 1, BOSS)]


def test_quiet_hours_choose_other_people_and_silence_nobody() -> None:
    night = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)  # half past eleven in Oslo
    assert (is_quiet(PLAN, night), is_quiet(PLAN, NOON)) == (True, False)
    # Half past five is quiet, six o'clock is not.
    assert is_quiet(PLAN, datetime(2026, 11, 24, 4, 30, tzinfo=UTC))
    assert not is_quiet(PLAN, datetime(2026, 11, 24, 5, 0, tzinfo=UTC))
    told = list(due(PLAN, night, night + timedelta(minutes=20)))
    assert told == [Due(0, 0, DUTY), Due(1, 0, BOSS)]


def test_after_a_day_of_repeating_nobody_is_written_to_any_more() -> None:
    [first, second] = due(PLAN, NOON, NOON + timedelta(days=9))
    assert (first.repetition, second.repetition) == (24, 24)
