"""Sends letters about alarms over SMTP, one at a time: taken in one transaction, sent outside of any, settled in another.

A letter cut off in the middle of sending is sent again with the same Message-ID, by which mail programs know it for the same. Not
for: deciding who is written to (`hub.coldchain.escalation`).
"""

from __future__ import annotations

import hashlib
import logging
import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from hub.coldchain import letters
from hub.settings import AlarmSettings, MailSecurity
from hub.wiring import House

PATIENCE_S = 20
MOST_AT_ONCE = 50

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Letter:
    """What goes on the wire."""

    id: int
    key: str
    to: str
    subject: str
    body: str
    at: datetime


def send_waiting(house: House) -> int:
    """Every letter whose time has come; how many were sent. Without a mail server nothing is taken."""
    settings = house.settings.alarms
    if settings.host is None:
        return 0
    sent = 0
    for _ in range(MOST_AT_ONCE):
        letter = _take(house)
        if letter is None:
            break
        trouble = _send(settings, letter)
        with house.database.write() as session:
            letters.settle(session, letter.id, house.clock, trouble)
        sent += trouble is None
    return sent


def _take(house: House) -> Letter | None:
    with house.database.write() as session:
        taken = letters.take(session, house.clock)
        if taken is None:
            return None
        return Letter(taken.id, taken.key, taken.recipient, taken.subject, taken.body, taken.queued_at)


def _send(settings: AlarmSettings, letter: Letter) -> str | None:
    """None when the server took it, else what stood in the way."""
    try:
        with _server(settings) as server:
            if settings.security is MailSecurity.STARTTLS:
                server.starttls(context=ssl.create_default_context())
            if settings.login:
                server.login(settings.login, settings.password)
            server.send_message(as_message(settings.sender, letter))
    except (OSError, smtplib.SMTPException) as err:
        log.warning("the letter %s could not be sent: %s", letter.key, err)
        return f"{type(err).__name__}: {err}"
    return None


def _server(settings: AlarmSettings) -> smtplib.SMTP:
    host = settings.host or ""
    if settings.security is MailSecurity.TLS:
        return smtplib.SMTP_SSL(host, settings.port, timeout=PATIENCE_S, context=ssl.create_default_context())
    return smtplib.SMTP(host, settings.port, timeout=PATIENCE_S)


def as_message(sender: str, letter: Letter) -> EmailMessage:
    """The same letter is the same message, byte for byte."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, letter.to, letter.subject
    message["Date"] = format_datetime(letter.at)
    message["Message-ID"] = (
        f"<{hashlib.sha256(letter.key.encode()).hexdigest()[:32]}@{sender.rsplit('@', maxsplit=1)[-1]}>"
    )
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.body)
    return message
