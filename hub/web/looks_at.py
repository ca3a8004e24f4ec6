"""How labels look at a printer, for their pictures on the screen: as they come out there."""

from __future__ import annotations

from pathlib import Path

from hub.devices.spec import ESCPOS, PDF
from hub.labels.dialects.head import Head
from hub.labels.styles import style_of
from hub.settings import LABELS_FOLDER
from hub.web.access import house
from hub.wiring import Looks, looks_of

# A4.
SHEET_DOTS = 1_678


def looks_at(printer: str) -> Looks:
    """One that is not in the settings any more is taken for a receipt printer of the usual width."""
    spec = next((one for one in house().settings.devices.printers if one.key == printer), None)
    return looks_of(spec, _folder()) if spec is not None else _unknown(ESCPOS, Head())


def looks_on_sheets() -> Looks:
    """At any office printer: a crate has a layout there only when its goods have a code of their own."""
    return _unknown(PDF, Head(width=SHEET_DOTS))


def _unknown(dialect: str, head: Head) -> Looks:
    style = style_of(_folder(), named={}, width_dots=head.width, dpi=head.dpi, dialect=dialect)
    return Looks(style, head)


def _folder() -> Path:
    return house().settings.config_dir / LABELS_FOLDER
