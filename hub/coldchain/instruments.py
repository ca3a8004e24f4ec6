"""Probes as instruments, shaped for their pages: battery and signal, places over time, certificates with their files, spells in the bath.

Not for: what a room is now (`hub.coldchain.views`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.coldchain.calibrations import Due, calibrations, due_state, every_calibration, offsets_of
from hub.coldchain.certificate_files import files_of
from hub.coldchain.probe_records import CalibrationSpell, CertificateFile
from hub.coldchain.probes import Sensor, sensor_of, sensors
from hub.coldchain.readings import Span, from_ms, in_ms
from hub.coldchain.records import Assignment, Calibration, SensorWord
from hub.coldchain.spells import every_spell, going_on, span_of
from hub.coldchain.stored import between
from hub.kernel.errors import NotFound
from hub.kernel.quantity import Temperature
from hub.people.records import Person
from hub.stock.records import Place

LOW_PERCENT = 15
# "Plan to replace the battery when the voltage drops below 2.5 volts": Ruuvi's questions about the battery of its tags; a cell of 3 V.
LOW_VOLTS = Decimal("2.5")
LOW = "low"
WEAK_DBM = -100
WEAK_LINK = 40  # of 255
SAID = ("battery_pct", "battery_v", "battery", "signal_dbm", "link_quality", "availability")


@dataclass(frozen=True, slots=True)
class Battery:
    """What a sensor last said of its battery; whatever it does not say is None."""

    percent: int | None
    volts: Decimal | None
    word: str | None
    said_at: datetime

    @property
    def is_low(self) -> bool:
        """By its own word, at most 15 percent, or below 2.5 V."""
        return (
            self.word == LOW
            or (self.percent is not None and self.percent <= LOW_PERCENT)
            or (self.volts is not None and self.volts < LOW_VOLTS)
        )


@dataclass(frozen=True, slots=True)
class Signal:
    """How well its last messages were heard: in dBm at the gateway, or as link quality of 0 to 255."""

    dbm: int | None
    link: int | None
    said_at: datetime

    @property
    def is_weak(self) -> bool:
        return (self.dbm is not None and self.dbm < WEAK_DBM) or (
            self.link is not None and self.link < WEAK_LINK
        )


@dataclass(frozen=True, slots=True)
class Instrument:
    """One sensor of the list."""

    sensor: Sensor
    battery: Battery | None
    signal: Signal | None
    last: Calibration | None
    due: Due
    spell: CalibrationSpell | None


@dataclass(frozen=True, slots=True)
class Hanging:
    """Where it hung from when to when."""

    place: Place
    begins_at: datetime
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One certificate as it was entered, who entered it, its files; `corrected_by` is the entry that took its place."""

    calibration: Calibration
    person: str
    files: Sequence[CertificateFile]
    corrected_by: int | None
    is_newest: bool

    @property
    def points(self) -> list[tuple[Temperature, Temperature]]:
        """Pairs of what the reference and what the probe showed."""
        return [(Temperature(should), Temperature(shows)) for should, shows in self.calibration.points]


@dataclass(frozen=True, slots=True)
class Spell:
    """A time in the bath with what the probe said meanwhile; a withdrawn one counts as none."""

    spell: CalibrationSpell
    span: Span
    person: str
    readings: int
    lowest: Temperature | None
    highest: Temperature | None

    @property
    def begins_at(self) -> datetime:
        return from_ms(self.span.begin_ms)

    @property
    def ends_at(self) -> datetime:
        return from_ms(self.span.end_ms)


@dataclass(frozen=True, slots=True)
class ProbePage:
    instrument: Instrument
    hung: Sequence[Hanging]
    entries: Sequence[Entry]
    spells: Sequence[Spell]


def instruments(session: Session, now: datetime, today: date) -> list[Instrument]:
    """Every sensor ever heard, those that hang somewhere first."""
    return [_instrument(session, one, now, today) for one in sensors(session, now)]


def batteries_to_change(session: Session, now: datetime, today: date) -> list[Instrument]:
    """Of those that hang somewhere."""
    return [
        one
        for one in instruments(session, now, today)
        if one.sensor.place is not None and one.battery is not None and one.battery.is_low
    ]


def probe_page(session: Session, probe_id: int, now: datetime, today: date) -> ProbePage:
    """Raises NotFound."""
    sensor = sensor_of(session, probe_id, now)
    if sensor is None:
        raise NotFound(probe=probe_id)
    return ProbePage(
        _instrument(session, sensor, now, today),
        _hung(session, probe_id),
        _entries(session, probe_id),
        _spells(session, probe_id, now),
    )


def battery_of(said: Mapping[str, tuple[int, str]]) -> Battery | None:
    """From the newest word of each quantity, with its time. Pure."""
    known = [said[name] for name in ("battery_pct", "battery_v", "battery") if name in said]
    if not known:
        return None
    return Battery(
        percent=_whole(said.get("battery_pct")),
        volts=_number(said.get("battery_v")),
        word=said["battery"][1] if "battery" in said else None,
        said_at=from_ms(max(at_ms for at_ms, _ in known)),
    )


def signal_of(said: Mapping[str, tuple[int, str]]) -> Signal | None:
    known = [said[name] for name in ("signal_dbm", "link_quality") if name in said]
    if not known:
        return None
    return Signal(
        dbm=_whole(said.get("signal_dbm")),
        link=_whole(said.get("link_quality")),
        said_at=from_ms(max(at_ms for at_ms, _ in known)),
    )


def _instrument(session: Session, sensor: Sensor, now: datetime, today: date) -> Instrument:
    said = _newest_words(session, sensor.probe.id)
    last = max(
        calibrations(session, sensor.probe.id), key=lambda one: (one.calibrated_on, one.id), default=None
    )
    return Instrument(
        sensor=sensor,
        battery=battery_of(said),
        signal=signal_of(said),
        last=last,
        due=due_state(last.due_on if last else None, today),
        spell=going_on(session, sensor.probe.id, now),
    )


def _newest_words(session: Session, probe_id: int) -> dict[str, tuple[int, str]]:
    found = {}
    for quantity in SAID:
        row = session.execute(
            select(SensorWord.at_ms, SensorWord.word)
            .where(SensorWord.probe_id == probe_id, SensorWord.quantity == quantity)
            .order_by(SensorWord.at_ms.desc())
            .limit(1)
        ).first()
        if row is not None:
            found[quantity] = (row.at_ms, row.word)
    return found


def _hung(session: Session, probe_id: int) -> list[Hanging]:
    rows = session.execute(
        select(Assignment, Place)
        .join(Place, Place.id == Assignment.place_id)
        .where(Assignment.probe_id == probe_id)
        .order_by(Assignment.begins_at.desc(), Assignment.id.desc())
    )
    return [Hanging(place, one.begins_at, one.ends_at) for one, place in rows]


def _entries(session: Session, probe_id: int) -> list[Entry]:
    every = every_calibration(session, probe_id)
    names = _names(session, {one.person_id for one in every})
    files: dict[int, list[CertificateFile]] = {}
    for file in files_of(session, [one.id for one in every]):
        files.setdefault(file.calibration_id, []).append(file)
    corrected = {one.corrects_id: one.id for one in every if one.corrects_id is not None}
    newest = next((one.id for one in every if one.id not in corrected), None)
    return [
        Entry(one, names[one.person_id], files.get(one.id, []), corrected.get(one.id), one.id == newest)
        for one in every
    ]


def _spells(session: Session, probe_id: int, now: datetime) -> list[Spell]:
    every = every_spell(session, probe_id)
    names = _names(session, {one.person_id for one in every})
    offsets = offsets_of(session, probe_id)
    found = []
    for one in every:
        whole = span_of(one)
        span = Span(whole.begin_ms, max(whole.begin_ms, min(whole.end_ms, in_ms(now))))
        told = between(session, probe_id, span.begin_ms, span.end_ms - 1).values
        values = [value for value in told if value is not None]
        added = offsets.at(span.begin_ms)
        found.append(
            Spell(
                one,
                whole,
                names[one.person_id],
                len(values),
                Temperature(min(values) + added) if values else None,
                Temperature(max(values) + added) if values else None,
            )
        )
    return found


def _names(session: Session, person_ids: set[int]) -> dict[int, str]:
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(person_ids)))
    return {row.id: row.name for row in rows}


def _number(said: tuple[int, str] | None) -> Decimal | None:
    try:
        found = None if said is None else Decimal(said[1])
    except InvalidOperation:
        return None
    return found if found is not None and found.is_finite() else None


def _whole(said: tuple[int, str] | None) -> int | None:
    number = _number(said)
    return None if number is None else int(number.to_integral_value())
