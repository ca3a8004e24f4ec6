"""Calibrations of probes: what a certificate says, the correction it brings from a moment on, and when the next one is due.

A stored reading stays as it came; the correction is added where readings are judged and shown. An entry is never changed: a wrong one
is corrected by another, and counts no more. Not for: deciding the offset, which a person takes from the certificate, nor for
the time in the bath (`hub.coldchain.spells`).
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from hub.coldchain.episodes import nearest
from hub.coldchain.errors import FieldsUnfit
from hub.coldchain.faults import FieldFault
from hub.coldchain.readings import in_ms
from hub.coldchain.records import Assignment, Calibration, Probe
from hub.kernel.clock import Clock
from hub.kernel.errors import NotFound
from hub.kernel.quantity import Temperature
from hub.people.audit import record
from hub.people.records import Person
from hub.stock.records import Place

# Told three months before, one month before, and on the day; and from then on until it is done.
SOON = timedelta(days=91)
VERY_SOON = timedelta(days=30)
# More than this is no correction but a broken probe.
LARGEST_OFFSET = Temperature(3_000)
LONGEST_TEXT = 80
JUST_NOW = timedelta(minutes=1)
# How much worse than no correction at all an offset may fit its own points: a wrong sign fits twice as badly.
LEEWAY = Temperature(200)


class Due(StrEnum):
    """How near the next calibration is; in this order. NEVER: no certificate was ever entered."""

    OVERDUE = "overdue"
    WITHIN_A_MONTH = "within_a_month"
    WITHIN_THREE_MONTHS = "within_three_months"
    NEVER = "never"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a person enters. `points` are pairs of what the laboratory's thermometer and what the probe showed."""

    number: str
    laboratory: str
    calibrated_on: date
    due_on: date
    points: Sequence[tuple[Temperature, Temperature]]
    offset: Temperature

    @property
    def suggested(self) -> Temperature | None:
        """The mean of what the probe showed too little, to the nearest thousandth; None without points."""
        if not self.points:
            return None
        short = sum(should.millidegrees - shows.millidegrees for should, shows in self.points)
        return Temperature(nearest(short, len(self.points)))


_CERTIFICATES = (
    select(Calibration)
    .where(Calibration.probe_id == bindparam("probe"))
    .order_by(Calibration.valid_from.desc(), Calibration.id.desc())
)


@dataclass(frozen=True, slots=True)
class Offsets:
    """The corrections of one probe by time, in thousandths of a degree; nothing before the first."""

    from_ms: tuple[int, ...] = ()
    added: tuple[int, ...] = ()

    def at(self, at_ms: int) -> int:
        before = bisect_right(self.from_ms, at_ms)
        return self.added[before - 1] if before else 0

    @property
    def largest(self) -> int:
        """How far a correction can move a value either way."""
        return max((abs(one) for one in self.added), default=0)


@dataclass(frozen=True, slots=True)
class ProbeDue:
    """A probe that hangs somewhere, with its last certificate and when the next is due."""

    probe: Probe
    place: Place
    last: Calibration | None
    due: Due


def due_state(due_on: date | None, today: date) -> Due:
    if due_on is None:
        return Due.NEVER
    if today >= due_on:
        return Due.OVERDUE
    if due_on - today <= VERY_SOON:
        return Due.WITHIN_A_MONTH
    return Due.WITHIN_THREE_MONTHS if due_on - today <= SOON else Due.LATER


def calibrate(
    session: Session,
    probe_id: int,
    certificate: Certificate,
    *,
    valid_from: datetime,
    by: Person,
    clock: Clock,
    operation: str,
    corrects: int | None = None,
    past_meant: bool = True,
) -> Calibration:
    """Enter a certificate. Its offset counts from that moment on, and what was measured before stays as it was judged.

    `corrects` is the number of an entry of this probe that was wrong and counts no more. Raises FieldsUnfit, NotFound.
    """
    done = session.scalar(select(Calibration).where(Calibration.operation == operation))
    if done is not None:
        return done
    probe = session.get(Probe, probe_id)
    if probe is None:
        raise NotFound(probe=probe_id)
    _check(certificate, valid_from, clock.now(), past_meant=past_meant)
    if corrects is not None and corrects not in {one.id for one in calibrations(session, probe.id)}:
        raise NotFound(calibration=corrects)
    kept = Calibration(
        probe_id=probe.id,
        corrects_id=corrects,
        certificate=certificate.number.strip(),
        laboratory=certificate.laboratory.strip(),
        calibrated_on=certificate.calibrated_on,
        due_on=certificate.due_on,
        points=[[should.millidegrees, shows.millidegrees] for should, shows in certificate.points],
        offset=certificate.offset,
        valid_from=valid_from,
        recorded_at=clock.now(),
        person_id=by.id,
        operation=operation,
    )
    session.add(kept)
    session.flush()
    facts = {
        "sensor_key": probe.sensor_key,
        "certificate": kept.certificate,
        "laboratory": kept.laboratory,
        "calibrated_on": kept.calibrated_on.isoformat(),
        "due_on": kept.due_on.isoformat(),
        "points": kept.points,
        "offset_mc": kept.offset.millidegrees,
        "valid_from": valid_from.isoformat(),
        "calibration": kept.id,
        "corrects": corrects,
    }
    record(session, by, "probe calibrated", f"probe:{probe.id}", facts, clock)
    return kept


def calibrations(session: Session, probe_id: int) -> Sequence[Calibration]:
    """Every certificate of a probe that counts, the newest first: without those that another corrects."""
    every = every_calibration(session, probe_id)
    corrected = {one.corrects_id for one in every}
    return [one for one in every if one.id not in corrected]


def every_calibration(session: Session, probe_id: int) -> Sequence[Calibration]:
    """Corrected ones too, the newest first."""
    return session.scalars(_CERTIFICATES, {"probe": probe_id}).all()


def offsets_of(session: Session, probe_id: int) -> Offsets:
    """Of two certificates of one moment the one entered later counts."""
    by_moment = {in_ms(one.valid_from): one.offset for one in reversed(calibrations(session, probe_id))}
    return Offsets(tuple(by_moment), tuple(offset.millidegrees for offset in by_moment.values()))


def calibrations_due(session: Session, today: date) -> list[ProbeDue]:
    """Every probe that hangs somewhere, the most urgent first."""
    hung = session.execute(
        select(Probe, Place)
        .join(Assignment, Assignment.probe_id == Probe.id)
        .join(Place, Place.id == Assignment.place_id)
        .where(Assignment.ends_at.is_(None))
        .order_by(Place.id, Probe.id)
    ).all()
    found = []
    for probe, place in hung:
        last = max(calibrations(session, probe.id), key=lambda one: (one.calibrated_on, one.id), default=None)
        found.append(ProbeDue(probe, place, last, due_state(last.due_on if last else None, today)))
    return sorted(found, key=lambda one: list(Due).index(one.due))


def told(due: Iterable[ProbeDue]) -> list[ProbeDue]:
    """Those that somebody has to see to: overdue, or due within three months. A probe without a certificate is shown, not told."""
    return [one for one in due if one.due in {Due.OVERDUE, Due.WITHIN_A_MONTH, Due.WITHIN_THREE_MONTHS}]


def _check(certificate: Certificate, valid_from: datetime, now: datetime, *, past_meant: bool) -> None:
    faults: dict[str, FieldFault] = {}
    for field, text in (("certificate", certificate.number), ("laboratory", certificate.laboratory)):
        if not text.strip():
            faults[field] = FieldFault.MISSING
        elif len(text.strip()) > LONGEST_TEXT:
            faults[field] = FieldFault.TOO_LONG
    if certificate.calibrated_on > now.date() + timedelta(days=1):
        faults["calibrated_on"] = FieldFault.FUTURE_DAY
    if certificate.due_on <= certificate.calibrated_on:
        faults["due_on"] = FieldFault.DUE_NOT_LATER
    if not certificate.points:
        faults["point-1"] = FieldFault.MISSING
    if (fault := _fault_of_offset(certificate)) is not None:
        faults["offset"] = fault
    if valid_from > now:
        faults["valid_on"] = FieldFault.FUTURE_DAY
    elif valid_from.date() < certificate.calibrated_on - timedelta(days=1):
        faults["valid_on"] = FieldFault.BEFORE_CALIBRATION
    elif valid_from < now - JUST_NOW and not past_meant:
        faults["valid_on"] = FieldFault.PAST_UNSAID
    if faults:
        raise FieldsUnfit(faults)


def _fault_of_offset(certificate: Certificate) -> FieldFault | None:
    """Certificates tell the error of the probe; who enters it as the correction has its sign wrong."""
    offset, suggested = certificate.offset.millidegrees, certificate.suggested
    if abs(offset) > LARGEST_OFFSET.millidegrees:
        return FieldFault.OFFSET_TOO_LARGE
    if suggested is None:
        return None
    short = suggested.millidegrees
    is_against = abs(offset - short) > abs(short) + LEEWAY.millidegrees
    return FieldFault.OFFSET_AGAINST_POINTS if is_against else None
