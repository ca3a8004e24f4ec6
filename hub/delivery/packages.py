"""Packages: how many a kitchen's delivery stands in, each with a label and a number of its own, kitchen, stop and window in large type.

A package is what is carried or rolled as one: a stack, a roll cage, a crate alone. Each is a unit of its own (SSCC), and all of a
kitchen and day share the number of their consignment (GINC). What stands in which of them nobody says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.catalogue.records import Kitchen
from hub.delivery.cages import packed_for, storages_of
from hub.delivery.errors import DeliveryUnknown, PackagesUnlikely, PackageUnknown, PackageVoided
from hub.delivery.records import Delivery, Package
from hub.kernel.clock import Clock
from hub.kernel.quantity import Mass
from hub.labels import service as labels
from hub.labels.codes.reading import read_code
from hub.labels.content import PaperKind
from hub.labels.label_contents import ConsignmentContent
from hub.labels.records import PrintJob
from hub.orders.records import Order
from hub.people.records import Person
from hub.planning.records import DeliveryRule
from hub.stock import service as stock
from hub.stock.papers import PACKAGE, Desk
from hub.storage.numbers import hold_series

PACKAGES = "package"
MOST_PACKAGES = 40


@dataclass(frozen=True, slots=True)
class KnownPackage:
    """A package with whose it is and the load that took it along; `refusal` is why its label does not hold any more."""

    package: Package
    kitchen: Kitchen
    delivery: Delivery | None
    refusal: PackageVoided | None


def ginc(gs1_prefix: str, kitchen_id: int, delivery_on: date) -> str:
    """The consignment's number under GS1 identifier 401: the hub's prefix, the kitchen, the day. None without a prefix of its own."""
    return f"{gs1_prefix}{kitchen_id:05d}{delivery_on:%y%m%d}" if gs1_prefix else ""


def subject_of(package: Package) -> str:
    return f"{PACKAGE}:{package.sscc}"


def queue_labels(
    session: Session,
    *,
    kitchen_id: int,
    delivery_on: date,
    packages: int,
    sender: str,
    desk: Desk,
    by: Person,
    clock: Clock,
    operation: str,
) -> list[PrintJob]:
    """One label for each package, "1 / 3" to "3 / 3". Asked twice in one act, they are queued once.

    Asked again while nothing on them has changed, they are copies for the same packages. Else the packages are numbered anew, and
    the labels of before are void: they say what is no longer so.
    """
    hold_series(session, PACKAGES)
    if done := _queued_in(session, operation, packages):
        return done
    kitchen = session.get(Kitchen, kitchen_id)
    if kitchen is None:
        raise DeliveryUnknown(kitchen=kitchen_id)
    if not 1 <= packages <= MOST_PACKAGES:
        raise PackagesUnlikely(packages=packages, most=MOST_PACKAGES)
    says = _content(session, kitchen, delivery_on, of=packages, sender=sender, gs1_prefix=desk.gs1_prefix)
    standing = waiting(session, kitchen_id, delivery_on)
    if not _still_says(session, standing, says):
        _void(session, standing, clock=clock)
        standing = [
            Package(
                sscc=stock.new_unit_number(session, desk.gs1_prefix),
                kitchen_id=kitchen_id,
                delivery_on=delivery_on,
                number=number,
                of=packages,
                made_at=clock.now(),
                made_by_id=by.id,
            )
            for number in range(1, packages + 1)
        ]
        session.add_all(standing)
        session.flush()
    return [
        labels.queue(
            session,
            printer=desk.printer,
            kind=PaperKind.CONSIGNMENT_LABEL,
            subject=subject_of(one),
            language=kitchen.language,
            content=replace(says, number=one.number, sscc=one.sscc, page=desk.page_of(one.sscc)),
            by=by,
            clock=clock,
            operation=_operation(operation, one.number),
        )
        for one in standing
    ]


def _content(
    session: Session, kitchen: Kitchen, delivery_on: date, *, of: int, sender: str, gs1_prefix: str
) -> ConsignmentContent:
    """What all packages of the load say alike."""
    language = kitchen.language
    rule = session.get(DeliveryRule, (kitchen.id, delivery_on.weekday()))
    crates = packed_for(session, kitchen.id, delivery_on)
    alone = of == 1 and bool(crates)
    made_up = session.scalar(
        select(Order.made_up).where(Order.kitchen_id == kitchen.id, Order.delivery_on == delivery_on).limit(1)
    )
    return ConsignmentContent(
        kitchen=kitchen.name,
        delivery_on=delivery_on,
        number=0,
        of=of,
        address=kitchen.whole_address,
        route=rule.route.name.in_(language) if rule else "",
        stop=str(rule.stop) if rule else "",
        window=f"{rule.window_from:%H:%M}–{rule.window_to:%H:%M}" if rule else "",
        sender=sender,
        # What stands in which of several packages nobody has said.
        crates=len(crates) if alone else None,
        net=Mass(sum(crate.net.milligrams for crate in crates)) if alone else None,
        storages=storages_of(crates),
        ginc=ginc(gs1_prefix, kitchen.id, delivery_on),
        made_up=bool(made_up),
    )


def _still_says(session: Session, standing: Sequence[Package], says: ConsignmentContent) -> bool:
    """Whether the labels that these packages have say the same as new ones would."""
    if not standing:
        return False
    first = session.scalars(select(PrintJob).where(PrintJob.subject == subject_of(standing[0]))).first()
    if first is None:
        return False
    before = ConsignmentContent.from_json(first.content)
    return replace(before, number=0, sscc="", page="") == says


def _void(session: Session, standing: Sequence[Package], *, clock: Clock) -> None:
    for one in standing:
        one.voided_at = clock.now()
        session.flush()
        labels.void_papers(session, subject_of(one), clock=clock)


def _operation(operation: str, number: int) -> str:
    return f"{operation}:{number}"[-64:]


def _queued_in(session: Session, operation: str, packages: int) -> list[PrintJob]:
    acts = [_operation(operation, number) for number in range(1, packages + 1)]
    return list(session.scalars(select(PrintJob).where(PrintJob.operation.in_(acts)).order_by(PrintJob.id)))


# ---- reads


def waiting(session: Session, kitchen_id: int, delivery_on: date) -> list[Package]:
    """The set in use that no closed load has taken along yet, in its order."""
    return list(
        session.scalars(
            select(Package)
            .where(
                Package.kitchen_id == kitchen_id,
                Package.delivery_on == delivery_on,
                Package.delivery_id.is_(None),
                Package.voided_at.is_(None),
            )
            .order_by(Package.number)
        )
    )


def known_package(session: Session, sscc: str) -> KnownPackage:
    """Raises PackageUnknown."""
    package = _found(session, read_code(sscc).crate or sscc)
    if package is None:
        raise PackageUnknown(sscc=sscc)
    delivery = session.get(Delivery, package.delivery_id) if package.delivery_id else None
    kitchen = session.get_one(Kitchen, package.kitchen_id)
    return KnownPackage(package, kitchen, delivery, _refusal(session, package))


def require_no_void(session: Session, sscc: str) -> None:
    """Raises PackageVoided for the label of a package whose set was labelled anew; any other number is somebody else's question."""
    package = _found(session, sscc)
    refusal = _refusal(session, package) if package is not None else None
    if refusal is not None:
        raise refusal


def _found(session: Session, sscc: str) -> Package | None:
    return session.scalar(select(Package).where(Package.sscc == sscc))


def _refusal(session: Session, package: Package) -> PackageVoided | None:
    """Says how many there are in the newest set, which took this one's place."""
    if package.voided_at is None:
        return None
    newest = session.scalars(
        select(Package)
        .where(
            Package.kitchen_id == package.kitchen_id,
            Package.delivery_on == package.delivery_on,
            Package.voided_at.is_(None),
        )
        .order_by(Package.id.desc())
        .limit(1)
    ).one()
    kitchen = session.get_one(Kitchen, package.kitchen_id)
    return PackageVoided(sscc=package.sscc, kitchen=kitchen.name, packages=newest.of)
