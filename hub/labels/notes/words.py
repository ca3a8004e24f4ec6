"""Words that several notes share: amounts, goods in one line, a party's lines, the mark of a second paper."""

from __future__ import annotations

from hub.kernel.quantity import Mass
from hub.kernel.words import Language
from hub.labels.content import Party
from hub.labels.layout import joined
from hub.labels.note_phrases import NotePhrase, note
from hub.labels.phrases import GRADES, Phrase, kilograms, pieces, say, term


def amount(mass: Mass | None, count: int | None, language: Language, *, typed: bool = False) -> str:
    """Mass, count, or both as catch weight has it."""
    return joined((weight(mass, language, typed=typed), number(count, language)), " / ")


def weight(mass: Mass | None, language: Language, *, typed: bool = False) -> str:
    """A star says that no scale wrote it."""
    return "" if mass is None else kilograms(mass, language) + ("*" if typed else "")


def number(count: int | None, language: Language) -> str:
    return "" if count is None else pieces(count, language)


def graded(grade: str, language: Language, *, organic: bool = False) -> str:
    return joined((term(GRADES, grade, language), say(Phrase.ORGANIC, language).lower() if organic else ""))


def party_lines(party: Party, language: Language) -> tuple[str, ...]:
    """Name, address and numbers of a business, without empty lines."""
    phone = f"{say(Phrase.PHONE, language)} {party.phone}" if party.phone else ""
    approval = f"{say(Phrase.APPROVAL, language)} {party.approval_number}" if party.approval_number else ""
    return tuple(line for line in (party.name, party.address, phone, approval) if line)


def copy_mark(copy: int, language: Language) -> str:
    """Of a paper that is a proof: a second one must not pass as the first."""
    return f"{say(Phrase.COPY, language)} {copy}" if copy > 1 else ""


def printout_mark(copy: int, language: Language) -> str:
    """Of a paper to work by, which is printed anew when things changed: the highest number counts."""
    return note(NotePhrase.PRINTOUT, language, n=copy) if copy > 1 else ""
