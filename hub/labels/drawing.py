"""A stored paper drawn: as bytes for a printer, or as PDF or picture. The one door for the spool and the screens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hub.kernel.errors import RuleBroken
from hub.kernel.words import Language
from hub.labels.all_contents import LabelContent, label_from_json, note_from_json
from hub.labels.content import LABELS, CrateLabelContent, PaperKind
from hub.labels.dialects.escpos import escpos_bytes
from hub.labels.dialects.head import Head
from hub.labels.dialects.pdf import crate_pdf
from hub.labels.dialects.pdf_document import document_pdf
from hub.labels.dialects.png_rows import rows_png
from hub.labels.notes.composing import document_of
from hub.labels.plain import plain_of, sheet_kind_of
from hub.labels.render import USUAL_DPI, draw, render
from hub.labels.roll_document import document_rows
from hub.labels.roll_label import crate_rows
from hub.labels.sheet import Layout
from hub.labels.symbols import Remark

PAGES = "pdf"
LACKS = frozenset({Remark.MENTION_CUT, Remark.MENTION_LEFT_OUT})


class NoLayout(RuleBroken):
    """No layout of this kind of label fits the printer."""

    code = "no_layout"


@dataclass(frozen=True, slots=True)
class Style:
    """How a printer gets its labels: by the layout of each kind, in its own language and at its own resolution.

    A kind of layout that is not in `layouts` is not printed there; crates alone may do without one, on a receipt or an office
    printer. `coded` are an office printer's layouts of such crates where the goods have a GTIN.
    """

    layouts: Mapping[str, Layout]
    dialect: str
    dpi: int = USUAL_DPI
    coded: Mapping[str, Layout] = field(default_factory=dict)

    def layout_of(self, content: LabelContent) -> Layout | None:
        """A part of a crate has the crate's layout where it has none of its own."""
        kind = sheet_kind_of(content)
        kinds = (kind, "crate") if kind == "split_crate" else (kind,)
        coded = isinstance(content, CrateLabelContent) and bool(content.gtin or content.content_gtin)
        tables = (self.layouts, self.coded) if coded else (self.layouts,)
        return next((table[one] for table in tables for one in kinds if one in table), None)


def draw_for_printer(
    kind: PaperKind,
    stored: dict[str, Any],
    *,
    language: Language,
    copy: int,
    head: Head,
    style: Style | None = None,
) -> bytes:
    """The bytes of one paper: a label by the layout of its style, or a crate's without one in the letters of the receipt printer
    itself, which are fewer; a note in rows of such letters. Raises ValueError for content that cannot be read, NoLayout for a label
    that this printer has no layout for, another RuleBroken for a head too narrow. An office printer gets pages.
    """
    if style is not None and style.dialect == PAGES:
        layout = style.layout_of(label_from_json(kind, stored)) if kind in LABELS else None
        return draw_pdf(kind, stored, language=language, copy=copy, layout=layout)
    if kind not in LABELS:
        document = document_of(note_from_json(kind, stored), language, copy)
        return escpos_bytes(document_rows(document, head.columns), head)
    content = label_from_json(kind, stored)
    layout = style.layout_of(content) if style else None
    if style is not None and layout is not None:
        return render(layout, plain_of(content, language=language, copy=copy), style.dialect, dpi=style.dpi)
    if isinstance(content, CrateLabelContent):
        return escpos_bytes(crate_rows(content, language, copy, head.columns), head)
    raise NoLayout(paper=kind)


def draw_pdf(
    kind: PaperKind, stored: dict[str, Any], *, language: Language, copy: int, layout: Layout | None = None
) -> bytes:
    """The same paper as PDF: a note on A4, a crate label on A6, any label in its own size by a layout. The same content gives
    the same bytes. Raises NoLayout.
    """
    if kind not in LABELS:
        return document_pdf(document_of(note_from_json(kind, stored), language, copy))
    content = label_from_json(kind, stored)
    if layout is not None:
        return render(layout, plain_of(content, language=language, copy=copy), "pdf")
    if isinstance(content, CrateLabelContent):
        return crate_pdf(content, language, copy)
    raise NoLayout(paper=kind)


def draw_picture(
    kind: PaperKind, stored: dict[str, Any], *, language: Language, copy: int, head: Head, style: Style
) -> bytes:
    """A label as PNG, as `draw_for_printer` has it: by its layout, or a crate's in rows of letters. Raises NoLayout."""
    content = label_from_json(kind, stored)
    layout = style.layout_of(content)
    if layout is not None:
        dpi = USUAL_DPI if style.dialect == PAGES else style.dpi
        return render(layout, plain_of(content, language=language, copy=copy), "png", dpi=dpi)
    if isinstance(content, CrateLabelContent):
        return rows_png(crate_rows(content, language, copy, head.columns), head)
    raise NoLayout(paper=kind)


def lacks_of(
    kind: PaperKind, stored: dict[str, Any], *, language: Language, style: Style
) -> tuple[Remark, ...]:
    """What the law wants on a label and its printer's layout cuts or leaves out. Rows of letters have room for all of it."""
    content = label_from_json(kind, stored)
    layout = style.layout_of(content)
    if layout is None:
        return ()
    plain = plain_of(content, language=language)
    return tuple(one for one in draw(layout, plain, language=language).remarks if one in LACKS)
