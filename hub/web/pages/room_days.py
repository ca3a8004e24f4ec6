"""Days of the cold rooms: alarms answered, one screen for each day with its curves, the signature, and what opened a day again.

Not for: a room's curve that follows the moment (quality).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from hub.coldchain import alarms, reviews
from hub.coldchain.alarm_counts import counts
from hub.coldchain.alarm_records import AlarmKind, Done, Reopened
from hub.coldchain.alarms import AlarmView, Answer
from hub.coldchain.day_curve import HEIGHT, WIDTH, Curve, curve_of
from hub.coldchain.levels import Level, Side
from hub.coldchain.readings import Span, from_ms, in_ms
from hub.coldchain.reviews import DayState, Signing
from hub.coldchain.room_days import HouseDay, first_day, house_day
from hub.coldchain.watching import Found, find_excursions
from hub.kernel.errors import RuleBroken
from hub.kernel.quantity import Temperature
from hub.people import service as people
from hub.people.permissions import Permission
from hub.receiving import remarks
from hub.receiving.goods_records import Photo
from hub.web import floor
from hub.web.access import house, requires, visitor
from hub.web.addresses import asked_day
from hub.web.durations import lasted_between
from hub.web.format import words
from hub.web.messages import say
from hub.web.pages.goods import pictures
from hub.web.pages.quality import LEVEL_TONES
from hub.web.pages.receiving import refused_page
from hub.web.row_ids import row_id
from hub.web.signer import factor_of, proven
from hub.web.texts import sentence

blueprint = Blueprint("room_days", __name__)
reads = requires(Permission.ROOMS_READ)
answers = requires(Permission.ALARMS_ANSWER)
DAYS_SHOWN = timedelta(days=31)
COUNTED_MS = 31 * 24 * 3_600_000
# A report of one alarm begins and ends this long before and after it.
ABOUT = timedelta(hours=2)
ONE_HOUR = timedelta(hours=1)
LOCAL_MINUTE = "%Y-%m-%dT%H:%M"
STATE_LOOKS = {
    DayState.RUNNING: ("off", "clock"),
    DayState.DUE: ("wait", "key-round"),
    DayState.OVERDUE: ("bad", "clock-alert"),
    DayState.SIGNED: ("ok", "circle-check"),
    DayState.REOPENED: ("warn", "history"),
}
KIND_ICONS = {
    AlarmKind.TEMPERATURE: "thermometer-sun",
    AlarmKind.SILENT: "unplug",
    AlarmKind.DARK: "unplug",
    AlarmKind.DOOR: "door-open",
    AlarmKind.FLOOD: "radio",
    AlarmKind.CHAIN: "link",
}
DONE_ICONS = {
    Done.DOOR_CLOSED: "door-closed",
    Done.GOODS_MOVED: "move-right",
    Done.GOODS_HELD: "hand",
    Done.GOODS_THROWN: "trash-2",
    Done.SERVICE_CALLED: "phone",
    Done.POWER_BACK: "plug-zap",
    Done.DEFROSTED: "snowflake",
    Done.SETTING_CHANGED: "sliders-horizontal",
    Done.SENSOR_MENDED: "wrench",
    Done.NOTHING_NEEDED: "circle-check",
}


@blueprint.get("/room-days")
@reads
def every() -> str:
    """What calls first, then days that wait for a signature, then all of them."""
    today, zone = floor.today(), house().settings.hub.zone
    before = asked_day("before") or today + reviews.ONE_DAY
    first, last = before - DAYS_SHOWN, before - reviews.ONE_DAY
    with house().database.read() as session:
        calling = alarms.calling(session, in_ms(house().clock.now()))
        waiting = reviews.waiting_days(session, today, zone)
        lines = reviews.days(session, first, last, today, zone)
        began = first_day(session, zone)
        names = _names(session)
    return render_template(
        "room_days/every.html",
        calling=calling,
        waiting=waiting,
        lines=lines,
        looks=STATE_LOOKS,
        why=lambda because: _why(because, names),
        older=first if began is not None and began < first else None,
        is_first_page=before > today,
        **_tools(),
    )


@blueprint.get("/room-days/<day>")
@reads
def one(day: str) -> str:
    return _page(floor.day_in(day))


@blueprint.post("/room-days/<day>/sign")
@requires(Permission.ROOM_DAYS_SIGN)
def sign(day: str) -> AnyResponse:
    """A wrong password or PIN counts as at the log-in page, and nothing is signed."""
    on, form = floor.day_in(day), request.form
    try:
        by = proven(form.get("secret", ""))
        with house().database.write() as session:
            review = reviews.sign(
                session,
                day=on,
                zone=house().settings.hub.zone,
                signing=Signing(
                    seen=form.get("seen", ""),
                    replaces=row_id(form.get("replaces")),
                    open_because=form.get("open_because", ""),
                    again_because=form.get("again_because", ""),
                ),
                by=by,
                clock=house().clock,
                operation=form.get("operation", ""),
            )
            number = review.number
    except RuleBroken as refusal:
        return refused_page(_page(on, problem=sentence(refusal)), refusal)
    say(_("The day is signed, as no. %(number)s. Its report is ready as PDF and CSV.", number=number))
    return redirect(url_for("room_days.one", day=on.isoformat()), code=303)


@blueprint.get("/alarms")
@reads
def counted() -> str:
    """How alarms go in a month: so that those that cry for nothing are mended."""
    now_ms, zone = in_ms(house().clock.now()), house().settings.hub.zone
    with house().database.read() as session:
        views = alarms.every(session, during=Span(now_ms - COUNTED_MS, now_ms + 1))
    return render_template("room_days/counted.html", counts=counts(views, zone), **_tools())


@blueprint.get("/alarms/<int:number>")
@reads
def alarm(number: int) -> str:
    return _alarm_page(number)


@blueprint.post("/alarms/<int:number>/going")
@answers
def going(number: int) -> AnyResponse:
    with house().database.write() as session:
        alarms.going(
            session,
            number,
            by=visitor().person,
            clock=house().clock,
            operation=request.form.get("operation", ""),
        )
    say(_("The others see that you are going."))
    return redirect(url_for("room_days.alarm", number=number), code=303)


@blueprint.post("/alarms/<int:number>/done")
@answers
def done(number: int) -> AnyResponse:
    chosen = [Done(one) for one in request.form.getlist("done") if one in set(Done)]
    try:
        photos = pictures()
        with house().database.write() as session:
            kept = remarks.keep(session, photos, clock=house().clock)
            alarms.done(
                session,
                number,
                Answer(chosen, request.form.get("words", ""), [photo.id for photo in kept]),
                by=visitor().person,
                clock=house().clock,
                operation=request.form.get("operation", ""),
            )
            since = alarms.one(session, number).alarm.since_ms
    except RuleBroken as refusal:
        return refused_page(_alarm_page(number, problem=sentence(refusal)), refusal)
    say(_("Kept: what was done about the alarm."))
    return redirect(url_for("room_days.one", day=floor.local_day(from_ms(since)).isoformat()), code=303)


@blueprint.get("/alarms/banner")
@answers
def banner() -> str:
    """What calls, above every page; the page asks again by itself, and at once when a stream of its own says so."""
    with house().database.read() as session:
        calling = alarms.calling(session, in_ms(house().clock.now()))
    return render_template("room_days/banner.html", calling=calling, **_tools())


def _report_of(view: AlarmView) -> dict[str, object]:
    """The same report as of days, of some hours about an alarm: what came before it, and how it got well again."""
    now = house().clock.now()
    ends = now if view.ended_ms is None else from_ms(view.ended_ms)
    begins_at = _full_hour(from_ms(view.alarm.since_ms) - ABOUT)
    ends_at = _full_hour(ends + ABOUT) + ONE_HOUR
    return {
        "from": begins_at.strftime(LOCAL_MINUTE),
        "to": ends_at.strftime(LOCAL_MINUTE),
        "room": [view.place.code] if view.place else [],
    }


def _full_hour(at: datetime) -> datetime:
    return at.astimezone(house().settings.hub.zone).replace(minute=0, second=0, microsecond=0)


def _alarm_page(number: int, *, problem: str = "") -> str:
    with house().database.read() as session:
        view = alarms.one(session, number)
        photos = _photo_names(session, [view])
        worst = _longest_of(session, view)
    return render_template(
        "room_days/alarm.html",
        view=view,
        worst=worst,
        problem=problem,
        photos=photos,
        chosen=request.form.getlist("done"),
        report=_report_of(view),
        may_answer=visitor().can(Permission.ALARMS_ANSWER),
        **_tools(),
    )


def _longest_of(session: Session, view: AlarmView) -> Found | None:
    """The excursion of a room's alarm that met the most goods: a warning begins before its alarm and ends after it."""
    if view.alarm.kind is not AlarmKind.TEMPERATURE or view.place is None:
        return None
    now_ms = in_ms(house().clock.now())
    period = Span(view.alarm.since_ms, max(view.alarm.since_ms + 1, view.ended_ms or now_ms))
    same = [
        one
        for one in find_excursions(session, view.place.id, period, now_ms)
        if one.limit.side is view.alarm.side and one.limit.level is not Level.LEGAL
    ]
    return max(same, key=lambda one: one.excursion.at_most_ms, default=None)


def _page(on: date, *, problem: str = "") -> str:
    zone, now_ms = house().settings.hub.zone, in_ms(house().clock.now())
    with house().database.read() as session:
        at = house_day(session, on, zone, now_ms)
        seen = reviews.digest_of(reviews.content_of(session, at))
        every = reviews.every_review(session, on)
        latest = every[0] if every else None
        changed = reviews.changes(session, latest, at) if latest else []
        curves = {
            room.place.code: curve_of(session, room.place.id, at.period, room.excursions, now_ms)
            for room in at.rooms
        }
        photos = _photo_names(session, at.alarms)
        signer = people.get_person(session, visitor().person.id)
        names = _names(session)
    state = reviews.state_of(on, floor.today(), latest, reopened=bool(changed))
    return render_template(
        "room_days/one.html",
        at=at,
        day=on,
        seen=seen,
        signed=[(one, reviews.signed_content(one)["signature"]) for one in every],
        latest=latest,
        changed=[_why(one, names) for one in changed],
        state=state,
        looks=STATE_LOOKS,
        curves=curves,
        hours=_hours(at),
        photos=photos,
        factor=factor_of(signer),
        may_sign=visitor().can(Permission.ROOM_DAYS_SIGN)
        and bool(at.rooms)
        and state in {DayState.DUE, DayState.OVERDUE, DayState.REOPENED},
        may_answer=visitor().can(Permission.ALARMS_ANSWER),
        problem=problem,
        day_before=on - reviews.ONE_DAY,
        day_after=on + reviews.ONE_DAY if on < floor.today() else None,
        **_tools(),
    )


def _tools() -> dict[str, object]:
    """What the templates of alarms and days share."""
    return {
        "level_tones": LEVEL_TONES,
        "kind_icons": KIND_ICONS,
        "done_icons": DONE_ICONS,
        "every_done": list(Done),
        "what": what_happened,
        "at_ms": from_ms,
        "path": _path,
        "lasted": lasted_between,
        "celsius_of": Temperature,
        "level_of": Level,
        "side_of": Side,
        "width": WIDTH,
        "height": HEIGHT,
    }


def what_happened(view: AlarmView) -> str:
    """An alarm as one sentence."""
    name = words(view.place.name) if view.place else ""
    kind, facts = view.alarm.kind, view.alarm.facts
    if view.is_over and kind is not AlarmKind.CHAIN:
        return _what_was(view, name)
    if kind is AlarmKind.TEMPERATURE:
        if view.alarm.side is Side.LOW:
            return str(_("%(room)s is too cold", room=name))
        return str(_("%(room)s is too warm", room=name))
    if kind is AlarmKind.SILENT:
        return str(_("The sensor in %(room)s says nothing", room=name))
    if kind is AlarmKind.DOOR:
        return str(_("The door of %(room)s has stood open for too long", room=name))
    if kind is AlarmKind.FLOOD:
        return str(_("A sensor sends more than it can mean: %(topic)s", topic=facts.get("topic", "")))
    if kind is AlarmKind.DARK:
        return str(_("No sensor of the house says anything"))
    if "entry" in facts:
        return str(_("The record of who did what was changed, from entry %(entry)s on", entry=facts["entry"]))
    if facts["probe"]:
        return str(
            _(
                "The temperatures of sensor %(sensor)s were changed: %(day)s",
                sensor=facts["probe"],
                day=facts["day"],
            )
        )
    return str(
        _("The seals of the temperatures were changed, from number %(number)s on", number=facts["seal"])
    )


def _what_was(view: AlarmView, name: str) -> str:
    """The same of an alarm that is over: nobody is sent to a room that is well again."""
    if view.alarm.kind is AlarmKind.SILENT:
        return str(_("The sensor in %(room)s said nothing", room=name))
    if view.alarm.kind is AlarmKind.DARK:
        return str(_("No sensor of the house said anything"))
    if view.alarm.side is Side.LOW:
        return str(_("%(room)s was too cold", room=name))
    return str(_("%(room)s was too warm", room=name))


def _why(because: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Why a signed day is otherwise now."""
    room = names.get(because["place"], because["place"])
    count = because["count"]
    said = {
        Reopened.LATE_READINGS: _(
            "%(room)s: readings that came after the signature: %(count)s", room=room, count=count
        ),
        Reopened.LIMITS: _("%(room)s: a limit of that day was changed", room=room),
        Reopened.CALIBRATION: _("%(room)s: a sensor or its certificate was changed", room=room),
        Reopened.WENT_ON: _("%(room)s: an excursion went on after the signature", room=room),
        Reopened.NEW_ALARM: _("A new alarm, no. %(number)s", number=count),
        Reopened.ALTERED: _("%(room)s: its readings are not those that were signed", room=room),
    }
    return str(said[Reopened(because["because"])])


def _names(session: Session) -> dict[str, str]:
    return {code: words(place.name) for code, place in reviews.place_names(session).items()}


def _photo_names(session: Session, views: list[AlarmView]) -> dict[int, str]:
    ids = [photo for view in views for told in view.steps for photo in told.photos]
    return {photo: session.get_one(Photo, photo).sha256.hex() for photo in ids}


def _hours(at: HouseDay) -> list[tuple[int, str]]:
    """Every sixth local hour as a place on the curve and its name, also on days when the clock is changed."""
    zone = house().settings.hub.zone
    found = []
    for hour in (0, 6, 12, 18):
        begins = in_ms(datetime.combine(at.day, datetime.min.time().replace(hour=hour), zone))
        found.append(((begins - at.period.begin_ms) * WIDTH // at.period.length_ms, f"{hour:02d}:00"))
    return found


def _path(curve: Curve) -> list[str]:
    """Each unbroken line as the points of a polyline; one reading alone is drawn as a short stroke."""
    return [
        " ".join(f"{x},{y}" for x, y in (line if len(line) > 1 else [line[0], (line[0][0] + 2, line[0][1])]))
        for line in curve.lines
    ]
