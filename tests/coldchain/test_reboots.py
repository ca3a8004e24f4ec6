"""Sensors that restart: their numbering begins anew, names are given anew, the clock is lost. A new series, and nothing of it is doubled."""

from __future__ import annotations

import json
import struct
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.coldchain.hearing import Memory, ReadMessage, read_message, store_messages
from hub.coldchain.levels import Freshness
from hub.coldchain.probes import sensors
from hub.coldchain.readings import Span, in_ms
from hub.coldchain.records import DeadLetter, Probe, Reading
from hub.coldchain.watching import find_excursions
from hub.devices.events import MessageHeard
from hub.devices.protocols.dialects import Reader
from hub.kernel.quantity import Temperature
from hub.storage.database import Database
from tests.support.clock import MONDAY_MORNING
from tests.support.coldchain_factory import a_cold_room, a_hung_probe, a_limit

TAG = "CB:B8:33:4C:88:4F"
# Ruuvi's own test vector of data format 5: 24.3 °C, measurement sequence 205, this address.
VECTOR = bytes.fromhex("0512FC5394C37C0004FFFC040CAC364200CDCBB8334C884F")
SEQUENCE_AT = 16


def relayed(
    sequence: int, at: datetime, gateway: str = "C8:25:2D:8E:9C:2C", *, has_time: bool
) -> MessageHeard:
    """As a Ruuvi Gateway sends it; without network time it leaves `ts` out."""
    body = VECTOR[:SEQUENCE_AT] + sequence.to_bytes(2) + VECTOR[SEQUENCE_AT + 2 :]
    told = {"gw_mac": gateway, "rssi": -60, "aoa": [], "data": (b"\x02\x01\x06\x1b\xff\x99\x04" + body).hex()}
    if has_time:
        told["ts"] = str(int(at.timestamp()))
    payload = json.dumps(told).encode()
    return MessageHeard(f"ruuvi/{gateway}/{TAG}", payload, retained=False, qos=1, at=at)


def stored(
    session: Session, messages: list[MessageHeard], reader: Reader
) -> list[tuple[int, Temperature | None]]:
    read: list[ReadMessage] = [read_message(one, reader.read) for one in messages]
    store_messages(session, read, Memory())
    rows = session.execute(select(Reading.at_ms, Reading.temperature).order_by(Reading.at_ms))
    return [(at_ms, temperature) for at_ms, temperature in rows]


def test_a_tag_whose_numbering_begins_anew_loses_no_measurement_and_two_gateways_double_none(
    database: Database,
) -> None:
    """Numbers 203, 204, 205, then a new battery: 0, 1, 2 … up to 205 again, with the same temperature as before."""
    numbers = [203, 204, 205, *range(206)]
    begins = MONDAY_MORNING - timedelta(minutes=len(numbers))
    times = [begins + timedelta(minutes=at) for at in range(len(numbers))]
    messages = [
        relayed(number, at, gateway, has_time=True)
        for number, at in zip(numbers, times, strict=True)
        for gateway in ("C8:25:2D:8E:9C:2C", "F4:1A:2B:00:00:01")
    ]
    with database.write() as session:
        kept = stored(session, messages, Reader())
        assert kept == [(in_ms(at), Temperature(24_300)) for at in times]
        assert session.scalars(select(Probe.sensor_key)).all() == [TAG]


def test_without_a_time_each_message_is_a_measurement_of_its_own(sqlite_database: Database) -> None:
    """A gateway that lost the network time says none, and nothing but the arrival tells the measurements apart."""
    times = [MONDAY_MORNING + timedelta(seconds=2 * at) for at in range(6)]
    messages = [
        relayed(number, at, has_time=False) for number, at in zip((204, 205, 0, 1, 2, 3), times, strict=True)
    ]
    with sqlite_database.write() as session:
        assert [at_ms for at_ms, _ in stored(session, messages, Reader())] == [in_ms(at) for at in times]


def test_a_sensor_that_starts_says_85_and_that_is_no_temperature(sqlite_database: Database) -> None:
    """Tasmota with a DS18B20: 85 °C stands in its register until the first measurement (its data sheet: "power-on reset value").

    Believed, these forty minutes would be an excursion.
    """
    told = ["3.1", "3.2", *["85.0"] * 5, "3.2", "3.1"]
    topic = "tele/cold-1/SENSOR"
    messages = [
        MessageHeard(
            topic,
            b'{"DS18B20":{"Id":"00000A1B2C3D","Temperature":' + celsius.encode() + b'},"TempUnit":"C"}',
            retained=False,
            qos=1,
            at=MONDAY_MORNING + timedelta(minutes=10 * at),
        )
        for at, celsius in enumerate(told)
    ]
    ends = MONDAY_MORNING + timedelta(hours=2)
    with sqlite_database.write() as session:
        room = a_cold_room(session)
        a_hung_probe(session, room, MONDAY_MORNING - timedelta(days=1), "cold-1/00000A1B2C3D")
        a_limit(session, room, "5", valid_from=MONDAY_MORNING - timedelta(days=1))
        kept = stored(session, messages, Reader())
        whole = Span(in_ms(MONDAY_MORNING), in_ms(ends))
        assert [value for _, value in kept] == [
            None if celsius == "85.0" else Temperature.celsius(celsius) for celsius in told
        ]
        faults = session.scalars(select(Reading.fault).where(Reading.fault.is_not(None))).all()
        assert faults == ["85.0 exactly = DS18B20 power-on register"] * 5
        assert find_excursions(session, room.id, whole, whole.end_ms) == []


def test_a_sensor_that_lost_its_clock_goes_on_at_the_hubs_time(sqlite_database: Database) -> None:
    """Zigbee2MQTT's time of the last word: right, then from 1970 on after a restart without network, then right again."""
    claims = [0, 60, -1, -1, 240, 300]
    times = [MONDAY_MORNING + timedelta(minutes=at) for at in range(len(claims))]
    messages = [
        MessageHeard(
            "zigbee2mqtt/cold-1",
            json.dumps(
                {
                    "temperature": 3.2,
                    "last_seen": 60_000 * at if claim < 0 else in_ms(MONDAY_MORNING) + 1_000 * claim,
                }
            ).encode(),
            retained=False,
            qos=1,
            at=arrives,
        )
        for at, (claim, arrives) in enumerate(zip(claims, times, strict=True))
    ]
    with sqlite_database.write() as session:
        assert [at_ms for at_ms, _ in stored(session, messages, Reader())] == [in_ms(at) for at in times]
        [seen] = sensors(session, times[-1])
        assert (seen.last_at, seen.fresh) == (times[-1], Freshness.LIVE)


def _number(value: int) -> bytes:
    return bytes([value]) if value < 128 else bytes([value & 127 | 128]) + _number(value >> 7)


def _field(number: int, value: int | bytes) -> bytes:
    if isinstance(value, int):
        return _number(number << 3) + _number(value)
    return _number(number << 3 | 2) + _number(len(value)) + value


def born(sequence: int, metrics: dict[str, int]) -> bytes:
    """A birth with `seq` 0 (Sparkplug 3.0, tck-id-payloads-nbirth-seq): each metric with its alias and no value yet."""
    told = [_field(1, b"bdSeq") + _field(4, 8) + _field(11, sequence)]
    told += [
        _field(1, name.encode()) + _field(2, alias) + _field(4, 10) + _field(7, 1)
        for name, alias in metrics.items()
    ]
    return b"".join(_field(2, one) for one in told) + _field(3, 0)


def data(alias: int, celsius: float, sequence: int) -> bytes:
    metric = _field(2, alias) + _number(13 << 3 | 1) + struct.pack("<d", celsius)
    return _field(2, metric) + _field(3, sequence)


def test_a_node_that_is_born_again_gives_its_names_anew(sqlite_database: Database) -> None:
    """Before, alias 5 was the cold room; after the restart it is the freezer, and 6 the cold room. `seq` begins at 0 again."""
    messages = [
        ("NBIRTH", born(0, {"Cold/Temperature": 5, "Freezer/Temperature": 6})),
        ("NDATA", data(5, 3.5, 1)),
        ("NDATA", data(6, -18.5, 2)),
        ("NBIRTH", born(1, {"Cold/Temperature": 6, "Freezer/Temperature": 5})),
        ("NDATA", data(6, 3.5, 1)),
        ("NDATA", data(5, -18.5, 2)),
        ("NBIRTH", born(2, {"Cold/Temperature": 1})),
        ("NDATA", data(1, 3.5, 1)),
        ("NDATA", data(5, 60.0, 2)),  # of a birth that counts no more
    ]
    heard = [
        MessageHeard(
            f"spBv1.0/g/{kind}/n", payload, retained=False, qos=0, at=MONDAY_MORNING + timedelta(minutes=at)
        )
        for at, (kind, payload) in enumerate(messages)
    ]
    with sqlite_database.write() as session:
        stored(session, heard, Reader())
        found: dict[str, list[Temperature | None]] = {}
        rows = session.execute(
            select(Probe.sensor_key, Reading.temperature)
            .join(Probe, Probe.id == Reading.probe_id)
            .where(Reading.temperature.is_not(None))
            .order_by(Reading.at_ms)
        )
        for key, temperature in rows:
            found.setdefault(key, []).append(temperature)
        assert found == {
            "g/n/Cold/Temperature": [Temperature(3_500)] * 3,
            "g/n/Freezer/Temperature": [Temperature(-18_500)] * 2,
        }
        [dead] = session.scalars(select(DeadLetter.because)).all()
        assert dead == "alias 5 is not known: no birth of g/n was heard"
