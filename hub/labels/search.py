"""Papers that somebody looks for: by the goods, the farm or the kitchen, a note's number, or the digits of a crate. Reads only."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from hub.kernel.words import Language
from hub.labels.all_contents import Content
from hub.labels.codes.reading import read_code
from hub.labels.content import PaperKind
from hub.labels.naming import named
from hub.labels.records import LONGEST_SOUGHT, PrintJob
from hub.labels.rules import JobState


@dataclass(frozen=True, slots=True)
class Sought:
    """What is asked for; nothing in it is everything."""

    text: str = ""
    state: JobState | None = None
    kind: PaperKind | None = None

    def __bool__(self) -> bool:
        return bool(self.text or self.state or self.kind)


def sought_by(content: Content, language: Language) -> str:
    """The words by which a paper is found, kept with it, because a database folds only the letters of English."""
    kitchen = str(getattr(content, "kitchen", ""))
    return " ".join((*named(content, language), kitchen)).casefold()[:LONGEST_SOUGHT]


def found(session: Session, sought: Sought, limit: int) -> list[PrintJob]:
    """The newest first, no more than `limit`."""
    wanted = [_with_word(word) for word in _words(sought.text)]
    if sought.state is not None:
        wanted.append(PrintJob.state == sought.state)
    if sought.kind is not None:
        wanted.append(PrintJob.kind == sought.kind)
    return list(session.scalars(select(PrintJob).where(*wanted).order_by(PrintJob.id.desc()).limit(limit)))


def _words(text: str) -> list[str]:
    """A scanned or whole number is one word, as it stands in the subject."""
    crate = read_code(text).crate
    return [crate] if crate else text.casefold().split()


def _with_word(word: str) -> ColumnElement[bool]:
    in_name = PrintJob.sought_by.contains(word, autoescape=True)
    # A note's number and the digits of a crate end the subject. Digits in the middle of a number are nobody's digits.
    return or_(in_name, PrintJob.subject.endswith(word, autoescape=True)) if word.isdigit() else in_name
