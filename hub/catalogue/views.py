"""The assortment as a buyer looks at it: searched in three languages, filtered by group and grade."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.catalogue.records import Article, Category, Grade, Kitchen, Producer, Product


@dataclass(frozen=True, slots=True)
class Filter:
    """What a buyer looks for; empty means everything."""

    text: str = ""
    category: Category | None = None
    grade: Grade | None = None


def articles_for_sale(
    session: Session, wanted: Filter | None = None, *, withdrawn: bool = False
) -> list[Article]:
    """Active articles, or the withdrawn ones, group by group."""
    wanted = wanted or Filter()
    query = (
        select(Article)
        .join(Product)
        .where(Article.active.is_not(withdrawn))
        .order_by(Product.code, Article.number)
    )
    if wanted.category is not None:
        query = query.where(Product.category == wanted.category)
    if wanted.grade is not None:
        query = query.where(Article.grade == wanted.grade)
    found = [article for article in session.scalars(query) if _matches(article, wanted.text)]
    turns = list(Category)
    return sorted(found, key=lambda article: turns.index(article.product.category))


def articles_of_gtin(session: Session, gtin: str | None) -> list[Article]:
    """Active articles that have this number of GS1's; several farms may sell goods under one."""
    if not gtin:
        return []
    query = select(Article).where(Article.gtin == gtin, Article.active).order_by(Article.number)
    return list(session.scalars(query))


def _matches(article: Article, text: str) -> bool:
    """Every word must stand somewhere: in the name in any language, at the producer, or in the article number."""
    name = article.product.name
    words = (name.nb, name.sv, name.en, article.producer.name, article.producer.municipality)
    searched = " ".join((*words, article.number)).casefold()
    return all(word in searched for word in text.casefold().split())


def grades_for_sale(session: Session) -> list[Grade]:
    """Grades that somebody offers now, in the order of the work behind them."""
    offered = set(session.scalars(select(Article.grade).where(Article.active).distinct()))
    return [grade for grade in Grade if grade in offered]


def categories_for_sale(session: Session) -> list[Category]:
    offered = set(session.scalars(select(Product.category).join(Article).where(Article.active).distinct()))
    return [category for category in Category if category in offered]


def kitchen(session: Session, kitchen_id: int | None) -> Kitchen | None:
    return None if kitchen_id is None else session.get(Kitchen, kitchen_id)


def producer(session: Session, producer_id: int | None) -> Producer | None:
    return None if producer_id is None else session.get(Producer, producer_id)
