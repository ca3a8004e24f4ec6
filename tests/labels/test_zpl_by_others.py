"""Our ZPL drawn by a renderer that is not ours: every code is read right from its picture, and text stays where it belongs."""

from __future__ import annotations

import zxingcpp
from PIL import Image, ImageChops

from hub.labels.dialects.png import dots
from hub.labels.dialects.zpl import zpl_bytes
from hub.labels.marks import Drawing, SymbolMark
from hub.labels.render import draw, layouts_in
from hub.labels.sheet import read_layout
from tests.support import printer_cases as cases
from tests.support.label_contents import CONTENTS
from tests.support.source import ROOT
from tests.support.zpl_renderer import drawn_by_others

FOLDER = ROOT / "config" / "labels"
LAYOUTS = {name: read_layout(FOLDER / f"{name}.toml") for name in layouts_in(FOLDER)}
LONG = "Æblegård & Sønner ^XZ ~JA _5E økologiske grønnsaker på Østre Ådalsvei, Åmli " * 3


def labels(**more: str) -> dict[str, Drawing]:
    return {
        name: draw(
            layout,
            {
                **CONTENTS[layout.kind],
                **{key: value for key, value in more.items() if key in CONTENTS[layout.kind]},
            },
        )
        for name, layout in LAYOUTS.items()
    }


def pictures(drawings: dict[str, Drawing]) -> dict[str, Image.Image]:
    asked = [(zpl_bytes(one), one.width, one.height) for one in drawings.values()]
    return dict(zip(drawings, drawn_by_others(asked), strict=True))


def read(page: Image.Image) -> set[tuple[str, str]]:
    return {(one.symbology_identifier, one.text) for one in zxingcpp.read_barcodes(page) if one.valid}


def test_every_code_of_every_label_is_read_from_the_picture_of_another_renderer() -> None:
    drawings = labels()
    found = {name: {text for _, text in read(page)} for name, page in pictures(drawings).items()}
    assert found == {
        name: {mark.symbol.text for mark in one.marks if isinstance(mark, SymbolMark)}
        for name, one in drawings.items()
    }


def test_a_long_name_with_orders_in_it_leaves_the_codes_alone_and_stays_on_the_label() -> None:
    plain, hostile = labels(), labels(product=LONG, producer=LONG, kitchen=LONG, name=LONG, sender=LONG)
    chosen = ("crate-102x152", "crate-80mm", "pallet-102x152", "consignment-a6", "badge")
    drawn = pictures({name: hostile[name] for name in chosen})
    for name, page in drawn.items():
        wanted = {mark.symbol.text for mark in plain[name].marks if isinstance(mark, SymbolMark)}
        assert {text for _, text in read(page)} == wanted, name
        ink = ImageChops.invert(page).getbbox()
        assert ink is not None
        assert ink[2] <= dots(hostile[name].width, 203) + 1, name


def test_the_rows_of_the_collection_are_drawn_there_as_here() -> None:
    pages = drawn_by_others([(one.raw, 116_000, 80_000) for one in cases.ZPL])
    known: list[set[tuple[str, str]]] = [set(one.reads) for one in cases.ZPL]
    assert [read(page) for page in pages] == known
