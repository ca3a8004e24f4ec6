"""Messages of sensors become readings and words: what they say, when it was said, and what can never be believed.

Whatever waits is stored together, in the order it came. The same message again changes nothing. A retained message is an old
value, so it is kept as a message and never becomes a reading. Not for: reading the wire languages (`hub.devices.protocols`,
handed in as `decode`) and not for judging temperatures (`hub.coldchain.rules`).
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from hub.coldchain.clocks import AHEAD_AT_MOST_MS, GAP_MS, Known, Moment, may_be_late, moment_of
from hub.coldchain.message_log import BLOCK, block_of, bury, keep_messages
from hub.coldchain.readings import from_ms, in_ms, usual_interval_ms
from hub.coldchain.records import Assignment, SensorWord
from hub.coldchain.rollups import Row, add_readings
from hub.coldchain.service import insert_if_new, meet_probe, probe_of
from hub.coldchain.stored import FIRST_MS, LAST_MS, newest, newest_moments, next_after
from hub.devices.events import MessageHeard, SensorValue
from hub.kernel.quantity import Temperature
from hub.stock.records import Place

Decode = Callable[[MessageHeard], Sequence[SensorValue]]
"""Raises ValueError for a payload that is not what its topic promises; no values is a message about something else."""

TEMPERATURE = "temperature_c"
# Words and numbers that a sensor says of itself and of doors. Numbers that wander are kept once an hour.
WORDS = frozenset({"availability", "door", "battery"})
WANDERING = frozenset({"battery_pct", "battery_v", "signal_dbm", "link_quality"})
STATES = frozenset({"availability", "door"})
WANDERING_EVERY_MS = 3_600_000
PLACED_BY_A_WORD = "door"  # a contact has no temperature and is a sensor to hang up all the same
LONGEST_WORD = 40
BLOCKS_REMEMBERED = 8
LAST_READINGS = 20  # as many as it takes to know a probe's usual interval
NOT_PLACED_IN_TIME = "values of the past without a time that can be right"
# Wider than any probe of a food store (EN 12830 asks for -80 to +85 °C); beyond it is no temperature but a broken sensor.
COLDEST = Temperature(-120_000)
HOTTEST = Temperature(150_000)
OUT_OF_RANGE = "out of range"


@dataclass(frozen=True, slots=True)
class HeardInPlace:
    """What the screens of a place show now. A fault has no temperature."""

    place_code: str
    temperature: Temperature | None
    fault: str | None
    at: datetime


class StoredMessage(NamedTuple):
    """`heard` holds the newest readings of placed probes only; `dead_because` says why a message could not be read."""

    message_id: int
    heard: tuple[HeardInPlace, ...]
    dead_because: str | None


class ReadMessage(NamedTuple):
    """A message and what its dialect makes of it: values, or why it cannot be read."""

    message: MessageHeard
    values: Sequence[SensorValue]
    dead_because: str | None = None


class LastWord(NamedTuple):
    """From a moment up to another, without it, the last word said was this one, with its moment; None where there was none yet."""

    since_ms: int
    until_ms: int
    said: tuple[int, str] | None


@dataclass(frozen=True, slots=True)
class Memory:
    """What the database said before, so that it is not asked again for each message. A transaction that fails makes it forget.

    `latest` holds the newest moment of each probe, `words` the newest word of each probe and quantity, `earlier` the stretch before it
    that a backlog is in; `arrivals` when the messages of a few blocks came, by their numbers. `alone`: no other process stores messages of the same sensors.
    """

    alone: bool = True

    probes: dict[str, int] = field(default_factory=dict)
    latest: dict[int, int | None] = field(default_factory=dict)
    words: dict[tuple[int, str], tuple[int, str]] = field(default_factory=dict)
    earlier: dict[tuple[int, str], LastWord] = field(default_factory=dict)
    arrivals: dict[int, dict[int, int]] = field(default_factory=dict)

    def forget(self) -> None:
        for known in (self.probes, self.latest, self.words, self.earlier, self.arrivals):
            known.clear()


def read_message(message: MessageHeard, decode: Decode) -> ReadMessage:
    try:
        return ReadMessage(message, decode(message))
    except ValueError as err:
        return ReadMessage(message, (), str(err) or type(err).__name__)


def store_message(session: Session, message: MessageHeard, decode: Decode) -> StoredMessage:
    """Keep one message, and one reading for each temperature in it."""
    (stored,) = store_messages(session, [read_message(message, decode)], Memory())
    return stored


def store_messages(session: Session, read: Sequence[ReadMessage], memory: Memory) -> list[StoredMessage]:
    """Keep the messages, and one reading for each temperature in them. The same reading again changes nothing."""
    stored: list[StoredMessage] = []
    for start in range(0, len(read), BLOCK):
        stored += _Block(session, read[start : start + BLOCK], memory).store()
    return stored


class _Block:
    """One block of messages on its way into the database: rows gather, and are written before anything is asked about them."""

    def __init__(self, session: Session, read: Sequence[ReadMessage], memory: Memory) -> None:
        self._session = session
        self._read = read
        self._memory = memory
        self._rows: list[Row] = []
        self._now = Moment(0)
        self._until_ms = in_ms(max(one.message.at for one in read)) + AHEAD_AT_MOST_MS
        self._latest = memory.latest
        self._news: dict[int, tuple[int, Row]] = {}

    def store(self) -> list[StoredMessage]:
        first = keep_messages(self._session, [one.message for one in self._read])
        dead: dict[int, str] = {}
        self._look_at_latest(self._known_probes())
        for number, one in enumerate(self._read, first):
            why = one.dead_because
            self._now = Moment(in_ms(one.message.at))
            for value in one.values:
                if value.quantity in WORDS or value.quantity in WANDERING:
                    self._word(value, one.message, number)
                elif value.quantity == TEMPERATURE and not one.message.retained:
                    moment = self._moment(value)
                    if moment is None:
                        why = NOT_PLACED_IN_TIME
                    else:
                        self._value(value, one.message, number, moment)
            if why is not None:
                bury(self._session, one.message, number, why)
                dead[number] = why
        self._write()
        heard = self._heard()
        return [
            StoredMessage(number, tuple(heard.get(number, ())), dead.get(number))
            for number in range(first, first + len(self._read))
        ]

    def _value(self, value: SensorValue, message: MessageHeard, number: int, moment: Moment) -> None:
        probe_id = self._met(value.sensor_key, message)
        temperature, fault = _meant(value)
        row = Row(probe_id, moment.at_ms, temperature, fault, number, moment.claimed_ms)
        latest = self._latest[probe_id]
        if latest is None or moment.at_ms > latest:
            self._latest[probe_id] = moment.at_ms
            if not value.historical:
                self._news[probe_id] = (number, row)
        self._rows.append(row)

    def _write(self) -> None:
        add_readings(self._session, self._rows)
        self._rows = []

    def _met(self, sensor_key: str, message: MessageHeard) -> int:
        known = self._memory.probes.get(sensor_key)
        if known is None:
            known = meet_probe(self._session, sensor_key, message.topic, message.at).id
            self._memory.probes[sensor_key] = known
        if known not in self._latest:
            self._look_at_latest((known,))
        return known

    def _probe(self, sensor_key: str) -> int | None:
        known = self._memory.probes.get(sensor_key)
        if known is None:
            probe = probe_of(self._session, sensor_key)
            if probe is None:
                return None
            known = self._memory.probes[sensor_key] = probe.id
        return known

    def _known_probes(self) -> set[int]:
        probes = self._memory.probes
        keys = {value.sensor_key for one in self._read for value in one.values}
        return {probes[key] for key in keys if key in probes}

    def _look_at_latest(self, probe_ids: Collection[int]) -> None:
        """A reading of the future, from an hour in which the hub's own clock was wrong, must not silence the room until then."""
        known, until_ms = self._latest, self._until_ms
        asked = [one for one in probe_ids if one not in known or (known[one] or 0) > until_ms]
        known.update(newest_moments(self._session, asked, until_ms))

    def _moment(self, value: SensorValue) -> Moment | None:
        """A time without a zone is no time: nobody knows which hour is meant."""
        measured_at, arrived_ms = value.measured_at, self._now.at_ms
        if measured_at is None and not value.historical:
            return self._now
        claimed_ms = None if measured_at is None or measured_at.utcoffset() is None else in_ms(measured_at)
        known = None
        if claimed_ms is not None and may_be_late(claimed_ms, arrived_ms, historical=value.historical):
            known = self._known(value.sensor_key, claimed_ms, arrived_ms)
        return moment_of(claimed_ms, arrived_ms, known, historical=value.historical)

    def _known(self, sensor_key: str, claimed_ms: int, arrived_ms: int) -> Known | None:
        """Asked only of a message that is late or whose clock is wrong."""
        probe_id = self._probe(sensor_key)
        if probe_id is None:
            return None
        self._write()
        until_ms = arrived_ms + AHEAD_AT_MOST_MS
        known = newest(self._session, probe_id, until_ms, LAST_READINGS)
        if not known:
            return None
        last = known[-1]
        earlier = newest(self._session, probe_id, min(claimed_ms, until_ms))
        later_ms = next_after(self._session, probe_id, claimed_ms)
        return Known(
            newest_ms=last.at_ms,
            was_doubted=last.claimed_ms is not None,
            arrived_ms=None if last.message_id is None else self._arrived(last.message_id),
            earlier_ms=earlier[0].at_ms if earlier else None,
            later_ms=None if later_ms is None or later_ms > until_ms else later_ms,
            usual_ms=usual_interval_ms([row.at_ms for row in known]) or GAP_MS,
        )

    def _arrived(self, number: int) -> int | None:
        """When a message came. Those of a backlog are asked about one after the other, so their block is unpacked once."""
        known = self._memory.arrivals
        block_id = number // BLOCK
        if block_id not in known:
            if len(known) >= BLOCKS_REMEMBERED:
                known.clear()
            known[block_id] = {one.number: in_ms(one.message.at) for one in block_of(self._session, number)}
        return known[block_id].get(number)

    def _word(self, value: SensorValue, message: MessageHeard, number: int) -> None:
        """Kept when it is news. Of retained words only availability counts: the broker keeps it as a state, and all others are old."""
        if value.text is None or (message.retained and value.quantity != "availability"):
            return
        if value.quantity == PLACED_BY_A_WORD:
            probe_id: int | None = self._met(value.sensor_key, message)
        else:
            probe_id = self._probe(value.sensor_key)
        moment = self._moment(value)
        if probe_id is None or moment is None:
            return
        word = value.text[:LONGEST_WORD]
        before = self._word_before(probe_id, value.quantity, moment.at_ms)
        if before is not None:
            at_ms, said = before
            wanders = value.quantity in WANDERING and moment.at_ms - at_ms < WANDERING_EVERY_MS
            # Another process may know a word between, so of doors and availability every word is kept beside others.
            is_known = said == word and (self._memory.alone or value.quantity not in STATES)
            if is_known or wanders:
                return
        row = {
            "probe_id": probe_id,
            "quantity": value.quantity,
            "at_ms": moment.at_ms,
            "word": word,
            "message_id": number,
        }
        self._session.execute(insert_if_new(self._session, SensorWord), row)
        self._remember((probe_id, value.quantity), moment.at_ms, word)

    def _remember(self, key: tuple[int, str], at_ms: int, word: str) -> None:
        newest, last = self._memory.words.get(key), self._memory.earlier.get(key)
        if newest is None or newest[0] < at_ms:
            self._memory.words[key] = (at_ms, word)
        # Of two words of one moment the first is kept.
        if last is not None and last.since_ms < at_ms < last.until_ms:
            self._memory.earlier[key] = LastWord(at_ms, last.until_ms, (at_ms, word))

    def _word_before(self, probe_id: int, quantity: str, at_ms: int) -> tuple[int, str] | None:
        """The last word up to a moment."""
        known = self._memory.words.get((probe_id, quantity))
        if known is None:
            newest = self._session.execute(_words_of(probe_id, quantity).limit(1)).first()
            if newest is None:
                return None
            known = self._memory.words[probe_id, quantity] = (newest.at_ms, newest.word)
        if known[0] <= at_ms:
            return known
        last = self._memory.earlier.get((probe_id, quantity))
        if last is None or not last.since_ms <= at_ms < last.until_ms:
            last = self._memory.earlier[probe_id, quantity] = self._last_word(probe_id, quantity, at_ms)
        return last.said

    def _last_word(self, probe_id: int, quantity: str, at_ms: int) -> LastWord:
        """Around a moment that lies before the newest word."""
        words = _words_of(probe_id, quantity)
        found = self._session.execute(words.where(SensorWord.at_ms <= at_ms).limit(1)).first()
        later_ms = self._session.scalar(
            select(func.min(SensorWord.at_ms)).where(
                SensorWord.probe_id == probe_id, SensorWord.quantity == quantity, SensorWord.at_ms > at_ms
            )
        )
        said = None if found is None else (found.at_ms, found.word)
        return LastWord(
            FIRST_MS if said is None else said[0], LAST_MS if later_ms is None else later_ms, said
        )

    def _heard(self) -> dict[int, list[HeardInPlace]]:
        """What the screens are told, by the number of its message: new readings of probes that hang somewhere."""
        if not self._news:
            return {}
        hung = self._session.execute(
            select(Assignment.probe_id, Assignment.begins_at, Assignment.ends_at, Place.code)
            .join(Place, Place.id == Assignment.place_id)
            .where(Assignment.probe_id.in_(sorted(self._news)))
            .order_by(Assignment.id.desc())
        ).all()
        found: dict[int, list[HeardInPlace]] = {}
        for number, row in self._news.values():
            at = from_ms(row.at_ms)
            code = next(
                (
                    code
                    for probe_id, begins_at, ends_at, code in hung
                    if probe_id == row.probe_id and begins_at <= at and (ends_at is None or ends_at > at)
                ),
                None,
            )
            if code is not None:
                found.setdefault(number, []).append(HeardInPlace(code, row.temperature, row.fault, at))
        return found


def _words_of(probe_id: int, quantity: str) -> Select[int, str]:
    return (
        select(SensorWord.at_ms, SensorWord.word)
        .where(SensorWord.probe_id == probe_id, SensorWord.quantity == quantity)
        .order_by(SensorWord.at_ms.desc())
    )


def _meant(value: SensorValue) -> tuple[Temperature | None, str | None]:
    if value.fault is not None:
        return None, value.fault[:80]
    if value.temperature is None:
        return None, "no value"
    if not COLDEST <= value.temperature <= HOTTEST:
        return None, OUT_OF_RANGE
    return value.temperature, None
