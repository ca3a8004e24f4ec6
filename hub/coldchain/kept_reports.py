"""A kept report held to the database: what it says of itself is read out of the file, the same question is asked again, and the two
data hashes are compared.

Where they are the same the file is also drawn anew: where a byte differs the file was changed or saved anew, or the hub has another
name, wording or version since. Only reports of our own are read, and only their mark. Not for: other people's PDF files.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from hub.coldchain.errors import NoReport
from hub.coldchain.readings import from_ms
from hub.coldchain.reports import Asked, ReportDesk, report_of
from hub.kernel.errors import HubError
from hub.labels.dialects.csv_room_report import room_report_csv
from hub.labels.dialects.pdf_room_report import room_report_pdf
from hub.labels.room_report import FORM, ReportMark, RoomReport

PDF = b"%PDF-"
# reportlab writes the document's facts uncompressed, each as one string; the mark is letters, digits, %, &, = and dots.
KEYWORDS = re.compile(rb"/Keywords \(([^()\\]{1,20000})\)")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Verdict(StrEnum):
    """How a kept report stands to the database."""

    MATCHES = "matches"
    CHANGED = "changed"  # the database says something else now
    FILE_DIFFERS = (
        "file_differs"  # the data are the same, and the file is not byte for byte what the hub draws of them
    )
    OTHER_FORM = "other_form"  # made by another version of the hub; it cannot be compared


@dataclass(frozen=True, slots=True)
class Held:
    """The mark of the file, the report as it would be now, and how they compare."""

    verdict: Verdict
    mark: ReportMark
    now: RoomReport | None


def mark_in(raw: bytes) -> ReportMark:
    """What the file says of itself. Raises NoReport for any file that is no report of ours."""
    try:
        return ReportMark.from_text(_mark_of_pdf(raw) if raw.startswith(PDF) else _mark_of_csv(raw))
    except (ValueError, csv.Error) as err:
        raise NoReport from err


def hold(session: Session, raw: bytes, desk: ReportDesk, now: datetime) -> Held:
    """Raises NoReport."""
    mark = mark_in(raw)
    if mark.form != FORM:
        return Held(Verdict.OTHER_FORM, mark, None)
    try:
        asked = Asked(
            begins_at=from_ms(mark.begin_ms),
            ends_at=from_ms(mark.end_ms),
            codes=mark.rooms,
            as_of=None if mark.as_of_ms is None else from_ms(mark.as_of_ms),
        )
        # Whether the devices were simulated then is not known from the settings of now.
        again = report_of(session, asked, replace(desk, made_up=mark.made_up), now)
    except (HubError, OverflowError, ValueError):
        # A room that is not there, a period that cannot be: nothing here says what the file says.
        return Held(Verdict.CHANGED, mark, None)
    if again.digest != mark.sha256:
        return Held(Verdict.CHANGED, mark, again)
    drawn = (
        room_report_pdf(again, mark.language)
        if raw.startswith(PDF)
        else room_report_csv(again, mark.language).encode()
    )
    return Held(Verdict.MATCHES if drawn == raw else Verdict.FILE_DIFFERS, mark, again)


def _mark_of_pdf(raw: bytes) -> str:
    found = KEYWORDS.search(raw)
    if found is None:
        raise ValueError("a PDF without the mark of a report")
    return found[1].decode("ascii")


def _mark_of_csv(raw: bytes) -> str:
    text = raw.removeprefix(BYTE_ORDER_MARK).decode()
    for row in csv.DictReader(io.StringIO(text, newline="")):
        if row.get("kind") == "report" and row.get("what") == "mark":
            return row.get("words") or ""
    raise ValueError("a table without the mark of a report")
