"""The papers of goods in, as values: a producer's slip of what was taken in on a day, and the ticket of one weighing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.catalogue.records import Producer
from hub.kernel.quantity import Temperature
from hub.kernel.words import Language
from hub.labels.content import PRESET, Party, short_code
from hub.labels.content import WeightKind as PaperWeightKind
from hub.labels.kept import degrees
from hub.labels.mentions import lots_told
from hub.labels.note_contents import (
    ReceivingSlipContent,
    SlipCrate,
    SlipLine,
    TicketGoods,
    TicketScale,
    WeighingTicketContent,
)
from hub.labels.note_phrases import REFUSAL_REASONS, REMARKS, NotePhrase, note
from hub.labels.phrases import kilograms, pieces, term
from hub.labels.provenance import LotProvenance
from hub.orders.records import Order, OrderLine
from hub.orders.rules import Amount
from hub.receiving import views
from hub.receiving.condition import MeasuredGoods, RefusedGoods, RemarkedGoods, condition_of
from hub.receiving.record_book import WholeEntry
from hub.receiving.records import ClaimPurpose, Receipt, Weighing, WeighingClaim
from hub.receiving.rules import Tolerance, is_tared
from hub.receiving.views import STANDS, ArticleDue
from hub.stock.papers import Desk
from hub.stock.records import Crate, WeightKind
from hub.stock.views import crate_now


def slip_subject(producer: Producer, collect_on: date) -> str:
    return f"receiving_slip:{producer.code}:{collect_on.isoformat()}"


def slip_of(
    session: Session,
    producer: Producer,
    collect_on: date,
    *,
    hub: Party,
    contact: str,
    desk: Desk,
    tolerance: Tolerance,
    at: datetime,
) -> ReceivingSlipContent:
    """In the producer's language, which is the desk's. `at` is the hub's local time: what comes later is on a later slip."""
    language = producer.language
    due = [
        one
        for of_producer in views.due(session, collect_on, tolerance)
        if of_producer.producer.id == producer.id
        for one in of_producer.articles
    ]
    crates = _crates(session, producer.id, collect_on)
    typed = {crate.lot.article_id for crate in crates if crate.weight_kind is WeightKind.TYPED}
    return ReceivingSlipContent(
        hub=hub,
        producer=Party(producer.name, producer.whole_address, approval_number=producer.approval_number or ""),
        collect_on=collect_on,
        made_at=at,
        lines=tuple(
            _line(
                session,
                one,
                collect_on,
                language,
                typed=one.article.id in typed,
                told=_told(one, crates, language),
            )
            for one in due
        ),
        crates=tuple(_slip_crate(session, crate, desk, language) for crate in crates),
        closed=bool(due) and all(one.closed is not None for one in due),
        contact=contact,
        made_up=_made_up(session, [one.article.id for one in due], collect_on),
    )


def _crates(session: Session, producer_id: int, collect_on: date) -> list[Crate]:
    """Each under the number that it has now: what was relabelled carries no other."""
    rows = session.scalars(
        select(Crate)
        .join(Receipt, Receipt.crate_id == Crate.id)
        .where(Receipt.collect_on == collect_on, STANDS)
        .order_by(Receipt.number)
    )
    now = [crate_now(session, crate) for crate in rows]
    return [crate for crate in now if crate.lot.article.producer_id == producer_id]


def _slip_crate(session: Session, crate: Crate, desk: Desk, language: Language) -> SlipCrate:
    return SlipCrate(
        sscc=crate.sscc,
        product=crate.lot.article.product.name.in_(language),
        lot=crate.lot.number,
        net=crate.net,
        count=crate.count,
        weight_kind=PaperWeightKind(crate.weight_kind.value),
        weighing=views.proof_on_paper(session, crate.id, desk),
    )


def _told(due: ArticleDue, crates: Sequence[Crate], language: Language) -> tuple[str, ...]:
    """What the papers of the article's lots said, which the producer wrote and can hold against it."""
    lots = {
        crate.lot.number: crate.lot.provenance for crate in crates if crate.lot.article_id == due.article.id
    }
    known = [LotProvenance(number, told) for number, told in lots.items() if told is not None]
    return lots_told(known, due.article.production_method or "", language, named=len(lots) > 1)


def _line(
    session: Session,
    due: ArticleDue,
    collect_on: date,
    language: Language,
    *,
    typed: bool,
    told: tuple[str, ...],
) -> SlipLine:
    condition = condition_of(session, due.article, collect_on)
    refused = [_refusal(one, language) for one in condition.refusals if one.undone is None]
    return SlipLine(
        article=due.article.number,
        product=due.article.product.name.in_(language),
        grade=due.article.grade_on_paper,
        announced_mass=due.announced.mass,
        announced_count=due.announced.count,
        received_mass=due.received.mass,
        received_count=due.received.count,
        refused="; ".join(refused),
        temperature=_measured(condition.temperatures[-1], language) if condition.temperatures else "",
        remarks=tuple(_remark(one, language) for one in condition.remarks),
        typed_weight=typed,
        told=told,
    )


def _refusal(refused: RefusedGoods, language: Language) -> str:
    record = refused.record
    said = f"{_amount(Amount(record.mass, record.count), language)}: {term(REFUSAL_REASONS, record.reason, language)}"
    return f"{said}. {record.words}" if record.words else said


def _amount(amount: Amount, language: Language) -> str:
    counted = pieces(amount.count, language) if amount.count is not None else ""
    weighed = kilograms(amount.mass, language) if amount.mass else ""
    return " / ".join(text for text in (weighed, counted) if text)


def _remark(remarked: RemarkedGoods, language: Language) -> str:
    crate = note(NotePhrase.OF_CRATE, language, crate=short_code(remarked.sscc)) if remarked.sscc else ""
    what = term(REMARKS, remarked.record.kind, language) + (f" ({crate})" if crate else "")
    return f"{what}: {remarked.record.words}" if remarked.record.words else what


def _measured(measured: MeasuredGoods, language: Language) -> str:
    shown, limit = measured.record.temperature, measured.record.limit
    if limit is None:
        return note(NotePhrase.MEASURED_AT, language, shown=_celsius(shown, language))
    return note(
        NotePhrase.MEASURED_LIMIT, language, shown=_celsius(shown, language), limit=_celsius(limit, language)
    )


def _celsius(temperature: Temperature, language: Language) -> str:
    return degrees(temperature.millidegrees, language)


def _made_up(session: Session, article_ids: list[int], collect_on: date) -> bool:
    return bool(
        session.scalar(
            select(Order.id)
            .join(OrderLine, OrderLine.order_id == Order.id)
            .where(
                OrderLine.article_id.in_(article_ids),
                OrderLine.collect_on == collect_on,
                Order.made_up.is_(True),
            )
            .limit(1)
        )
    )


# ---- the ticket of one weighing


def ticket_subject(weighing: Weighing) -> str:
    return f"weighing:{weighing.scale}:{weighing.number}"


def ticket_of(
    session: Session, kept: WholeEntry, *, hub: Party, scale: TicketScale, language: Language, zone: ZoneInfo
) -> WeighingTicketContent:
    """`scale` is as the settings declare it now; serial number and verification are what the weighing itself carries."""
    entry = kept.entry
    weighing, claim = entry.weighing, entry.claim
    purpose = claim.purpose if claim else None
    standing = entry.undone is None
    return WeighingTicketContent(
        hub=hub,
        scale=TicketScale(
            scale.name,
            weighing.device_serial or "",
            scale.accuracy_class,
            scale.maximum,
            scale.minimum,
            scale.division,
            weighing.verified_until,
        ),
        number=weighing.number,
        at=weighing.at.astimezone(zone),
        gross=weighing.gross,
        tare=weighing.tare,
        tare_kind=weighing.tare_kind.value,
        base=weighing.base,
        net=weighing.net,
        shown=weighing.shown,
        hash=weighing.hash.hex(),
        alibi=weighing.alibi_number or "",
        goods=_goods(weighing, entry.crate, language) if entry.crate is not None and standing else None,
        further=_further(session, claim),
        unverified_because=(claim.unverified_because or "") if claim else "",
        taken_back=entry.undone.reason if entry.undone else "",
        set_aside=(claim.reason or "–") if claim and purpose is ClaimPurpose.SET_ASIDE else "",
        refused=purpose is ClaimPurpose.REFUSED,
    )


def _goods(weighing: Weighing, crate: Crate, language: Language) -> TicketGoods:
    """The crate's known weight was taken off unless the scale itself had taken a tare."""
    tared = is_tared(weighing.tare_kind, weighing.base)
    lot = crate.lot
    return TicketGoods(
        sscc=crate.sscc,
        product=lot.article.product.name.in_(language),
        grade=lot.article.grade_on_paper,
        producer=lot.article.producer.name,
        lot=lot.number,
        net=crate.net,
        count=crate.count,
        tare=None if tared else crate.crate_type.tare,
        tare_kind=PRESET,
    )


def _further(session: Session, claim: WeighingClaim | None) -> tuple[int, ...]:
    """All weighings of the same crate, when it was topped up on the scale; nothing of one that was weighed once."""
    if claim is None or claim.crate_id is None:
        return ()
    numbers = session.scalars(
        select(Weighing.number)
        .join(WeighingClaim, WeighingClaim.weighing_id == Weighing.id)
        .where(WeighingClaim.crate_id == claim.crate_id)
        .order_by(Weighing.number)
    ).all()
    return tuple(numbers) if len(numbers) > 1 else ()
