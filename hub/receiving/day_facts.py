"""The facts of one local day collected for its sheet: weighings with what became of them, typed weights, receipts taken back.

Not for: signing (day_sheets). Who weighed or claimed is not collected: the only name on a sheet is the signer's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from hub.kernel.quantity import Mass
from hub.kernel.words import Words
from hub.labels.day_sheet import (
    Became,
    SheetDay,
    SheetScale,
    SheetTakenBack,
    SheetTyped,
    SheetWeighing,
    missing_numbers,
)
from hub.receiving.records import Receipt, ReceiptUndone, Weighing, WeighingClaim
from hub.stock.records import Crate, WeightKind

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ScaleFacts:
    """A scale as it is declared today."""

    key: str
    name: Words
    maximum: Mass
    minimum: Mass
    division: Mass
    accuracy_class: str


@dataclass(frozen=True, slots=True)
class SheetDesk:
    """Whose sheet it is, when its days begin, and which scales it declares."""

    hub: str
    address: str
    zone: ZoneInfo
    scales: tuple[ScaleFacts, ...] = ()
    made_up: bool = False


def span_of(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """When the local day begins and the next one does, in UTC; 23 or 25 hours apart when the clocks are changed."""
    return _start(day, zone), _start(day + ONE_DAY, zone)


def _start(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def day_of(session: Session, day: date, desk: SheetDesk) -> SheetDay:
    """Everything that the day holds, as it is known now."""
    return SheetDay(
        hub=desk.hub,
        address=desk.address,
        day=day,
        scales=tuple(_scales(session, day, desk)),
        typed=tuple(_typed(session, day, desk.zone)),
        taken_back=tuple(_taken_back(session, day, desk.zone)),
        made_up=desk.made_up,
    )


@dataclass(frozen=True, slots=True)
class _Row:
    weighing: Weighing
    claim: WeighingClaim | None
    receipt: int | None
    taken_back: str | None


def _scales(session: Session, day: date, desk: SheetDesk) -> Iterator[SheetScale]:
    start, end = span_of(day, desk.zone)
    rows = [
        _Row(*row)
        for row in session.execute(
            select(Weighing, WeighingClaim, Receipt.number, ReceiptUndone.reason)
            .outerjoin(WeighingClaim, WeighingClaim.weighing_id == Weighing.id)
            .outerjoin(Receipt, Receipt.crate_id == WeighingClaim.crate_id)
            .outerjoin(ReceiptUndone, ReceiptUndone.receipt_id == Receipt.id)
            .where(Weighing.at >= start, Weighing.at < end)
            .order_by(Weighing.scale, Weighing.number)
        )
    ]
    crates = _crates(session, {row.claim.crate_id for row in rows if row.claim and row.claim.crate_id})
    declared = {scale.key: place for place, scale in enumerate(desk.scales)}
    of_day = {key: list(some) for key, some in groupby(rows, key=lambda row: row.weighing.scale)}
    for key in sorted(of_day, key=lambda key: (declared.get(key, len(declared)), key)):
        yield _scale(session, of_day[key], crates, desk)


def _crates(session: Session, ids: Iterable[int]) -> dict[int, Crate]:
    wanted = sorted(ids)
    return {
        crate.id: crate
        for start in range(0, len(wanted), 500)
        for crate in session.scalars(select(Crate).where(Crate.id.in_(wanted[start : start + 500])))
    }


def _scale(session: Session, rows: list[_Row], crates: dict[int, Crate], desk: SheetDesk) -> SheetScale:
    key = rows[0].weighing.scale
    numbers = [row.weighing.number for row in rows]
    elsewhere: list[int] = []
    if len(numbers) <= numbers[-1] - numbers[0]:
        # A clock that was set back gives two days numbers that interlock; only a number without a weighing is missing.
        between = Weighing.number.between(numbers[0], numbers[-1])
        elsewhere = list(session.scalars(select(Weighing.number).where(Weighing.scale == key, between)))
    declared = next((scale for scale in desk.scales if scale.key == key), None)
    return SheetScale(
        key=key,
        name=declared.name if declared else Words(key, key, key),
        weighings=tuple(_weighing(row, crates, desk.zone) for row in rows),
        serials=tuple(sorted({row.weighing.device_serial for row in rows if row.weighing.device_serial})),
        verified_until=tuple(
            sorted({row.weighing.verified_until for row in rows if row.weighing.verified_until})
        ),
        maximum=declared.maximum if declared else None,
        minimum=declared.minimum if declared else None,
        division=declared.division if declared else None,
        accuracy_class=declared.accuracy_class if declared else None,
        missing=missing_numbers(numbers, elsewhere),
    )


def _weighing(row: _Row, crates: dict[int, Crate], zone: ZoneInfo) -> SheetWeighing:
    weighing, claim = row.weighing, row.claim
    crate = crates.get(claim.crate_id or 0) if claim else None
    return SheetWeighing(
        number=weighing.number,
        at=weighing.at.astimezone(zone),
        gross=weighing.gross,
        tare=weighing.tare,
        tare_kind=weighing.tare_kind.value,
        base=weighing.base,
        net=weighing.net,
        shown=weighing.shown,
        unit=weighing.unit,
        alibi_number=weighing.alibi_number,
        became=Became(claim.purpose.value) if claim else Became.NOBODYS,
        receipt=row.receipt,
        crate=crate.sscc if crate else "",
        goods=crate.lot.article.product.name if crate else None,
        reason=(claim.reason if claim else None) or "",
        unverified_because=(claim.unverified_because if claim else None) or "",
        taken_back=row.taken_back or "",
    )


def _typed(session: Session, day: date, zone: ZoneInfo) -> Iterator[SheetTyped]:
    for crate, receipt in session.execute(typed_between(*span_of(day, zone))):
        yield SheetTyped(
            at=crate.labelled_at.astimezone(zone),
            crate=crate.sscc,
            goods=crate.lot.article.product.name,
            net=crate.net,
            count=crate.count,
            reason=crate.typed_reason or "",
            receipt=receipt,
        )


def typed_between(start: datetime, end: datetime) -> Select[Crate, int | None]:
    return (
        select(Crate, Receipt.number)
        .outerjoin(Receipt, Receipt.crate_id == Crate.id)
        .where(
            Crate.weight_kind == WeightKind.TYPED, Crate.labelled_at >= start, Crate.labelled_at < end
        )
        .order_by(Crate.id)
    )  # fmt: skip


def _taken_back(session: Session, day: date, zone: ZoneInfo) -> Iterator[SheetTakenBack]:
    start, end = span_of(day, zone)
    rows = session.execute(
        select(ReceiptUndone, Receipt.number, Crate)
        .join(Receipt, Receipt.id == ReceiptUndone.receipt_id)
        .join(Crate, Crate.id == Receipt.crate_id)
        .where(ReceiptUndone.at >= start, ReceiptUndone.at < end)
        .order_by(Receipt.number)
    )
    for undone, number, crate in rows:
        yield SheetTakenBack(
            at=undone.at.astimezone(zone),
            receipt=number,
            crate=crate.sscc,
            goods=crate.lot.article.product.name,
            net=crate.net,
            reason=undone.reason,
        )
