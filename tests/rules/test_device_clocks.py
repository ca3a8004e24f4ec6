"""When something was measured, by the device's word: set wrong, never set, an hour off, or only late. Worked by hand."""

from hypothesis import given
from hypothesis import strategies as st

from hub.coldchain.clocks import Known, Moment, moment_of

NOW = 1_795_413_600_000  # 2026-11-23T06:00:00Z
MINUTE = 60_000
HOUR = 60 * MINUTE
LIVE = Known(NOW - MINUTE, was_doubted=False, arrived_ms=NOW - MINUTE)


def test_a_clock_that_is_about_right_is_believed_to_the_millisecond() -> None:
    assert moment_of(NOW - 600_000, NOW, None) == Moment(NOW - 600_000)
    assert moment_of(NOW + 120_000, NOW, None) == Moment(NOW + 120_000)
    assert moment_of(None, NOW, LIVE) == Moment(NOW)


def test_1970_and_2036_count_as_now_and_what_was_claimed_is_kept() -> None:
    assert moment_of(10_000, NOW, LIVE) == Moment(NOW, 10_000)
    assert moment_of(2_085_978_496_000, NOW, LIVE) == Moment(NOW, 2_085_978_496_000)


def test_an_hour_too_much_or_too_little_after_the_change_of_time_counts_as_now() -> None:
    assert moment_of(NOW + HOUR, NOW, LIVE) == Moment(NOW, NOW + HOUR)
    between = Known(
        NOW - MINUTE,
        was_doubted=False,
        arrived_ms=NOW - MINUTE,
        earlier_ms=NOW - HOUR - 20_000,
        later_ms=NOW - HOUR + 40_000,
        usual_ms=MINUTE,
    )
    assert moment_of(NOW - HOUR, NOW, between) == Moment(NOW, NOW - HOUR)


def test_a_message_that_waited_while_the_line_was_down_keeps_its_own_time() -> None:
    silent_for_a_day = Known(NOW - 24 * HOUR, was_doubted=False, arrived_ms=NOW - 24 * HOUR)
    assert moment_of(NOW - 23 * HOUR, NOW, silent_for_a_day) == Moment(NOW - 23 * HOUR)
    # The next of the queue follows a second later, and is an hour further on.
    next_of_the_queue = Known(NOW - 23 * HOUR, was_doubted=False, arrived_ms=NOW)
    assert moment_of(NOW - 22 * HOUR, NOW + 1_000, next_of_the_queue) == Moment(NOW - 22 * HOUR)


def test_a_message_out_of_the_middle_of_a_gap_keeps_its_own_time() -> None:
    gap = Known(
        NOW - MINUTE,
        was_doubted=False,
        arrived_ms=NOW - MINUTE,
        earlier_ms=NOW - 5 * HOUR,
        later_ms=NOW - 3 * HOUR,
    )
    assert moment_of(NOW - 4 * HOUR, NOW, gap) == Moment(NOW - 4 * HOUR)
    again = Known(
        NOW - MINUTE,
        was_doubted=False,
        arrived_ms=NOW - MINUTE,
        earlier_ms=NOW - 4 * HOUR,
        later_ms=NOW - 4 * HOUR,
    )
    assert moment_of(NOW - 4 * HOUR, NOW, again) == Moment(NOW - 4 * HOUR)


def test_a_clock_that_stood_still_in_a_power_cut_is_found_out_with_its_second_word() -> None:
    # It goes on where it stopped three hours ago, at the pace of the clock on the wall.
    after_the_first = Known(NOW - 3 * HOUR, was_doubted=False, arrived_ms=NOW)
    claimed = NOW - 3 * HOUR + MINUTE
    assert moment_of(claimed, NOW + MINUTE, after_the_first) == Moment(NOW + MINUTE, claimed)


def test_a_device_whose_clock_was_wrong_before_is_not_believed_for_an_old_time() -> None:
    doubted = Known(NOW - 3 * HOUR, was_doubted=True, arrived_ms=NOW - 3 * HOUR)
    assert moment_of(NOW - HOUR, NOW, doubted) == Moment(NOW, NOW - HOUR)


def test_what_a_device_kept_is_of_its_own_time_or_of_none() -> None:
    assert moment_of(NOW - 200 * 24 * HOUR, NOW, None, historical=True) == Moment(NOW - 200 * 24 * HOUR)
    assert moment_of(NOW - 400 * 24 * HOUR, NOW, None, historical=True) is None
    assert moment_of(10_000, NOW, None, historical=True) is None
    assert moment_of(NOW + HOUR, NOW, None, historical=True) is None
    assert moment_of(None, NOW, None, historical=True) is None


@given(claimed=st.none() | st.integers(-(2**40), 2**52), historical=st.booleans(), doubted=st.booleans())
def test_no_reading_is_ever_of_the_future_or_of_before_there_were_sensors(
    *, claimed: int | None, historical: bool, doubted: bool
) -> None:
    moment = moment_of(
        claimed, NOW, Known(NOW - HOUR, was_doubted=doubted, arrived_ms=NOW - HOUR), historical=historical
    )
    if moment is not None:
        assert 1_577_836_800_000 <= moment.at_ms <= NOW + 2 * MINUTE
        assert moment.claimed_ms in {None, claimed}
