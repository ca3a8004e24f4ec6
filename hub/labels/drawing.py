"""A stored paper drawn: as bytes for a receipt printer, or as PDF. The one door for the spool and the screens."""

from __future__ import annotations

from typing import Any

from hub.kernel.words import Language
from hub.labels.content import CrateLabelContent, PaperKind, content_from_json
from hub.labels.dialects.escpos import Head, escpos_bytes
from hub.labels.dialects.pdf import crate_pdf, note_pdf
from hub.labels.roll_label import crate_rows
from hub.labels.roll_note import note_rows


def draw_for_printer(
    kind: PaperKind, stored: dict[str, Any], *, language: Language, copy: int, head: Head
) -> bytes:
    """ESC/POS bytes of one paper. Raises ValueError for content that cannot be read, RuleBroken for a head too narrow."""
    content = content_from_json(kind, stored)
    if isinstance(content, CrateLabelContent):
        rows = crate_rows(content, language, copy, head.columns)
    else:
        rows = note_rows(content, language, copy, head.columns)
    return escpos_bytes(rows, head)


def draw_pdf(kind: PaperKind, stored: dict[str, Any], *, language: Language, copy: int) -> bytes:
    """The same paper as PDF: an A6 label or an A4 note. The same content gives the same bytes."""
    content = content_from_json(kind, stored)
    if isinstance(content, CrateLabelContent):
        return crate_pdf(content, language, copy)
    return note_pdf(content, language, copy)
