"""Excursions that the house has taken note of: a name that stays, and a new revision whenever the readings tell another story.

Recomputed from the readings each time; what is kept here is the name and the history, never the judgement. Noting twice changes
nothing. Not for: alarms and signatures, which hold on to `Incident.id` and to a revision's number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.coldchain.limits import FAR_MS
from hub.coldchain.message_log import newest_number
from hub.coldchain.readings import Span, in_ms
from hub.coldchain.records import Incident, IncidentRevision
from hub.coldchain.results import came_after, digest_of, facts_of
from hub.coldchain.watching import Found, find_excursions
from hub.kernel.clock import Clock

# These grow while it lasts, and their growing is no news.
GROWING = ("over_ms", "unknown_ms", "peak_mc", "peak_ms", "area_mc_min", "parts", "end_ms", "latest_end_ms")


class Because(StrEnum):
    """Why there is a revision."""

    BEGAN = "began"
    ENDED = "ended"
    WENT_ON = "went_on"  # it had ended, and neighbours are one incident
    LATE_READINGS = "late_readings"
    RULES = "rules"  # a limit, a certificate or a defrost plan was changed
    GONE = "gone"  # the readings and rules of today show no such excursion


@dataclass(frozen=True, slots=True)
class Noted:
    """An incident as it is now; `found` is None when it is gone. `is_news`: this look made a new revision."""

    incident: Incident
    revision: IncidentRevision
    found: Found | None
    is_news: bool


def note_incidents(session: Session, place_id: int, period: Span, clock: Clock) -> list[Noted]:
    """Look at a place and keep what is new, the newest first. A period back to the oldest late reading finds all that changed."""
    now_ms = in_ms(clock.now())
    known = [one for one in _known(session, place_id) if _span(one[1]).shared_with(_wide(period))]
    noted = []
    for found in reversed(find_excursions(session, place_id, period, now_ms)):
        same = next((one for one in known if _is_same(one, found)), None)
        if same is None:
            incident = Incident(
                place_id=place_id,
                probe_id=found.probe.id,
                level=found.limit.level,
                side=found.limit.side,
                start_ms=found.excursion.start_ms,
                noted_at=clock.now(),
            )
            session.add(incident)
            session.flush()
            noted.append(
                Noted(
                    incident,
                    _revise(session, incident, None, found, Because.BEGAN, clock),
                    found,
                    is_news=True,
                )
            )
            continue
        known.remove(same)
        noted.append(_again(session, *same, found, clock))
    noted += [_gone(session, incident, last, clock) for incident, last in known]
    return noted[::-1]


def _again(session: Session, incident: Incident, last: IncidentRevision, found: Found, clock: Clock) -> Noted:
    because = _why(session, incident, last, found)
    if because is None:
        return Noted(incident, last, found, is_news=False)
    return Noted(incident, _revise(session, incident, last, found, because, clock), found, is_news=True)


def _gone(session: Session, incident: Incident, last: IncidentRevision, clock: Clock) -> Noted:
    if not last.found:
        return Noted(incident, last, None, is_news=False)
    return Noted(incident, _revise(session, incident, last, None, Because.GONE, clock), None, is_news=True)


def _why(session: Session, incident: Incident, last: IncidentRevision, found: Found) -> Because | None:
    now, before = facts_of(found), last.found
    if _settled(now) == _settled(before):
        return None
    begins = ("start_ms", "earliest_start_ms", "limit_mc")
    if before and all(now[key] == before[key] for key in begins):
        if before["cleared_ms"] is None and now["cleared_ms"] is not None:
            return Because.ENDED
        if before["cleared_ms"] is not None and now["cleared_ms"] is None:
            return Because.WENT_ON
    return Because.LATE_READINGS if _late(session, incident, last, found) else Because.RULES


def _late(session: Session, incident: Incident, last: IncidentRevision, found: Found | None) -> int:
    """Readings of the incident's time that came after the revision before was made."""
    span = _span(last)
    if found is not None:
        span = Span(min(span.begin_ms, found.excursion.earliest_start_ms), span.end_ms)
    until_ms = min(span.end_ms, in_ms(last.noted_at))
    return came_after(session, incident.place_id, Span(span.begin_ms, until_ms), last.last_message_id)


def _revise(  # noqa: PLR0917 - the columns of a revision
    session: Session,
    incident: Incident,
    last: IncidentRevision | None,
    found: Found | None,
    because: Because,
    clock: Clock,
) -> IncidentRevision:
    facts = {} if found is None else facts_of(found)
    revision = IncidentRevision(
        incident_id=incident.id,
        number=1 if last is None else last.number + 1,
        noted_at=clock.now(),
        because=because.value,
        late_readings=0 if last is None else _late(session, incident, last, found),
        last_message_id=newest_number(session),
        found=facts,
        digest=digest_of(facts),
    )
    session.add(revision)
    session.flush()
    return revision


def _known(session: Session, place_id: int) -> list[tuple[Incident, IncidentRevision]]:
    """Every incident of the place with its newest revision, the oldest first."""
    rows: Sequence[tuple[Incident, IncidentRevision]] = [
        (incident, revision)
        for incident, revision in session.execute(
            select(Incident, IncidentRevision)
            .join(IncidentRevision, IncidentRevision.incident_id == Incident.id)
            .where(Incident.place_id == place_id)
            .order_by(Incident.start_ms, Incident.id, IncidentRevision.number)
        )
    ]
    return list({incident.id: (incident, revision) for incident, revision in rows}.values())


def _is_same(known: tuple[Incident, IncidentRevision], found: Found) -> bool:
    incident, last = known
    if (incident.probe_id, incident.level, incident.side) != (
        found.probe.id,
        found.limit.level,
        found.limit.side,
    ):
        return False
    one = found.excursion
    ends_ms = FAR_MS if one.latest_end_ms is None else one.latest_end_ms
    return (
        bool(_span(last).shared_with(Span(one.earliest_start_ms, ends_ms)))
        or incident.start_ms == one.start_ms
    )


def _span(revision: IncidentRevision) -> Span:
    found = revision.found
    if not found:
        return Span(0, 0)
    ends_ms = found["latest_end_ms"] if found["cleared_ms"] is not None else FAR_MS
    return Span(found["earliest_start_ms"], ends_ms)


def _wide(period: Span) -> Span:
    return Span(period.begin_ms, period.end_ms + 1)


def _settled(facts: dict[str, object]) -> dict[str, object]:
    """Without what grows while it lasts."""
    if facts and facts["cleared_ms"] is None:
        return {key: fact for key, fact in facts.items() if key not in GROWING}
    return facts
