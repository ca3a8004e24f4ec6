"""How goods were kept, in literal cases: straight lines, gaps, two probes, two places; and the words of it on paper."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.coldchain.keeping import NOT_KEPT, Kept, Measured, kept, measured_by, together
from hub.coldchain.readings import Span
from hub.kernel.words import Language
from hub.labels.kept import KeptBetween, kept_words

MIN = 60_000


def _probe(*readings: tuple[int, int], gap_min: int = 5) -> Measured:
    """Readings as (minute, thousandths of a degree)."""
    return measured_by({minute * MIN: value for minute, value in readings}, gap_min * 60)


def _stay(begin_min: int, end_min: int) -> Span:
    return Span(begin_min * MIN, end_min * MIN)


def test_a_stay_between_two_readings_has_the_temperature_of_the_line_between_them() -> None:
    assert kept([_probe((0, 2_000), (5, 4_000))], _stay(2, 3)) == Kept(2_800, 3_200, MIN, MIN)


def test_readings_outside_of_the_stay_do_not_count() -> None:
    probe = _probe((0, 9_000), (4, 3_000), (8, 2_000), (12, 8_000))
    assert kept([probe], _stay(4, 8)) == Kept(2_000, 3_000, 4 * MIN, 4 * MIN)


def test_a_gap_is_not_known_and_nothing_in_it_is_guessed() -> None:
    probe = _probe((0, 2_000), (4, 3_000), (10, 7_000), (14, 3_000))
    assert kept([probe], _stay(0, 14)) == Kept(2_000, 7_000, 8 * MIN, 14 * MIN)
    assert kept([probe], _stay(5, 9)) == Kept(None, None, 0, 4 * MIN)


def test_a_single_reading_is_a_word_about_its_moment_only() -> None:
    assert kept([_probe((3, 2_500))], _stay(0, 10)) == Kept(2_500, 2_500, 0, 10 * MIN)


def test_of_two_probes_the_coldest_and_the_warmest_count_and_what_either_knew_is_known() -> None:
    low = _probe((0, 1_000), (4, 1_000))
    high = _probe((3, 5_000), (7, 4_000))
    assert kept([low, high], _stay(0, 10)) == Kept(1_000, 5_000, 7 * MIN, 10 * MIN)


def test_a_place_without_a_probe_is_all_unknown_and_two_places_are_added_up() -> None:
    dock = kept([], _stay(0, 10))
    assert dock == Kept(None, None, 0, 10 * MIN)
    room = kept([_probe((10, 3_000), (15, 3_500))], _stay(10, 15))
    whole = together([dock, room])
    assert whole == Kept(3_000, 3_500, 5 * MIN, 15 * MIN)
    assert whole.unknown_ms == 10 * MIN
    assert together([]) == NOT_KEPT


def test_a_single_reading_that_nobody_believes_is_left_out() -> None:
    probe = _probe((0, 3_000), (1, 85_000), (2, 3_100))
    assert kept([probe], _stay(0, 2)) == Kept(3_000, 3_100, 2 * MIN, 2 * MIN)


READINGS = st.dictionaries(st.integers(0, 120), st.integers(-30_000, 30_000), max_size=40)
CUTS = st.lists(st.integers(0, 120), min_size=2, max_size=6, unique=True).map(sorted)


@given(READINGS, CUTS)
def test_a_stay_cut_in_pieces_is_kept_as_the_whole(readings: dict[int, int], cuts: list[int]) -> None:
    probe = Measured(
        tuple(minute * MIN for minute in sorted(readings)),
        tuple(readings[minute] for minute in sorted(readings)),
        7 * MIN,
    )
    whole = kept([probe], _stay(cuts[0], cuts[-1]))
    pieces = together(kept([probe], _stay(begin, end)) for begin, end in pairwise(cuts))
    assert (pieces.known_ms, pieces.whole_ms) == (whole.known_ms, whole.whole_ms)
    assert 0 <= whole.known_ms <= whole.whole_ms
    if whole.known_ms and whole.lowest is not None and whole.highest is not None:
        assert whole.lowest <= whole.highest


@pytest.mark.parametrize(
    ("kept_so", "language", "says"),
    [
        (KeptBetween(1_234, 3_872, 149_000, 0), Language.EN, "Kept between 1.2 and 3.9 °C, 41 h."),
        (KeptBetween(1_234, 3_872, 149_000, 0), Language.NB, "Holdt mellom 1,2 og 3,9 °C i 41 t."),
        (KeptBetween(1_234, 3_872, 149_000, 0), Language.SV, "Hållits mellan 1,2 och 3,9 °C i 41 tim."),
        (
            KeptBetween(1_200, 3_900, 149_000, 7_801),
            Language.EN,
            "Kept between 1.2 and 3.9 °C, 41 h. Not measured for 2 h 11 min.",
        ),
        (
            KeptBetween(1_200, 3_900, 149_000, 7_200),
            Language.NB,
            "Holdt mellom 1,2 og 3,9 °C i 41 t. Ikke målt i 2 t.",
        ),
        (KeptBetween(-18_050, -17_960, 3_599, 59), Language.EN, "Kept between −18.1 and −17.9 °C, 59 min."),
        (KeptBetween(3_000, 3_000, 7_199, 0), Language.EN, "Kept at 3.0 °C, 1 h."),
        (
            KeptBetween(None, None, 0, 90_000),
            Language.SV,
            "Temperaturen är inte mätt (25 tim).",
        ),
        (KeptBetween(None, None, 0, 0), Language.EN, ""),
    ],
)
def test_the_paper_promises_no_more_than_was_measured(
    kept_so: KeptBetween, language: Language, says: str
) -> None:
    assert kept_words(kept_so, language) == says
