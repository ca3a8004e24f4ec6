"""No other site can make a logged-in browser act here: a token bound to the cookie, and the browser's own word on the origin.

Every request that can change something is checked, log-in included.
"""

from __future__ import annotations

import hashlib
import hmac

from flask import request
from werkzeug.exceptions import Forbidden

from hub.web.sessions import browser_id

FIELD = "csrf"
HEADER = "X-Csrf"
SAFE = {"GET", "HEAD", "OPTIONS"}


class Forged(Forbidden):
    """The request was not made from a page of this house, or from a page that is too old."""


def csrf_token() -> str:
    """The token for this browser. It follows from the cookie, so a new log-in has a new token."""
    return hmac.new(browser_id().encode(), b"csrf", hashlib.sha256).hexdigest()


def check() -> None:
    """Before each request that can change something. Raises Forged."""
    if request.method in SAFE:
        return
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        raise Forged
    origin = request.headers.get("Origin")
    if origin is not None and origin.split("://", 1)[-1] != request.host:
        raise Forged
    sent = request.headers.get(HEADER) or request.form.get(FIELD, "")
    if not hmac.compare_digest(sent.encode(), csrf_token().encode()):
        raise Forged
