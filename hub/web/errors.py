"""From an error to an answer, in one place: the status, and a page, a fragment or JSON that says what to do."""

from __future__ import annotations

import logging
import secrets

from flask import Flask, jsonify, render_template, request
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response

from hub.kernel.errors import Conflict, DeviceTrouble, HubError, NotFound, NotPermitted, RuleBroken
from hub.web.addresses import AddressUnclear
from hub.web.csrf import Forged
from hub.web.texts import sentence

log = logging.getLogger(__name__)

STATUS: tuple[tuple[type[HubError], int], ...] = (
    (Conflict, 409),
    (RuleBroken, 422),
    (NotFound, 404),
    (NotPermitted, 403),
    (DeviceTrouble, 503),
)


def status_of(error: HubError) -> int:
    """The first branch of the error tree that fits; anything else is our own fault."""
    return next((status for kind, status in STATUS if isinstance(error, kind)), 500)


def answer_errors(app: Flask) -> None:
    app.register_error_handler(HubError, _hub_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def _hub_error(error: HubError) -> Response:
    status = status_of(error)
    if isinstance(error, AddressUnclear):
        return _answer(404, _("There is nothing here"), sentence(error), onward=request.path)
    if isinstance(error, NotFound):
        return _answer(404, _("There is nothing here"), _not_here())
    if isinstance(error, NotPermitted):
        log.warning("refused %s %s: %s", request.method, request.path, error)
        return _answer(403, _("You may not do this"), _ask_for_a_right())
    if status >= InternalServerError.code:
        log.error("%s %s: %s", request.method, request.path, error)
    return _answer(status, _("This was not done"), sentence(error), code=error.code)


def _http_error(error: HTTPException) -> Response:
    if isinstance(error, Forged):
        log.warning("refused %s %s: not from a page of ours", request.method, request.path)
        says = _("The page was open for too long, or you have logged in since. Open it again and repeat.")
        return _answer(403, _("Open the page again"), says)
    status = error.code or 500
    titles = {
        404: (_("There is nothing here"), _not_here()),
        405: (_("This address cannot be used like that"), _("Go back and use the buttons of the page.")),
        413: (_("That was too much at once"), _("Send a smaller file, or fewer photos at a time.")),
        503: (
            _("Too many open screens"),
            _("Close screens that nobody looks at, then open this page again."),
        ),
    }
    if status >= InternalServerError.code and status not in titles:
        return _unexpected(error)
    title, says = titles.get(status, (_("This was not understood"), _("Go back and try again.")))
    return _answer(status, title, says)


def _unexpected(error: Exception) -> Response:
    """The edge of a request: logged whole under a number that the person can pass on."""
    reference = secrets.token_hex(4).upper()
    log.error("reference %s: %s %s", reference, request.method, request.path, exc_info=error)
    if request.method in ("GET", "HEAD"):
        # Who only looks, or whose page looks by itself, has kept nothing: a word on saving would be taken for their last act.
        says = _("This could not be shown. Try once more; if it happens again, tell the hub this number.")
    else:
        says = _("Nothing of it was kept. Try once more; if it happens again, tell the hub this number.")
    return _answer(500, _("Something went wrong here"), says, reference=reference)


def _answer(
    status: int, title: str, says: str, *, code: str = "", reference: str = "", onward: str = ""
) -> Response:
    """`onward`: where the same page is found without what cannot be."""
    if request.accept_mimetypes.best == "application/json":
        body = {"error": code or status, "says": says, "reference": reference or None}
        response: Response = jsonify(body)
    else:
        page = "errors/_fragment.html" if "HX-Request" in request.headers else "errors/page.html"
        response = Response(
            render_template(
                page, status=status, headline=title, says=says, reference=reference, onward=onward
            ),
            mimetype="text/html",
        )
    response.status_code = status
    return response


def _not_here() -> str:
    return str(_("The address is wrong, or what stood here is not yours to see."))


def _ask_for_a_right() -> str:
    return str(_("Your account has no right to it. If you need it for your work, ask an administrator."))
