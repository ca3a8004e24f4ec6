"""The goods' temperature at receipt: measured with a probe, typed at the station, judged, and decided upon where it is over the limit.

Not for: the temperature of rooms, which sensors tell (coldchain).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.catalogue.records import Article, Category, StorageClass
from hub.kernel.clock import Clock
from hub.kernel.quantity import Temperature
from hub.people.records import Person
from hub.receiving.errors import ArticleUnknown, ReasonMissing
from hub.receiving.goods_errors import (
    GoodsTooWarm,
    TemperatureMissing,
    TemperatureUnknown,
    TemperatureUnlikely,
    TemperatureWithinLimit,
)
from hub.receiving.goods_records import GoodsTemperature, WarmGoodsTaken
from hub.receiving.limits import (
    ASKED_FOR,
    FRESH_FISH,
    HIGHEST,
    LIMITED,
    LOWEST,
    TemperatureVerdict,
    is_likely,
    judge_temperature,
    limit_for,
)
from hub.storage.numbers import hold_series

RECEIPTS = "receipt"
LONGEST_THERMOMETER = 60
LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class TemperatureStep:
    """Where the measuring of one article and day stands: is it asked for, what was measured last, was it let in though warm."""

    asked_for: bool
    newest: GoodsTemperature | None
    taken: WarmGoodsTaken | None

    @property
    def verdict(self) -> TemperatureVerdict | None:
        return None if self.newest is None else verdict_of(self.newest)

    @property
    def missing(self) -> bool:
        return self.asked_for and self.newest is None

    @property
    def undecided(self) -> bool:
        """Too warm, and nobody has said whether the goods are refused or taken."""
        return self.verdict is TemperatureVerdict.OVER and self.taken is None


def judged_as(article: Article) -> str:
    """Whose limit holds for the goods: that of their climate, or of fresh fish."""
    chilled = article.storage_class is StorageClass.CHILLED
    return FRESH_FISH if chilled and article.product.category is Category.FISH else article.storage_class


def verdict_of(measured: GoodsTemperature) -> TemperatureVerdict:
    return judge_temperature(measured.temperature, measured.limit, measured.leeway)


def measure(
    session: Session,
    *,
    article_id: int,
    collect_on: date,
    temperature: Temperature,
    thermometer: str,
    country: str,
    today: date,
    by: Person,
    clock: Clock,
    operation: str,
) -> GoodsTemperature:
    """Keep what the probe showed, whatever it is. Measured again, both stay and the newer one counts."""
    hold_series(session, RECEIPTS)
    done = session.scalar(select(GoodsTemperature).where(GoodsTemperature.operation == operation))
    if done is not None:
        return done
    article = session.get(Article, article_id)
    if article is None:
        raise ArticleUnknown(article=article_id)
    if not is_likely(temperature):
        raise TemperatureUnlikely(shown=temperature, lowest=LOWEST, highest=HIGHEST)
    rule = limit_for(country, judged_as(article), today)
    measured = GoodsTemperature(
        article_id=article.id,
        collect_on=collect_on,
        temperature=temperature,
        thermometer=thermometer.strip()[:LONGEST_THERMOMETER] or None,
        limit=rule.limit if rule else None,
        leeway=rule.leeway if rule else None,
        at=clock.now(),
        person_id=by.id,
        operation=operation,
    )
    session.add(measured)
    session.flush()
    return measured


def take_although_warm(
    session: Session, *, temperature_id: int, reason: str, by: Person, clock: Clock
) -> WarmGoodsTaken:
    """Let goods in that are over the limit, with the reason that quality and the producer read. Said twice, it is said once."""
    hold_series(session, RECEIPTS)
    known = session.get(WarmGoodsTaken, temperature_id)
    if known is not None:
        return known
    measured = session.get(GoodsTemperature, temperature_id)
    if measured is None:
        raise TemperatureUnknown(temperature=temperature_id)
    if verdict_of(measured) is not TemperatureVerdict.OVER:
        raise TemperatureWithinLimit(shown=measured.temperature)
    said = reason.strip()[:LONGEST_REASON]
    if not said:
        raise ReasonMissing
    taken = WarmGoodsTaken(goods_temperature_id=measured.id, at=clock.now(), person_id=by.id, reason=said)
    session.add(taken)
    session.flush()
    return taken


def step_of(session: Session, article: Article, collect_on: date) -> TemperatureStep:
    newest = session.scalar(
        select(GoodsTemperature)
        .where(GoodsTemperature.article_id == article.id, GoodsTemperature.collect_on == collect_on)
        .order_by(GoodsTemperature.id.desc())
        .limit(1)
    )
    taken = session.get(WarmGoodsTaken, newest.id) if newest else None
    return TemperatureStep(article.storage_class in ASKED_FOR, newest, taken)


def require_known(session: Session, article: Article, collect_on: date) -> None:
    """Before a crate comes in: chilled and frozen goods are measured, and too warm ones are decided upon."""
    if judged_as(article) not in LIMITED:
        return
    step = step_of(session, article, collect_on)
    if step.missing:
        raise TemperatureMissing(product=article.product.name)
    if step.undecided and step.newest is not None:
        raise GoodsTooWarm(
            product=article.product.name, shown=step.newest.temperature, limit=step.newest.limit
        )


def last_thermometer(session: Session) -> str:
    """The thermometer that was named last, so that it is not typed anew each time."""
    named = session.scalar(
        select(GoodsTemperature.thermometer)
        .where(GoodsTemperature.thermometer.is_not(None))
        .order_by(GoodsTemperature.id.desc())
        .limit(1)
    )
    return named or ""
