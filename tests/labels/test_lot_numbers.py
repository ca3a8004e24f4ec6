"""A lot's number on labels: whole on every size, and told where no code of GS1's takes it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from hub.kernel.words import Language
from hub.labels.check import CheckFault, check_picture
from hub.labels.dialects.png import png_bytes
from hub.labels.marks import TextMark
from hub.labels.render import draw
from hub.labels.sheet import layout_from, read_layout
from hub.labels.symbols import Remark
from tests.labels.test_golden_papers import FOLDER, note_on_roll, on_paper
from tests.support.label_contents import CONTENTS
from tests.support.labels_factory import CARROTS

LAYOUTS = {path.stem: read_layout(path) for path in FOLDER.glob("*crate-*.toml")}
LOT = "L2409A-2026-11-27-01"
LOTS = (LOT, "L" * 30)


@pytest.mark.parametrize("frozen", [None, "2026-11-20"])
@pytest.mark.parametrize("lot", LOTS)
@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_it_is_wrapped_or_made_smaller_and_never_cut(name: str, lot: str, frozen: str | None) -> None:
    layout = LAYOUTS[name]
    drawing = draw(layout, CONTENTS[layout.kind] | {"lot": lot, "frozen": frozen})
    assert Remark.MENTION_CUT not in drawing.remarks
    said = "".join(mark.text for mark in drawing.marks if isinstance(mark, TextMark))
    assert lot in said


@pytest.mark.parametrize("lot", LOTS)
@pytest.mark.parametrize("millimetres", [80, 58])
def test_nor_on_the_roll_in_the_printers_own_letters(millimetres: int, lot: str) -> None:
    _, words = on_paper(note_on_roll(replace(CARROTS, lot=lot + lot), Language.NB, millimetres), millimetres)
    assert lot + lot in "".join(words.split())


def test_a_box_that_cannot_hold_it_is_told() -> None:
    layout = layout_from(
        "mine",
        'kind = "crate"\nsize = [50, 50]\n[[fields]]\nsays = "lot"\nbox = [0, 0, 10, 4]\ntype = [3, 4]\n',
    )
    assert Remark.MENTION_CUT in draw(layout, {"lot": LOT}).remarks


@pytest.mark.parametrize(
    ("lot", "coded"),
    [(LOT, True), ("L2611-0042", True), ("PARTI-ÆØÅ", False), ("L 7", False), ("L" * 21, False)],
)
def test_one_that_gs1_takes_not_is_told_and_judged(lot: str, coded: bool, tmp_path: Path) -> None:
    """General Specifications 3.4.1: up to 20 of the 82 signs of figure 7.11-1, which hold no blank and no letter beyond A to Z."""
    drawing = draw(LAYOUTS["crate-80mm"], CONTENTS["crate"] | {"lot": lot})
    assert (Remark.LOT_NOT_CODED not in drawing.remarks) is coded
    picture = tmp_path / "label.png"
    picture.write_bytes(png_bytes(drawing))
    checked = check_picture(picture)
    assert (CheckFault.LOT_NOT_CODED not in {kind for kind, _says in checked.faults}) is coded
    assert checked.usable


def test_without_a_code_of_the_goods_there_is_nothing_to_tell() -> None:
    content = {key: value for key, value in CONTENTS["crate"].items() if key != "gtin"}
    assert draw(LAYOUTS["crate-80mm"], content | {"lot": "ÆØÅ"}).remarks == ()
