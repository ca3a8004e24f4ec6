"""Certificates as files: a PDF with the laboratory's own bytes, or photos of the paper, kept as rows beside their entry.

A PDF is read before it is kept: it must open without a password, have pages, and hold nothing that acts by itself. Its bytes stay as
they came, because a laboratory may have signed them. Photos are drawn anew by who sends them in (hub.receiving.pictures). Not for:
showing a PDF in the house's own pages; it is only ever handed out to be saved.
"""

import hashlib
import io
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from hub.coldchain.errors import (
    FileActive,
    FileLocked,
    FileTooLarge,
    FileUnknown,
    FileUnreadable,
    TooManyFiles,
)
from hub.coldchain.probe_records import CertificateFile
from hub.coldchain.records import Calibration
from hub.kernel.clock import Clock
from hub.kernel.errors import NotFound
from hub.people.audit import record
from hub.people.records import Person

PDF, JPEG = "application/pdf", "image/jpeg"
LARGEST_BYTES = 10 * 1024 * 1024
MOST_PAGES = 60
MOST_FILES = 6
LONGEST_NAME = 120
MARK = b"%PDF-"
MARK_WITHIN = 1_024  # as readers of PDF allow
# Keys that make a document do something by itself: run a script, start a program, send a form, open what lies inside it.
ACTS = frozenset(
    {"/JavaScript", "/JS", "/Launch", "/EmbeddedFiles", "/RichMedia", "/SubmitForm", "/ImportData", "/XFA"}
)
MOST_OBJECTS = 20_000
# What pypdf raises for damaged or hostile files, beside its own errors.
DAMAGED = (
    PyPdfError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    OSError,
)

# It tells of every oddity of a file; what matters is raised.
logging.getLogger("pypdf").setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True)
class Paper:
    """One file of a certificate, ready to be kept."""

    name: str
    media_type: str
    content: bytes


def is_pdf(sent: bytes) -> bool:
    """By its first bytes; what a browser says of a file is a guess by its name."""
    return MARK in sent[:MARK_WITHIN]


def pdf(sent: bytes, name: str) -> Paper:
    """Raises FileTooLarge, FileUnreadable, FileLocked, FileActive."""
    if len(sent) > LARGEST_BYTES:
        raise FileTooLarge(largest=LARGEST_BYTES // (1024 * 1024))
    try:
        reader = PdfReader(io.BytesIO(sent))
        if reader.is_encrypted:
            raise FileLocked
        if not 1 <= len(reader.pages) <= MOST_PAGES:
            raise FileUnreadable
        if any(one in ACTS for one in _words(reader)):
            raise FileActive
    except DAMAGED as err:
        raise FileUnreadable from err
    return Paper(plain_name(name, ".pdf"), PDF, sent)


def photo(jpeg: bytes, name: str) -> Paper:
    return Paper(plain_name(name, ".jpg"), JPEG, jpeg)


def plain_name(name: str, ending: str) -> str:
    """The last part of a file's name without what a file system or a header could take for something else."""
    last = name.replace("\\", "/").rpartition("/")[2]
    stem, mark, _ending = last.rpartition(".")
    stem = stem if mark else last
    kept = "".join(letter for letter in stem if letter.isalnum() or letter in " -_.,()").strip(" .")
    return f"{(kept or 'certificate')[: LONGEST_NAME - len(ending)]}{ending}"


def keep_files(
    session: Session, calibration_id: int, papers: Sequence[Paper], *, by: Person, clock: Clock
) -> list[CertificateFile]:
    """The files of one certificate, each once; more may be added later. Raises TooManyFiles, NotFound."""
    calibration = session.get(Calibration, calibration_id)
    if calibration is None:
        raise NotFound(calibration=calibration_id)
    known = {one.sha256: one for one in files_of(session, [calibration_id])}
    new = {hashlib.sha256(one.content).digest(): one for one in papers}
    added = [digest for digest in new if digest not in known]
    if len(known) + len(added) > MOST_FILES:
        raise TooManyFiles(most=MOST_FILES)
    kept = [
        CertificateFile(
            calibration_id=calibration_id,
            name=new[digest].name,
            media_type=new[digest].media_type,
            sha256=digest,
            size=len(new[digest].content),
            content=new[digest].content,
            at=clock.now(),
            person_id=by.id,
        )
        for digest in added
    ]
    session.add_all(kept)
    session.flush()
    for one in kept:
        facts = {
            "calibration": calibration_id,
            "name": one.name,
            "sha256": one.sha256.hex(),
            "size": one.size,
        }
        record(session, by, "certificate filed", f"probe:{calibration.probe_id}", facts, clock)
    return kept


def files_of(session: Session, calibration_ids: Sequence[int]) -> Sequence[CertificateFile]:
    """Without their bytes, in the order they came."""
    return session.scalars(
        select(CertificateFile)
        .where(CertificateFile.calibration_id.in_(calibration_ids))
        .order_by(CertificateFile.id)
    ).all()


def file_with_content(session: Session, file_id: int) -> CertificateFile:
    """Raises FileUnknown."""
    found = session.scalar(
        select(CertificateFile).where(CertificateFile.id == file_id).options(undefer(CertificateFile.content))
    )
    if found is None:
        raise FileUnknown(file=file_id)
    return found


def _words(reader: PdfReader) -> Iterator[str]:
    """Every key of the document's tables, and the kinds of its actions, from the root on; not the pages' drawings."""
    waiting: list[object] = [reader.trailer.get("/Root"), *(page.indirect_reference for page in reader.pages)]
    seen: set[int] = set()
    looked_at = 0
    while waiting:
        looked_at += 1
        if looked_at > MOST_OBJECTS:
            raise FileUnreadable
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            if one.idnum in seen:
                continue
            seen.add(one.idnum)
            one = one.get_object()
        if isinstance(one, DictionaryObject):
            yield from one
            yield from (str(one[key]) for key in ("/S", "/Subtype") if key in one)
            waiting += list(one.values())
        elif isinstance(one, ArrayObject):
            waiting += list(one)
