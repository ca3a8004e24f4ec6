"""What `hub doctor` says of the sensors: each with where it hangs and when it was last heard, from the stored readings."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sqlalchemy.exc import DBAPIError

from hub.cli.database_look import is_there, standing
from hub.cli.doctor_checks import Finding, Tone
from hub.coldchain.levels import Freshness
from hub.coldchain.probes import Sensor, sensors
from hub.kernel.clock import Clock
from hub.migrations import steps
from hub.settings import Settings
from hub.storage.database import Database


def look_at_sensors(settings: Settings, clock: Clock) -> Iterator[Finding]:
    """Nothing is waited for: a sensor speaks when it likes, and what counts is what was stored of it."""
    if not is_there(settings):
        return
    database = Database(settings.database.url)
    try:
        if standing(database) != steps.newest():
            return
        with database.read() as session:
            known = sensors(session, clock.now())
            found = [_of(one, settings) for one in known]
    except DBAPIError:
        return  # the check of the database has said why
    finally:
        database.close()
    if not found:
        yield Finding(Tone.LOOK, "no_sensors", {"topics": ", ".join(settings.devices.sensors.topics) or "–"})
    yield from found


def _of(sensor: Sensor, settings: Settings) -> Finding:
    place = sensor.place.name.in_(settings.hub.language) if sensor.place else ""
    at = sensor.last_at.astimezone(settings.hub.zone).strftime("%Y-%m-%d %H:%M:%S") if sensor.last_at else "–"
    facts: dict[str, object] = {"name": sensor.probe.sensor_key, "place": place, "at": at}
    if sensor.place is None:
        return Finding(Tone.LOOK, "sensor_unplaced", facts)
    if sensor.fresh is not Freshness.LIVE:
        return Finding(Tone.BROKEN, "sensor_silent", facts)
    if sensor.temperature is None:
        return Finding(Tone.LOOK, "sensor_fault", {**facts, "why": sensor.fault or "–"})
    shown = f"{Decimal(sensor.temperature.millidegrees).scaleb(-3):.1f} °C"
    return Finding(Tone.WELL, "sensor_heard", {**facts, "shown": shown})
