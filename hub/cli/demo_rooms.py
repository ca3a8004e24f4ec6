"""The cold rooms of the demonstration: probes in their places with certificates, limits with their source, defrosts, and a day and a
half of made-up readings.

The readings lead back to one message whose topic and text say that nobody measured them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.cli.demo_clock import StoryClock
from hub.cli.demo_files import DemoFiles, naming
from hub.coldchain.calibrations import Certificate, calibrate
from hub.coldchain.defrosts import Window, plan_defrosts
from hub.coldchain.doors import set_delay
from hub.coldchain.hearing import store_message
from hub.coldchain.levels import Level, Side
from hub.coldchain.records import PlaceLimit
from hub.coldchain.service import OldReading, meet_probe, place_probe, probe_of, store_reading_series
from hub.devices.events import MessageHeard
from hub.kernel.clock import Clock
from hub.kernel.quantity import Temperature
from hub.kernel.words import Words
from hub.people.records import Person
from hub.stock.records import Place

PERIOD = timedelta(hours=36)
STEP = timedelta(minutes=5)
TOPIC = "demo/made-up"
SAYS = b"Demo: made-up readings. No sensor measured these temperatures."
# The compressor lets a room drift by so many thousandths of a degree and pulls it back, over and over.
DRIFT = (0, 90, 180, 260, 330, 390, 300, 180, 60, -40, -90, -50)


def furnish_rooms(session: Session, files: DemoFiles, zone: ZoneInfo, *, by: Person, clock: Clock) -> None:
    now = clock.now()
    begins = now - PERIOD
    places = {place.code: place for place in session.scalars(select(Place))}
    heard = MessageHeard(topic=TOPIC, payload=SAYS, retained=False, qos=0, at=begins)
    message = store_message(session, heard, lambda _heard: ())
    for row in files.places["probes"]:
        with naming("places.toml", str(row.get("sensor_key"))):
            probe = meet_probe(session, row["sensor_key"], row["topic"], begins)
            place_probe(session, probe.id, places[row["place"]].id, by, StoryClock(begins))
            store_reading_series(session, probe, _made_up(row, begins, now), message.message_id)
    for row in files.places["limits"]:
        with naming("places.toml", f"{row.get('place')} {row.get('level')}"):
            session.add(_limit(row, places[row["place"]], begins))
    session.flush()
    for row in files.places["certificates"]:
        with naming("places.toml", str(row.get("sensor_key"))):
            _certify(session, row, by=by, now=now, begins=begins)
    for row in files.places["defrosts"]:
        with naming("places.toml", f"{row.get('place')} defrosts"):
            plan_defrosts(
                session,
                places[row["place"]].id,
                [Window(time.fromisoformat(at), row["minutes"]) for at in row["times"]],
                valid_from=begins,
                zone=zone,
                by=by,
                clock=StoryClock(begins),
                operation=f"demo defrosts {row['place']}",
            )
    for row in files.places["doors"]:
        with naming("places.toml", f"{row.get('place')} door"):
            set_delay(
                session,
                places[row["place"]].id,
                row["minutes"],
                by=by,
                clock=StoryClock(begins),
                operation=f"demo door {row['place']}",
            )


def _certify(
    session: Session, row: Mapping[str, Any], *, by: Person, now: datetime, begins: datetime
) -> None:
    """Its offset counts from the made-up readings on, which began after it."""
    probe = probe_of(session, row["sensor_key"])
    if probe is None:
        raise KeyError(row["sensor_key"])
    certificate = Certificate(
        number=row["number"],
        laboratory=row["laboratory"],
        calibrated_on=now.date() - timedelta(days=row["days_ago"]),
        due_on=now.date() + timedelta(days=row["due_in_days"]),
        points=[(Temperature.celsius(should), Temperature.celsius(shows)) for should, shows in row["points"]],
        offset=Temperature.celsius(row["offset"]),
    )
    calibrate(
        session,
        probe.id,
        certificate,
        valid_from=begins,
        by=by,
        clock=StoryClock(begins),
        operation=f"demo {row['number']}",
    )


def _made_up(row: Mapping[str, Any], begins: datetime, now: datetime) -> Iterator[OldReading]:
    usual = Temperature.celsius(row["usual"])
    at, number = begins + STEP, 0
    while at < now:
        swing = Temperature(DRIFT[number % len(DRIFT)])
        yield OldReading(at, usual + swing + _above(row, usual, now - at))
        at, number = at + STEP, number + 1


def _above(row: Mapping[str, Any], usual: Temperature, ago: timedelta) -> Temperature:
    """How far the open door lifts the temperature: up to the peak in the middle of its minutes, and down again."""
    door = row.get("excursion")
    if door is None:
        return Temperature(0)
    length = timedelta(minutes=door["minutes"])
    since = timedelta(hours=door["hours_ago"]) - ago
    if not timedelta(0) < since < length:
        return Temperature(0)
    peak = (Temperature.celsius(door["peak"]) - usual).millidegrees
    # Twice the way to the nearer end, at most the whole peak: a flat top with two slopes.
    share = min(Decimal(1), Decimal(4) * Decimal(min(since, length - since) // STEP) / (length // STEP))
    return Temperature(int(peak * share))


def _limit(row: Mapping[str, Any], place: Place, begins: datetime) -> PlaceLimit:
    delay_s = row["after_minutes"] * 60
    return PlaceLimit(
        place_id=place.id,
        level=Level(row["level"]),
        side=Side(row["side"]),
        limit=Temperature.celsius(row["limit"]),
        on_delay_s=delay_s,
        off_delay_s=delay_s // 2,
        hysteresis=Temperature.celsius("0.5"),
        source=Words.of(row["source"]),
        valid_from=begins,
    )
