"""What an excursion did to the goods: which crates and lots met it and for how long, where they are now; one tap holds them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from hub.coldchain import exposures, views
from hub.coldchain.exposures import MetCrate
from hub.coldchain.watching import Found
from hub.delivery.whereabouts import Fate, Whereabouts, whereabouts
from hub.kernel.errors import RuleBroken
from hub.kernel.ids import token
from hub.people.permissions import Permission
from hub.stock import holds
from hub.stock.errors import NothingToHold
from hub.stock.records import Hold, Place
from hub.web.access import house, requires, visitor
from hub.web.durations import lasted_between, moments
from hub.web.errors import status_of
from hub.web.messages import say
from hub.web.row_ids import row_id
from hub.web.texts import sentence

blueprint = Blueprint("impact", __name__, url_prefix="/rooms/<code>/impact")
ADDRESS = "/<int:limit_id>/<int:probe_id>/<int:start_ms>"
LOOKS = {
    Fate.IN_STORE: ("wait", "warehouse"),
    Fate.PACKED: ("wait", "package-check"),
    Fate.ON_VEHICLE: ("warn", "truck"),
    Fate.DELIVERED: ("bad", "map-pin"),
    Fate.EMPTIED: ("off", "package-open"),
    Fate.TAKEN_BACK: ("off", "undo-2"),
    Fate.DISCARDED: ("off", "ban"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A crate that was met, where it is now, and the holds that last on it."""

    met: MetCrate
    now: Whereabouts
    holds: list[Hold]

    @property
    def may_be_held(self) -> bool:
        return self.now.in_house and not self.holds


@blueprint.get(ADDRESS)
@requires(Permission.ROOMS_READ)
def page(code: str, limit_id: int, probe_id: int, start_ms: int) -> str:
    return _page(code, limit_id, probe_id, start_ms)


@blueprint.post(f"{ADDRESS}/hold")
@requires(Permission.HOLDS_PLACE)
def hold(code: str, limit_id: int, probe_id: int, start_ms: int) -> Response:
    """The crates that were chosen, or with `all` every one that is still here. Never one that the excursion did not meet."""
    try:
        with house().database.write() as session:
            place, found = _named(session, code, limit_id, probe_id, start_ms)
            rows = _rows(session, place, found)
            chosen = {row_id(text) for text in request.form.getlist("crate")}
            takes_all = request.form.get("all") == "1"
            wanted = [
                row.met.crate.id
                for row in rows
                if row.may_be_held and (takes_all or row.met.crate.id in chosen)
            ]
            if not wanted:
                raise NothingToHold
            placed = holds.place(
                session,
                wanted,
                reason=exposures.reason_of(place, found, house().settings.hub.zone),
                about=exposures.about(exposures.incident_of(session, place.id, found, house().clock)),
                by=visitor().person,
                clock=house().clock,
                operation=request.form.get("operation") or token(),
            )
            done = len(placed.holds)
    except RuleBroken as refusal:
        return make_response(_page(code, limit_id, probe_id, start_ms, sentence(refusal)), status_of(refusal))
    say(ngettext("%(num)d crate is on hold.", "%(num)d crates are on hold.", done), "warn")
    return redirect(
        url_for("impact.page", code=code, limit_id=limit_id, probe_id=probe_id, start_ms=start_ms), code=303
    )


def _named(session: Session, code: str, limit_id: int, probe_id: int, start_ms: int) -> tuple[Place, Found]:
    place = views.place_of(session, code)
    return place, exposures.named(session, place.id, limit_id, probe_id, start_ms, house().clock.now())


def _rows(session: Session, place: Place, found: Found) -> list[Row]:
    met = exposures.met_crates(session, place.id, found.excursion, house().clock.now())
    since = whereabouts(session, [one.crate.id for one in met])
    held = holds.lasting(session, [one.crate.id for one in met])
    return [Row(one, since[one.crate.id], held.get(one.crate.id, [])) for one in met]


def _page(code: str, limit_id: int, probe_id: int, start_ms: int, problem: str = "") -> str:
    with house().database.read() as session:
        place, found = _named(session, code, limit_id, probe_id, start_ms)
        rows = _rows(session, place, found)
    return render_template(
        "quality/impact.html",
        place=place,
        found=found,
        rows=rows,
        lots=exposures.met_lots([row.met for row in rows]),
        kitchens=_kitchens(rows),
        to_hold=[row for row in rows if row.may_be_held],
        may_hold=visitor().can(Permission.HOLDS_PLACE),
        address={"code": code, "limit_id": limit_id, "probe_id": probe_id, "start_ms": start_ms},
        looks=LOOKS,
        span=moments,
        lasted=lasted_between,
        printed_at=house().clock.now(),
        problem=problem,
    )


def _kitchens(rows: list[Row]) -> list[tuple[str, list[Row]]]:
    """Those who have some of it already, by name: they are rung first."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row.now.fate is Fate.DELIVERED:
            found.setdefault(row.now.kitchen.name if row.now.kitchen else str(_("unknown")), []).append(row)
    return sorted(found.items())
