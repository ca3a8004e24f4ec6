"""What the papers of goods of animal origin say, told once for each lot before its first crate comes in, and told anew when it was wrong.

Not for: what is asked of which goods (asked.py), nor what was typed (provenance_typed.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from hub.catalogue.records import Article, Category, StorageClass
from hub.kernel.clock import Clock
from hub.labels.content import CrateLabelContent
from hub.labels.provenance import Provenance
from hub.people.records import Person
from hub.receiving.asked import Fact, Goods, Rule, answers_all, as_last_time, facts_asked, rules_for
from hub.receiving.errors import ArticleUnknown
from hub.receiving.goods_errors import ProvenanceMissing
from hub.receiving.goods_records import ProvenanceTold
from hub.stock import papers
from hub.stock.records import Crate, Lot
from hub.stock.service import collected_day, lot_of, say_of_lot
from hub.storage.numbers import hold_series
from hub.storage.prepared import Prepared

RECEIPTS = "receipt"
# Asked with every crate that comes in, and made once.
_TOLD = Prepared(
    select(func.max(ProvenanceTold.id)).where(
        ProvenanceTold.article_id == bindparam("article"),
        ProvenanceTold.collect_on == bindparam("planned"),
        ProvenanceTold.collected_on == bindparam("day"),
    )
)


@dataclass(frozen=True, slots=True)
class ProvenanceStep:
    """Where the telling of one article and day stands. `start` is what a form begins with."""

    rules: tuple[Rule, ...]
    newest: ProvenanceTold | None
    start: Provenance

    @property
    def facts(self) -> tuple[Fact, ...]:
        return facts_asked(self.rules)

    @property
    def missing(self) -> bool:
        return not answers_all(self.newest.facts if self.newest else None, self.facts)


def goods_of(article: Article) -> Goods:
    product = article.product
    return Goods(
        animal=product.is_animal,
        species=frozenset(product.species) if product.category is Category.MEAT else frozenset(),
        method=article.production_method or "",
        frozen=article.storage_class is StorageClass.FROZEN,
        prepared=product.prepared,
    )


def step_of(
    session: Session, article: Article, collect_on: date, *, today: date, country: str
) -> ProvenanceStep:
    rules = rules_for(goods_of(article), today)
    newest = _newest(session, article.id, collect_on, today)
    start = newest.facts if newest else as_last_time(_last(session, article.id), country, facts_asked(rules))
    return ProvenanceStep(rules, newest, start)


def tell(
    session: Session,
    *,
    article_id: int,
    collect_on: date,
    told: Provenance,
    today: date,
    by: Person,
    clock: Clock,
    operation: str,
    another: bool = False,
) -> ProvenanceTold:
    """Keep what the papers said. Told anew, both stay and the newer one counts; the same again is nothing new.

    Told anew because it was wrong, the lot says it from now on. `another`: these are goods of another catch, animal or batch; the lot of
    before keeps its own, and the next crate opens another.
    """
    hold_series(session, RECEIPTS)
    done = session.scalar(select(ProvenanceTold).where(ProvenanceTold.operation == operation))
    if done is not None:
        return done
    article = session.get(Article, article_id)
    if article is None:
        raise ArticleUnknown(article=article_id)
    before = _newest(session, article.id, collect_on, today)
    if before is not None and before.facts == told:
        return before
    day = collected_day(collect_on, today)
    row = ProvenanceTold(
        article_id=article.id,
        collect_on=collect_on,
        collected_on=day,
        facts=told,
        at=clock.now(),
        person_id=by.id,
        operation=operation,
    )
    session.add(row)
    if not another:
        lot = lot_of(session, article.id, day, before.facts if before else None)
        if lot is not None:
            say_of_lot(lot, article, told)
    session.flush()
    return row


def require_told(session: Session, article: Article, collect_on: date, *, today: date) -> Provenance | None:
    """Before a crate comes in: what its lot says. Raises ProvenanceMissing for goods of which something must be told and was not."""
    facts = facts_asked(rules_for(goods_of(article), today))
    newest = _newest(session, article.id, collect_on, today)
    told = newest.facts if newest else None
    if not answers_all(told, facts):
        raise ProvenanceMissing(product=article.product.name)
    return told


def labelled_otherwise(session: Session, article_id: int, collect_on: date, *, today: date) -> list[Crate]:
    """Crates of the lot whose label says something else than what was told last. They may have left the house."""
    newest = _newest(session, article_id, collect_on, today)
    if newest is None:
        return []
    lot = lot_of(session, article_id, newest.collected_on, newest.facts)
    if lot is None:
        return []
    crates = session.scalars(
        select(Crate).where(Crate.lot_id == lot.id, Crate.voided_at.is_(None)).order_by(Crate.id)
    )
    return [crate for crate in crates if _says_otherwise(papers.last_label(session, crate), lot)]


def _says_otherwise(label: CrateLabelContent | None, lot: Lot) -> bool:
    """A label that says nothing of what was told later says nothing wrong, unless its origin or its day is another one now."""
    if label is None:
        return False
    return label.provenance not in {None, lot.provenance} or (label.origin_country, label.best_before) != (
        lot.origin_country,
        lot.best_before,
    )


def is_labelled(session: Session, article_id: int, collect_on: date, *, today: date) -> bool:
    """Whether crates came in with what was told last: whoever tells anew must then say whether it was wrong, or is of other goods."""
    newest = _newest(session, article_id, collect_on, today)
    lot = lot_of(session, article_id, newest.collected_on, newest.facts) if newest else None
    return (
        lot is not None
        and session.scalar(select(Crate.id).where(Crate.lot_id == lot.id).limit(1)) is not None
    )


def _newest(session: Session, article_id: int, collect_on: date, today: date) -> ProvenanceTold | None:
    day = collected_day(collect_on, today)
    newest = _TOLD.first(session.connection(), {"article": article_id, "planned": collect_on, "day": day})
    return None if newest is None else session.get_one(ProvenanceTold, newest)


def _last(session: Session, article_id: int) -> Provenance | None:
    """What was told of the article's lot before, whichever day that was."""
    found = session.scalar(
        select(ProvenanceTold)
        .where(ProvenanceTold.article_id == article_id)
        .order_by(ProvenanceTold.id.desc())
        .limit(1)
    )
    return found.facts if found else None
