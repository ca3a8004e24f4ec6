"""Cold rooms: how warm each is now, when one was too warm or too cold, and which crates stood there meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import orjson
from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from hub.coldchain import curve, instruments, probes, service, views
from hub.coldchain.calibrations import Due, calibrations_due, told
from hub.coldchain.levels import Level, RoomState
from hub.coldchain.readings import from_ms, in_ms
from hub.coldchain.rules import Excursion, Exposure
from hub.people.permissions import Permission
from hub.stock.records import Place
from hub.stock.views import places
from hub.web.access import house, requires, visitor
from hub.web.addresses import asked_one_of, asked_row
from hub.web.durations import lasted_between, moments
from hub.web.floor import local_day
from hub.web.format import words
from hub.web.live import stream
from hub.web.messages import say
from hub.web.row_ids import row_id

blueprint = Blueprint("quality", __name__, url_prefix="/rooms")
reads = requires(Permission.ROOMS_READ)
hangs = requires(Permission.PROBES_PLACE)

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
# Colour, icon and word of each state; never colour alone.
LOOKS = {
    RoomState.ALARM: ("bad", "triangle-alert"),
    RoomState.WARN: ("warn", "triangle-alert"),
    RoomState.FAULT: ("bad", "circle-alert"),
    RoomState.CALIBRATING: ("wait", "flask-conical"),
    RoomState.SILENT: ("warn", "unplug"),
    RoomState.NEVER: ("off", "circle-slash"),
    RoomState.NO_LIMITS: ("wait", "ruler"),
    RoomState.IN_LIMITS: ("ok", "circle-check"),
}
DUE_TONES = {Due.OVERDUE: "bad", Due.WITHIN_A_MONTH: "warn", Due.WITHIN_THREE_MONTHS: "wait"}
LEVEL_TONES = {Level.LEGAL: "off", Level.WARN: "warn", Level.ALARM: "bad", Level.CRITICAL: "bad"}


@dataclass(frozen=True, slots=True)
class Period:
    """How far back the page looks, and how long a row of its table is."""

    key: str
    hours: int
    stretch_s: int
    label: object


PERIODS = (
    Period("6h", 6, 30 * 60, _l("6 hours")),
    Period("24h", 24, 60 * 60, _l("24 hours")),
    Period("7d", 7 * 24, 6 * 60 * 60, _l("7 days")),
    Period("30d", 30 * 24, 24 * 60 * 60, _l("30 days")),
    Period("1y", 365 * 24, 7 * 24 * 60 * 60, _l("1 year")),
)


@blueprint.get("")
@reads
def rooms() -> str:
    now = house().clock.now()
    with house().database.read() as session:
        found = views.rooms(session, now, _day_begins(now))
        waiting = probes.waiting_probes(session, now)
        spots = places(session)
        today = now.astimezone(house().settings.hub.zone).date()
        due = told(calibrations_due(session, today))
        to_change = instruments.batteries_to_change(session, now, today)
    return render_template(
        "quality/rooms.html",
        due=due,
        to_change=to_change,
        due_tones=DUE_TONES,
        rooms=found,
        waiting=waiting,
        spots=spots,
        looks=LOOKS,
        span=moments,
        zone=house().settings.hub.timezone,
    )


@blueprint.get("/live")
@reads
def live() -> Response:
    with house().database.read() as session:
        codes = [place.code for place in places(session)]
    return stream(*(_topic(code) for code in codes))


@blueprint.get("/<code>")
@reads
def room(code: str) -> str:
    now = house().clock.now()
    period = _period()
    since = now - timedelta(hours=period.hours)
    with house().database.read() as session:
        found = views.room_period(session, code, now=now, since=since, day_begins=_day_begins(now))
        rows = curve.table(session, found.room.place.id, now=now, since=since, stretch_s=period.stretch_s)
        waiting = probes.waiting_probes(session, now)
    return render_template(
        "quality/room.html",
        period=found,
        room=found.room,
        rows=rows,
        waiting=waiting,
        chosen=period,
        periods=PERIODS,
        looks=LOOKS,
        level_tones=LEVEL_TONES,
        span=moments,
        lasted=_lasted,
        exposed=_exposed,
        zone=house().settings.hub.timezone,
        since=since,
        report={"from": local_day(since).isoformat(), "to": local_day(now).isoformat(), "room": code},
    )


@blueprint.get("/<code>/series")
@reads
def series(code: str) -> Response:
    now = house().clock.now()
    since, until = _asked_stretch(now) or (now - timedelta(hours=_period().hours), now)
    with house().database.read() as session:
        drawn = curve.series(session, code, now=now, since=since, until=until)
    # Thousands of numbers: the standard library takes eight times as long (docs/decisions/0023).
    return Response(orjson.dumps(drawn), mimetype="application/json")


@blueprint.get("/<code>/live")
@reads
def room_live(code: str) -> Response:
    with house().database.read() as session:
        place = views.place_of(session, code)
    return stream(_topic(place.code))


@blueprint.post("/probes/<int:probe_id>/place")
@hangs
def place_probe(probe_id: int) -> AnyResponse:
    place_id = row_id(request.form.get("place")) or 0
    with house().database.write() as session:
        placed = service.place_probe(session, probe_id, place_id, visitor().person, house().clock)
        place = session.get_one(Place, placed.place_id)
        name, code = words(place.name), place.code
    say(_("The sensor hangs in %(place)s now.", place=name))
    return redirect(url_for("quality.room", code=code), code=303)


@blueprint.post("/probes/<int:probe_id>/take-down")
@hangs
def take_down_probe(probe_id: int) -> AnyResponse:
    with house().database.write() as session:
        service.take_down_probe(session, probe_id, visitor().person, house().clock)
    say(_("The sensor was taken down. What it measured stays with the room."))
    return redirect(url_for("quality.rooms"), code=303)


def _topic(code: str) -> str:
    return f"samlast/live/place/{code}"


def _period() -> Period:
    asked = asked_one_of("period", [period.key for period in PERIODS])
    return next((period for period in PERIODS if period.key == asked), PERIODS[1])


def _asked_stretch(now: datetime) -> tuple[datetime, datetime] | None:
    """Where somebody zoomed to, in seconds since 1970: never wider than the widest period, nor beyond now."""
    begins_s, ends_s = asked_row("from"), asked_row("to")
    if begins_s is None or ends_s is None:
        return None
    latest_ms = in_ms(now)
    ends_ms = min(ends_s * 1_000, latest_ms)
    widest_ms = max(period.hours for period in PERIODS) * HOUR_MS
    begins_ms = max(min(begins_s * 1_000, ends_ms - MINUTE_MS), ends_ms - widest_ms)
    return from_ms(max(0, begins_ms)), from_ms(max(MINUTE_MS, ends_ms))


def _day_begins(now: datetime) -> datetime:
    """Local midnight, as a moment in UTC."""
    local = now.astimezone(house().settings.hub.zone)
    return local.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(now.tzinfo)


def _lasted(excursion: Excursion) -> str:
    return lasted_between(excursion.over_ms, excursion.at_most_ms)


def _exposed(exposure: Exposure) -> str:
    return lasted_between(exposure.surely_ms, exposure.at_most_ms)
