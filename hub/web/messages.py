"""A sentence said after a deed and shown on the next page: "The crate stands in the cold room." Kept with the session.

Not for: problems of a form (they stand at their field) and not for alerts (they are facts with a page of their own).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from flask import Response, g

from hub.people.visits import leave_messages, take_messages
from hub.web.access import house, visitor_or_none

Tone = Literal["ok", "wait", "warn", "bad"]
FIRST_REDIRECT = 300
FIRST_CLIENT_ERROR = 400


@dataclass(frozen=True, slots=True)
class Message:
    tone: str
    text: str


def say(text: object, tone: Tone = "ok") -> None:
    """Say it on the page that the visitor sees next (this one, if no redirect follows)."""
    _pending().append(Message(tone, str(text)))


def messages() -> list[Message]:
    """What was said and not yet shown; asking counts as showing."""
    said = list(_pending())
    g.said = []
    found = visitor_or_none()
    if found is None or not g.pop("has_messages", False):
        return said
    with house().database.write() as session:
        kept = [Message(row["tone"], row["text"]) for row in take_messages(session, found.session_hash)]
    return kept + said


def keep_messages(response: Response) -> Response:
    """After each request: what a redirecting page said waits for the next one."""
    found = visitor_or_none()
    if _pending() and found and FIRST_REDIRECT <= response.status_code < FIRST_CLIENT_ERROR:
        rows = [{"tone": message.tone, "text": message.text} for message in _pending()]
        with house().database.write() as session:
            leave_messages(session, found.session_hash, rows)
    return response


def _pending() -> list[Message]:
    if "said" not in g:
        g.said = []
    said: list[Message] = g.said
    return said
