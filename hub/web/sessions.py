"""The browser's cookies and what they stand for: the session of a person, and the enrolment of a kiosk.

The cookie holds a random id; everything it means lies in the database, so that it can be ended at once. Before log-in the same
cookie holds an id that means nothing but lets the log-in form carry a token against forged requests.
"""

from __future__ import annotations

from typing import cast

from flask import Response, g, request
from werkzeug.wrappers import Response as AnyResponse

from hub.kernel.ids import token
from hub.people.records import Kiosk
from hub.people.visits import find_kiosk, find_visit, note_seen
from hub.web.access import Visitor, house
from hub.web.language import language_of

# A page that is left open asks for alarms all night; that is nobody's use of it.
ASKS_BY_ITSELF = "room_days.banner"
KIOSK_COOKIE_S = 400 * 24 * 3600


def cookie_name(kind: str = "") -> str:
    """`__Host-` binds a cookie to this host over https, so that no neighbour can plant one."""
    name = f"samlast{kind}"
    return f"__Host-{name}" if house().settings.web.https else name


def browser_id() -> str:
    """The random id in the visitor's cookie; a new one is made for a browser that has none."""
    if "browser_id" not in g:
        g.browser_id = request.cookies.get(cookie_name()) or _fresh()
    return cast("str", g.browser_id)


def renew_browser_id() -> str:
    """A new id, at log-in and at log-out: an id that somebody else planted or saw is worth nothing."""
    g.browser_id = _fresh()
    return cast("str", g.browser_id)


def _fresh() -> str:
    g.browser_id_is_new = True
    return token()


def recognise() -> None:
    """Before each request: who is this? Rights are read anew each time, so that a right taken away is gone at once."""
    g.visitor = None
    known = request.cookies.get(cookie_name())
    if not known or request.endpoint == "static":
        return
    clock = house().clock
    with house().database.read() as session:
        visit = find_visit(session, known, clock)
    if visit is None:
        return
    if visit.due_for_a_note(clock.now()) and request.endpoint != ASKS_BY_ITSELF:
        with house().database.write() as session:
            note_seen(session, visit.session_hash, clock)
    g.has_messages = visit.has_messages
    g.visitor = Visitor(
        person=visit.person,
        language=language_of(visit.person),
        permissions=house().roles.permissions_of(role.role for role in visit.person.roles),
        session_hash=visit.session_hash,
        kiosk_id=visit.kiosk_id,
    )


def kiosk() -> Kiosk | None:
    """The enrolled kiosk that this browser is, if it is one and was not revoked."""
    known = request.cookies.get(cookie_name("-kiosk"))
    if not known:
        return None
    with house().database.read() as session:
        return find_kiosk(session, known)


def set_kiosk_cookie(response: AnyResponse, secret: str) -> None:
    response.set_cookie(
        cookie_name("-kiosk"),
        secret,
        max_age=KIOSK_COOKIE_S,
        secure=house().settings.web.https,
        httponly=True,
        samesite="Lax",
    )


def hand_out_cookie(response: Response) -> Response:
    """After each request: a new id travels back; it lives as long as the browser is open."""
    if g.get("browser_id_is_new"):
        response.set_cookie(
            cookie_name(), g.browser_id, secure=house().settings.web.https, httponly=True, samesite="Lax"
        )
    return response
