"""How a page hands out a paper: as PDF to look at, or queued for its printer with a word about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import make_response, redirect, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from hub.kernel.ids import token
from hub.kernel.words import Language
from hub.labels.all_contents import LabelContent, NoteContent
from hub.labels.content import Party
from hub.labels.dialects.pdf_document import document_pdf
from hub.labels.notes.composing import document_of
from hub.labels.plain import plain_of
from hub.labels.records import PrintJob
from hub.labels.render import layout_named, render
from hub.settings import LABELS_FOLDER
from hub.web.access import house, visitor
from hub.web.messages import say
from hub.web.texts import title


def pdf(raw: bytes, name: str) -> Response:
    response = make_response(raw)
    response.headers["Content-Type"] = "application/pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


def note_as_pdf(content: NoteContent, language: Language, name: str) -> Response:
    """A note on A4. It is drawn for whoever asks and is no paper of the printer's queue."""
    return pdf(document_pdf(document_of(content, language)), name)


def label_as_pdf(content: LabelContent, layout: str, language: Language, name: str) -> Response:
    """A label in a layout of config/labels, for an office printer."""
    found = layout_named(house().settings.config_dir / LABELS_FOLDER, layout)
    return pdf(render(found, plain_of(content, language=language), "pdf"), name)


def queued(queue: Callable[[Session, str], PrintJob], back: str) -> Response:
    """Queue a paper in a transaction of its own, say so, and go back. The same act twice is one paper."""
    operation = request.form.get("operation") or token()
    with house().database.write() as session:
        job = queue(session, operation)
        done = _("%(paper)s is queued for its printer.", paper=title(job.kind))
    say(done)
    return redirect(back, code=303)


def hub_party() -> Party:
    """The hub as it stands on every note."""
    hub = house().settings.hub
    return Party(hub.name, hub.address, hub.phone, hub.approval_number)


def on_duty() -> str:
    """Whom to ring: as the settings say it, else the person who makes the paper."""
    return house().settings.hub.on_duty or visitor().person.name


def local_now() -> datetime:
    return house().clock.now().astimezone(house().settings.hub.zone)
