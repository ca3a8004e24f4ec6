"""The load list of a route: the last stop first, because what is delivered first stands at the vehicle's door."""

from __future__ import annotations

from hub.kernel.quantity import Mass
from hub.kernel.words import Language
from hub.labels.document import (
    Column,
    Document,
    Facts,
    Line,
    Paragraph,
    Roll,
    Sides,
    Table,
    TableRow,
    Total,
    words,
)
from hub.labels.layout import joined
from hub.labels.note_contents import LoadListContent, LoadStop
from hub.labels.note_phrases import NotePhrase, moment, note
from hub.labels.notes.words import printout_mark
from hub.labels.phrases import CLIMATES, Phrase, crates_in_all, day, grouped, kilograms, say, term


def load_list(content: LoadListContent, language: Language, copy: int = 1) -> Document:
    title = note(NotePhrase.DELIVERIES if content.driving else NotePhrase.LOAD_LIST, language)
    on = day(content.deliver_on, language)
    crates = sum(stop.crates for stop in content.stops)
    net = Mass(sum(stop.net.milligrams for stop in content.stops))
    return Document(
        title=content.route or title,
        owner=content.hub,
        about=joined((title, content.route, on), " · "),
        language=language,
        sections=(
            Sides(
                (
                    Facts(((title, on),)),
                    Facts(((note(NotePhrase.STOPS, language), str(len(content.stops))),)),
                    Facts(((note(NotePhrase.MADE_AT, language), moment(content.made_at, language)),)),
                )
            ),
            Paragraph(
                words(
                    note(NotePhrase.IN_DRIVING_ORDER if content.driving else NotePhrase.LAST_FIRST, language)
                )
            ),
            _stops(content.stops, language),
            Total(crates_in_all(crates, language), kilograms(net, language)),
        ),
        mark=printout_mark(copy, language),
        footnote=say(Phrase.DEMO, language) if content.made_up else "",
    )


def _stops(stops: tuple[LoadStop, ...], language: Language) -> Table:
    columns = (
        Column(say(Phrase.STOP, language), 75, roll=Roll.HEAD, named=True),
        Column(note(NotePhrase.KITCHEN, language), 475, roll=Roll.HEAD),
        Column(note(NotePhrase.NOTES, language), 155, named=True),
        Column(say(Phrase.CRATES, language), 115, number=True, roll=Roll.PAIRED),
        Column(say(Phrase.NET, language), 180, number=True, roll=Roll.PAIRED),
    )
    return Table(
        columns,
        tuple(_stop(stop, language) for stop in stops),
        tick=True,
        empty=note(NotePhrase.NOTHING_TO_LOAD, language),
    )


def _stop(stop: LoadStop, language: Language) -> TableRow:
    climates = joined([term(CLIMATES, one, language) for one in stop.storages], "; ")
    phone = f"{say(Phrase.PHONE, language)} {stop.phone}" if stop.phone else ""
    cages = (
        f"{note(NotePhrase.CAGES, language)}: {joined([grouped(cage) for cage in stop.cages])}"
        if stop.cages
        else ""
    )
    still_open = ""
    if stop.open_lines:
        phrase = NotePhrase.STILL_OPEN_ONE if stop.open_lines == 1 else NotePhrase.STILL_OPEN
        still_open = note(phrase, language, n=stop.open_lines)
    return TableRow(
        (
            (Line(stop.stop, strong=True),),
            (
                *words(stop.kitchen, strong=True),
                *words(joined((stop.window, stop.address, phone)), climates, cages, quiet=True),
                *words(still_open),
            ),
            words(*(stop.notes or (note(NotePhrase.NO_NOTE, language),))),
            words(str(stop.crates), strong=True),
            words(kilograms(stop.net, language)),
        )
    )
