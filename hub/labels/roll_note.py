"""A delivery note for a roll of paper, row by row: parties, lots, ordered beside delivered, every crate by its SSCC.

Not for: prices. The thermal note goes with the goods; what they cost goes by another way.
"""

from __future__ import annotations

from hub.kernel.quantity import Mass
from hub.kernel.words import Language
from hub.labels.content import DeliveryNoteContent, NoteCrate, NoteLine, Party, WeightKind
from hub.labels.kept import kept_words
from hub.labels.layout import Align, Row, Rule, Space, Text, headline, joined, pair, paragraph
from hub.labels.phrases import (
    ALLERGENS,
    COUNTRIES,
    GRADES,
    Phrase,
    crates_in_all,
    day,
    grouped,
    kilograms,
    origin_of_weight,
    pieces,
    say,
    term,
)
from hub.labels.roll_label import copy_bar


def note_rows(content: DeliveryNoteContent, language: Language, copy: int, columns: int) -> tuple[Row, ...]:
    """All rows of the note. `copy` 1 is the first paper; any other says COPY and which."""
    return (
        *copy_bar(copy, language, columns),
        *headline(f"{say(Phrase.NOTE, language)} {content.number}", columns, largest=2),
        Rule(heavy=True),
        *_dates(content, language, columns),
        *_party(Phrase.RECEIVER, content.receiver, language, columns),
        *_party(Phrase.SENDER, content.sender, language, columns),
        *_owners(content.owners, language, columns),
        *_heading(Phrase.GOODS, language, columns),
        *(row for line in content.lines for row in line_rows(line, language, columns)),
        *_crates(content.crates, language, columns),
        *_end(content, language, columns),
    )


def _heading(phrase: Phrase, language: Language, columns: int) -> tuple[Row, ...]:
    return (Space(10), Text(say(phrase, language).upper().ljust(columns)[:columns], bold=True), Rule())


def _dates(content: DeliveryNoteContent, language: Language, columns: int) -> tuple[Row, ...]:
    delivery = joined(
        (day(content.delivery_on, language) if content.delivery_on else "", content.window), "  "
    )
    stop = f"{say(Phrase.STOP, language)} {content.stop}" if content.stop else ""
    known = (
        (Phrase.DISPATCHED, day(content.dispatched_on, language)),
        (Phrase.DELIVERY, delivery),
        (Phrase.ROUTE, joined((content.route, stop))),
        (Phrase.ORDER, joined(content.orders)),
        (Phrase.REFERENCE, content.their_reference),
    )
    return tuple(row for name, fact in known if fact for row in pair(say(name, language), fact, columns))


def party_lines(party: Party, language: Language) -> tuple[str, ...]:
    """Name, address and numbers of a business, without empty lines."""
    phone = f"{say(Phrase.PHONE, language)} {party.phone}" if party.phone else ""
    approval = f"{say(Phrase.APPROVAL, language)} {party.approval_number}" if party.approval_number else ""
    return tuple(line for line in (party.name, party.address, phone, approval) if line)


def _party(phrase: Phrase, party: Party, language: Language, columns: int) -> tuple[Row, ...]:
    lines = party_lines(party, language)
    return (
        *_heading(phrase, language, columns),
        *(row for place, line in enumerate(lines) for row in paragraph(line, columns, bold=place == 0)),
    )


def _owners(owners: tuple[Party, ...], language: Language, columns: int) -> tuple[Row, ...]:
    if not owners:
        return ()
    rows: list[Row] = [*_heading(Phrase.OWNERS, language, columns)]
    for owner in owners:
        rows += paragraph(joined(party_lines(owner, language)), columns)
    return tuple(rows)


def amount(mass: Mass | None, count: int | None, language: Language, *, typed: bool = False) -> str:
    """Mass, count, or both as catch weight has it."""
    return joined(
        (
            "" if mass is None else kilograms(mass, language) + ("*" if typed else ""),
            "" if count is None else pieces(count, language),
        ),
        " / ",
    )


def given_words(line: NoteLine, language: Language) -> str:
    """What came, or in words that nothing came."""
    if not (line.delivered_mass or line.delivered_count):
        return say(Phrase.NOTHING, language)
    given = amount(line.delivered_mass, line.delivered_count, language, typed=line.typed_weight)
    return f"{say(Phrase.DELIVERED, language)} {given}"


def line_rows(line: NoteLine, language: Language, columns: int) -> tuple[Row, ...]:
    described = joined(
        (
            line.product,
            term(GRADES, line.grade, language).lower(),
            say(Phrase.ORGANIC, language).lower() if line.organic else "",
        )
    )
    where = term(COUNTRIES, line.origin_country, language) if line.origin_country else ""
    allergens = joined([term(ALLERGENS, one, language).upper() for one in line.allergens])
    ordered = f"{say(Phrase.ORDERED, language)} {amount(line.ordered_mass, line.ordered_count, language)}"
    given = given_words(line, language)
    rows: list[Row] = [*paragraph(described, columns, bold=True)]
    rows += paragraph(
        joined((f"{say(Phrase.ARTICLE, language)} {line.article}", line.producer, where)), columns
    )
    lots = say(Phrase.LOT if len(line.lots) == 1 else Phrase.LOTS, language)
    rows += paragraph(f"{lots} {joined(line.lots)}", columns) if line.lots else ()
    rows += paragraph(f"{say(Phrase.ALLERGENS, language)}: {allergens}", columns) if allergens else ()
    rows += pair(ordered, given, columns, bold=True)
    if line.short_reason:
        rows += paragraph(f"{say(Phrase.REASON, language)}: {line.short_reason}", columns)
    return (*rows, Space(10))


def _crates(crates: tuple[NoteCrate, ...], language: Language, columns: int) -> tuple[Row, ...]:
    rows: list[Row] = [*_heading(Phrase.CRATES, language, columns)]
    for crate in crates:
        typed = crate.weight_kind is WeightKind.TYPED
        best_before = (
            f"{say(Phrase.BEST_BEFORE, language)} {day(crate.best_before, language)}"
            if crate.best_before
            else ""
        )
        rows += pair(
            grouped(crate.sscc), amount(crate.net, crate.count, language, typed=typed), columns, bold=True
        )
        rows += paragraph(
            joined((crate.product, f"{say(Phrase.LOT, language)} {crate.lot}", best_before)), columns
        )
        rows += paragraph(origin_of_weight(WeightKind.WEIGHED, crate.weighing, language), columns)
        rows += paragraph(kept_words(crate.kept, language), columns) if crate.kept else ()
    return tuple(rows)


def total_of(crates: tuple[NoteCrate, ...]) -> Mass:
    return Mass(sum(crate.net.milligrams for crate in crates))


def any_typed(content: DeliveryNoteContent) -> bool:
    return any(line.typed_weight for line in content.lines) or any(
        crate.weight_kind is WeightKind.TYPED for crate in content.crates
    )


def _end(content: DeliveryNoteContent, language: Language, columns: int) -> tuple[Row, ...]:
    rows: list[Row] = [Rule(heavy=True)]
    total = kilograms(total_of(content.crates), language)
    rows += pair(crates_in_all(len(content.crates), language), total, columns, bold=True, size=2)
    rows += paragraph(say(Phrase.TYPED_MARK, language), columns) if any_typed(content) else ()
    rows += paragraph(content.remark, columns) if content.remark else ()
    if content.contact:
        duty = f"{say(Phrase.CONTACT, language)}: {joined((content.contact, content.contact_phone))}"
        rows += paragraph(duty, columns)
    for asked in (Phrase.DATE_TIME, Phrase.SIGNATURE, Phrase.NAME):
        rows += (Space(52), Rule(), Text(say(asked, language)))
    if content.made_up:
        demo = paragraph(say(Phrase.DEMO, language), columns)
        rows += (Space(14), *(Text(line.text, align=Align.CENTRE) for line in demo))
    return tuple(rows)
