"""A stored paper drawn: as bytes for a printer, or as PDF or picture. The one door for the spool and the screens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hub.kernel.words import Language
from hub.labels.content import CrateLabelContent, PaperKind, content_from_json
from hub.labels.dialects.escpos import Head, escpos_bytes
from hub.labels.dialects.pdf import crate_pdf, note_pdf
from hub.labels.plain import plain_of
from hub.labels.render import USUAL_DPI, render
from hub.labels.roll_label import crate_rows
from hub.labels.roll_note import note_rows
from hub.labels.sheet import Layout


@dataclass(frozen=True, slots=True)
class Style:
    """How a printer gets its crate labels: by a layout, in its own language and at its own resolution."""

    layout: Layout
    dialect: str
    dpi: int = USUAL_DPI


def draw_for_printer(
    kind: PaperKind,
    stored: dict[str, Any],
    *,
    language: Language,
    copy: int,
    head: Head,
    style: Style | None = None,
) -> bytes:
    """The bytes of one paper: by the layout of its style, or without one in the letters of the receipt printer itself, which
    are fewer. Raises ValueError for content that cannot be read, RuleBroken for a head too narrow.
    """
    content = content_from_json(kind, stored)
    if isinstance(content, CrateLabelContent):
        if style is not None:
            plain = plain_of(content, language=language, copy=copy)
            return render(style.layout, plain, style.dialect, dpi=style.dpi)
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


def draw_picture(stored: dict[str, Any], layout: Layout, *, language: Language, copy: int) -> bytes:
    """A crate label as PNG, as the layout has it."""
    content = CrateLabelContent.from_json(stored)
    return render(layout, plain_of(content, language=language, copy=copy), "png")
