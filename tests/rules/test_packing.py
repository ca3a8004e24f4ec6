"""A packed day gives back every fact of every reading, and a part of it without the rest."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.coldchain.packing import PackedDay, StoredReading, measured_day, pack, unpack

# As wide as the columns of the database: whole numbers of 32 bits for temperatures, of 64 for all else.
facts = st.tuples(
    st.none() | st.integers(-(2**31), 2**31 - 1),
    st.none() | st.text(max_size=20),
    st.none() | st.integers(0, 2**62),
    st.none() | st.integers(-62_135_596_800_000, 253_402_300_799_999),
)
days = st.dictionaries(st.integers(0, 86_399_999), facts, max_size=40).map(
    lambda found: [StoredReading(1_795_392_000_000 + at, *found[at]) for at in sorted(found)]
)


@given(days)
def test_every_fact_comes_back_out(rows: list[StoredReading]) -> None:
    assert unpack(pack(rows)) == rows


@given(days, st.integers(0, 86_400_000), st.integers(0, 86_400_000))
def test_a_part_is_what_lies_between_two_moments(rows: list[StoredReading], first: int, last: int) -> None:
    first_ms, last_ms = 1_795_392_000_000 + first, 1_795_392_000_000 + last
    inside = [row for row in rows if first_ms <= row.at_ms <= last_ms]
    times, values = measured_day(pack(rows).measured).cut(first_ms, last_ms)
    assert times == [row.at_ms for row in inside]
    assert values == [row.value for row in inside]


@given(days)
def test_a_single_reading_is_found_without_the_others(rows: list[StoredReading]) -> None:
    times = measured_day(pack(rows).measured).times
    assert [times[at] for at in range(len(rows))] == [row.at_ms for row in rows]
    assert [times[at - len(rows)] for at in range(len(rows))] == [row.at_ms for row in rows]


def test_a_day_at_one_reading_a_minute_takes_a_few_bytes_for_each() -> None:
    """The wire gives about 1.2 s of jitter here, a tenth of a degree, and messages of twenty sensors in turn."""
    rows = [
        StoredReading(
            60_000 * at + at * 7919 % 1_200, 3_000 + at * 37 % 8 * 100, None, at * 20_480 + at % 3, None
        )
        for at in range(1_440)
    ]
    packed = pack(rows)
    assert len(packed.measured) + len(packed.origins) < 6 * len(rows)


@pytest.mark.parametrize("times", [(2, 1), (1, 1)])
def test_readings_out_of_order_or_of_one_moment_are_refused(times: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="in order"):
        pack([StoredReading(at_ms, 3_000, None, None, None) for at_ms in times])


def test_a_form_of_another_hub_is_refused_and_not_guessed() -> None:
    packed = pack([StoredReading(1, 3_000, None, None, None)])
    other = PackedDay(zlib.compress(b"\x02" + zlib.decompress(packed.measured)[1:]), packed.origins)
    with pytest.raises(ValueError, match="not known"):
        unpack(other)
