"""The ticket of one weighing: gross, tare and net with the marks of OIML R 76-1, the scale, and the numbers that prove it.

R 76-1, 4.6.11: G gross, T a weighed tare, PT a known one, N net. The number of the record stands on the ticket, because a weight
without it must not be used between businesses (WELMEC 7.2).
"""

from __future__ import annotations

from hub.kernel.quantity import Mass
from hub.kernel.words import Language
from hub.labels.document import (
    Cell,
    Column,
    Document,
    Facts,
    Large,
    Panel,
    Paragraph,
    Roll,
    Section,
    Sides,
    Table,
    TableRow,
    words,
)
from hub.labels.layout import joined
from hub.labels.note_contents import TicketScale, WeighingTicketContent
from hub.labels.note_phrases import NotePhrase, moment, note
from hub.labels.notes.words import copy_mark, graded, number, party_lines
from hub.labels.phrases import Phrase, day, grouped, kilograms, say
from hub.labels.void_reasons import reason_in

GROSS, NET, UNTARED = "G", "N", "none"
HASH_GROUP = 8


def weighing_ticket(content: WeighingTicketContent, language: Language, copy: int = 1) -> Document:
    # The scale stands among the facts: with its name in large letters, the number would come to a line of its own on a roll.
    title = f"{note(NotePhrase.WEIGHING_TICKET, language)} {content.number}"
    goods = content.goods
    large = kilograms(goods.net if goods else content.net, language)
    caption = note(NotePhrase.GOODS_NET, language) if goods else f"{say(Phrase.NET, language)} ({NET})"
    sections: tuple[Section, ...] = (
        Large(caption, large + (f"   {number(goods.count, language)}" if goods and goods.count else "")),
        _weights(content, language),
        Sides((Facts(_record(content, language)), Facts(_scale(content.scale, language)))),
        Sides((Facts(((note(NotePhrase.HASH, language), _in_groups(content.hash)),)),)),
        *_goods(content, language),
        Paragraph(_said(content, language)),
        Sides((Panel(note(NotePhrase.HUB, language), party_lines(content.hub, language)),)),
    )
    return Document(
        title=title,
        owner=content.hub.name,
        about=joined((title, content.scale.name, moment(content.at, language)), " · "),
        language=language,
        sections=sections,
        mark=copy_mark(copy, language),
        footnote=say(Phrase.DEMO, language) if content.made_up else "",
    )


def _weights(content: WeighingTicketContent, language: Language) -> Table:
    """Only what was not nothing, so that no line has to be explained."""
    goods = content.goods
    rows = [(say(Phrase.GROSS, language), GROSS, content.gross)]
    if content.tare:
        rows.append((say(Phrase.TARE, language), content.tare_kind, content.tare))
    if content.base:
        rows.append((note(NotePhrase.LAY_THERE, language), "", content.base))
    rows.append((say(Phrase.NET, language), NET, content.net))
    if goods and goods.tare:
        rows.append((note(NotePhrase.CRATE_TARE, language), goods.tare_kind, goods.tare))
        rows.append((note(NotePhrase.GOODS_NET, language), NET, goods.net))
    columns = (Column("", 700, roll=Roll.HEAD), Column("", 300, number=True, roll=Roll.HEAD))
    return Table(columns, tuple(_weight(*row, language) for row in rows))


def _weight(name: str, mark: str, mass: Mass, language: Language) -> TableRow:
    said = f"{name} ({mark})" if mark else name
    return TableRow((words(said), words(kilograms(mass, language), strong=mark == NET)))


def _record(content: WeighingTicketContent, language: Language) -> tuple[tuple[str, str], ...]:
    facts = (
        (note(NotePhrase.TIME, language), moment(content.at, language)),
        (say(Phrase.ALIBI, language), str(content.number)),
        (note(NotePhrase.ALIBI, language), content.alibi),
        (note(NotePhrase.SHOWN, language), content.shown),
    )
    return tuple((name, fact) for name, fact in facts if fact)


def _in_groups(digits: str) -> str:
    """All of them, by eights: whoever compares two papers reads group by group."""
    return " ".join(digits[at : at + HASH_GROUP] for at in range(0, len(digits), HASH_GROUP))


def _scale(scale: TicketScale, language: Language) -> tuple[tuple[str, str], ...]:
    bounds = [one for one in (scale.maximum, scale.minimum, scale.division) if one is not None]
    facts = (
        (note(NotePhrase.SCALE, language), scale.name),
        (note(NotePhrase.SERIAL, language), scale.serial),
        (note(NotePhrase.SCALE_CLASS, language), scale.accuracy_class),
        (note(NotePhrase.RANGE, language), joined([kilograms(one, language) for one in bounds], " / ")),
        (
            note(NotePhrase.VERIFIED_UNTIL, language),
            day(scale.verified_until, language) if scale.verified_until else "",
        ),
    )
    return tuple((name, fact) for name, fact in facts if fact)


def _goods(content: WeighingTicketContent, language: Language) -> tuple[Section, ...]:
    goods = content.goods
    if goods is None:
        return ()
    facts = (
        (say(Phrase.CRATE, language), grouped(goods.sscc)),
        (say(Phrase.GOODS, language), joined((goods.product, graded(goods.grade, language).lower()))),
        (say(Phrase.PRODUCER, language), goods.producer),
        (say(Phrase.LOT, language), goods.lot),
    )
    return (Sides((Facts(facts),)),)


def _said(content: WeighingTicketContent, language: Language) -> Cell:
    further = joined([str(one) for one in content.further], " + ")
    return words(
        note(NotePhrase.WITH_FURTHER, language, numbers=further) if further else "",
        note(NotePhrase.UNVERIFIED, language, why=content.unverified_because)
        if content.unverified_because
        else "",
        note(NotePhrase.TAKEN_BACK, language, why=reason_in(content.taken_back, language))
        if content.taken_back
        else "",
        note(NotePhrase.SET_ASIDE, language, why=content.set_aside) if content.set_aside else "",
        note(NotePhrase.REFUSED_AT_DOOR, language) if content.refused else "",
        "" if content.is_spent else note(NotePhrase.NOBODYS, language),
    )
