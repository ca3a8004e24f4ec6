"""Which crates an excursion met and for how long, surely and at most, also those that were filled afterwards from one it met.

Not for: where they went since, which deliveries know (`hub.delivery.whereabouts`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.coldchain.incidents import note_incidents
from hub.coldchain.readings import Span, from_ms, in_ms
from hub.coldchain.records import Incident
from hub.coldchain.rules import Excursion, Exposure, exposure
from hub.coldchain.watching import Found, find_excursions
from hub.kernel.clock import Clock
from hub.kernel.errors import NotFound
from hub.kernel.quantity import Temperature
from hub.kernel.words import Language, Words
from hub.labels.phrases import day
from hub.stock.paths import paths, with_parts
from hub.stock.records import Crate, Lot, Place
from hub.stock.tracing import Stood
from hub.stock.views import stays

_SENTENCES = {
    "high": Words(
        "{place}: over {limit} {since}, høyest {peak}",
        "{place}: över {limit} {since}, högst {peak}",
        "{place}: above {limit} {since}, at most {peak}",
    ),
    "low": Words(
        "{place}: under {limit} {since}, lavest {peak}",
        "{place}: under {limit} {since}, lägst {peak}",
        "{place}: below {limit} {since}, at least {peak}",
    ),
}
_SINCE = Words("fra {begins}", "från {begins}", "from {begins}")
_UNTIL = Words("fra {begins} til {ends}", "från {begins} till {ends}", "from {begins} to {ends}")


@dataclass(frozen=True, slots=True)
class MetCrate:
    """A crate whose goods stood there. `began_at`, `left_at`: its stay, or the first and last of several; None: it is there still."""

    crate: Crate
    exposure: Exposure
    began_at: datetime
    left_at: datetime | None


@dataclass(frozen=True, slots=True)
class MetLot:
    """One lot with its crates that an excursion met, and the longest exposure of any of them."""

    lot: Lot
    crates: int
    worst: Exposure


def met_in_all(way: Sequence[Stood], place_id: int, excursion: Excursion, now_ms: int) -> Exposure:
    """Over every stay of a way in one place. Pure."""
    each = [exposure(excursion, _span(stood, now_ms)) for stood in way if stood.place_id == place_id]
    return Exposure(sum(one.surely_ms for one in each), sum(one.at_most_ms for one in each))


def met_crates(session: Session, place_id: int, excursion: Excursion, now: datetime) -> list[MetCrate]:
    """Every crate of which some part stood there while it lasted, or may have; the most exposed first."""
    now_ms = in_ms(now)
    ends_ms = now_ms if excursion.latest_end_ms is None else excursion.latest_end_ms
    # Movements are kept to the microsecond; the last millisecond belongs to the excursion.
    stood = stays(session, place_id, from_ms(excursion.earliest_start_ms), from_ms(ends_ms + 1))
    ways = paths(session, with_parts(session, {stay.crate_id for stay in stood}))
    crates = {one.id: one for one in session.scalars(select(Crate).where(Crate.id.in_(ways)))}
    found = []
    for crate_id, way in ways.items():
        there = [one for one in way if one.place_id == place_id and _meets(one, excursion, now_ms)]
        met = met_in_all(way, place_id, excursion, now_ms)
        if there and met.at_most_ms:
            found.append(MetCrate(crates[crate_id], met, there[0].begins_at, there[-1].ends_at))
    return sorted(found, key=lambda one: (-one.exposure.at_most_ms, one.crate.sscc))


def met_lots(crates: Sequence[MetCrate]) -> list[MetLot]:
    """The same by lot, the most exposed first."""
    by_lot: dict[int, list[MetCrate]] = {}
    for one in crates:
        by_lot.setdefault(one.crate.lot_id, []).append(one)
    lots = [
        MetLot(
            of_lot[0].crate.lot,
            len(of_lot),
            max((one.exposure for one in of_lot), key=lambda one: (one.at_most_ms, one.surely_ms)),
        )
        for of_lot in by_lot.values()
    ]
    return sorted(lots, key=lambda one: (-one.worst.at_most_ms, one.lot.number))


def named(  # noqa: PLR0917 - what names an excursion
    session: Session, place_id: int, limit_id: int, probe_id: int, start_ms: int, now: datetime
) -> Found:
    """The excursion of a limit and probe that began then; a late reading may have moved its beginning since. Raises NotFound."""
    found = find_excursions(session, place_id, Span(start_ms, start_ms + 1), in_ms(now))
    same = [one for one in found if (one.limit.id, one.probe.id) == (limit_id, probe_id)]
    for one in same:
        ends_ms = one.excursion.latest_end_ms
        if one.excursion.earliest_start_ms <= start_ms and (ends_ms is None or start_ms <= ends_ms):
            return one
    raise NotFound(excursion=start_ms)


def incident_of(session: Session, place_id: int, found: Found, clock: Clock) -> Incident:
    """The name that stays of an excursion; noted now if nobody noted it before."""
    one = found.excursion
    ends_ms = in_ms(clock.now()) if one.latest_end_ms is None else one.latest_end_ms
    period = Span(one.earliest_start_ms, max(ends_ms, one.earliest_start_ms + 1))
    for noted in note_incidents(session, place_id, period, clock):
        same = noted.found
        if same is not None and (same.limit.id, same.probe.id, same.excursion.start_ms) == (
            found.limit.id,
            found.probe.id,
            one.start_ms,
        ):
            return noted.incident
    raise NotFound(excursion=one.start_ms)


def about(incident: Incident) -> str:
    """How a hold names what it was placed for."""
    return f"incident:{incident.id}"


def reason_of(place: Place, found: Found, zone: ZoneInfo) -> Words:
    """The excursion as the reason of a hold, for readers of every language: it stays as it was known then."""
    return Words.of({language.value: _reason(place, found, zone, language) for language in Language})


def _reason(place: Place, found: Found, zone: ZoneInfo, language: Language) -> str:
    one = found.excursion
    begins = _moment(one.start_ms, zone, language)
    since = (
        _SINCE.in_(language).format(begins=begins)
        if one.end_ms is None
        else _UNTIL.in_(language).format(begins=begins, ends=_moment(one.end_ms, zone, language))
    )
    return (
        _SENTENCES[found.limit.side.value]
        .in_(language)
        .format(
            place=place.name.in_(language),
            limit=_degrees(found.limit.limit, language),
            since=since,
            peak=_degrees(one.peak, language),
        )
    )


def _moment(at_ms: int, zone: ZoneInfo, language: Language) -> str:
    local = from_ms(at_ms).astimezone(zone)
    return f"{day(local.date(), language)} {local:%H:%M}"


def _degrees(temperature: Temperature, language: Language) -> str:
    text = f"{temperature.in_celsius():.1f}".replace("-", "\u2212")
    return f"{text if language is Language.EN else text.replace('.', ',')} °C"


def _span(stood: Stood, now_ms: int) -> Span:
    return Span(in_ms(stood.begins_at), now_ms if stood.ends_at is None else in_ms(stood.ends_at))


def _meets(stood: Stood, excursion: Excursion, now_ms: int) -> bool:
    return exposure(excursion, _span(stood, now_ms)).at_most_ms > 0
