"""Labels of the stock: facts of crates, places and articles put into the values that a paper holds. A crate's is queued in its own transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.catalogue.records import Article, SoldBy
from hub.catalogue.rules import varies
from hub.kernel.clock import Clock
from hub.kernel.ids import is_sscc
from hub.kernel.quantity import Mass
from hub.kernel.words import Language, Words
from hub.labels import copies
from hub.labels import service as labels
from hub.labels.content import PRESET, CrateLabelContent, PaperKind
from hub.labels.content import WeightKind as PaperWeightKind
from hub.labels.copy_rules import NO_WISH, Wish
from hub.labels.label_contents import PlaceContent, ProductCardContent
from hub.labels.phrases import Phrase, day, say
from hub.labels.records import PrintJob
from hub.people.records import Person
from hub.stock import holds
from hub.stock.records import Crate, Place, WeightKind

# What a print job speaks of: one of these words, a colon, and the number or code.
CRATE, PLACE, ARTICLE = "crate", "place", "article"
# Units with numbers of the same series as the crates', named here so that a scan can tell them from crates.
CAGE, PACKAGE = "cage", "package"
UNVERIFIED = Words(
    nb="verifisering utløpt {until}", sv="verifiering utgången {until}", en="verification ended {until}"
)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a crate is labelled: whose numbers it gets, which printer prints, in which language, and where its page is."""

    gs1_prefix: str
    printer: str
    language: Language
    scale_names: Mapping[str, Words] = field(default_factory=dict)
    made_up: bool = False
    address: str = ""

    def page_of(self, code: str) -> str:
        """What a label's square code opens: the page of the crate, roll cage or package in this hub, or nothing when the hub's
        address is not set.
        """
        if not self.address:
            return ""
        return f"{self.address.rstrip('/')}/{'00' if is_sscc(code) else 'crates'}/{code}"

    def weighing_name(self, scale: str, number: int) -> str:
        """The record that proves a mass, as it stands on paper: "Varemottak, nr. 128"."""
        names = self.scale_names.get(scale)
        nr = say(Phrase.NUMBER, self.language).lower()
        return f"{names.in_(self.language) if names else scale}, {nr} {number}"

    def unverified_name(self, weighing: str, until: date, because: str) -> str:
        """A weighing of a scale whose verification had run out, with the reason why it was used."""
        return (
            f"{weighing} ({UNVERIFIED.in_(self.language).format(until=day(until, self.language))}: {because})"
        )


def label_of(
    crate: Crate,
    *,
    desk: Desk,
    weighing: str = "",
    kitchen: str = "",
    stop: str = "",
    scale_tare: tuple[Mass, str] | None = None,
    parent: str = "",
) -> CrateLabelContent:
    """What the label says; of a part also the crate that it was taken from. The crate's tare is left out of a calculated rest:
    nobody weighed it.

    `scale_tare`: the tare that the scale itself took off, with its kind; else the crate type's known tare was taken off (PT).
    """
    lot, article = crate.lot, crate.lot.article
    known = None if crate.weight_kind is WeightKind.CALCULATED else crate.crate_type.tare
    tare, tare_kind = scale_tare or (known, PRESET)
    return CrateLabelContent(
        sscc=crate.sscc,
        product=article.product.name.in_(desk.language),
        grade=article.grade_on_paper,
        producer=article.producer.name,
        lot=lot.number,
        net=crate.net,
        weight_kind=PaperWeightKind(crate.weight_kind.value),
        collected_on=lot.collected_on,
        packed_on=lot.received_on,
        best_before=lot.best_before,
        tare=tare,
        tare_kind=tare_kind,
        count=crate.count,
        weighing=weighing,
        origin_country=lot.origin_country,
        organic=article.organic,
        allergens=tuple(article.product.allergens),
        storage=article.storage_class,
        approval_number=article.producer.approval_number or "",
        kitchen=kitchen,
        stop=stop,
        address=desk.page_of(crate.sscc),
        made_up=desk.made_up,
        parent=parent,
        method=article.production_method or "",
        scientific_name=article.product.scientific_name or "",
        fao_code=article.product.fao_code or "",
        provenance=lot.provenance,
        variety=article.variety or "",
        quality_class=article.quality_class or "",
        **_numbers(article, counted=crate.count is not None, part=bool(parent)),
    )


def _numbers(article: Article, *, counted: bool, part: bool) -> dict[str, str]:
    """The article's GTIN as the number of the crate, or of the pieces in it. A part is no longer what a number of fixed goods names."""
    gtin = article.gtin or ""
    if article.sold_by is SoldBy.COUNT:
        return {"content_gtin": gtin} if counted else {}
    return {"gtin": gtin} if varies(gtin) or not part else {}


def subject_of(crate: Crate) -> str:
    return f"{CRATE}:{crate.sscc}"


def last_label(session: Session, crate: Crate) -> CrateLabelContent | None:
    """What the newest label of a crate says, if one was made."""
    content = session.scalar(
        select(PrintJob.content)
        .where(PrintJob.subject == subject_of(crate), PrintJob.kind == PaperKind.CRATE_LABEL)
        .order_by(PrintJob.id.desc())
        .limit(1)
    )
    return CrateLabelContent.from_json(content) if content is not None else None


def queue_label(
    session: Session, crate: Crate, content: CrateLabelContent, *, desk: Desk, by: Person, clock: Clock
) -> PrintJob:
    return labels.queue(
        session,
        printer=desk.printer,
        kind=PaperKind.CRATE_LABEL,
        subject=subject_of(crate),
        language=desk.language,
        content=content,
        by=by,
        clock=clock,
    )


def place_sign(place: Place, language: Language) -> PlaceContent:
    """What hangs at a place: its name, its climates, and the code that a scan at put-away reads."""
    return PlaceContent(
        place=place.code, name=place.name.in_(language), storages=tuple(place.storage_classes)
    )


def queue_sign(
    session: Session, place: Place, *, desk: Desk, by: Person, clock: Clock, operation: str | None = None
) -> PrintJob:
    return labels.queue(
        session,
        printer=desk.printer,
        kind=PaperKind.PLACE_LABEL,
        subject=f"{PLACE}:{place.code}",
        language=desk.language,
        content=place_sign(place, desk.language),
        by=by,
        clock=clock,
        operation=operation,
    )


def product_card(article: Article, *, currency: str, language: Language) -> ProductCardContent:
    """What stands at an article's shelf. The price is the article's own, without tax."""
    return ProductCardContent(
        article=article.number,
        product=article.product.name.in_(language),
        grade=article.grade_on_paper,
        producer=article.producer.name,
        origin_country=article.origin_country,
        organic=article.organic,
        allergens=tuple(article.product.allergens),
        storage=article.storage_class,
        price=article.price,
        currency=currency,
        by_count=article.sold_by is SoldBy.COUNT,
        gtin=article.gtin or "",
    )


def queue_card(
    session: Session,
    article: Article,
    *,
    currency: str,
    desk: Desk,
    by: Person,
    clock: Clock,
    operation: str | None = None,
) -> PrintJob:
    return labels.queue(
        session,
        printer=desk.printer,
        kind=PaperKind.PRODUCT_CARD,
        subject=f"{ARTICLE}:{article.number}",
        language=desk.language,
        content=product_card(article, currency=currency, language=desk.language),
        by=by,
        clock=clock,
        operation=operation,
    )


def copy_paper(
    session: Session,
    job: PrintJob,
    *,
    by: Person,
    clock: Clock,
    operation: str | None = None,
    wish: Wish = NO_WISH,
) -> PrintJob:
    """A copy of any paper, but none of the label of a crate on hold: a loose label brings what it names back into use.

    Raises CrateOnHold, and what `copies.reprint` raises.
    """
    kind, _, sscc = job.subject.partition(":")
    crate = session.scalar(select(Crate).where(Crate.sscc == sscc)) if kind == CRATE else None
    if crate is not None:
        holds.require_free(session, crate)
    return copies.reprint(session, job, by=by, clock=clock, operation=operation, wish=wish)
