"""Labels of meat, fish and eggs as pictures that a person looked at; their note is among the notes of `test_golden_papers`."""

from __future__ import annotations

import pytest

from hub.kernel.words import Language
from hub.labels.dialects.head import Head
from hub.labels.drawing import draw_for_printer, draw_pdf
from hub.labels.plain import plain_of
from hub.labels.render import render
from hub.labels.sheet import read_layout
from tests.labels.test_golden_papers import FOLDER, on_paper, pages, readable
from tests.support.animal_goods import ANIMALS, animal
from tests.support.golden import check_golden
from tests.support.source import ROOT

GOLDEN = ROOT / "tests" / "golden" / "labels" / "animals"
LAYOUTS = {path.stem: read_layout(path) for path in FOLDER.glob("*crate-*.toml")}
# All goods on the label of a label printer; those that say most on every size, and in every way to paper once.
PICTURES = [("crate-102x152", goods) for goods in ANIMALS] + [
    (name, goods) for name in LAYOUTS if name != "crate-102x152" for goods in ("beef", "cod")
]
OTHER_WAYS = [("crate-102x152", "zpl"), ("crate-58mm", "escpos"), ("crate-a6", "pdf")]
ENDS = {"zpl": "zpl", "escpos": "escpos.png", "pdf": "pdf.png"}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(("name", "goods"), PICTURES)
def test_a_label_looks_as_a_person_has_approved(name: str, goods: str, language: Language) -> None:
    plain = plain_of(animal(goods, language), language=language)
    raw = render(LAYOUTS[name], plain, "png", language=language)
    check_golden(GOLDEN / f"{name}.{goods}.{language}.png", raw)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("goods", ["beef", "cod"])
@pytest.mark.parametrize(("name", "way"), OTHER_WAYS)
def test_it_goes_the_other_ways_to_paper(name: str, way: str, goods: str, language: Language) -> None:
    plain = plain_of(animal(goods, language), language=language)
    raw = render(LAYOUTS[name], plain, way, language=language)
    kept = GOLDEN / f"{name}.{goods}.{language}.{ENDS[way]}"
    if way == "zpl":
        check_golden(kept, readable(raw.decode()))
    else:
        check_golden(kept, pages(raw) if way == "pdf" else on_paper(raw, 58)[0])


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("goods", ["beef", "cod"])
def test_without_a_layout_it_says_the_same_in_the_printers_own_letters(
    goods: str, language: Language
) -> None:
    content = animal(goods, language)
    head = Head(width=384, model="TM-T20II")
    raw = draw_for_printer(content.kind, content.as_json(), language=language, copy=1, head=head)
    _, words = on_paper(raw, 58)
    check_golden(GOLDEN / f"own.{goods}.{language}.58mm.txt", words)
    sheet = draw_pdf(content.kind, content.as_json(), language=language, copy=1)
    check_golden(GOLDEN / f"own.{goods}.{language}.pdf.png", pages(sheet))


def test_no_file_is_left_over() -> None:
    pictures = {f"{name}.{goods}.{one}.png" for name, goods in PICTURES for one in Language}
    others = {
        f"{name}.{goods}.{one}.{ENDS[way]}"
        for name, way in OTHER_WAYS
        for goods in ("beef", "cod")
        for one in Language
    }
    own = {
        f"own.{goods}.{one}.{end}"
        for goods in ("beef", "cod")
        for one in Language
        for end in ("58mm.txt", "pdf.png")
    }
    assert {path.name for path in GOLDEN.iterdir()} == pictures | others | own
