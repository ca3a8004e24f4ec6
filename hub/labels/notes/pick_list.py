"""The pick list on paper: which crates to fetch where, in the order of the way through the house, with a box to tick.

The scan still confirms: the paper is for a floor without a screen, and says when it was made. Not for: which crate is suggested
(`hub.picking.plan`).
"""

from __future__ import annotations

from hub.kernel.words import Language
from hub.labels.content import short_code
from hub.labels.document import Column, Document, Facts, Large, Paragraph, Roll, Sides, Table, TableRow, words
from hub.labels.layout import joined
from hub.labels.note_contents import PickDone, PickListContent, PickMissing, PickToFetch
from hub.labels.note_phrases import MISSING_WHY, NotePhrase, moment, note
from hub.labels.notes.words import amount, graded, printout_mark
from hub.labels.phrases import Phrase, day, say, term


def pick_list(content: PickListContent, language: Language, copy: int = 1) -> Document:
    title = note(NotePhrase.PICK_LIST, language)
    stop = joined(
        (f"{say(Phrase.STOP, language)} {content.stop}" if content.stop else "", content.route), " · "
    )
    facts = (
        (say(Phrase.DELIVERY, language), day(content.deliver_on, language)),
        (say(Phrase.WINDOW, language), content.window),
        (say(Phrase.ORDER, language), joined(content.orders)),
        (note(NotePhrase.MADE_AT, language), moment(content.made_at, language)),
    )
    return Document(
        title=title,
        owner=content.hub,
        about=joined((title, content.kitchen, day(content.deliver_on, language)), " · "),
        language=language,
        sections=(
            Large(stop or note(NotePhrase.FOR_KITCHEN, language), content.kitchen),
            Sides(
                (
                    Facts(tuple(pair for pair in facts[:2] if pair[1])),
                    Facts(tuple(pair for pair in facts[2:] if pair[1])),
                )
            ),
            Paragraph(words(f"{say(Phrase.REMARKS, language)}: {content.remark}" if content.remark else "")),
            _to_fetch(content.to_fetch, language),
            _missing(content.missing, language),
            _done(content.done, language),
        ),
        mark=printout_mark(copy, language),
        footnote=say(Phrase.DEMO, language) if content.made_up else "",
    )


def _to_fetch(picks: tuple[PickToFetch, ...], language: Language) -> Table:
    columns = (
        Column(say(Phrase.PLACE, language), 190, roll=Roll.HEAD),
        Column(say(Phrase.CRATE, language), 110, roll=Roll.HEAD),
        Column(say(Phrase.GOODS, language), 395),
        Column(note(NotePhrase.TAKE, language), 155, number=True, roll=Roll.PAIRED),
        Column(note(NotePhrase.WEIGHED, language), 150, roll=Roll.PAIRED, blank=True),
    )
    return Table(
        columns,
        tuple(_fetch(one, language) for one in picks),
        title=note(NotePhrase.TO_FETCH, language),
        tick=True,
        empty=note(NotePhrase.NOTHING_TO_FETCH, language),
    )


def _fetch(one: PickToFetch, language: Language) -> TableRow:
    best = f"{say(Phrase.BEST_BEFORE, language)} {day(one.best_before, language)}"
    lot = f"{say(Phrase.LOT, language)} {one.lot}"
    return TableRow(
        (
            words(one.place),
            words(short_code(one.sscc), strong=True),
            (
                *words(_goods(one, language), strong=True),
                *words(one.producer, joined((lot, best)), quiet=True),
            ),
            words(amount(one.mass, one.count, language), strong=True),
            words(note(NotePhrase.WHOLE, language) if one.whole else "", quiet=True),
        )
    )


def _missing(lines: tuple[PickMissing, ...], language: Language) -> Table:
    columns = (
        Column(say(Phrase.GOODS, language), 400, roll=Roll.HEAD),
        Column(note(NotePhrase.MISSING, language), 200, number=True, roll=Roll.PAIRED),
        Column(note(NotePhrase.WHY, language), 400),
    )
    rows = tuple(
        TableRow(
            (
                words(_goods(one, language), strong=True),
                words(amount(one.mass, one.count, language)),
                words(term(MISSING_WHY, one.why, language)),
            )
        )
        for one in lines
    )
    return Table(columns, rows, title=note(NotePhrase.MISSING, language))


def _done(picks: tuple[PickDone, ...], language: Language) -> Table:
    columns = (
        Column(say(Phrase.CRATE, language), 200, roll=Roll.HEAD),
        Column(say(Phrase.GOODS, language), 550),
        Column(note(NotePhrase.AMOUNT, language), 250, number=True, roll=Roll.HEAD),
    )
    rows = tuple(
        TableRow(
            (
                words(short_code(one.sscc)),
                words(_goods(one, language)),
                words(amount(one.mass, one.count, language)),
            )
        )
        for one in picks
    )
    return Table(columns, rows, title=note(NotePhrase.DONE, language))


def _goods(one: PickToFetch | PickMissing | PickDone, language: Language) -> str:
    return joined((one.product, graded(one.grade, language).lower()))
