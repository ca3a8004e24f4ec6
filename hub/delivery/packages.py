"""Consignment labels: how many packages a kitchen's delivery stands in, each numbered, with kitchen, stop and window in large type.

A package is what is carried or rolled as one: a stack, a roll cage, a crate alone. All packages of a kitchen and day share the number
of their consignment; only a roll cage has one of its own (`cages`).
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.catalogue.records import Kitchen
from hub.delivery.cages import packed_for, storages_of
from hub.delivery.errors import DeliveryUnknown, PackagesUnlikely
from hub.kernel.clock import Clock
from hub.kernel.quantity import Mass
from hub.labels import service as labels
from hub.labels.content import PaperKind
from hub.labels.label_contents import ConsignmentContent
from hub.labels.records import PrintJob
from hub.orders.records import Order
from hub.people.records import Person
from hub.planning.records import DeliveryRule

MOST_PACKAGES = 40


def ginc(gs1_prefix: str, kitchen_id: int, delivery_on: date) -> str:
    """The consignment's number under GS1 identifier 401: the hub's prefix, the kitchen, the day. None without a prefix of its own."""
    return f"{gs1_prefix}{kitchen_id:05d}{delivery_on:%y%m%d}" if gs1_prefix else ""


def queue_labels(
    session: Session,
    *,
    kitchen_id: int,
    delivery_on: date,
    packages: int,
    sender: str,
    gs1_prefix: str,
    printer: str,
    by: Person,
    clock: Clock,
    operation: str,
) -> list[PrintJob]:
    """One label for each package, "1 / 3" to "3 / 3". Asked twice in one act, they are queued once."""
    kitchen = session.get(Kitchen, kitchen_id)
    if kitchen is None:
        raise DeliveryUnknown(kitchen=kitchen_id)
    if not 1 <= packages <= MOST_PACKAGES:
        raise PackagesUnlikely(packages=packages, most=MOST_PACKAGES)
    language = kitchen.language
    rule = session.get(DeliveryRule, (kitchen_id, delivery_on.weekday()))
    crates = packed_for(session, kitchen_id, delivery_on)
    alone = packages == 1 and bool(crates)
    made_up = session.scalar(
        select(Order.made_up).where(Order.kitchen_id == kitchen_id, Order.delivery_on == delivery_on).limit(1)
    )
    return [
        labels.queue(
            session,
            printer=printer,
            kind=PaperKind.CONSIGNMENT_LABEL,
            subject=f"package:{kitchen.code}:{delivery_on.isoformat()}:{number}",
            language=language,
            content=ConsignmentContent(
                kitchen=kitchen.name,
                delivery_on=delivery_on,
                number=number,
                of=packages,
                address=kitchen.whole_address,
                route=rule.route.name.in_(language) if rule else "",
                stop=str(rule.stop) if rule else "",
                window=f"{rule.window_from:%H:%M}–{rule.window_to:%H:%M}" if rule else "",
                sender=sender,
                # What stands in which of several packages nobody has said.
                crates=len(crates) if alone else None,
                net=Mass(sum(crate.net.milligrams for crate in crates)) if alone else None,
                storages=storages_of(crates),
                ginc=ginc(gs1_prefix, kitchen_id, delivery_on),
                made_up=bool(made_up),
            ),
            by=by,
            clock=clock,
            operation=f"{operation}:{number}"[-64:],
        )
        for number in range(1, packages + 1)
    ]
