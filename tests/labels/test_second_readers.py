"""Every code of every label is read right by readers that the house does not use, through noise, blur and a tilt of three degrees.

Labels drawn by layout, and papers as the simulated printers put them down.
"""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from firmware_sim.printer import PrinterDevice, PrinterSpec
from hub.kernel.words import Language
from hub.labels.codes.own import crate_code
from hub.labels.dialects.head import Head
from hub.labels.dialects.png import dots, picture
from hub.labels.drawing import draw_for_printer
from hub.labels.marks import Drawing, SymbolMark
from hub.labels.render import draw, layouts_in
from hub.labels.sheet import read_layout
from hub.labels.symbols import SymbolKind
from tests.support.label_contents import CONTENTS
from tests.support.labels_factory import CARROTS
from tests.support.readers import read_by_dmtx, read_by_zbar, worn
from tests.support.source import ROOT

FOLDER = ROOT / "config" / "labels"
LAYOUTS = {name: read_layout(FOLDER / f"{name}.toml") for name in layouts_in(FOLDER)}
OWN = crate_code(123)
# Each layout as it is, and crates of a hub without a GS1 prefix.
CASES: list[tuple[str, dict[str, Any]]] = [
    *((name, CONTENTS[layout.kind]) for name, layout in LAYOUTS.items()),
    *(
        (name, {**CONTENTS["crate"], "sscc": OWN, "gtin": None})
        for name, layout in LAYOUTS.items()
        if layout.kind == "crate"
    ),
]


def symbols(drawing: Drawing) -> list[SymbolMark]:
    return [mark for mark in drawing.marks if isinstance(mark, SymbolMark)]


def aimed_at(page: Image.Image, mark: SymbolMark, dpi: int) -> Image.Image:
    box = mark.box
    left, top = dots(box.x, dpi) - 8, dots(box.y, dpi) - 8
    return page.crop((left, top, left + dots(box.width, dpi) + 16, top + dots(box.height, dpi) + 16))


@pytest.mark.parametrize(("name", "content"), CASES, ids=lambda one: one if isinstance(one, str) else "")
def test_bars_and_square_codes_are_read_by_others(name: str, content: dict[str, Any]) -> None:
    drawing = draw(LAYOUTS[name], content)
    page = picture(drawing)
    matrices = [mark for mark in symbols(drawing) if mark.symbol.kind is SymbolKind.DATAMATRIX]
    assert read_by_zbar(worn(page, 7)) == {
        mark.symbol.plain for mark in symbols(drawing) if mark not in matrices
    }
    for mark in matrices:
        assert read_by_dmtx(worn(aimed_at(page, mark, drawing.dpi), 7)) == mark.symbol.plain.replace(
            "\x1d", ""
        )


@pytest.mark.parametrize(
    ("millimetres", "head", "bars"), [(58, 384, False), (80, 576, False), (112, 832, True)]
)
@pytest.mark.parametrize("own", [False, True])
def test_the_floors_label_is_read_from_the_paper_by_both(
    millimetres: int, head: int, *, bars: bool, own: bool
) -> None:
    content = replace(CARROTS, sscc=OWN) if own else CARROTS
    printer = PrinterDevice(PrinterSpec("test", paper_mm=millimetres))
    printer.receive(
        draw_for_printer(content.kind, content.as_json(), language=Language.NB, copy=1, head=Head(width=head))
    )
    (paper,) = printer.papers
    seen = worn(Image.open(io.BytesIO(paper.png)), 7)
    # Of an own code the link is the code itself, so that bars and square say the same.
    wanted = {content.link} | ({OWN} if own else {f"00{content.sscc}"} if bars else set())
    assert read_by_zbar(seen) == wanted
    assert {one.text.replace("(00)", "00") for one in zxingcpp.read_barcodes(seen) if one.valid} == wanted
