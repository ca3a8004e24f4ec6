"""The collection order of one producer: what was promised for a day over all kitchens, in packs and by amount, to have ready."""

from __future__ import annotations

from hub.kernel.words import Language
from hub.labels.document import (
    Cell,
    Column,
    Document,
    Facts,
    Panel,
    Paragraph,
    Roll,
    Sides,
    Signing,
    Table,
    TableRow,
    words,
)
from hub.labels.layout import joined
from hub.labels.note_contents import CollectionLine, CollectionOrderContent
from hub.labels.note_phrases import NotePhrase, moment, note
from hub.labels.notes.words import amount, graded, party_lines, printout_mark
from hub.labels.phrases import CLIMATES, Phrase, day, say, term


def collection_order(content: CollectionOrderContent, language: Language, copy: int = 1) -> Document:
    title = note(NotePhrase.COLLECTION_ORDER, language)
    on = day(content.collect_on, language)
    return Document(
        title=f"{title} {on}",
        owner=content.hub.name,
        about=joined((f"{title} {on}", content.producer.name), " · "),
        language=language,
        sections=(
            _head(content, language),
            _goods(content.lines, language),
            Paragraph(_said(content, language)),
            Signing(
                note(NotePhrase.HANDED_OVER, language),
                tuple(say(one, language) for one in (Phrase.DATE_TIME, Phrase.SIGNATURE, Phrase.NAME)),
            ),
        ),
        mark=printout_mark(copy, language),
        footnote=say(Phrase.DEMO, language) if content.made_up else "",
    )


def _head(content: CollectionOrderContent, language: Language) -> Sides:
    facts = (
        (note(NotePhrase.COLLECT_ON, language), day(content.collect_on, language)),
        (say(Phrase.ROUTE, language), content.route),
        (say(Phrase.STOP, language), content.stop if content.route else ""),
        (note(NotePhrase.AT_HUB, language), content.arrives_at),
        (note(NotePhrase.MADE_AT, language), moment(content.made_at, language)),
    )
    return Sides(
        (
            Panel(say(Phrase.PRODUCER, language), party_lines(content.producer, language)),
            Panel(note(NotePhrase.HUB, language), party_lines(content.hub, language)),
            Facts(tuple((name, fact) for name, fact in facts if fact)),
        )
    )


def _goods(lines: tuple[CollectionLine, ...], language: Language) -> Table:
    columns = (
        Column(say(Phrase.ARTICLE, language), 100, named=True),
        Column(say(Phrase.GOODS, language), 480, roll=Roll.HEAD),
        Column(note(NotePhrase.PACKS, language), 180, number=True, roll=Roll.PAIRED),
        Column(note(NotePhrase.AMOUNT, language), 240, number=True, roll=Roll.PAIRED),
    )
    return Table(
        columns,
        tuple(_line(line, language) for line in lines),
        title=say(Phrase.GOODS, language),
        tick=True,
        empty=note(NotePhrase.NOTHING_PROMISED, language),
    )


def _line(line: CollectionLine, language: Language) -> TableRow:
    keep = f"{say(Phrase.STORAGE, language)} {term(CLIMATES, line.storage, language)}" if line.storage else ""
    described = (graded(line.grade, language, organic=line.organic), keep)
    return TableRow(
        (
            words(line.article),
            (*words(line.product, strong=True), *words(*described, quiet=True)),
            words(line.packs),
            words(amount(line.mass if line.count is None else None, line.count, language), strong=True)
            + words(amount(line.mass, None, language) if line.count is not None else "", quiet=True),
        )
    )


def _said(content: CollectionOrderContent, language: Language) -> Cell:
    unanswered = ""
    if content.unanswered:
        phrase = NotePhrase.UNANSWERED_ONE if content.unanswered == 1 else NotePhrase.UNANSWERED
        unanswered = note(phrase, language, n=content.unanswered)
    duty = joined((content.contact, content.hub.phone))
    return words(
        "" if content.route else note(NotePhrase.BRING, language) + ".",
        unanswered,
        f"{say(Phrase.CONTACT, language)}: {duty}" if duty else "",
    )
