"""Excursions of a file: the worked examples as rows, and words about files that cannot be used."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from hub.coldchain.replay import Faulty, read_limits, read_readings, replay

CHILLED = """
[[limit]]
sensor = "cold-*"
level = "alarm"
side = "high"
limit_c = 5
on_delay_min = 30
off_delay_min = 10
hysteresis_c = 1.0
gap_min = 5
"""
BEGINS = datetime(2026, 1, 1, tzinfo=UTC)


def rows(*celsius: str, begin_min: int = 0, sensor: str = "cold-1") -> list[str]:
    return [
        f"{sensor},{(BEGINS + timedelta(minutes=begin_min + at)).isoformat()},{value}\n"
        for at, value in enumerate(celsius)
    ]


def found(lines: Iterable[str], limits: str = CHILLED) -> list[dict[str, object]]:
    return list(
        replay(
            read_readings(["sensor,at,value\n", *lines], "readings.csv"), read_limits(limits, "limits.toml")
        )
    )


RAMP = rows(
    *["3.0"] * 10,
    *[f"{3 + step / 10:.1f}" for step in range(61)],
    *[f"{9 - step / 5:.1f}" for step in range(36)],
    *["2"] * 30,
)
GAP = [*rows(*["3"] * 30), *rows(*["8"] * 40, *["3"] * 30, begin_min=90)]


def test_a_ramp_begins_and_ends_at_the_exact_crossings() -> None:
    assert found(RAMP) == [
        {
            "sensor": "cold-1",
            "level": "alarm",
            "start": "2026-01-01T00:30:00Z",
            "start_earliest": "2026-01-01T00:30:00Z",
            "end": "2026-01-01T01:31:00Z",
            "end_latest": "2026-01-01T01:31:00Z",
            "over_s": 3660,
            "unknown_s": 0,
            "peak": 9.0,
            "at_peak": "2026-01-01T01:10:00Z",
            "area_c_min": 124.0,
            "parts": 1,
        }
    ]


def test_a_start_inside_a_gap_is_a_range() -> None:
    assert found(GAP) == [
        {
            "sensor": "cold-1",
            "level": "alarm",
            "start": "2026-01-01T01:30:00Z",
            "start_earliest": "2026-01-01T00:29:00Z",
            "end": "2026-01-01T02:09:36Z",
            "end_latest": "2026-01-01T02:09:36Z",
            "over_s": 2376,
            "unknown_s": 0,
            "peak": 8.0,
            "at_peak": "2026-01-01T01:30:00Z",
            "area_c_min": 117.9,
            "parts": 1,
        }
    ]


def test_one_impossible_reading_among_good_ones_is_nothing() -> None:
    assert found(rows(*["3.0"] * 30, "85.0", *["3.0"] * 30)) == []


def test_flapping_about_the_limit_is_one_excursion() -> None:
    [one] = found(rows(*["3.0"] * 10, *["5.4", "4.6"] * 60, *["3.0"] * 30))
    assert (one["over_s"], one["parts"]) == (3580, 60)


def test_shuffled_and_doubled_rows_say_the_same() -> None:
    mixed = [*RAMP, *GAP, *RAMP, *GAP]
    mixed = [row.replace("cold-1", "cold-2") if at % 2 else row for at, row in enumerate(mixed)]
    once = found(sorted(set(mixed)))
    Random(7).shuffle(mixed)  # noqa: S311 - no secret
    assert found(mixed) == once


def test_an_excursion_that_lasts_has_no_end_and_silence_is_unknown_time() -> None:
    [one] = found([*rows(*["8"] * 40), *rows("3", begin_min=99, sensor="cold-9")])
    assert (one["end"], one["end_latest"]) == (None, None)
    assert (one["over_s"], one["unknown_s"]) == (39 * 60, 60 * 60)


def test_every_limit_that_fits_is_judged_and_a_low_one_is_mirrored() -> None:
    low = """
[[limit]]
sensor = "cold-1"
level = "critical"
side = "low"
limit_c = "-0.5"
on_delay_min = 0
off_delay_min = 0
hysteresis_c = 0
gap_min = 5
merge_min = 0
"""
    lines = rows("3", "8", *["8"] * 40, "-2", "3", *["3"] * 20)
    assert [(one["level"], one["peak"], one["over_s"]) for one in found(lines, CHILLED + low)] == [
        ("alarm", 8.0, 2400 + 36 + 18),
        ("critical", -2.0, 9.0 + 18),
    ]


def test_of_two_values_of_one_moment_the_worse_counts_on_either_side() -> None:
    low = CHILLED.replace('"high"', '"low"').replace("limit_c = 5", "limit_c = 0")
    lines = [*rows(*["3"] * 60), *rows(*["8"] * 60), *rows(*["-1"] * 60)]
    assert [one["peak"] for one in found(lines, CHILLED + low)] == [8.0, -1.0]


def test_neighbours_are_one_incident_within_merge_min() -> None:
    lines = rows(*["8"] * 40, *["3"] * 20, *["8"] * 40, *["3"] * 30)
    assert len(found(lines)) == 2
    assert [one["parts"] for one in found(lines, CHILLED + "merge_min = 21\n")] == [2]


def test_rows_without_a_temperature_are_gaps_and_never_zero() -> None:
    words = ["", "null", "NaN", "unavailable", "-127", "882.6", "1e308", "1e999999"]
    heard = read_readings(["sensor,at,value\n", *rows(*words)], "readings.csv")
    assert heard.without_value == 8
    assert heard.values == {}


AT_ONCE = CHILLED.replace("on_delay_min = 30", "on_delay_min = 0")


def test_the_85_of_a_probe_that_begins_is_no_temperature() -> None:
    lines = [*rows("85.0", "85", *["3"] * 30), *rows("85.0", *["3"] * 30, begin_min=90)]
    assert found(lines, AT_ONCE) == []


def test_85_in_the_middle_of_a_series_is_believed_when_it_lasts() -> None:
    lines = rows(*["3"] * 10, "85.0", "85.0", "85.0", *["3"] * 30)
    assert [one["peak"] for one in found(lines, AT_ONCE)] == [85.0]


def test_columns_may_stand_in_any_order_beside_others() -> None:
    lines = ["\ufeffvalue, AT ,room,sensor\n", "3.25,2026-01-01T01:00:00+01:00,x,cold-1\n", "\n"]
    assert read_readings(lines, "r.csv").values["cold-1"].highest == {1_767_225_600_000: 3_250}


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("cold-1,2026-01-01T00:00:00,3\n", "r.csv:2: '2026-01-01T00:00:00' has no offset from UTC"),
        ("cold-1,yesterday,3\n", "r.csv:2: 'yesterday' is no time"),
        ('cold-1,2026-01-01T00:00:00Z,"4,2"\n', "r.csv:2: '4,2' is no temperature"),
        ("cold-1,2026-01-01T00:00:00Z,warm\n", "r.csv:2: 'warm' is no temperature"),
        ("cold-1,2026-01-01T00:00:00Z\n", "r.csv:2: the line has 2 columns and needs 3"),
    ],
)
def test_a_row_that_makes_no_sense_is_told_with_its_line(line: str, says: str) -> None:
    with pytest.raises(Faulty) as told:
        read_readings(["sensor,at,value\n", line], "r.csv")
    assert str(told.value).startswith(says)


def test_missing_columns_are_named() -> None:
    with pytest.raises(Faulty, match=r"r\.csv:1: .* at, value is missing"):
        read_readings(["sensor;time;temp\n".replace(";", ","), "a,b,c\n"], "r.csv")


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("limit_c = 5", "limit_c = nan", "limits.toml:6: limit_c is a number"),
        ("limit_c = 5", "", "limits.toml:2: limit_c is missing"),
        ('"high"', '"warm"', "limits.toml:5: side is one of high, low, not 'warm'"),
        ('"alarm"', '"loud"', "limits.toml:4: level is one of legal, warn, alarm, critical, not 'loud'"),
        ("gap_min = 5", "gap_min = 0", "limits.toml:10: gap_min is a number of minutes"),
        ("gap_min", "gaps_min", "limits.toml:10: gaps_min is unknown"),
        ("on_delay_min = 30", "on_delay_min = -1", "limits.toml:7: on_delay_min is a number of minutes"),
        ("hysteresis_c = 1.0", "hysteresis_c = -1.0", "limits.toml:9: hysteresis_c lies outside"),
        ("[[limit]]", "[[limits]]", "limits.toml: there is no table [[limit]]"),
        ("[[limit]]", "[[limit", "limits.toml: this is no TOML"),
    ],
)
def test_a_limit_that_makes_no_sense_is_told_with_its_line(before: str, after: str, says: str) -> None:
    with pytest.raises(Faulty) as told:
        read_limits(CHILLED.replace(before, after), "limits.toml")
    assert str(told.value).startswith(says)
