"""What a report of the cold rooms says, as frozen values: the answer of one query, from which the PDF and the CSV are both drawn.

Its hash is taken over its canonical JSON, in no language. Moments are milliseconds since 1970, temperatures thousandths
of a degree, lengths milliseconds unless their name says seconds. Not for: collecting the facts (`hub.coldchain.reports`).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, urlencode

from hub.kernel.words import Language, Words
from hub.labels.day_sheet import canonical
from hub.labels.json_form import to_json

FORM = 1
KIND = "room-report"
HASH_SHOWN = 16
FAR_MS = 10**15
# One value of one moment, or of a stretch of time: when, lowest, mean, highest, of how many readings.
Measured = tuple[int, int, int, int, int]


@dataclass(frozen=True, slots=True)
class ReportLimit:
    """A limit that counted within the period, from when until when; None: still."""

    level: str
    side: str
    limit_mc: int
    on_delay_s: int
    off_delay_s: int
    hysteresis_mc: int
    source: Words
    from_ms: int
    until_ms: int | None


@dataclass(frozen=True, slots=True)
class ReportCertificate:
    """What corrected a probe's values from a moment on."""

    number: str
    laboratory: str
    calibrated_on: date
    due_on: date
    offset_mc: int
    from_ms: int


@dataclass(frozen=True, slots=True)
class ReportSensor:
    """A probe while it hung there; `hung_ms` and `down_ms` are its own, also outside of the period. `down_ms` None: it hangs there.

    `step_s` is how long the stretches are of which `measured` tells, 0 for readings as they came; `faults` have no temperature.
    """

    key: str
    hung_ms: int
    down_ms: int | None
    gap_s: int
    readings: int
    faults: int
    certificates: tuple[ReportCertificate, ...]
    step_s: int
    measured: tuple[Measured, ...]


@dataclass(frozen=True, slots=True)
class ReportStretch:
    """A stretch of time with a meaning: "silent", "no_sensor", "calibrating", "door" or "defrost"."""

    kind: str
    begin_ms: int
    end_ms: int

    @property
    def length_ms(self) -> int:
        return self.end_ms - self.begin_ms


@dataclass(frozen=True, slots=True)
class ReportExcursion:
    """One excursion whole, also where it reaches beyond the period. `end_ms` None: not over; `unknown_ms` lies inside, edges apart."""

    sensor: str
    level: str
    side: str
    limit_mc: int
    start_ms: int
    earliest_start_ms: int
    end_ms: int | None
    latest_end_ms: int | None
    cleared_ms: int | None
    over_ms: int
    at_most_ms: int
    unknown_ms: int
    peak_mc: int
    peak_ms: int
    area_mc_min: int
    parts: int
    covered_per_mille: int
    door_ms: int
    defrost_ms: int


@dataclass(frozen=True, slots=True)
class ReportRoom:
    """One room. `digest` is over every reading, limit and excursion of the period, as a day's signature holds it."""

    code: str
    name: Words
    digest: str
    readings: int
    lowest_mc: int | None
    highest_mc: int | None
    known_ms: int
    covered_per_mille: int
    over_ms: int
    at_most_ms: int
    limits: tuple[ReportLimit, ...]
    sensors: tuple[ReportSensor, ...]
    gaps: tuple[ReportStretch, ...]
    marks: tuple[ReportStretch, ...]
    excursions: tuple[ReportExcursion, ...]

    @property
    def swaps(self) -> tuple[tuple[ReportSensor, ReportSensor], ...]:
        """Sensors that were taken down, each with the one that was hung up next; the sensors are in order of hanging up."""
        found = []
        for before in self.sensors:
            later = [
                one for one in self.sensors if before.down_ms is not None and one.hung_ms >= before.down_ms
            ]
            if later:
                found.append((before, later[0]))
        return tuple(found)

    @property
    def judged(self) -> tuple[ReportExcursion, ...]:
        """Excursions from the house's own limits; those from the law's stand in the list and call nobody."""
        return tuple(one for one in self.excursions if one.level != "legal")

    @property
    def events(self) -> int:
        """How many times it was too warm or too cold: a warning and its alarm are one event, and so is what two sensors saw."""
        found = 0
        for side in ("high", "low"):
            ends_ms = None
            for one in sorted(
                (one for one in self.judged if one.side == side), key=lambda one: one.earliest_start_ms
            ):
                if ends_ms is None or one.earliest_start_ms > ends_ms:
                    found += 1
                ends_ms = (
                    max(one.latest_end_ms or one.peak_ms, ends_ms or 0)
                    if one.cleared_ms is not None
                    else FAR_MS
                )
        return found


@dataclass(frozen=True, slots=True)
class ReportStep:
    """Who went, or said what was done."""

    kind: str
    by: str
    at_ms: int
    done: tuple[str, ...]
    words: str
    photos: int


@dataclass(frozen=True, slots=True)
class ReportAlarm:
    """An alarm; `room` and `sensor` are empty where it has none. `entry`: the first bad row of a broken trail."""

    number: int
    kind: str
    level: str
    side: str
    room: str
    sensor: str
    since_ms: int
    ended_ms: int | None
    entry: int | None
    steps: tuple[ReportStep, ...]

    @property
    def is_answered(self) -> bool:
        return any(step.kind == "done" for step in self.steps)


@dataclass(frozen=True, slots=True)
class ReportChange:
    """Why a signed day is otherwise now: for late readings how many, for a new alarm its number."""

    because: str
    room: str
    count: int


@dataclass(frozen=True, slots=True)
class ReportSignature:
    """Who signed a day, when, with which meaning. `is_whole`: what was signed fits its own checksum."""

    number: int
    by: str
    at_ms: int
    meaning: str
    open_because: str
    replaces: int | None
    again_because: str
    hash: str
    is_whole: bool


@dataclass(frozen=True, slots=True)
class ReportDay:
    """One local day: its signatures, the one that holds first, and what changed after that one."""

    day: date
    is_over: bool
    signatures: tuple[ReportSignature, ...]
    changes: tuple[ReportChange, ...]

    @property
    def is_sound(self) -> bool:
        """Signed, and nothing changed since."""
        return bool(self.signatures) and not self.changes and self.signatures[0].is_whole


@dataclass(frozen=True, slots=True)
class RoomReport:
    """The whole answer. `as_of_ms` is when it was asked, where that mattered: the period, or something in it, was not over."""

    form: int
    hub: str
    address: str
    zone: str
    begin_ms: int
    end_ms: int
    as_of_ms: int | None
    rooms: tuple[ReportRoom, ...]
    alarms: tuple[ReportAlarm, ...]
    days: tuple[ReportDay, ...]
    made_up: bool = False

    @property
    def until_ms(self) -> int:
        """As far as anything can be known."""
        return self.end_ms if self.as_of_ms is None else min(self.end_ms, self.as_of_ms)

    @property
    def digest(self) -> str:
        """The data hash: SHA-256 in hex over the canonical JSON, without what a hub or a room is called."""
        plain = to_json(self)
        for name in ("hub", "address", "made_up"):
            del plain[name]
        for room in plain["rooms"]:
            del room["name"]
        return hashlib.sha256(canonical(plain)).hexdigest()

    def name_of(self, code: str, language: Language) -> str:
        return next((room.name.in_(language) for room in self.rooms if room.code == code), code)


@dataclass(frozen=True, slots=True)
class ReportMark:
    """What a kept report says of itself, so that it can be asked for again: which form, what was asked, and the data hash."""

    form: int
    begin_ms: int
    end_ms: int
    as_of_ms: int | None
    rooms: tuple[str, ...]
    language: Language
    sha256: str

    def as_text(self) -> str:
        """One line of ASCII."""
        asked = [
            ("samlast", KIND),
            ("form", self.form),
            ("from", self.begin_ms),
            ("to", self.end_ms),
            ("as_of", "" if self.as_of_ms is None else self.as_of_ms),
            *(("room", code) for code in self.rooms),
            ("language", self.language.value),
            ("sha256", self.sha256),
        ]
        return urlencode(asked)

    @classmethod
    def from_text(cls, text: str) -> ReportMark:
        """Raises ValueError for a text that is no such line."""
        pairs = parse_qsl(text, keep_blank_values=True)
        said = dict(pairs)
        if said.get("samlast") != KIND:
            raise ValueError("not a report of the cold rooms")
        try:
            return cls(
                form=int(said["form"]),
                begin_ms=int(said["from"]),
                end_ms=int(said["to"]),
                as_of_ms=int(said["as_of"]) if said["as_of"] else None,
                rooms=tuple(value for name, value in pairs if name == "room"),
                language=Language(said["language"]),
                sha256=said["sha256"],
            )
        except KeyError as err:
            raise ValueError(f"a report without {err}") from err


def mark_of(report: RoomReport, language: Language) -> ReportMark:
    return ReportMark(
        form=report.form,
        begin_ms=report.begin_ms,
        end_ms=report.end_ms,
        as_of_ms=report.as_of_ms,
        rooms=tuple(room.code for room in report.rooms),
        language=language,
        sha256=report.digest,
    )
