"""The receiving slip for the producer: what was announced and taken in, what was refused and why, and each crate's weighing."""

from __future__ import annotations

from hub.kernel.quantity import Mass
from hub.kernel.words import Language
from hub.labels.content import WeightKind
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
    Total,
    words,
)
from hub.labels.layout import joined
from hub.labels.note_contents import ReceivingSlipContent, SlipCrate, SlipLine
from hub.labels.note_phrases import NotePhrase, moment, note
from hub.labels.notes.words import amount, graded, number, party_lines, printout_mark, weight
from hub.labels.phrases import Phrase, crates_in_all, day, grouped, kilograms, origin_of_weight, say


def receiving_slip(content: ReceivingSlipContent, language: Language, copy: int = 1) -> Document:
    title = note(NotePhrase.RECEIVING_SLIP, language)
    on = day(content.collect_on, language)
    total = Mass(sum(crate.net.milligrams for crate in content.crates))
    facts = (
        (note(NotePhrase.COLLECT_ON, language), on),
        (note(NotePhrase.MADE_AT, language), moment(content.made_at, language)),
    )
    return Document(
        title=f"{title} {on}",
        owner=content.hub.name,
        about=joined((f"{title} {on}", content.producer.name), " · "),
        language=language,
        sections=(
            Sides(
                (
                    Panel(say(Phrase.PRODUCER, language), party_lines(content.producer, language)),
                    Panel(say(Phrase.RECEIVER, language), party_lines(content.hub, language)),
                    Facts(facts),
                )
            ),
            _goods(content.lines, language),
            _crates(content.crates, language),
            Total(crates_in_all(len(content.crates), language), kilograms(total, language)),
            Paragraph(_said(content, language)),
            Signing(
                say(Phrase.RECEIVED, language),
                tuple(say(one, language) for one in (Phrase.DATE_TIME, Phrase.SIGNATURE, Phrase.NAME)),
            ),
        ),
        mark=printout_mark(copy, language),
        footnote=say(Phrase.DEMO, language) if content.made_up else "",
    )


def _goods(lines: tuple[SlipLine, ...], language: Language) -> Table:
    columns = (
        Column(say(Phrase.ARTICLE, language), 100, named=True),
        Column(say(Phrase.GOODS, language), 430, roll=Roll.HEAD),
        Column(note(NotePhrase.ANNOUNCED, language), 150, number=True, roll=Roll.PAIRED),
        Column(note(NotePhrase.TAKEN_COUNT, language), 145, number=True, roll=Roll.PAIRED),
        Column(note(NotePhrase.TAKEN_WEIGHT, language), 175, number=True, roll=Roll.PAIRED),
    )
    return Table(
        columns,
        tuple(_line(line, language) for line in lines),
        title=say(Phrase.GOODS, language),
        empty=note(NotePhrase.NOTHING_CAME, language),
        under=1,
    )


def _line(line: SlipLine, language: Language) -> TableRow:
    by_count = line.announced_count is not None or line.received_count is not None
    refused = f"{note(NotePhrase.REFUSED, language)}: {line.refused}" if line.refused else ""
    announced = amount(
        None if line.announced_count is not None else line.announced_mass, line.announced_count, language
    )
    return TableRow(
        (
            words(line.article),
            (
                *words(line.product, strong=True),
                *words(graded(line.grade, language), line.temperature, quiet=True),
            ),
            words(announced),
            words(number(line.received_count or (0 if by_count else None), language), strong=by_count),
            words(weight(line.received_mass, language, typed=line.typed_weight), strong=not by_count),
        ),
        under=(*words(refused), *words(*line.told, *line.remarks, quiet=True)),
    )


def _crates(crates: tuple[SlipCrate, ...], language: Language) -> Table:
    columns = (
        Column(say(Phrase.CRATE, language), 290, roll=Roll.HEAD),
        Column(say(Phrase.GOODS, language), 350),
        Column(say(Phrase.LOT, language), 165, named=True),
        Column(say(Phrase.NET, language), 195, number=True, roll=Roll.HEAD),
    )
    return Table(
        columns, tuple(_crate(crate, language) for crate in crates), title=say(Phrase.CRATES, language)
    )


def _crate(crate: SlipCrate, language: Language) -> TableRow:
    typed = crate.weight_kind is WeightKind.TYPED
    return TableRow(
        (
            words(grouped(crate.sscc)),
            words(crate.product),
            words(crate.lot),
            words(amount(crate.net, crate.count, language, typed=typed), strong=True),
        ),
        under=words(
            origin_of_weight(crate.weight_kind, crate.weighing, language) if crate.weighing or typed else "",
            quiet=True,
        ),
    )


def _said(content: ReceivingSlipContent, language: Language) -> Cell:
    typed = any(crate.weight_kind is WeightKind.TYPED for crate in content.crates)
    duty = joined((content.contact, content.hub.phone))
    return words(
        say(Phrase.TYPED_MARK, language) if typed else "",
        "" if content.closed else note(NotePhrase.MORE_MAY_COME, language),
        f"{say(Phrase.CONTACT, language)}: {duty}" if duty else "",
    )
