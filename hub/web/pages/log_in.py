"""Logging in and out: by password anywhere, by badge and PIN on an enrolled kiosk."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from hub.labels.codes.reading import read_code
from hub.people import service, throttle, visits
from hub.people.records import Person
from hub.web.access import house, public, signed_in, visitor, visitor_or_none
from hub.web.format import clock_time
from hub.web.language import COOKIE as LANGUAGE_COOKIE
from hub.web.sessions import kiosk, renew_browser_id

blueprint = Blueprint("log_in", __name__)


@blueprint.get("/log-in")
@public
def page() -> Response:
    if visitor_or_none() is not None:
        return redirect(_onward(), code=303)
    return _form(200)


@blueprint.post("/log-in")
@public
def log_in() -> Response:
    """Password anywhere. The answer and its time are the same for an unknown login and for a wrong password."""
    login = request.form.get("login", "")
    key = throttle.key_of("login", login)
    waits = _waits(key)
    if waits:
        return _form(429, problem=_delayed(waits), login=login)
    with house().database.read() as session:
        person = service.find_by_login(session, login)
    fits = service.password_fits(person, request.form.get("password", ""))
    if not _let_in(key, person, fits=fits, at_kiosk=False):
        return _form(422, problem=_("Login or password is not right. Check both and try again."), login=login)
    return redirect(_onward(), code=303)


@blueprint.post("/log-in/badge")
@public
def log_in_by_badge() -> Response:
    """Badge and PIN, two factors, good on an enrolled kiosk only."""
    if kiosk() is None:
        return _form(
            403, badge_problem=_("Badges work only on the hub's own screens. Use login and password.")
        )
    code = read_code(request.form.get("badge", ""))
    if code.crate:
        return _form(422, badge_problem=_("This is the label of a crate, not a badge. Scan the badge."))
    badge = code.bare
    key = throttle.key_of("badge", badge)
    waits = _waits(key)
    if waits:
        return _form(429, badge_problem=_delayed(waits))
    with house().database.read() as session:
        person = service.find_by_badge(session, badge)
    fits = service.pin_fits(person, request.form.get("pin", ""))
    if not _let_in(key, person, fits=fits, at_kiosk=True):
        return _form(422, badge_problem=_("Badge or PIN is not right. Scan the badge again."))
    response = redirect(_onward(), code=303)
    # A kiosk is shared: the next person meets their own language, not the choice of the one before.
    response.delete_cookie(LANGUAGE_COOKIE)
    return response


@blueprint.post("/log-out")
@signed_in
def log_out() -> Response:
    with house().database.write() as session:
        visits.log_out(session, visitor().session_hash, house().clock)
    renew_browser_id()
    return redirect(url_for("log_in.page", out=1), code=303)


def _let_in(key: str, person: Person | None, *, fits: bool, at_kiosk: bool) -> bool:
    clock = house().clock
    device = kiosk() if at_kiosk else None
    with house().database.write() as session:
        admitted = service.settle_log_in(session, key, person, fits=fits, clock=clock)
        if admitted is None:
            return False
        before = visitor_or_none()
        if before is not None:
            visits.log_out(session, before.session_hash, clock)
        visits.open_visit(session, admitted, clock, secret=renew_browser_id(), kiosk=device)
    return True


def _waits(key: str) -> datetime | None:
    with house().database.read() as session:
        return throttle.blocked_until(session, key, house().clock.now())


def _delayed(until: datetime) -> str:
    return str(_("Too many tries in a row. Wait until %(time)s, then try again.", time=clock_time(until)))


def _form(status: int, *, problem: str = "", badge_problem: str = "", login: str = "") -> Response:
    page_text = render_template(
        "log_in/page.html",
        kiosk=kiosk(),
        problem=problem,
        badge_problem=badge_problem,
        login=login,
        onward=request.values.get("onward", ""),
        is_out="out" in request.args,
    )
    return make_response(page_text, status)


def _onward() -> str:
    """Where the person wanted to go before log-in; only ever a path of this house."""
    asked = request.values.get("onward", "")
    parts = urlsplit(asked)
    own = (
        asked.startswith("/")
        and not asked.startswith(("//", "/\\"))
        and not parts.scheme
        and not parts.netloc
    )
    return asked if own else url_for("home.page")
