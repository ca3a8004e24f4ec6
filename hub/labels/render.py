"""The one door from content to bytes: `hub label render`, the preview in the browser, and printers that take whole labels."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from hub.kernel.errors import NotFound
from hub.kernel.words import Language
from hub.labels.dialects.escpos_label import escpos_label_bytes
from hub.labels.dialects.pdf_label import label_pdf
from hub.labels.dialects.png import png_bytes
from hub.labels.dialects.zpl import zpl_bytes
from hub.labels.facts import facts_of
from hub.labels.marks import Drawing
from hub.labels.placing import place
from hub.labels.sheet import Layout, read_layout

USUAL_DPI = 203
DIALECTS: Mapping[str, Callable[[Drawing], bytes]] = {
    "png": png_bytes,
    "pdf": label_pdf,
    "escpos": escpos_label_bytes,
    "zpl": zpl_bytes,
}


def layouts_in(folder: Path) -> tuple[str, ...]:
    """The names of the layouts in config/labels."""
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))


def layout_named(folder: Path, name: str) -> Layout:
    """Raises NotFound with the names there are."""
    if name not in layouts_in(folder):
        raise NotFound(layout=name, known=", ".join(layouts_in(folder)))
    return read_layout(folder / f"{name}.toml")


def draw(
    layout: Layout, content: Mapping[str, Any], *, dpi: int = USUAL_DPI, language: Language | None = None
) -> Drawing:
    """Where everything stands. Raises RuleBroken for content that cannot be printed, or not at this resolution."""
    return place(layout, facts_of(layout.kind, content, language=language), dpi=dpi)


def render(
    layout: Layout,
    content: Mapping[str, Any],
    dialect: str,
    *,
    dpi: int = USUAL_DPI,
    language: Language | None = None,
) -> bytes:
    return DIALECTS[dialect](draw(layout, content, dpi=dpi, language=language))
