"""What a signature can hold on to: the result of a place and a stretch of time (a day) with one digest over all it rests on.

The same readings, limits and certificates give the same digest at any later time; a late reading, a changed rule or a changed row
gives another. Not for: who signs (`hub.people.signing`), nor for noting incidents (`hub.coldchain.incidents`).
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from hub.coldchain.coverage import told
from hub.coldchain.limits import counting_in
from hub.coldchain.packing import Columns
from hub.coldchain.readings import Span, joined
from hub.coldchain.stored import between, rows_between
from hub.coldchain.watching import Found, Hung, find_excursions, hung_in, limits

FORM = 1  # of what is hashed; a signature keeps it with the digest


@dataclass(frozen=True, slots=True)
class PeriodResult:
    """The result of one place and period. `last_message_id` tells later which readings came after it."""

    place_id: int
    period: Span
    excursions: Sequence[Found]
    readings: int
    told: Sequence[Span]  # when the temperature is known, in order and apart
    lowest: int | None
    highest: int | None
    last_message_id: int | None
    digest: bytes

    @property
    def known_ms(self) -> int:
        return sum(span.length_ms for span in self.told)


def result_of(session: Session, place_id: int, period: Span, now_ms: int) -> PeriodResult:
    """A period that is over gives the same answer for ever, unless readings come late or rules change."""
    found = find_excursions(session, place_id, period, now_ms)
    digest = hashlib.sha256()
    count, last_message_id = 0, None
    values: list[int] = []
    known: list[Span] = []
    for line in hung_in(session, place_id, period):
        rows = rows_between(session, line.probe.id, line.hung.begin_ms, line.hung.end_ms - 1)
        digest.update(_text([line.probe.sensor_key, line.gap_s]))
        texts = []
        for at_ms, value, fault, message_id, claimed_ms in rows:
            if value is None or fault is not None or claimed_ms is not None:
                corrected = None if value is None else value + line.offsets.at(at_ms)
                texts.append(_text([at_ms, value, corrected, fault, claimed_ms]))
            else:
                corrected = value + line.offsets.at(at_ms)
                # The same text, ten times as fast: nearly every reading of a month is so.
                texts.append(b"[%d,%d,%d,null,null]\n" % (at_ms, value, corrected))
            if corrected is not None:
                values.append(corrected)
            if message_id is not None and (last_message_id is None or message_id > last_message_id):
                last_message_id = message_id
        digest.update(b"".join(texts))
        count += len(rows)
        known += told(session, line, period, [row.at_ms for row in rows if row[1] is not None])
    # A limit of another time changes nothing of this one.
    for limit in counting_in(limits(session, place_id), period):
        digest.update(
            _text([limit.level, limit.side, limit.limit.millidegrees, limit.on_delay_s, limit.off_delay_s])
        )
    digest.update(_text([FORM, period.begin_ms, period.end_ms, [facts_of(one) for one in found]]))
    return PeriodResult(
        place_id=place_id,
        period=period,
        excursions=found,
        readings=count,
        told=joined(known),
        lowest=min(values, default=None),
        highest=max(values, default=None),
        last_message_id=last_message_id,
        digest=digest.digest(),
    )


def values_of(session: Session, line: Hung) -> list[tuple[int, int]]:
    """What a probe measured while it hung there, by time and corrected, without faults."""
    return [
        (at_ms, value + line.offsets.at(at_ms))
        for at_ms, value in zip(*_while_it_hung(session, line), strict=True)
        if value is not None
    ]


def counted(session: Session, line: Hung) -> tuple[int, int]:
    """How many readings that were, and how many of them with a temperature."""
    values = _while_it_hung(session, line).values
    return len(values), sum(value is not None for value in values)


def _while_it_hung(session: Session, line: Hung) -> Columns:
    return between(session, line.probe.id, line.hung.begin_ms, line.hung.end_ms - 1)


def came_after(session: Session, place_id: int, period: Span, message_id: int | None) -> int:
    """How many readings of the period came with later messages: "3 readings came after the signature"."""
    if message_id is None:
        return 0
    return sum(
        one.message_id is not None and one.message_id > message_id
        for line in hung_in(session, place_id, period)
        for one in rows_between(session, line.probe.id, line.hung.begin_ms, line.hung.end_ms - 1)
    )


def facts_of(found: Found) -> dict[str, object]:
    """An excursion as whole numbers and texts: milliseconds, thousandths of a degree."""
    one = found.excursion
    return {
        "probe": found.probe.sensor_key,
        "level": found.limit.level.value,
        "side": found.limit.side.value,
        "limit_mc": found.limit.limit.millidegrees,
        "source": found.limit.source.as_dict(),
        "start_ms": one.start_ms,
        "earliest_start_ms": one.earliest_start_ms,
        "end_ms": one.end_ms,
        "latest_end_ms": one.latest_end_ms,
        "cleared_ms": one.cleared_ms,
        "over_ms": one.over_ms,
        "unknown_ms": one.unknown_ms,
        "peak_mc": one.peak.millidegrees,
        "peak_ms": one.peak_ms,
        "area_mc_min": one.area,
        "parts": one.parts,
    }


def digest_of(facts: Mapping[str, object]) -> bytes:
    return hashlib.sha256(_text(facts)).digest()


def _text(facts: object) -> bytes:
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode() + b"\n"
