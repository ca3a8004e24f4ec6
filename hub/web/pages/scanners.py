"""A scanner on a serial line, as a screen meets it: its stream of scans, the word that a scan is taken, and the choice of a scanner."""

from __future__ import annotations

from flask import Blueprint, current_app, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from hub.kernel.errors import NotFound
from hub.stock.records import Place
from hub.web.access import house, requires
from hub.web.format import words
from hub.web.live import stream
from hub.web.messages import say
from hub.web.scanners import (
    NO_SCANNER,
    SCANNER_COOKIE,
    SCANS,
    TakenScans,
    scan_topic,
    scanner_here,
    scanners,
    state_topic,
)

blueprint = Blueprint("scanners", __name__)
scans = requires(*SCANS)
YEAR_S = 365 * 24 * 3600


@blueprint.get("/live/scanner")
@scans
def live() -> Response:
    """The scans of this screen's scanner, and whether it is there."""
    here = scanner_here()
    if here is None:
        raise NotFound(scanner="")
    return stream(state_topic(here.key), scan_topic(here.key))


@blueprint.post("/scans/<key>/<scan_id>")
@scans
def take(key: str, scan_id: str) -> Response:
    """A page in front of somebody wants to act on a scan: the first may."""
    here = scanner_here()
    taken: TakenScans = current_app.extensions["taken_scans"]
    may = here is not None and here.key == key and taken.take(key, scan_id, house().clock.now())
    return jsonify(yours=may)


@blueprint.get("/scanner")
@scans
def choice() -> str:
    codes = [scanner.place for scanner in scanners()]
    with house().database.read() as session:
        rows = session.scalars(select(Place).where(Place.code.in_(codes)))
        places = {place.code: words(place.name) for place in rows}
    return render_template("devices/scanner.html", known=scanners(), here=scanner_here(), places=places)


@blueprint.post("/scanner")
@scans
def choose() -> Response:
    """For this screen, whoever is logged in on it."""
    asked = request.form.get("scanner", "")
    named = next((one for one in scanners() if one.key == asked), None)
    if named is None and asked != NO_SCANNER:
        raise NotFound(scanner=asked)
    if named is None:
        say(_("This screen listens to no scanner now."))
    else:
        say(_("This screen listens to the scanner %(name)s now.", name=words(named.name)))
    response = redirect(url_for("scanners.choice"), code=303)
    response.set_cookie(
        SCANNER_COOKIE,
        asked,
        max_age=YEAR_S,
        secure=house().settings.web.https,
        httponly=True,
        samesite="Lax",
    )
    return response
