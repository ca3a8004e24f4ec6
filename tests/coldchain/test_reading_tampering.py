"""Somebody with the database in hand changes, takes out, swaps or cuts off readings, seals and the trail: the hourly look finds each, and where.

Changes are made by statements of their own, past the triggers, and undone after each look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import text
from sqlalchemy.orm import Session

from hub.coldchain import verify, witnesses
from hub.coldchain.hearing import Memory, ReadMessage, read_message, store_messages
from hub.coldchain.message_log import pack_messages
from hub.coldchain.sealing import seal_next, tell_trail
from hub.coldchain.verify import Finding
from hub.coldchain.watch import broken_records
from hub.devices.events import SensorValue
from hub.kernel.quantity import Temperature
from hub.people.audit import record
from hub.people.audit import verify as verify_trail
from hub.storage.database import Database
from tests.support.clock import MONDAY_MORNING, FakeClock
from tests.support.coldchain_factory import decode, heard

DAY_MS = 86_400_000
EPOCH = date(1970, 1, 1)
MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 20)
KEYS = ("a", "b")
EVERY = timedelta(minutes=20)
# Ten thousand were made once by hand, and all found; each is followed by a look at everything.
CHANGES = 150

Change = Callable[[Session, Random], tuple[str, object]]
"""Makes one change and says where: ("entry", number), ("seal", number) or ("day", (sensor, date))."""


def a_house(database: Database, clock: FakeClock) -> None:
    """Two sensors over three days and a morning, heard as it went; the days that are over are sealed, the trail told each hour."""
    begins = MONDAY_MORNING - timedelta(days=3)
    messages = []
    at = begins
    while at <= MONDAY_MORNING:
        for key in KEYS:
            broken = {"fault": "probe absent"} if at.hour == 3 and key == "b" else {}
            payload = {key: {"t": f"{3 + at.minute % 7}.{at.hour % 10}", "at": at.isoformat(), **broken}}
            messages.append(heard(payload, at, topic=f"zigbee2mqtt/{key}"))
        at += EVERY
    with database.write() as session:
        memory = Memory()
        for start in range(0, len(messages), 48):
            store_messages(
                session, [read_message(one, decode) for one in messages[start : start + 48]], memory
            )
            witnesses.tell(session, FakeClock(messages[start].at))
        for probe_id in (1, 2):
            while seal_next(session, probe_id, clock) is not None:
                pass
        tell_trail(session, clock)
        clock.advance(3_600)
        for number in range(12):
            record(session, None, "crate voided", f"crate:{number}", {"count": number}, clock)
        assert witnesses.tell(session, clock) is not None
        assert witnesses.tell(session, clock) is None
        record(session, None, "crate voided", "crate:99", {}, clock)


def without_triggers(session: Session) -> None:
    if session.get_bind().dialect.name == "sqlite":
        for name in (
            session.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
        ):
            session.execute(text(f"DROP TRIGGER {name}"))
    else:
        for table in ("reading", "reading_seal", "audit_entry"):
            session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER ALL"))


@contextmanager
def undone(database: Database) -> Iterator[Session]:
    with Session(database.engine) as session, session.begin() as work:
        yield session
        work.rollback()


def _one(session: Session, chance: Random, table: str) -> dict[str, object]:
    rows = session.execute(text(f"SELECT * FROM {table}")).mappings().all()  # noqa: S608 - a name out of this file
    return dict(chance.choice(rows))


def _of_reading(row: dict[str, object]) -> tuple[str, object]:
    return "day", (
        KEYS[int(str(row["probe_id"])) - 1],
        EPOCH + timedelta(days=int(str(row["at_ms"])) // DAY_MS),
    )


def _of_sealed(row: dict[str, object]) -> tuple[str, object]:
    return "day", (KEYS[int(str(row["probe_id"])) - 1], EPOCH + timedelta(days=int(str(row["day"]))))


def _reading_set(what: str) -> Change:
    def change(session: Session, chance: Random) -> tuple[str, object]:
        row = _one(session, chance, "reading")
        session.execute(text(f"UPDATE reading SET {what} WHERE probe_id = :probe_id AND at_ms = :at_ms"), row)  # noqa: S608
        return _of_reading(row)

    return change


def _swap_two_readings(session: Session, chance: Random) -> tuple[str, object]:
    """Two neighbours within a quarter of an hour or not: lowest, highest and sum of the day stay."""
    rows = session.execute(text("SELECT * FROM reading WHERE probe_id = 1 ORDER BY at_ms")).mappings().all()
    at = chance.randrange(len(rows) - 1)
    one, other = dict(rows[at]), dict(rows[at + 1])
    if one["temperature"] == other["temperature"]:
        other["temperature"] = int(str(other["temperature"])) + 1
    for here, there in ((one, other), (other, one)):
        session.execute(
            text("UPDATE reading SET temperature = :value WHERE probe_id = :probe_id AND at_ms = :at_ms"),
            {**here, "value": there["temperature"]},
        )
    return _of_reading(one)


def _delete_reading(session: Session, chance: Random) -> tuple[str, object]:
    row = _one(session, chance, "reading")
    session.execute(text("DELETE FROM reading WHERE probe_id = :probe_id AND at_ms = :at_ms"), row)
    return _of_reading(row)


def _cut_readings_off(session: Session, chance: Random) -> tuple[str, object]:
    row = _one(session, chance, "reading")
    session.execute(text("DELETE FROM reading WHERE probe_id = :probe_id AND at_ms >= :at_ms"), row)
    return _of_reading(row)


def _invent_reading(session: Session, chance: Random) -> tuple[str, object]:
    row = _one(session, chance, "reading")
    row["at_ms"] = int(str(row["at_ms"])) + chance.randrange(1, 59_000)
    names = "probe_id, at_ms, temperature, fault, message_id, claimed_ms"
    session.execute(
        text(f"INSERT INTO reading ({names}) VALUES (:probe_id, :at_ms, 3000, NULL, :message_id, NULL)"),  # noqa: S608
        row,
    )
    return _of_reading(row)


def _warm_with_its_rollups(session: Session, chance: Random) -> tuple[str, object]:
    """Whoever knows how the roll-ups are made changes them too."""
    row = _one(session, chance, "reading")
    session.execute(
        text(
            "UPDATE reading SET temperature = temperature + 500 WHERE probe_id = :probe_id AND at_ms = :at_ms"
        ),
        row,
    )
    session.execute(text("DELETE FROM rollup WHERE probe_id = :probe_id"), row)
    values = session.execute(
        text("SELECT at_ms, temperature FROM reading WHERE probe_id = :probe_id AND temperature IS NOT NULL"),
        row,
    ).all()
    for span_s in (900, 86_400 // 4):
        stretches: dict[int, list[int]] = {}
        for at_ms, value in values:
            stretches.setdefault(at_ms // (span_s * 1_000), []).append(value)
        for number, found in stretches.items():
            session.execute(
                text(
                    "INSERT INTO rollup (probe_id, span_s, number, lowest, highest, total, readings)"
                    " VALUES (:probe_id, :span_s, :number, :lowest, :highest, :total, :readings)"
                ),
                {
                    **row,
                    "span_s": span_s,
                    "number": number,
                    "lowest": min(found),
                    "highest": max(found),
                    "total": sum(found),
                    "readings": len(found),
                },
            )
    if row["temperature"] is None:
        return _delete_reading(session, chance)
    return _of_reading(row)


def _flip_a_sealed_byte(session: Session, chance: Random) -> tuple[str, object]:
    row = _one(session, chance, "sealed_day")
    piece = chance.choice(("measured", "origins"))
    content = bytearray(bytes(row[piece]))  # type: ignore[call-overload]
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    session.execute(
        text(f"UPDATE sealed_day SET {piece} = :content WHERE probe_id = :probe_id AND day = :day"),  # noqa: S608
        {**row, "content": bytes(content)},
    )
    return _of_sealed(row)


def _delete_sealed(session: Session, chance: Random) -> tuple[str, object]:
    row = _one(session, chance, "sealed_day")
    session.execute(text("DELETE FROM sealed_day WHERE probe_id = :probe_id AND day = :day"), row)
    return _of_sealed(row)


def _seal_set(what: str) -> Change:
    def change(session: Session, chance: Random) -> tuple[str, object]:
        row = _one(session, chance, "reading_seal")
        session.execute(text(f"UPDATE reading_seal SET {what} WHERE number = :number"), row)  # noqa: S608
        return "seal", row["number"]

    return change


def _cut_seals_off(session: Session, chance: Random) -> tuple[str, object]:
    row = _one(session, chance, "reading_seal")
    session.execute(text("DELETE FROM reading_seal WHERE number >= :number"), row)
    return "seal", row["number"]


def _entry_set(what: str) -> Change:
    def change(session: Session, chance: Random) -> tuple[str, object]:
        row = _one(session, chance, "audit_entry")
        session.execute(text(f"UPDATE audit_entry SET {what} WHERE id = :id"), row)  # noqa: S608
        return "entry", row["id"]

    return change


def _delete_entry(session: Session, chance: Random) -> tuple[str, object]:
    last = session.execute(text("SELECT max(id) FROM audit_entry")).scalar_one()
    number = chance.randrange(1, last)
    session.execute(text("DELETE FROM audit_entry WHERE id = :id"), {"id": number})
    return "entry", number


def _cut_trail_off(session: Session, chance: Random) -> tuple[str, object]:
    """The series that counts them is the anchor; the first bad row is the last that is left."""
    row = _one(session, chance, "audit_entry")
    session.execute(text("DELETE FROM audit_entry WHERE id >= :id"), row)
    return "entry", int(str(row["id"])) - 1


def _swap_two_entries(session: Session, chance: Random) -> tuple[str, object]:
    last = session.execute(text("SELECT max(id) FROM audit_entry")).scalar_one()
    one = chance.randrange(1, last)
    for before, after in ((one, -1), (one + 1, one), (-1, one + 1)):
        session.execute(
            text("UPDATE audit_entry SET id = :after WHERE id = :before"), {"before": before, "after": after}
        )
    return "entry", one


CHANGE: dict[str, Change] = {
    "a reading colder": _reading_set("temperature = temperature - 1, fault = 'changed'"),
    "a reading of another message": _reading_set("message_id = message_id - 1"),
    "a reading a moment later": _reading_set("at_ms = at_ms + 1"),
    "what a device claimed": _reading_set("claimed_ms = 5"),
    "another fault": _reading_set("fault = 'none of it'"),
    "two readings swapped": _swap_two_readings,
    "a reading gone": _delete_reading,
    "readings cut off": _cut_readings_off,
    "a reading invented": _invent_reading,
    "a reading warmer and its roll-ups with it": _warm_with_its_rollups,
    "a bit of a sealed day": _flip_a_sealed_byte,
    "a sealed day gone": _delete_sealed,
    "a seal for fewer readings": _seal_set("readings = readings - 1"),
    "a seal of another time": _seal_set("sealed_at = '2026-11-20 00:00:00.000000'"),
    "seals cut off": _cut_seals_off,
    "an entry that says something else": _entry_set("subject = 'crate:98'"),
    "an entry at another time": _entry_set("at = '2026-11-20 00:00:00.000000'"),
    "an entry with other facts": _entry_set("facts = '{\"count\": 77}'"),
    "an entry gone": _delete_entry,
    "the trail cut off": _cut_trail_off,
    "two entries swapped": _swap_two_entries,
}


def where(session: Session) -> tuple[str, object] | None:
    """The first place that the look names."""
    entries = verify_trail(session)
    if entries:
        return "entry", entries[0].entry
    found: list[Finding] = verify.readings(session)
    if not found:
        return None
    return ("seal", found[0].number) if found[0].number else ("day", (found[0].probe, found[0].day))


def test_every_change_by_hand_is_found_where_it_was_made(sqlite_database: Database, clock: FakeClock) -> None:
    a_house(sqlite_database, clock)
    chance = Random(36)  # noqa: S311 - no secret
    kinds = list(CHANGE)
    missed = []
    with undone(sqlite_database) as session:
        assert where(session) is None
        without_triggers(session)
        for number in range(CHANGES):
            kind = kinds[number % len(kinds)]
            with session.begin_nested() as change:
                made = CHANGE[kind](session, chance)
                session.expire_all()
                if where(session) != made:
                    missed.append((kind, made, where(session)))
                change.rollback()
            session.expire_all()
        assert where(session) is None
    assert missed == []


def test_an_honest_house_is_never_accused(database: Database, clock: FakeClock) -> None:
    """Messages late and doubled, days sealed and sealed again, messages packed together, a clock set back: no look finds anything."""
    memory = Memory()

    def hear(at: datetime, *keys: str) -> None:
        payload = {key: {"t": "3.1", "at": at.isoformat()} for key in keys}
        with database.write() as session:
            store_messages(session, [read_message(heard(payload, clock.now()), decode)], memory)

    def look() -> None:
        with database.snapshot() as session:
            assert broken_records(session) is None
        with database.write() as session:
            witnesses.tell(session, clock)

    def seal() -> int:
        with database.write() as session:
            sealed = sum(seal_next(session, probe_id, clock) is not None for probe_id in (1, 2))
            tell_trail(session, clock)
        return sealed

    begins = clock.now()
    for hour in range(60):
        hear(clock.now(), *KEYS)
        if hour % 7 == 0:
            hear(clock.now() - timedelta(minutes=2), "a", "a")
        look()
        if hour == 30:
            clock.jump(-1_800)
        clock.advance(3_600)
    assert seal() == 2
    look()
    # A word that waited comes for a day that was sealed; the day is sealed again.
    with database.write() as session:
        kept = SensorValue(
            "a",
            "temperature_c",
            Temperature(3_000),
            "3",
            None,
            begins + timedelta(minutes=9),
            historical=True,
        )
        store_messages(session, [ReadMessage(heard({}, clock.now()), [kept])], memory)
    clock.advance(600)
    look()
    with database.write() as session:
        pack_messages(session, clock.now() - timedelta(hours=1))
    look()
    assert seal() == 1
    look()
    with database.write() as session:
        without_triggers(session)
        session.execute(
            text("UPDATE reading SET fault = 'changed' WHERE at_ms = (SELECT max(at_ms) FROM reading)")
        )
    with database.snapshot() as session:
        broken = broken_records(session)
        assert broken is not None
        assert (broken["says"], broken["probe"]) == ("open_altered", "a")
