"""The delivery note: parties, goods with ordered beside delivered, every crate with its proof, empties, a place to sign.

What (EU) 931/2011 article 3 asks for food of animal origin stands there for all goods alike: description and amount (lines),
dispatching operator (sender), owner if another (producers, with approval number), receiving operator, lots, date of dispatch.
Not for: prices. What goods cost goes by another way.
"""

from __future__ import annotations

from hub.kernel.quantity import Mass
from hub.kernel.words import Language
from hub.labels.content import DeliveryNoteContent, NoteCage, NoteCrate, WeightKind
from hub.labels.document import (
    Column,
    Document,
    Facts,
    Panel,
    Paragraph,
    Roll,
    Section,
    Sides,
    Signing,
    Table,
    TableRow,
    Total,
    words,
)
from hub.labels.kept import kept_words
from hub.labels.layout import joined
from hub.labels.note_phrases import NotePhrase, note
from hub.labels.notes.delivered_goods import goods_table
from hub.labels.notes.words import amount, copy_mark, party_lines
from hub.labels.phrases import (
    Phrase,
    counted_crates,
    crates_in_all,
    day,
    grouped,
    kilograms,
    origin_of_weight,
    say,
)


def delivery_note(content: DeliveryNoteContent, language: Language, copy: int = 1) -> Document:
    """`copy` above 1 says COPY and which, on every page."""
    title = f"{say(Phrase.NOTE, language)} {content.number}"
    sections: tuple[Section, ...] = (
        _head(content, language),
        _owners(content, language),
        goods_table(content.lines, language),
        _crates(content, language),
        _total(content, language),
        _remarks(content, language),
        _returnables(content, language),
        Signing(
            say(Phrase.RECEIVED, language),
            tuple(say(one, language) for one in (Phrase.DATE_TIME, Phrase.NAME, Phrase.SIGNATURE)),
        ),
    )
    return Document(
        title=title,
        owner=content.sender.name,
        about=joined((title, content.receiver.name), " · "),
        language=language,
        sections=sections,
        mark=copy_mark(copy, language),
        footnote=say(Phrase.DEMO, language) if content.made_up else "",
        link=content.link,
        link_says=note(NotePhrase.NOTE_LINK, language) if content.link else "",
    )


def _head(content: DeliveryNoteContent, language: Language) -> Sides:
    known = (
        (Phrase.DISPATCHED, day(content.dispatched_on, language)),
        (Phrase.DELIVERY, day(content.delivery_on, language) if content.delivery_on else ""),
        (Phrase.WINDOW, content.window),
        (Phrase.ROUTE, content.route),
        (Phrase.STOP, content.stop),
        (Phrase.ORDER, joined(content.orders)),
        (Phrase.REFERENCE, content.their_reference),
    )
    return Sides(
        (
            Panel(say(Phrase.RECEIVER, language), party_lines(content.receiver, language)),
            Panel(say(Phrase.SENDER, language), party_lines(content.sender, language)),
            Facts(tuple((say(phrase, language), fact) for phrase, fact in known if fact)),
        )
    )


def _owners(content: DeliveryNoteContent, language: Language) -> Paragraph:
    owners = words(*(joined(party_lines(owner, language)) for owner in content.owners), quiet=True)
    return Paragraph(owners, say(Phrase.OWNERS, language) if owners else "")


# ---- crates


def _crates(content: DeliveryNoteContent, language: Language) -> Table:
    columns = (
        Column(say(Phrase.CRATE, language), 270, roll=Roll.HEAD),
        Column(say(Phrase.GOODS, language), 265),
        Column(say(Phrase.LOT, language), 145, named=True),
        Column(say(Phrase.BEST_BEFORE, language), 145, named=True),
        Column(say(Phrase.NET, language), 175, number=True, roll=Roll.HEAD),
    )
    rows = tuple(_crate(crate, language) for crate in content.crates)
    return Table(columns, rows, title=say(Phrase.CRATES, language))


def _crate(crate: NoteCrate, language: Language) -> TableRow:
    typed = crate.weight_kind is WeightKind.TYPED
    return TableRow(
        (
            words(grouped(crate.sscc)),
            words(crate.product),
            words(crate.lot),
            words(day(crate.best_before, language) if crate.best_before else ""),
            words(amount(crate.net, crate.count, language, typed=typed), strong=True),
        ),
        under=words(
            origin_of_weight(WeightKind.WEIGHED, crate.weighing, language) if crate.weighing else "",
            kept_words(crate.kept, language) if crate.kept else "",
            note(NotePhrase.ON_CAGE, language, cage=grouped(crate.cage)) if crate.cage else "",
            quiet=True,
        ),
    )


def _cages(cages: tuple[NoteCage, ...], language: Language) -> str:
    said = [
        grouped(cage.sscc) + (f" ({counted_crates(cage.crates, language)})" if cage.crates else "")
        for cage in cages
    ]
    return f"{note(NotePhrase.CAGES, language)}: {joined(said)}" if said else ""


def total_of(crates: tuple[NoteCrate, ...]) -> Mass:
    return Mass(sum(crate.net.milligrams for crate in crates))


def _total(content: DeliveryNoteContent, language: Language) -> Total:
    return Total(crates_in_all(len(content.crates), language), kilograms(total_of(content.crates), language))


def any_typed(content: DeliveryNoteContent) -> bool:
    return any(line.typed_weight for line in content.lines) or any(
        crate.weight_kind is WeightKind.TYPED for crate in content.crates
    )


def _remarks(content: DeliveryNoteContent, language: Language) -> Paragraph:
    """What the star means, what was said with the order, and whom to ring."""
    duty = joined((content.contact, content.contact_phone))
    return Paragraph(
        words(
            _cages(content.cages, language),
            say(Phrase.TYPED_MARK, language) if any_typed(content) else "",
            f"{say(Phrase.REMARKS, language)}: {content.remark}" if content.remark else "",
            f"{say(Phrase.CONTACT, language)}: {duty}" if duty else "",
        )
    )


def _returnables(content: DeliveryNoteContent, language: Language) -> Table:
    columns = (
        Column(note(NotePhrase.CRATE_TYPE, language), 480, roll=Roll.HEAD),
        Column(note(NotePhrase.OUT, language), 250, number=True, roll=Roll.PAIRED),
        Column(note(NotePhrase.BACK, language), 270, roll=Roll.PAIRED, blank=True),
    )
    rows = tuple(TableRow((words(one.name), words(str(one.out)), ())) for one in content.returnables)
    return Table(columns, rows, title=note(NotePhrase.RETURNABLES, language))
