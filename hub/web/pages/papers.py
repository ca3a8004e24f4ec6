"""Papers to work by and slips to hand out, each as A4 to look at and queued for the printer of notes: pick list, collection order,
load list, receiving slip, weighing ticket, and all delivery notes of a day in one file.

Not for: the delivery note itself, which is a proof and is frozen when its load is closed (delivery).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from flask import Blueprint, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from hub.catalogue import views as catalogue
from hub.catalogue.records import Producer
from hub.delivery import load_list, views
from hub.delivery.views import RouteLoads
from hub.kernel.errors import NotFound
from hub.kernel.words import Language
from hub.labels import service as labels
from hub.labels.all_contents import NoteContent
from hub.labels.dialects.pdf_document import Bundled, bundle_pdf
from hub.labels.note_contents import (
    CollectionOrderContent,
    LoadListContent,
    PickListContent,
    ReceivingSlipContent,
    TicketScale,
    WeighingTicketContent,
)
from hub.labels.note_phrases import NotePhrase, note
from hub.labels.notes.collection_order import collection_order
from hub.labels.phrases import day as written_day
from hub.labels.records import PrintJob
from hub.orders import paper as order_paper
from hub.people.permissions import Permission
from hub.picking import paper as pick_paper
from hub.picking import views as picking
from hub.picking.views import PickList
from hub.receiving import paper as receiving_paper
from hub.receiving import record_book
from hub.receiving.record_book import WholeEntry
from hub.web import floor
from hub.web.access import house, requires, visitor
from hub.web.language import language
from hub.web.paper_answers import hub_party, local_now, note_as_pdf, on_duty, pdf, queued

blueprint = Blueprint("papers", __name__)
orders_goods = requires(Permission.WEEK_READ, Permission.LINES_ANSWER)
sees_slips = requires(Permission.CRATES_WEIGH_IN, Permission.GOODS_READ, Permission.LINES_ANSWER)
sees_notes = requires(Permission.LOAD_CLOSE, Permission.STOP_DELIVER)


def _queue(
    session: Session, content: NoteContent, *, subject: str, language: Language, operation: str
) -> PrintJob:
    return labels.queue(
        session,
        printer=floor.printer_for(content.kind),
        kind=content.kind,
        subject=subject,
        language=language,
        content=content,
        by=visitor().person,
        clock=house().clock,
        operation=operation,
    )


# ---- the pick list of a kitchen and day, in the language of whoever picks


@blueprint.get("/picking/<day>/<int:kitchen_id>/list.pdf")
@requires(Permission.PICKS_READ)
def pick_list(day: str, kitchen_id: int) -> Response:
    with house().database.read() as session:
        listed, content = _pick_list(session, floor.day_in(day), kitchen_id)
    return note_as_pdf(content, language(), f"pick-list-{listed.kitchen.code}-{day}")


@blueprint.post("/picking/<day>/<int:kitchen_id>/print")
@requires(Permission.PICKS_READ)
def print_pick_list(day: str, kitchen_id: int) -> Response:
    def queue(session: Session, operation: str) -> PrintJob:
        listed, content = _pick_list(session, floor.day_in(day), kitchen_id)
        subject = pick_paper.subject_of(listed)
        return _queue(session, content, subject=subject, language=language(), operation=operation)

    return queued(queue, url_for("picking.page", day=day, kitchen_id=kitchen_id))


def _pick_list(session: Session, deliver_on: date, kitchen_id: int) -> tuple[PickList, PickListContent]:
    listed = picking.pick_list(
        session,
        kitchen_id=kitchen_id,
        deliver_on=deliver_on,
        tolerance_per_mille=floor.picking_per_mille(),
        language=language(),
    )
    content = pick_paper.pick_list_of(
        session, listed, hub=hub_party().name, language=language(), at=local_now()
    )
    return listed, content


# ---- the collection order of a producer and day, in its language


@blueprint.get("/collections/<day>/<int:producer_id>/order.pdf")
@orders_goods
def collection_order_paper(day: str, producer_id: int) -> Response:
    with house().database.read() as session:
        producer = _seen_producer(session, producer_id, Permission.WEEK_READ)
        content = _collection_order(session, producer, floor.day_in(day))
    return note_as_pdf(content, producer.language, f"collection-{producer.code}-{day}")


@blueprint.post("/collections/<day>/<int:producer_id>/print")
@requires(Permission.WEEK_READ)
def print_collection_order(day: str, producer_id: int) -> Response:
    collect_on = floor.day_in(day)

    def queue(session: Session, operation: str) -> PrintJob:
        producer = _seen_producer(session, producer_id, Permission.WEEK_READ)
        return _queue(
            session,
            _collection_order(session, producer, collect_on),
            subject=order_paper.subject_of(producer, collect_on),
            language=producer.language,
            operation=operation,
        )

    return queued(queue, f"{url_for('planning.week')}?from={collect_on.isoformat()}")


@blueprint.get("/collections/<day>/orders.pdf")
@requires(Permission.WEEK_READ)
def collection_orders(day: str) -> Response:
    """Of every producer that day, in the order of the routes; one file for whoever drives."""
    collect_on = floor.day_in(day)
    with house().database.read() as session:
        contents = [
            (producer.language, _collection_order(session, producer, collect_on))
            for producer in order_paper.producers_of(session, collect_on)
        ]
    if not contents:
        raise NotFound(day=day)
    documents = (Bundled(collection_order(content, spoken)) for spoken, content in contents)
    name = f"{note(NotePhrase.COLLECTION_ORDER, language())} {written_day(collect_on, language())}"
    return pdf(bundle_pdf(documents, name, language()), f"collections-{day}")


def _collection_order(session: Session, producer: Producer, collect_on: date) -> CollectionOrderContent:
    return order_paper.collection_order_of(
        session, producer, collect_on, hub=hub_party(), contact=on_duty(), at=local_now()
    )


def _seen_producer(session: Session, producer_id: int, *of_all: Permission) -> Producer:
    """A producer sees its own papers; another's is not there at all, unless the visitor may see those of all."""
    every = any(visitor().can(right) for right in of_all)
    found = catalogue.producer(session, producer_id)
    if found is None or not (every or visitor().person.producer_id == producer_id):
        raise NotFound(producer=producer_id)
    return found


# ---- the papers of a route


@blueprint.get("/loads/<day>/routes/<int:route_id>/load-list.pdf")
@requires(Permission.LOAD_CLOSE)
def load_list_paper(day: str, route_id: int) -> Response:
    with house().database.read() as session:
        of_route = _route(session, floor.day_in(day), route_id)
        content = _load_list(session, of_route, floor.day_in(day))
    return note_as_pdf(content, language(), f"load-list-{day}-{route_id}")


@blueprint.post("/loads/<day>/routes/<int:route_id>/print")
@requires(Permission.LOAD_CLOSE)
def print_load_list(day: str, route_id: int) -> Response:
    deliver_on = floor.day_in(day)

    def queue(session: Session, operation: str) -> PrintJob:
        of_route = _route(session, deliver_on, route_id)
        if of_route.route is None:
            raise NotFound(route=route_id)
        return _queue(
            session,
            _load_list(session, of_route, deliver_on),
            subject=load_list.subject_of(of_route.route, deliver_on),
            language=language(),
            operation=operation,
        )

    return queued(queue, url_for("delivery.loads", day=day))


def _route(session: Session, deliver_on: date, route_id: int) -> RouteLoads:
    for one in views.loads(session, deliver_on):
        if one.route is not None and one.route.id == route_id:
            return one
    raise NotFound(route=route_id)


def _load_list(session: Session, of_route: RouteLoads, deliver_on: date) -> LoadListContent:
    return load_list.load_list_of(
        session, of_route, deliver_on, hub=hub_party().name, language=language(), at=local_now()
    )


@blueprint.get("/loads/<day>/notes.pdf")
@sees_notes
def notes_of_day(day: str) -> Response:
    """Every delivery note of the day in driving order, each route on pages of its own."""
    deliver_on = floor.day_in(day)
    with house().database.read() as session:
        bundled = list(
            load_list.notes_of_day(
                session, deliver_on, hub=hub_party().name, language=language(), at=local_now()
            )
        )
    if not bundled:
        raise NotFound(day=day)
    name = note(NotePhrase.DAY_NOTES, language(), day=written_day(deliver_on, language()))
    return pdf(bundle_pdf(bundled, name, language()), f"notes-{day}")


# ---- the slip of what a producer brought, in its language


@blueprint.get("/receiving/<day>/farms/<int:producer_id>/slip.pdf")
@sees_slips
def slip(day: str, producer_id: int) -> Response:
    with house().database.read() as session:
        producer = _seen_producer(session, producer_id, Permission.CRATES_WEIGH_IN, Permission.GOODS_READ)
        content = _slip(session, producer, floor.day_in(day))
    return note_as_pdf(content, producer.language, f"slip-{producer.code}-{day}")


@blueprint.post("/receiving/<day>/farms/<int:producer_id>/print")
@requires(Permission.CRATES_WEIGH_IN)
def print_slip(day: str, producer_id: int) -> Response:
    collect_on = floor.day_in(day)

    def queue(session: Session, operation: str) -> PrintJob:
        producer = _seen_producer(session, producer_id, Permission.CRATES_WEIGH_IN)
        return _queue(
            session,
            _slip(session, producer, collect_on),
            subject=receiving_paper.slip_subject(producer, collect_on),
            language=producer.language,
            operation=operation,
        )

    return queued(queue, url_for("receiving.farm", day=day, producer_id=producer_id))


def _slip(session: Session, producer: Producer, collect_on: date) -> ReceivingSlipContent:
    return receiving_paper.slip_of(
        session,
        producer,
        collect_on,
        hub=hub_party(),
        contact=on_duty(),
        desk=floor.label_desk(producer.language),
        tolerance=floor.receiving_tolerance(),
        at=local_now(),
    )


# ---- the ticket of one weighing, in the language of whoever reads it


@blueprint.get("/weighings/<scale>/<int:number>/ticket.pdf")
@requires(Permission.WEIGHINGS_READ)
def ticket(scale: str, number: int) -> Response:
    with house().database.read() as session:
        content = _ticket(session, record_book.whole(session, scale, number))
    return note_as_pdf(content, language(), f"weighing-{scale}-{number}")


@blueprint.post("/weighings/<scale>/<int:number>/print")
@requires(Permission.WEIGHINGS_READ)
def print_ticket(scale: str, number: int) -> Response:
    def queue(session: Session, operation: str) -> PrintJob:
        kept = record_book.whole(session, scale, number)
        return _queue(
            session,
            _ticket(session, kept),
            subject=receiving_paper.ticket_subject(kept.entry.weighing),
            language=language(),
            operation=operation,
        )

    return queued(queue, url_for("weighings.one", scale=scale, number=number))


def _ticket(session: Session, kept: WholeEntry) -> WeighingTicketContent:
    declared = house().settings.devices.scale(kept.entry.weighing.scale)
    name = declared.name.in_(language()) if declared else kept.entry.weighing.scale
    scale = TicketScale(name)
    if declared is not None:
        scale = TicketScale(
            name,
            accuracy_class=declared.accuracy_class,
            maximum=declared.maximum,
            minimum=declared.minimum,
            division=declared.division,
        )
    content = receiving_paper.ticket_of(
        session,
        kept,
        hub=hub_party(),
        scale=scale,
        language=language(),
        zone=house().settings.hub.zone,
    )
    # Where the devices are simulated, so are the weights.
    return replace(content, made_up=house().settings.demo.panel_url is not None)
