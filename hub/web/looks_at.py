"""How labels look at a printer, for their pictures on the screen: as they come out there."""

from __future__ import annotations

from hub.devices.spec import ESCPOS
from hub.labels.dialects.head import Head
from hub.labels.styles import style_of
from hub.settings import LABELS_FOLDER
from hub.web.access import house
from hub.wiring import Looks, looks_of


def looks_at(printer: str) -> Looks:
    """One that is not in the settings any more is taken for a receipt printer of the usual width."""
    folder = house().settings.config_dir / LABELS_FOLDER
    spec = next((one for one in house().settings.devices.printers if one.key == printer), None)
    if spec is not None:
        return looks_of(spec, folder)
    head = Head()
    return Looks(style_of(folder, named={}, width_dots=head.width, dpi=head.dpi, dialect=ESCPOS), head)
