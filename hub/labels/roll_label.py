"""A crate label for a roll of paper: which fact stands on which row. Large name on top, the crate's own code large below its facts; the
code of the goods, where they have a number of GS1's, stands by itself at the end: nobody looks for the crate's there.
"""

from __future__ import annotations

from functools import lru_cache

from hub.kernel.words import Language
from hub.labels.codes.companions import GTINS
from hub.labels.codes.found import Element
from hub.labels.codes.links import digital_link
from hub.labels.content import CrateLabelContent, WeightKind, short_code
from hub.labels.label_codes import goods_elements
from hub.labels.label_values import read_values
from hub.labels.layout import (
    Align,
    Bars,
    GoodsSquare,
    Pictogram,
    Row,
    Rule,
    Space,
    Square,
    Text,
    headline,
    joined,
    pair,
    paragraph,
    tidy,
    wrap,
)
from hub.labels.mentions import mentions_of_crate
from hub.labels.note_phrases import quality_class
from hub.labels.notes.words import copy_mark
from hub.labels.phrases import (
    ALLERGENS,
    CLIMATES,
    COUNTRIES,
    GRADES,
    Phrase,
    crate_number,
    day,
    grouped,
    kilograms,
    origin_of_weight,
    pieces,
    say,
    term,
)
from hub.labels.plain import plain_of
from hub.labels.roll_document import mark_bar

# Lines of large type that a kitchen's name may take.
MOST_LARGE = 3
# Of an amount, in sizes of the printer's letters.
LARGE = 3


def crate_rows(content: CrateLabelContent, language: Language, copy: int, columns: int) -> tuple[Row, ...]:
    """All rows of the label. `copy` 1 is the first paper; any other says COPY and which."""
    goods = _goods(content, language)
    return (
        *mark_bar(copy_mark(copy, language), columns),
        *_name(content, language, columns),
        Space(5),
        Rule(heavy=True),
        *_amount(content, language, columns),
        Space(10),
        *_facts(content, language, columns),
        *_receiver(content, language, columns),
        Space(14),
        Square(
            content.link,
            short_code(content.sscc),
            above=say(Phrase.SCAN_THIS if goods else Phrase.CRATE, language),
            below="",
        ),
        Space(10),
        Bars(content.sscc),
        *_centred(crate_number(content.sscc), columns),
        *_footnotes(content, language, columns),
        *_goods_code(goods, language, columns),
    )


def _goods(content: CrateLabelContent, language: Language) -> tuple[Element, ...]:
    """What the code of the goods holds, the same as in bars on a label with a layout. Raises LabelFactWrong."""
    if not (content.gtin or content.content_gtin):
        return ()
    return goods_elements("crate", read_values("crate", plain_of(content, language=language), language))


def _goods_code(goods: tuple[Element, ...], language: Language, columns: int) -> tuple[Row, ...]:
    if not goods:
        return ()
    number = next((f"({one.ai}) {one.value}" for one in goods if one.ai in GTINS), "")
    return (
        Space(8),
        Rule(),
        *paragraph(say(Phrase.GOODS_CODE, language), columns),
        *paragraph(number, columns),
        GoodsSquare(digital_link(goods)),
    )


@lru_cache(maxsize=256)
def _centred(text: str, columns: int) -> tuple[Row, ...]:
    """In the middle, in lines of about the same length: no word stands alone on the last."""
    most = len(wrap(text, columns))
    narrowest = next((room for room in range(1, columns) if len(wrap(text, room)) <= most), columns)
    room = columns if most == 1 else narrowest
    return tuple(Text(line, align=Align.CENTRE) for line in wrap(text, room))


def _name(content: CrateLabelContent, language: Language, columns: int) -> tuple[Row, ...]:
    grade = term(GRADES, content.grade, language)
    if content.organic:
        # First, so that nothing long before it cuts it off.
        grade = joined((say(Phrase.ORGANIC, language), grade.lower()))
    # What the trade wants to know of fruit and vegetables is never cut.
    trade = joined((content.variety, quality_class(content.quality_class, language)), " · ")
    return (
        *headline(content.product, columns),
        *headline(grade, columns, largest=2),
        *headline(trade, columns, largest=2, most=99),
    )


def _amount(content: CrateLabelContent, language: Language, columns: int) -> tuple[Row, ...]:
    mark = "*" if content.weight_kind is WeightKind.TYPED else ""
    net = kilograms(content.net, language) + mark
    count = pieces(content.count, language) if content.count is not None else ""
    both = joined((net, count), " · ")
    amounts = (both,) if len(both) * LARGE <= columns else (net, count)
    proof = origin_of_weight(content.weight_kind, content.weighing, language)
    kind = f"{say(Phrase.TARE, language)} {content.tare_kind}"
    tare = f"{kind} {kilograms(content.tare, language)}" if content.tare else ""
    return (
        Space(4),
        *(row for one in amounts if one for row in headline(one, columns, largest=LARGE)),
        *_proof(joined((say(Phrase.NET, language), tare), " · "), (mark and f"{mark} ") + proof, columns),
    )


def _proof(net: str, proof: str, columns: int) -> tuple[Row, ...]:
    """Never cut: why a scale was used after its verification had ended stands here."""
    if len(net) + len(proof) + 2 <= columns:
        return pair(net, proof, columns)
    return (*paragraph(net, columns), *paragraph(proof, columns))


def _facts(content: CrateLabelContent, language: Language, columns: int) -> tuple[Row, ...]:
    known = [(Phrase.LOT, content.lot)]
    if content.harvested_on:
        known.append((Phrase.HARVESTED, day(content.harvested_on, language)))
    elif content.collected_on:
        known.append((Phrase.COLLECTED, day(content.collected_on, language)))
    if content.packed_on:
        known.append((Phrase.PACKED, day(content.packed_on, language)))
    if content.origin_country:
        known.append((Phrase.ORIGIN, term(COUNTRIES, content.origin_country, language)))
    if content.approval_number:
        known.append((Phrase.APPROVAL, content.approval_number))
    if content.storage:
        known.append((Phrase.STORAGE, term(CLIMATES, content.storage, language)))
    allergens = joined([term(ALLERGENS, one, language).upper() for one in content.allergens])
    frozen = content.provenance.frozen_on if content.provenance else None
    large = ((Phrase.FROZEN, frozen), (Phrase.BEST_BEFORE, content.best_before))
    return (
        *headline(content.producer, columns, largest=2),
        *(row for heading, fact in known for row in pair(say(heading, language), fact, columns)),
        *((Pictogram(content.storage),) if content.storage else ()),
        *(
            row
            for heading, on in large
            if on
            for row in pair(say(heading, language), day(on, language), columns, bold=True, size=2)
        ),
        *paragraph(mentions_of_crate(content, language), columns),
        *(
            paragraph(f"{say(Phrase.ALLERGENS, language)}: {allergens}", columns, bold=True)
            if allergens
            else ()
        ),
    )


def _receiver(content: CrateLabelContent, language: Language, columns: int) -> tuple[Row, ...]:
    if not (content.kitchen or content.stop):
        return ()
    stop = f"{say(Phrase.STOP, language)} {content.stop}" if content.stop else ""
    kitchen = tidy(content.kitchen)
    heading = (Text(say(Phrase.TO, language)),) if kitchen else ()
    if len(kitchen) + len(stop) + 2 <= columns // 2:
        rows: tuple[Row, ...] = pair(kitchen, stop, columns, bold=True, size=2)
    else:
        rows = (*_whole(kitchen, columns), *_whole(stop, columns))
    return (Space(5), Rule(), *heading, *rows)


def _whole(text: str, columns: int) -> tuple[Row, ...]:
    """Large where a few lines take it, else in the usual type: goods go astray by half a name."""
    large = wrap(tidy(text), columns // 2, most=MOST_LARGE + 1)
    if len(large) > MOST_LARGE:
        return paragraph(text, columns, bold=True)
    return tuple(Text(line, wide=2, high=2, bold=True) for line in large)


def _footnotes(content: CrateLabelContent, language: Language, columns: int) -> tuple[Row, ...]:
    notes: list[Row] = []
    for phrase, other in ((Phrase.FROM_CRATE, content.parent), (Phrase.REPLACES, content.replaces)):
        if other:
            words, code = say(phrase, language), grouped(other)
            # A number is not broken: it has a line of its own where both do not fit on one.
            fits = len(words) + 1 + len(code) <= columns
            for line in (f"{words} {code}",) if fits else (words, code):
                notes += _centred(line, columns)
    if content.made_up:
        notes += _centred(say(Phrase.DEMO, language), columns)
    return tuple(notes)
