"""The goods of a delivery note: ordered beside delivered, and what the law and the kitchen's cook want to know of each.

For food of animal origin that is species and approval number, a fish's name in Latin, and the way of production, besides what stands
there for all: producer, origin, lots, allergens. Below it stands what is told of each lot.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from hub.kernel.words import Language
from hub.labels.content import NoteLine
from hub.labels.document import Cell, Column, Roll, Table, TableRow, words
from hub.labels.layout import joined
from hub.labels.mentions import lots_told
from hub.labels.note_phrases import SPECIES, NotePhrase, note
from hub.labels.notes.words import amount, graded, number, weight
from hub.labels.phrases import ALLERGENS, COUNTRIES, Phrase, say, term
from hub.labels.provenance_told import kind_told


def goods_table(lines: tuple[NoteLine, ...], language: Language) -> Table:
    columns = (
        Column(say(Phrase.ARTICLE, language), 100, named=True),
        Column(say(Phrase.GOODS, language), 385, roll=Roll.HEAD),
        Column(say(Phrase.LOT, language), 155, named=True),
        Column(say(Phrase.ORDERED, language), 115, number=True, roll=Roll.PAIRED),
        Column(note(NotePhrase.GIVEN_COUNT, language), 110, number=True, roll=Roll.PAIRED),
        Column(note(NotePhrase.GIVEN_WEIGHT, language), 135, number=True, roll=Roll.PAIRED),
    )
    rows = tuple(_line(line, language) for line in lines)
    return Table(columns, rows, title=say(Phrase.GOODS, language), under=1)


def _line(line: NoteLine, language: Language) -> TableRow:
    came = bool(line.delivered_mass or line.delivered_count)
    by_count = line.ordered_count is not None
    given_mass = (
        weight(line.delivered_mass, language, typed=line.typed_weight) if came or not by_count else ""
    )
    given_count = number(line.delivered_count if came or not by_count else 0, language)
    nothing = "" if came else note(NotePhrase.NOT_DELIVERED, language)
    reason = f"{say(Phrase.REASON, language)}: {line.short_reason}" if line.short_reason else ""
    return TableRow(
        (
            words(line.article),
            _described(_goods_of(line), language),
            words(*line.lots),
            words(amount(line.ordered_mass, line.ordered_count, language)),
            words(given_count, strong=by_count),
            words(given_mass, strong=not by_count),
        ),
        under=(*words(joined((nothing, reason), ". ")), *words(*_provenance(line, language), quiet=True)),
    )


def _provenance(line: NoteLine, language: Language) -> tuple[str, ...]:
    """The lot's number stands before it where the line has several."""
    if not line.provenance:
        return ()
    return lots_told(line.provenance, line.method, language, named=len(line.lots) > 1)


class _Goods(NamedTuple):
    """What a line says of its goods and not of this delivery: on the notes of a day each article stands many times."""

    product: str
    grade: str
    organic: bool
    producer: str
    origin_country: str
    variety: str
    quality_class: str
    species: tuple[str, ...]
    approval_number: str
    allergens: tuple[str, ...]
    method: str
    scientific_name: str
    fao_code: str


def _goods_of(line: NoteLine) -> _Goods:
    return _Goods(
        line.product,
        line.grade,
        line.organic,
        line.producer,
        line.origin_country,
        line.variety,
        line.quality_class,
        line.species,
        line.approval_number,
        line.allergens,
        line.method,
        line.scientific_name,
        line.fao_code,
    )


@lru_cache(maxsize=1024)
def _described(goods: _Goods, language: Language) -> Cell:
    """The goods, then what the law and the kitchen's cook want to know of them."""
    origin = term(COUNTRIES, goods.origin_country, language) if goods.origin_country else ""
    allergens = joined([term(ALLERGENS, one, language).upper() for one in goods.allergens])
    species = joined([term(SPECIES, one, language) for one in goods.species])
    facts = (
        graded(goods.grade, language, organic=goods.organic),
        goods.producer,
        _fact(say(Phrase.ORIGIN, language), origin),
        _fact(note(NotePhrase.VARIETY, language), goods.variety),
        _fact(note(NotePhrase.CLASS, language), goods.quality_class),
        _fact(note(NotePhrase.SPECIES, language), species),
        *kind_told(goods.method, goods.scientific_name, goods.fao_code, language),
        _fact(say(Phrase.APPROVAL, language), goods.approval_number),
    )
    said = f"{say(Phrase.ALLERGENS, language)}: {allergens}" if allergens else ""
    return (*words(goods.product, strong=True), *words(joined(facts), said, quiet=True))


def _fact(name: str, fact: str) -> str:
    return f"{name.lower()} {fact}" if fact else ""
