"""How rooms are set: presets of limits by storage class, one room's limits with their dates and reasons, its defrosts and its doors.

Not for: what was measured there (quality).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from hub.catalogue.records import StorageClass
from hub.coldchain import defrosts, doors, limit_changes
from hub.coldchain.defrosts import Window
from hub.coldchain.faults import FieldFault
from hub.coldchain.levels import Level, Side
from hub.coldchain.limit_changes import Change, setting_of, settings_at
from hub.coldchain.limit_rules import SLOTS, Follows, Setting, Settings, by_slot, differences, field, follows
from hub.coldchain.limits import in_force
from hub.coldchain.marks import DEFROST_AT_MOST_S
from hub.coldchain.presets import PRESETS, PresetLimit, presets_for
from hub.coldchain.readings import from_ms, in_ms
from hub.coldchain.views import WATCHED, place_of, watched_places
from hub.coldchain.watching import limits
from hub.kernel.errors import RuleBroken
from hub.kernel.ids import token
from hub.kernel.quantity import Temperature
from hub.kernel.words import Words
from hub.people.permissions import Permission
from hub.stock.records import Place
from hub.web import floor
from hub.web.access import house, requires, visitor
from hub.web.addresses import asked_one_of
from hub.web.fields import Fields, problem_of, problems_of, shown, typed_degrees
from hub.web.format import words
from hub.web.messages import say
from hub.web.pages.quality import LEVEL_TONES
from hub.web.pages.receiving import refused_page
from hub.web.row_ids import row_id
from hub.web.texts import title

blueprint = Blueprint("room_settings", __name__, url_prefix="/rooms")
reads = requires(Permission.ROOMS_READ)
sets = requires(Permission.ROOMS_SET)
MINUTE_S = 60
TIME_OF_DAY = re.compile(r"([01]?[0-9]|2[0-3])(?:[:.]([0-5][0-9]))?")
# What a limit that is new has to begin with.
NEW_ON_MINUTES, NEW_OFF_MINUTES, NEW_HYSTERESIS = 30, 10, Temperature(1_000)
FOLLOW_TONES = {
    Follows.SAME: ("ok", "circle-check"),
    Follows.TIGHTER: ("ok", "circle-check"),
    Follows.OTHER: ("warn", "triangle-alert"),
    Follows.NONE: ("bad", "circle-alert"),
}


@dataclass(frozen=True, slots=True)
class Slot:
    """One level and side as fields of the form: what was typed, or what stands there to begin with."""

    level: Level
    side: Side
    is_set: bool
    limit: str
    on: str
    off: str
    hysteresis: str
    source: str

    def name(self, part: str) -> str:
        return field(part, self.level, self.side)


@dataclass(frozen=True, slots=True)
class Follower:
    """A room that holds goods of a class, and how its limits stand to that class's preset."""

    place: Place
    follows: Follows


@blueprint.get("/presets")
@reads
def every_preset() -> str:
    """What the house knows for each storage class, with source and dates, and which rooms follow it."""
    hub, today = house().settings.hub, floor.today()
    country = asked_one_of("country", countries()) or hub.country
    with house().database.read() as session:
        rooms = [
            (place, settings_at(session, place.id, house().clock.now())) for place in watched_places(session)
        ]
    by_class = [
        (one, sorted(presets_for(country, one, today), key=_by_level), _followers(one, country, rooms))
        for one in StorageClass
        if any(row.storage_class == one for row in PRESETS)
    ]
    other = [row for row in PRESETS if not row.holds(country, row.storage_class, today)]
    return render_template(
        "room_settings/presets.html",
        by_class=by_class,
        other=other,
        country=country,
        countries=countries(),
        own_country=hub.country,
        **_tools(),
    )


@blueprint.get("/<code>/settings")
@reads
def page(code: str) -> str:
    return _page(code)


@blueprint.get("/<code>/limits")
@sets
def limits_form(code: str) -> str:
    return _limits_page(code, {}, "")


@blueprint.post("/<code>/limits")
@sets
def change_limits(code: str) -> AnyResponse:
    """What is emptied counts no more; what is as it was stays as it was entered."""
    fields = Fields()
    try:
        with house().database.write() as session:
            place = place_of(session, code)
            base = _begin_with(session, place)
            valid_from = fields.counts_from()
            wanted = [one for slot in SLOTS if (one := _typed(fields, slot, base)) is not None]
            fields.require_readable()
            kept = limit_changes.change_limits(
                session,
                place.id,
                Change(
                    wanted,
                    valid_from or house().clock.now(),
                    fields.text("reason"),
                    _preset_key(),
                    row_id(fields.text("seen")),
                    past_meant=bool(fields.text("past_meant")),
                ),
                by=visitor().person,
                clock=house().clock,
                operation=request.form.get("operation") or token(),
            )
            begins = kept.valid_from
    except RuleBroken as refusal:
        return refused_page(_limits_page(code, problems_of(refusal), problem_of(refusal)), refusal)
    if begins > house().clock.now():
        say(_("The limits are planned. Until they begin they can be withdrawn."))
    else:
        say(_("The new limits count now. Days they change are looked at again."))
    return _to_room(code)


@blueprint.post("/limit-changes/<int:change_id>/withdraw")
@sets
def withdraw(change_id: int) -> AnyResponse:
    try:
        with house().database.write() as session:
            change = limit_changes.withdraw_change(
                session, change_id, by=visitor().person, clock=house().clock
            )
            code = session.get_one(Place, change.place_id).code
    except RuleBroken as refusal:
        say(problem_of(refusal), "bad")
        return redirect(request.referrer or url_for("quality.rooms"), code=303)
    say(_("The planned limits are withdrawn."))
    return _to_room(code)


@blueprint.post("/<code>/defrosts")
@sets
def plan_defrosts(code: str) -> AnyResponse:
    fields = Fields()
    try:
        minutes = fields.whole("minutes")
        times = _typed_times(fields)
        valid_from = fields.counts_from()
        fields.require_readable()
        with house().database.write() as session:
            defrosts.plan_defrosts(
                session,
                place_of(session, code).id,
                [Window(begins, minutes or 0) for begins in times],
                valid_from=valid_from or house().clock.now(),
                zone=house().settings.hub.zone,
                by=visitor().person,
                clock=house().clock,
                operation=request.form.get("operation") or token(),
            )
    except RuleBroken as refusal:
        return refused_page(
            _page(code, problems=problems_of(refusal), defrost_problem=problem_of(refusal)), refusal
        )
    say(_("The defrosts are planned."))
    return _to_room(code, "defrosts")


@blueprint.post("/defrosts/<int:plan_id>/end")
@sets
def end_defrost(plan_id: int) -> AnyResponse:
    with house().database.write() as session:
        plan = defrosts.end_plan(session, plan_id, by=visitor().person, clock=house().clock)
        code = session.get_one(Place, plan.place_id).code
    say(_("This defrost is planned no more."))
    return _to_room(code, "defrosts")


@blueprint.post("/<code>/door")
@sets
def set_door(code: str) -> AnyResponse:
    fields = Fields()
    try:
        minutes = fields.whole("door_minutes") if fields.text("door") == "calls" else None
        if fields.text("door") not in {"calls", "quiet"}:
            fields.faults["door"] = FieldFault.MISSING
        fields.require_readable()
        with house().database.write() as session:
            doors.set_delay(
                session,
                place_of(session, code).id,
                minutes,
                by=visitor().person,
                clock=house().clock,
                operation=request.form.get("operation") or token(),
            )
    except RuleBroken as refusal:
        return refused_page(
            _page(code, problems=problems_of(refusal), door_problem=problem_of(refusal)), refusal
        )
    say(_("Kept: how long the door may stand open."))
    return _to_room(code, "door")


def _by_level(row: PresetLimit) -> tuple[int, Side]:
    return list(Level).index(row.level), row.side


def countries() -> list[str]:
    """Those that some preset is of."""
    return sorted({row.country for row in PRESETS if row.country})


def _followers(
    storage_class: str, country: str, rooms: list[tuple[Place, dict[tuple[Level, Side], Setting]]]
) -> list[Follower]:
    preset = _preset(storage_class, country)
    return [
        Follower(place, follows(current, preset))
        for place, current in rooms
        if storage_class in place.storage_classes
    ]


def _preset(storage_class: str, country: str) -> dict[tuple[Level, Side], Setting]:
    return by_slot([setting_of(row) for row in presets_for(country, storage_class, floor.today())])


def _page(
    code: str,
    *,
    problems: Mapping[str, str] | None = None,
    defrost_problem: str = "",
    door_problem: str = "",
) -> str:
    now, country = house().clock.now(), house().settings.hub.country
    with house().database.read() as session:
        place = place_of(session, code)
        known = limits(session, place.id)
        changes = limit_changes.changes_of(session, place.id)
        plans = defrosts.defrost_plans(session, place.id)
        delay = doors.delay_of(session, place.id)
        contacts = doors.contacts_in(session, place.id)
    current = in_force(known, in_ms(now))
    settings = by_slot([setting_of(one) for one in current])
    fitting = [one for one in StorageClass if one in place.storage_classes and _preset(one, country)]
    return render_template(
        "room_settings/page.html",
        place=place,
        current=current,
        to_come=[one for one in changes if one.is_to_come(now)],
        changes=changes,
        known=sorted(known, key=lambda one: (-one.counts.begin_ms, -list(Level).index(one.level))),
        presets=[
            (one, follows(settings, _preset(one, country)), differences(settings, _preset(one, country)))
            for one in fitting
        ],
        plans=[one for one in plans if one[1].end_ms > in_ms(now) and one[1].length_ms],
        old_plans=[one for one in plans if one[1].end_ms <= in_ms(now) or not one[1].length_ms],
        delay=delay,
        contacts=contacts,
        is_watched=place.kind in WATCHED,
        may_set=visitor().can(Permission.ROOMS_SET),
        problems=problems or {},
        defrost_problem=defrost_problem,
        door_problem=door_problem,
        form=request.form,
        shown=shown,
        longest_defrost=DEFROST_AT_MOST_S // MINUTE_S,
        **_tools(),
    )


def _limits_page(code: str, problems: Mapping[str, str], problem: str) -> str:
    with house().database.read() as session:
        place = place_of(session, code)
        base = _begin_with(session, place)
        seen = limit_changes.newest(session, place.id)
        planned = [
            one for one in limit_changes.changes_of(session, place.id) if one.is_to_come(house().clock.now())
        ]
    form = request.form
    country = house().settings.hub.country
    every = [one for one in StorageClass if _preset(one, country)]
    fitting = [one for one in every if one in place.storage_classes]
    return render_template(
        "room_settings/limits.html",
        place=place,
        slots=[_slot(slot, base, form) for slot in SLOTS],
        seen=form.get("seen", "") if form else (seen or ""),
        planned=planned,
        preset=_preset_key(),
        presets=fitting or every,
        reason=shown("reason", _reason_to_begin_with(), form),
        problems=problems,
        problem=problem,
        form=form,
        shown=shown,
        today=floor.today(),
        **_tools(),
    )


def _begin_with(session: Session, place: Place) -> Settings:
    """The preset that the form takes over, else the limits of now."""
    key = _preset_key()
    if key:
        return _preset(key, house().settings.hub.country)
    return settings_at(session, place.id, house().clock.now())


def _preset_key() -> str:
    if request.method == "POST":
        said = request.form.get("preset", "")
        return said if said in set(StorageClass) else ""
    return asked_one_of("preset", list(StorageClass)) or ""


def _reason_to_begin_with() -> str:
    key = _preset_key()
    return str(_("Taken over: %(preset)s", preset=_title(key))) if key else ""


def _title(key: str) -> str:
    return title(StorageClass(key))


def _slot(slot: tuple[Level, Side], base: Settings, form: Mapping[str, str]) -> Slot:
    level, side = slot
    one = base.get(slot)
    begin = {
        "limit": "" if one is None else typed_degrees(one.limit),
        "on": str(
            (NEW_ON_MINUTES if level is not Level.LEGAL else 0) if one is None else one.on_delay_s // MINUTE_S
        ),
        "off": str(NEW_OFF_MINUTES if one is None else one.off_delay_s // MINUTE_S),
        "hysteresis": typed_degrees(NEW_HYSTERESIS if one is None else one.hysteresis),
        "source": "" if one is None else words(one.source),
    }
    said = {part: shown(field(part, level, side), value, form) for part, value in begin.items()}
    return Slot(level, side, bool(said["limit"].strip()), **said)


def _typed(fields: Fields, slot: tuple[Level, Side], base: Settings) -> Setting | None:
    """One limit as it was typed; None when its field is empty, or something of it cannot be read."""
    level, side = slot
    if not fields.text(field("limit", level, side)):
        return None
    limit = fields.celsius(field("limit", level, side))
    on, off = fields.whole(field("on", level, side)), fields.whole(field("off", level, side))
    hysteresis = fields.celsius(field("hysteresis", level, side))
    if limit is None or on is None or off is None or hysteresis is None:
        return None
    return Setting(
        level,
        side,
        limit,
        on * MINUTE_S,
        off * MINUTE_S,
        hysteresis,
        _source(fields.text(field("source", level, side)) or fields.text("reason"), base.get(slot)),
    )


def _source(typed: str, before: Setting | None) -> Words:
    """The source in three languages as it was, unless somebody worded it otherwise; then it stands in all of them as typed."""
    if before is not None and typed == words(before.source):
        return before.source
    said = typed or "–"
    return Words(said, said, said)


def _typed_times(fields: Fields) -> list[time]:
    """Times of day, one or several in one field: "06:00 14.30, 22"."""
    found = []
    for piece in fields.text("times").replace(",", " ").replace(";", " ").split():
        read = TIME_OF_DAY.fullmatch(piece)
        if read is None:
            fields.faults["times"] = FieldFault.NO_TIME
            return []
        found.append(time(int(read[1]), int(read[2] or 0)))
    if not found:
        fields.faults["times"] = FieldFault.MISSING
    return found


def _to_room(code: str, part: str = "") -> AnyResponse:
    return redirect(url_for("room_settings.page", code=code, _anchor=part or None), code=303)


def _tools() -> dict[str, object]:
    return {"level_tones": LEVEL_TONES, "follow_tones": FOLLOW_TONES, "at_ms": from_ms}
