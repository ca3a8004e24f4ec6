"""Signed day sheets: signing a day, signing it again after late claims, and the list of days with how each stands.

Proving who signs is asked before (hub.people.signing); here the day, what the signer has seen, and the reasons decide.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from hub.kernel.clock import Clock
from hub.labels.day_sheet import DaySheetContent, SheetHead, Signature, hash_of_sheet
from hub.people import audit
from hub.people.records import AuditEntry, Person
from hub.receiving.day_facts import ONE_DAY, SheetDesk, day_of, span_of
from hub.receiving.errors import (
    DaySheetReasonMissing,
    DaySheetSigned,
    DaySheetStale,
    DaySheetUnknown,
    NothingToSign,
    WeighingsOpen,
)
from hub.receiving.records import DaySheet, Receipt, ReceiptUndone, Weighing, WeighingClaim
from hub.receiving.sheet_changes import Standing, standing_of
from hub.receiving.verify import newest_weighings
from hub.stock.records import Crate, WeightKind
from hub.storage.numbers import hold_series, next_number

SERIES = "day_sheet"
SIGNED = "day sheet signed"
AUDIT_HEAD = "audit"


@dataclass(frozen=True, slots=True)
class Signing:
    """What the signer says: the digest of the day as it was on the screen, the sheet it takes the place of, and the reasons."""

    seen: str
    replaces: int | None = None
    open_because: str = ""
    again_because: str = ""


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day of the list. `crates` are the typed ones."""

    day: date
    weighings: int
    nobodys: int
    typed: int
    sheet: DaySheet | None
    standing: Standing


def draft(session: Session, day: date, desk: SheetDesk) -> DaySheetContent:
    """The sheet as it would be signed now, with the heads of now."""
    last = session.scalar(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1))
    return DaySheetContent(
        day=day_of(session, day, desk),
        heads=tuple(SheetHead(one.scale, one.number, one.hash.hex()) for one in newest_weighings(session)),
        audit=SheetHead(AUDIT_HEAD, last.id, last.hash.hex()) if last else None,
    )


def sign(
    session: Session,
    *,
    day: date,
    signing: Signing,
    desk: SheetDesk,
    by: Person,
    clock: Clock,
    operation: str,
) -> DaySheet:
    """Keep the day as one more sheet. The same operation twice is one sheet; two signers at once are one and a refusal.

    Raises NothingToSign, DaySheetStale, DaySheetSigned, WeighingsOpen, DaySheetReasonMissing.
    """
    hold_series(session, SERIES)
    done = session.scalar(select(DaySheet).where(DaySheet.operation == operation))
    if done is not None:
        return done
    content = draft(session, day, desk)
    before = latest(session, day)
    signing = replace(
        signing,
        open_because=signing.open_because.strip()[:300] if content.day.nobodys else "",
        again_because=signing.again_because.strip()[:300] if before else "",
    )
    _require_signable(content, before, signing)
    now = clock.now()
    number = next_number(session, SERIES)
    content = replace(
        content,
        signature=Signature(
            number=number,
            by=by.name,
            at=now.astimezone(desk.zone),
            open_because=signing.open_because,
            replaces=before.number if before else None,
            again_because=signing.again_because,
        ),
    )
    text = content.as_text()
    sheet = DaySheet(
        number=number,
        day=day,
        signed_at=now,
        person_id=by.id,
        replaces_id=before.id if before else None,
        content=text,
        hash=hash_of_sheet(text),
        operation=operation,
    )
    session.add(sheet)
    session.flush()
    facts = {
        "day": day.isoformat(),
        "hash": sheet.hash.hex(),
        "replaces": before.number if before else None,
    }
    audit.record(session, by, SIGNED, f"day_sheet:{number}", facts, clock)
    return sheet


def _require_signable(content: DaySheetContent, before: DaySheet | None, signing: Signing) -> None:
    if content.day.is_empty:
        raise NothingToSign(day=content.day.day)
    if (before.number if before else None) != signing.replaces:
        raise DaySheetSigned(day=content.day.day, number=before.number if before else signing.replaces)
    if content.day.digest != signing.seen:
        raise DaySheetStale(day=content.day.day)
    if content.day.nobodys and not signing.open_because:
        raise WeighingsOpen(count=len(content.day.nobodys))
    if before is not None and not signing.again_because:
        raise DaySheetReasonMissing(number=before.number)


def content_of(sheet: DaySheet) -> DaySheetContent:
    return DaySheetContent.from_text(sheet.content)


def sheet_numbered(session: Session, day: date, number: int) -> DaySheet:
    """The day's sheet of this number. Raises DaySheetUnknown."""
    found = session.scalar(select(DaySheet).where(DaySheet.day == day, DaySheet.number == number))
    if found is None:
        raise DaySheetUnknown(sheet=number)
    return found


def sheets_of(session: Session, day: date) -> list[DaySheet]:
    """Every sheet of a day, the one that holds first."""
    found = session.scalars(select(DaySheet).where(DaySheet.day == day).order_by(DaySheet.number.desc()))
    return list(found)


def latest(session: Session, day: date) -> DaySheet | None:
    return next(iter(sheets_of(session, day)), None)


def days(session: Session, first: date, last: date, today: date, zone: ZoneInfo) -> list[DayRow]:
    """Every day in the span that holds something, the newest first."""
    sheets = {
        sheet.day: sheet
        for sheet in session.scalars(
            select(DaySheet).where(DaySheet.day.between(first, last)).order_by(DaySheet.number)
        )
    }
    held = {*sheets, *held_days(session, first, last, zone)}
    return [_row(session, day, sheets.get(day), today, zone) for day in sorted(held, reverse=True)]


def unsigned(session: Session, first: date, last: date, today: date, zone: ZoneInfo) -> list[DayRow]:
    """Days in the span that wait for a signature, the oldest first."""
    return [_row(session, day, None, today, zone) for day in unsigned_days(session, first, last, zone)]


def oldest_day(session: Session, zone: ZoneInfo) -> date | None:
    """The first day that holds anything."""
    moments = (
        session.scalar(select(func.min(Weighing.at))),
        session.scalar(select(func.min(Crate.labelled_at)).where(Crate.weight_kind == WeightKind.TYPED)),
    )
    return min((at.astimezone(zone).date() for at in moments if at is not None), default=None)


def unsigned_days(session: Session, first: date, last: date, zone: ZoneInfo) -> list[date]:
    """Days in the span that hold something and have no sheet, the oldest first."""
    signed = set(session.scalars(select(DaySheet.day).where(DaySheet.day.between(first, last))))
    return sorted(held_days(session, first, last, zone) - signed)


def held_days(session: Session, first: date, last: date, zone: ZoneInfo) -> set[date]:
    return {*_weighed_days(session, first, last, zone), *_typed_days(session, first, last, zone)}


def _weighed_days(session: Session, first: date, last: date, zone: ZoneInfo) -> Iterator[date]:
    """From the first weighing of one day to the first of a later one: a look into the index for each day, however much it holds."""
    start, end = span_of(first, zone)[0], span_of(last, zone)[1]
    while True:
        at = session.scalar(select(func.min(Weighing.at)).where(Weighing.at >= start, Weighing.at < end))
        if at is None:
            return
        day = at.astimezone(zone).date()
        yield day
        start = span_of(day + ONE_DAY, zone)[0]


def _typed_days(session: Session, first: date, last: date, zone: ZoneInfo) -> set[date]:
    start, end = span_of(first, zone)[0], span_of(last, zone)[1]
    typed = session.scalars(
        select(Crate.labelled_at).where(
            Crate.weight_kind == WeightKind.TYPED, Crate.labelled_at >= start, Crate.labelled_at < end
        )
    )
    return {at.astimezone(zone).date() for at in typed}


def _row(session: Session, day: date, sheet: DaySheet | None, today: date, zone: ZoneInfo) -> DayRow:
    start, end = span_of(day, zone)
    of_day = (Weighing.at >= start, Weighing.at < end)
    unclaimed = ~exists().where(WeighingClaim.weighing_id == Weighing.id)
    typed = (Crate.weight_kind == WeightKind.TYPED, Crate.labelled_at >= start, Crate.labelled_at < end)
    changed = sheet is not None and _touched_since(session, day, sheet.signed_at, zone)
    return DayRow(
        day=day,
        weighings=session.scalar(select(func.count(Weighing.id)).where(*of_day)) or 0,
        nobodys=session.scalar(select(func.count(Weighing.id)).where(*of_day, unclaimed)) or 0,
        typed=session.scalar(select(func.count(Crate.id)).where(*typed)) or 0,
        sheet=sheet,
        standing=standing_of(day, today, signed=sheet is not None, changed=changed),
    )


def _touched_since(session: Session, day: date, signed_at: datetime, zone: ZoneInfo) -> bool:
    """Whether anything of the day came after its signature; what it was stands on the day's own page (sheet_changes)."""
    start, end = span_of(day, zone)
    of_day = (Weighing.at >= start, Weighing.at < end)
    later = (
        exists().where(*of_day, Weighing.at > signed_at),
        exists().where(*of_day, WeighingClaim.weighing_id == Weighing.id, WeighingClaim.at > signed_at),
        exists().where(
            *of_day,
            WeighingClaim.weighing_id == Weighing.id,
            Receipt.crate_id == WeighingClaim.crate_id,
            ReceiptUndone.receipt_id == Receipt.id,
            ReceiptUndone.at > signed_at,
        ),
        exists().where(ReceiptUndone.at > signed_at, ReceiptUndone.at < end),
        exists().where(
            Crate.weight_kind == WeightKind.TYPED, Crate.labelled_at > signed_at, Crate.labelled_at < end
        ),
    )
    return bool(session.scalar(select(or_(*later))))
