"""The layout that a printer has for a label, for its picture on the screen."""

from __future__ import annotations

from typing import Any

from hub.labels.all_contents import label_from_json
from hub.labels.content import CrateLabelContent, PaperKind
from hub.labels.drawing import NoLayout
from hub.labels.render import layout_named
from hub.labels.sheet import Layout
from hub.labels.styles import style_of
from hub.settings import LABELS_FOLDER
from hub.web.access import house

# A printer that prints rows of its own letters has no layout for crates: the nearest to it is shown.
NARROW_DOTS = 576
NEAREST = {True: "crate-58mm", False: "crate-80mm"}
# What a printer that is not in the settings any more is taken for.
UNKNOWN_DOTS, UNKNOWN_DPI = 576, 203


def layout_at(printer: str, kind: PaperKind, stored: dict[str, Any]) -> Layout:
    """Raises NoLayout for a label that this printer cannot have."""
    folder = house().settings.config_dir / LABELS_FOLDER
    spec = next((one for one in house().settings.devices.printers if one.key == printer), None)
    wide = spec.width_dots if spec else UNKNOWN_DOTS
    style = style_of(
        folder,
        named=spec.layout if spec else {},
        width_dots=wide,
        dpi=spec.dpi if spec else UNKNOWN_DPI,
        dialect="png",
    )
    content = label_from_json(kind, stored)
    found = style.layout_of(content)
    if found is None and isinstance(content, CrateLabelContent):
        return layout_named(folder, NEAREST[wide < NARROW_DOTS])
    if found is None:
        raise NoLayout(paper=kind)
    return found
