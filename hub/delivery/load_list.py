"""A route's papers as values: the load list with the last stop first, and the day's notes of all routes for one file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from hub.delivery import cages, views
from hub.delivery.views import Load, RouteLoads
from hub.kernel.quantity import Mass
from hub.kernel.words import Language
from hub.labels.content import DeliveryNoteContent
from hub.labels.dialects.pdf_document import Bundled
from hub.labels.note_contents import LoadListContent, LoadStop
from hub.labels.notes.delivery_note import delivery_note
from hub.labels.notes.load_list import load_list
from hub.planning.records import Route


def subject_of(route: Route, deliver_on: date) -> str:
    return f"load_list:{route.code}:{deliver_on.isoformat()}"


def load_list_of(
    session: Session, of_route: RouteLoads, deliver_on: date, *, hub: str, language: Language, at: datetime
) -> LoadListContent:
    """Every stop of the route that has something packed or still to pack, the last one first. `at` is the hub's local time."""
    stops = [_stop(session, load, deliver_on) for load in reversed(of_route.loads)]
    return LoadListContent(
        hub=hub,
        route=of_route.route.name.in_(language) if of_route.route else "",
        deliver_on=deliver_on,
        made_at=at,
        stops=tuple(stops),
        made_up=any(
            bool(done.delivery.note.get("made_up")) for load in of_route.loads for done in load.closed
        ),
    )


def _stop(session: Session, load: Load, deliver_on: date) -> LoadStop:
    kitchen, rule = load.kitchen, load.rule
    packed = cages.packed_for(session, kitchen.id, deliver_on)
    return LoadStop(
        stop=str(rule.stop) if rule else "",
        kitchen=kitchen.name,
        address=kitchen.whole_address,
        window=f"{rule.window_from:%H:%M}–{rule.window_to:%H:%M}" if rule else "",
        crates=len(packed),
        net=Mass(sum(crate.net.milligrams for crate in packed)),
        storages=cages.storages_of(packed),
        cages=tuple(cage.sscc for cage in cages.cages_of(session, kitchen.id, deliver_on)),
        notes=tuple(str(done.delivery.note_number) for done in load.closed),
        phone=kitchen.phone or "",
        open_lines=load.left.lines - load.left.settled,
    )


def notes_of_day(
    session: Session, deliver_on: date, *, hub: str, language: Language, at: datetime
) -> Iterator[Bundled]:
    """Every note of a day in driving order, each route headed by its stops. A note is in its kitchen's language."""
    for of_route in views.loads(session, deliver_on):
        closed = [(load.kitchen, done) for load in of_route.loads for done in load.closed]
        if not closed:
            continue
        listed = load_list_of(session, of_route, deliver_on, hub=hub, language=language, at=at)
        head = replace(listed, stops=tuple(reversed(listed.stops)), driving=True)
        yield Bundled(load_list(head, language), begins=listed.route or hub)
        for kitchen, done in closed:
            content = DeliveryNoteContent.from_json(done.delivery.note)
            yield Bundled(delivery_note(content, kitchen.language))
