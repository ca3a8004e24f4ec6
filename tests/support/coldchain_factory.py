"""Cold rooms with probes, limits and readings for tests; a decoder that reads what a test wrote."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from hub.coldchain.records import Assignment, Level, PlaceLimit, Probe, Side
from hub.coldchain.service import OldReading, meet_probe, store_reading_series
from hub.devices.events import MessageHeard, SensorValue
from hub.kernel.quantity import Temperature
from hub.kernel.words import Words
from hub.stock.records import Place, PlaceKind

LONG_AGO = timedelta(days=30)


def heard(
    payload: object, at: datetime, *, topic: str = "zigbee2mqtt/cold-1", retained: bool = False
) -> MessageHeard:
    return MessageHeard(topic, json.dumps(payload).encode(), retained, 1, at)


def decode(message: MessageHeard) -> Sequence[SensorValue]:
    """{"key": {"t": "3.2", "at": iso, "fault": word}, …}; whatever is no JSON raises ValueError, as a decoder does."""
    found = []
    for key, one in json.loads(message.payload).items():
        temperature = Temperature.celsius(one["t"]) if "t" in one else None
        measured_at = datetime.fromisoformat(one["at"]) if "at" in one else None
        found.append(
            SensorValue(key, "temperature_c", temperature, one.get("t"), one.get("fault"), measured_at)
        )
        found.append(SensorValue(key, "battery_pct", None, "80", None, measured_at))
    return found


def a_cold_room(session: Session, code: str = "cold_1", kind: PlaceKind = PlaceKind.COLD_ROOM) -> Place:
    place = Place(
        code=code,
        name=Words(nb=f"Kjølerom {code}", sv=f"Kylrum {code}", en=f"Cold room {code}"),
        kind=kind,
        storage_classes=[],
    )
    session.add(place)
    session.flush()
    return place


def a_hung_probe(session: Session, place: Place, since: datetime, key: str = "cold-1") -> Probe:
    probe = meet_probe(session, key, f"zigbee2mqtt/{key}", since)
    session.add(Assignment(probe_id=probe.id, place_id=place.id, begins_at=since))
    session.flush()
    return probe


def a_limit(
    session: Session,
    place: Place,
    celsius: str,
    level: Level = Level.ALARM,
    side: Side = Side.HIGH,
    *,
    valid_from: datetime,
) -> PlaceLimit:
    limit = PlaceLimit(
        place_id=place.id,
        level=level,
        side=side,
        limit=Temperature.celsius(celsius),
        on_delay_s=30 * 60,
        off_delay_s=10 * 60,
        hysteresis=Temperature.celsius("1"),
        source=Words(
            "Forskrift om næringsmiddelhygiene § 11",
            "Föreskrift om livsmedelshygien § 11",
            "Regulation on food hygiene § 11",
        ),
        valid_from=valid_from,
    )
    session.add(limit)
    session.flush()
    return limit


def readings_until(
    session: Session, probe: Probe, until: datetime, celsius: Iterable[str | None], *, every_s: int = 60
) -> None:
    """One reading for each value, the last at `until`; None is a fault."""
    values = list(celsius)
    store_reading_series(
        session,
        probe,
        [
            OldReading(
                until - timedelta(seconds=every_s * (len(values) - 1 - at)),
                None if value is None else Temperature.celsius(value),
                "probe absent" if value is None else None,
            )
            for at, value in enumerate(values)
        ],
    )
