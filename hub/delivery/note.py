"""The delivery note's content, put together from facts at the moment the load is closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from hub.catalogue.records import Kitchen, Producer, SoldBy, StorageClass
from hub.coldchain.histories import histories
from hub.coldchain.keeping import Kept
from hub.delivery import cages
from hub.delivery.records import Delivery
from hub.kernel.clock import Clock
from hub.kernel.quantity import Mass
from hub.kernel.words import Language, Words
from hub.labels.content import (
    DeliveryNoteContent,
    NoteCage,
    NoteCrate,
    NoteLine,
    NoteReturnable,
    Party,
    WeightKind,
)
from hub.labels.kept import KeptBetween
from hub.labels.phrases import kilograms, pieces
from hub.labels.provenance import LotProvenance
from hub.labels.void_reasons import reason_in
from hub.orders.lessening import Less, lessened
from hub.orders.lines import LineEventKind, RefusalReason
from hub.orders.records import OrderLine
from hub.picking import views as picking
from hub.picking.rules import NOTHING
from hub.picking.views import DonePick, PickLine, PickList
from hub.planning.records import DeliveryRule
from hub.receiving.views import proof_on_paper
from hub.stock.papers import Desk

REFUSED_AT_THE_HUB = {
    RefusalReason.TOO_WARM: Words(nb="avvist: for varm", sv="avvisad: för varm", en="refused: too warm"),
    RefusalReason.QUALITY: Words(
        nb="avvist: ikke god nok kvalitet",
        sv="avvisad: inte tillräckligt god kvalitet",
        en="refused: not good enough",
    ),
    RefusalReason.PACKAGING: Words(
        nb="avvist: skadet emballasje", sv="avvisad: skadad förpackning", en="refused: damaged packaging"
    ),
    RefusalReason.NOT_ORDERED: Words(
        nb="avvist: ikke bestilt", sv="avvisad: inte beställd", en="refused: not ordered"
    ),
    RefusalReason.WRONG_GOODS: Words(
        nb="avvist: feil vare", sv="avvisad: fel vara", en="refused: wrong goods"
    ),
    RefusalReason.BEST_BEFORE: Words(
        nb="avvist: for kort holdbarhet",
        sv="avvisad: för kort hållbarhet",
        en="refused: best before too soon",
    ),
    RefusalReason.OTHER: Words(
        nb="avvist ved mottaket", sv="avvisad vid mottagningen", en="refused at the hub"
    ),
}


CAME_SHORT = Words(nb="kom {} for lite", sv="{} för lite kom in", en="came short by {}")
LESS_BY_STEP = {
    LineEventKind.CUT: Words(nb="bekreftet {} mindre", sv="bekräftat {} mindre", en="confirmed {} less"),
    LineEventKind.NOT_COME: CAME_SHORT,
    LineEventKind.RECEIVED: CAME_SHORT,
    LineEventKind.SHORT: Words(nb="plukket {} for lite", sv="plockat {} för lite", en="picked short by {}"),
}


@dataclass(frozen=True, slots=True)
class NotesDesk:
    """Who sends, whom to ring, and where notes come out."""

    sender: Party
    contact: str
    contact_phone: str
    desk: Desk

    @property
    def printer(self) -> str:
        return self.desk.printer

    def page_of(self, number: int) -> str:
        """What the note's square code opens, or nothing when the hub's address is not set."""
        return f"{self.desk.address.rstrip('/')}/notes/{number}" if self.desk.address else ""


def subject_of(delivery: Delivery) -> str:
    return f"delivery_note:{delivery.note_number}"


def note_of(
    session: Session,
    listed: PickList,
    *,
    number: int,
    today: date,
    rule: DeliveryRule,
    desk: NotesDesk,
    clock: Clock,
) -> DeliveryNoteContent:
    """Lines as ordered against delivered with the reason for less; crates with lot, net and the weighing that proves it.

    `today` is the hub's local date on which the load is closed: the goods are sent then, whatever day was planned.
    """
    language = listed.kitchen.language
    orders = {one.line.order_id: picking.order_of(session, one.line) for one in listed.lines}
    now = clock.now()
    kept = histories(session, [done.crate.id for one in listed.lines for done in one.done], now)
    producers = {one.line.article.producer_id: one.line.article.producer for one in listed.lines if one.done}
    done = [one for line in listed.lines for one in line.done]
    stands_on = cages.stands_on(session, listed.kitchen.id, listed.deliver_on)
    return DeliveryNoteContent(
        number=str(number),
        dispatched_on=today,
        sender=desk.sender,
        receiver=_receiver(listed.kitchen),
        owners=tuple(_owner(producer) for _, producer in sorted(producers.items())),
        lines=tuple(_line(one, language) for one in listed.lines),
        crates=tuple(
            _crate(
                session,
                one,
                desk.desk,
                language,
                kept=kept[one.crate.id].kept,
                cage=stands_on.get(one.crate.id, ""),
            )
            for one in done
        ),
        delivery_on=listed.deliver_on,
        route=rule.route.name.in_(language),
        stop=str(rule.stop),
        window=f"{rule.window_from:%H:%M}–{rule.window_to:%H:%M}",
        orders=tuple(str(order.number) for order in orders.values()),
        contact=desk.contact,
        contact_phone=desk.contact_phone,
        remark=" ".join(order.note for order in orders.values() if order.note),
        made_up=any(order.made_up for order in orders.values()),
        returnables=_returnables(done, language),
        cages=tuple(
            NoteCage(cage.sscc, sum(1 for one in done if stands_on.get(one.crate.id) == cage.sscc))
            for cage in cages.waiting(session, listed.kitchen.id, listed.deliver_on)
        ),
        link=desk.page_of(number),
    )


def _receiver(kitchen: Kitchen) -> Party:
    return Party(kitchen.name, kitchen.whole_address, kitchen.phone or "")


def _returnables(done: Sequence[DonePick], language: Language) -> tuple[NoteReturnable, ...]:
    """Crates that go round, by type, as many as leave with this load."""
    counted = Counter(one.crate.crate_type_id for one in done if one.crate.crate_type.returnable)
    types = {one.crate.crate_type_id: one.crate.crate_type for one in done}
    return tuple(
        NoteReturnable(types[type_id].name.in_(language), count) for type_id, count in sorted(counted.items())
    )


def _owner(producer: Producer) -> Party:
    return Party(
        producer.name,
        producer.whole_address,
        approval_number=producer.approval_number or "",
    )


def _line(one: PickLine, language: Language) -> NoteLine:
    article = one.line.article
    by_count = article.sold_by is SoldBy.COUNT
    counts = [done.pick.count for done in one.done if done.pick.count is not None]
    return NoteLine(
        article=article.number,
        product=article.product.name.in_(language),
        grade=article.grade_on_paper,
        producer=article.producer.name,
        lots=tuple(sorted({done.crate.lot.number for done in one.done})),
        ordered_mass=None if by_count else one.line.mass,
        ordered_count=one.line.count if by_count else None,
        delivered_mass=_mass(one.done),
        delivered_count=sum(counts) if counts else None,
        origin_country=_origin(one),
        organic=article.organic,
        allergens=tuple(article.product.allergens),
        short_reason=short_reason(one.line, language),
        typed_weight=any(done.crate.weight_kind.value == WeightKind.TYPED.value for done in one.done),
        variety=article.variety or "",
        quality_class=article.quality_class or "",
        species=tuple(article.product.species),
        approval_number=(article.producer.approval_number or "") if article.product.is_animal else "",
        method=article.production_method or "",
        scientific_name=article.product.scientific_name or "",
        fao_code=article.product.fao_code or "",
        provenance=_provenance(one.done),
    )


def _origin(one: PickLine) -> str:
    """Of the lots that are delivered, where they have one country; of a line without goods the article's own."""
    countries = {done.crate.lot.origin_country for done in one.done} or {one.line.article.origin_country}
    return countries.pop() if len(countries) == 1 else ""


def _provenance(done: tuple[DonePick, ...]) -> tuple[LotProvenance, ...]:
    """What is told of each lot of the line, once for each."""
    lots = {one.crate.lot.number: one.crate.lot for one in done}
    return tuple(
        LotProvenance(number, lot.provenance) for number, lot in sorted(lots.items()) if lot.provenance
    )


def _mass(done: tuple[DonePick, ...]) -> Mass:
    return sum((one.pick.mass for one in done), start=NOTHING)


def short_reason(line: OrderLine, language: Language) -> str:
    """Why less came than was ordered: each step with its amount, in the words of who said so; empty when nobody had to."""
    return "; ".join(_said(less, language) for less in lessened(line.events))


def _said(less: Less, language: Language) -> str:
    """The step with its amount, the reason of the list for goods refused at the hub's door, a person's own words."""
    refused = REFUSED_AT_THE_HUB[less.cause].in_(language) if less.cause else ""
    return ": ".join(
        text for text in (_step(less, language), refused, reason_in(less.reason or "", language)) if text
    )


def _step(less: Less, language: Language) -> str:
    if less.missing is None:
        return ""
    amount = (
        pieces(less.missing, language) if isinstance(less.missing, int) else kilograms(less.missing, language)
    )
    return LESS_BY_STEP[less.kind].in_(language).format(amount)


def _crate(
    session: Session, done: DonePick, desk: Desk, language: Language, *, kept: Kept, cage: str
) -> NoteCrate:
    lot = done.crate.lot
    return NoteCrate(
        sscc=done.crate.sscc,
        product=lot.article.product.name.in_(language),
        lot=lot.number,
        net=done.pick.mass,
        weight_kind=WeightKind(done.crate.weight_kind.value),
        best_before=lot.best_before,
        count=done.pick.count,
        weighing=proof_on_paper(session, done.crate.id, desk),
        kept=_kept(kept, lot.article.storage_class),
        cage=cage,
    )


def _kept(kept: Kept, storage: StorageClass) -> KeptBetween | None:
    """Of dry goods in rooms without a sensor nothing is said; of all others also that nothing was measured."""
    if storage is StorageClass.DRY and not kept.known_ms:
        return None
    return KeptBetween(
        kept.lowest, kept.highest, kept.known_ms // 1_000, kept.whole_ms // 1_000 - kept.known_ms // 1_000
    )
