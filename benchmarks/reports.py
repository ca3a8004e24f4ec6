"""A report of a month: three rooms at one reading a minute with thirty signed days, asked, and drawn as PDF and CSV.

Every signature is held to all its readings, as each report does. On SQLite.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from benchmarks.measure import Row, house, ms, rank, timed
from hub.coldchain import reviews
from hub.coldchain.levels import Level
from hub.coldchain.readings import in_ms
from hub.coldchain.reports import ReportDesk, days_asked, report_of
from hub.coldchain.reviews import Signing
from hub.coldchain.room_days import house_day
from hub.kernel.words import Language
from hub.labels.dialects.csv_room_report import room_report_csv
from hub.labels.dialects.pdf_room_report import room_report_pdf
from tests.support.coldchain_factory import a_cold_room, a_hung_probe, a_limit, readings_until
from tests.support.floor_factory import make_floor

OSLO = ZoneInfo("Europe/Oslo")
FIRST, DAYS, ROOMS = date(2024, 3, 1), 28, 3
A_FEW_S = 5.0
# An hour in which the door stood open, on every third day.
WARM_DAY = ("3.0", "3.1", "3.2") * 200 + ("9.5",) * 60 + ("3.0", "3.1", "3.2") * 260
USUAL_DAY = ("3.0", "3.1", "3.2") * 480


def rows() -> Iterator[Row]:
    with house() as (opened, _):
        begins = datetime.combine(FIRST, datetime.min.time(), OSLO).astimezone(opened.clock.now().tzinfo)
        ends = begins + timedelta(days=DAYS)
        with opened.database.write() as session:
            person = make_floor(session).person
            for number in range(ROOMS):
                room = a_cold_room(session, f"room_{number}")
                for celsius, level in (("5", Level.WARN), ("8", Level.ALARM)):
                    a_limit(session, room, celsius, level, valid_from=begins - timedelta(days=1))
                probe = a_hung_probe(session, room, begins - timedelta(days=1), f"probe_{number}")
                for day in range(DAYS):
                    values = USUAL_DAY if day % 3 else WARM_DAY
                    readings_until(session, probe, begins + timedelta(days=day + 1), values)
            for day in range(DAYS):
                on = FIRST + timedelta(days=day)
                seen = reviews.content_of(session, house_day(session, on, OSLO, in_ms(opened.clock.now())))
                reviews.sign(
                    session,
                    day=on,
                    zone=OSLO,
                    signing=Signing(reviews.digest_of(seen), open_because="benchmark"),
                    by=person,
                    clock=opened.clock,
                    operation=f"day {day}",
                )
        desk = ReportDesk("Hub", "", OSLO)
        asked = days_asked(FIRST, FIRST + timedelta(days=DAYS - 1), OSLO)

        def ask() -> None:
            with opened.database.read() as session:
                report_of(session, asked, desk, ends + timedelta(days=1))

        with opened.database.read() as session:
            report = report_of(session, asked, desk, ends + timedelta(days=1))
        query = rank(timed(ask, 3), 50)
        pdf = rank(timed(lambda: room_report_pdf(report, Language.NB), 3), 50)
        table = rank(timed(lambda: room_report_csv(report, Language.NB), 3), 50)
    yield Row(
        "report of four weeks, three rooms, 28 signed days: query and PDF, median",
        ms(query + pdf),
        f"< {ms(A_FEW_S)}",
        query + pdf < A_FEW_S,
    )
    yield Row("of it the query", ms(query), "no target")
    yield Row("the same as CSV, without the query, median", ms(table), "no target")
