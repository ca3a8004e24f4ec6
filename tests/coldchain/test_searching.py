"""What the database finds by looking only where a limit was broken is what all readings together say."""

from random import Random

import pytest
from sqlalchemy.orm import Session

from hub.coldchain.calibrations import Offsets
from hub.coldchain.levels import Side
from hub.coldchain.readings import Point, Span
from hub.coldchain.rollups import Row, add_readings
from hub.coldchain.rules import Excursion, Rule, excursions
from hub.coldchain.searching import Line, search
from hub.coldchain.service import meet_probe
from hub.kernel.quantity import Temperature
from hub.storage.database import Database
from tests.support.clock import MONDAY_MORNING

MINUTE = 60_000
RULES = (
    Rule(Side.HIGH, Temperature(5_000), 1_800, 600, Temperature(1_000)),
    Rule(Side.HIGH, Temperature(7_000), 600, 600, Temperature(1_000), heeds_defrost=False),
    Rule(Side.HIGH, Temperature(6_000), 0, 0, Temperature(0), merge_s=0),
    Rule(Side.LOW, Temperature(1_000), 600, 600, Temperature(500), merge_s=1_800),
)


def a_life(chance: Random, count: int) -> list[Point]:
    """Calm days with a warm or a cold hour now and then, some gaps, some faults, some single odd readings."""
    points = []
    at_ms, value, target = 0, 3_000, 3_000
    for _ in range(count):
        at_ms += MINUTE * (chance.randrange(10, 200) if chance.random() < 0.004 else 1)
        if chance.random() < 0.006:
            target = chance.choice([3_000, 3_000, 4_500, 6_500, 9_000, 0])
        value += (target - value) // 8 + chance.randrange(-120, 121)
        shown = 85_000 if chance.random() < 0.002 else value
        points.append(Point(at_ms, None if chance.random() < 0.004 else shown))
    return points


def stored(session: Session, points: list[Point], key: str = "a") -> Line:
    probe = meet_probe(session, key, "x", MONDAY_MORNING)
    rows = [
        Row(
            probe.id,
            at_ms,
            None if value is None else Temperature(value),
            "probe absent" if value is None else None,
            None,
        )
        for at_ms, value in points
    ]
    add_readings(session, rows)
    return Line(session, probe.id, Span(0, 10**14), ended=False, offsets=Offsets())


def met(found: tuple[Excursion, ...], period: Span) -> list[Excursion]:
    return [
        one
        for one in found
        if one.earliest_start_ms <= period.end_ms
        and (one.latest_end_ms is None or one.latest_end_ms > period.begin_ms)
    ]


@pytest.mark.parametrize("seed", range(4))
def test_any_period_shows_the_excursions_of_the_whole(database: Database, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - no secret
    points = a_life(chance, 3_000)
    now_ms = points[-1].at_ms + 3 * MINUTE
    defrosts = [Span(at * MINUTE, (at + 40) * MINUTE) for at in range(300, 4_000, 700)]
    whole = [excursions(points, rule, now_ms, defrosts) for rule in RULES]
    assert all(whole)
    with database.write() as session:
        line = stored(session, points)
        periods = [Span(0, now_ms), Span(now_ms, now_ms)]
        periods += [
            Span(begin, begin + chance.randrange(1, 600) * MINUTE)
            for begin in (chance.randrange(0, now_ms) for _ in range(12))
        ]
        for period in periods:
            found = search(line, RULES, period, now_ms, defrosts)
            assert found == [met(one, period) for one in whole]


def test_a_correction_moves_what_is_found_from_its_day_on(database: Database) -> None:
    points = [Point(at * MINUTE, 5_500) for at in range(400)]
    with database.write() as session:
        line = stored(session, points)
        corrected = Line(
            session, line.probe_id, line.hung, ended=False, offsets=Offsets((200 * MINUTE,), (-1_000,))
        )
        [[plain]] = search(line, RULES[:1], Span(0, 399 * MINUTE), 399 * MINUTE)
        [[found]] = search(corrected, RULES[:1], Span(0, 399 * MINUTE), 399 * MINUTE)
        warmer = Line(session, line.probe_id, line.hung, ended=False, offsets=Offsets((0,), (1_600,)))
        [_, [critical]] = search(warmer, RULES[:2], Span(0, 399 * MINUTE), 399 * MINUTE)
    assert (plain.end_ms, found.end_ms) == (None, 199 * MINUTE + MINUTE // 2)
    assert critical.peak == Temperature(7_100)


def test_a_line_that_ended_leaves_nothing_open(database: Database) -> None:
    with database.write() as session:
        line = stored(session, [Point(at * MINUTE, 9_000) for at in range(60)])
        ended = Line(session, line.probe_id, Span(0, 50 * MINUTE), ended=True, offsets=Offsets())
        [[found]] = search(ended, RULES[:1], Span(0, 99 * MINUTE), 99 * MINUTE)
        assert search(ended, RULES[:1], Span(60 * MINUTE, 99 * MINUTE), 99 * MINUTE) == [[]]
    assert (found.is_open, found.end_ms, found.over_ms) == (False, 50 * MINUTE, 50 * MINUTE)
