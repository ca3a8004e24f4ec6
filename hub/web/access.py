"""Who is at the browser and what the page may be asked for. Every view says `@requires(...)`, `@signed_in` or `@public`.

The decorators only mark a view; `guard` decides before each request and refuses a view without a mark.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from flask import current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response

from hub.kernel.errors import NotPermitted
from hub.kernel.words import Language
from hub.people.permissions import Permission
from hub.people.records import Person
from hub.wiring import House

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "asks_for"


@dataclass(frozen=True, slots=True)
class Asks:
    """What a view asks for: nothing at all, a log-in, or one of the rights."""

    log_in: bool
    any_of: frozenset[Permission] = frozenset()


@dataclass(frozen=True, slots=True)
class Visitor:
    """The person at the browser, with the language of this visit and the rights of the roles held now."""

    person: Person
    language: Language
    permissions: frozenset[Permission]
    session_hash: str
    kiosk_id: int | None

    def can(self, permission: Permission) -> bool:
        return permission in self.permissions


def requires(first: Permission, *others: Permission) -> Callable[[View], View]:
    """Let in whoever holds any of the rights."""
    return _marking(Asks(log_in=True, any_of=frozenset((first, *others))))


def reads_label(view: View) -> View:
    """Let in whoever a crate passes on its way: the label's code leads there, and each sees what concerns them."""
    return requires(
        Permission.CRATES_READ,
        Permission.LOAD_CLOSE,
        Permission.STOP_DELIVER,
        Permission.ORDERS_READ,
        Permission.LINES_ANSWER,
    )(view)


def signed_in(view: View) -> View:
    """Let in whoever is logged in: for a person's own pages."""
    return _marking(Asks(log_in=True))(view)


def public(view: View) -> View:
    """Let in everybody, by name and on purpose."""
    return _marking(Asks(log_in=False))(view)


def asked_by(view: object) -> Asks | None:
    """The mark of a view, or None for a view that somebody forgot to mark."""
    return cast("Asks | None", getattr(view, _MARK, None))


def house() -> House:
    """The running house behind the application."""
    return cast("House", current_app.extensions["house"])


def visitor() -> Visitor:
    """The person at the browser; only for views that ask for a log-in."""
    found = visitor_or_none()
    if found is None:
        raise NotPermitted
    return found


def visitor_or_none() -> Visitor | None:
    return cast("Visitor | None", g.get("visitor"))


def guard() -> Response | None:
    """Before each request: send the unknown to the log-in page, refuse the known without the right."""
    if request.endpoint is None:
        return None
    asks = asked_by(current_app.view_functions[request.endpoint])
    if asks is None:
        msg = f"the view of {request.endpoint} does not say whom it lets in"
        raise RuntimeError(msg)
    if not asks.log_in:
        return None
    found = visitor_or_none()
    if found is None:
        return _to_log_in()
    if asks.any_of and not asks.any_of & found.permissions:
        raise NotPermitted(rights=", ".join(sorted(asks.any_of)))
    return None


def _to_log_in() -> Response:
    onward = request.full_path.rstrip("?") if request.method == "GET" else None
    address = url_for("log_in.page", onward=onward if onward != "/" else None)
    if "HX-Request" in request.headers:
        # A redirect would be followed inside the fragment; htmx moves the whole page for this header.
        return Response(status=401, headers={"HX-Redirect": address})
    if request.accept_mimetypes.best == "text/event-stream":
        return Response(status=401)
    return redirect(address, code=303)


def _marking(asks: Asks) -> Callable[[View], View]:
    def mark(view: View) -> View:
        setattr(view, _MARK, asks)
        return view

    return mark
