"""The word "organic" on labels: first of its line, so that no long grade, variety or class before it cuts it off; and long names on rolls."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hub.catalogue.drafts import LONGEST_CLASS, LONGEST_NAME, LONGEST_VARIETY
from hub.kernel.words import Language
from hub.labels.marks import TextMark
from hub.labels.render import draw
from hub.labels.sheet import layout_from, read_layout
from hub.labels.symbols import Remark
from tests.labels.test_fruit_labels import PEARS, words
from tests.labels.test_golden_papers import FOLDER
from tests.support.label_contents import CONTENTS

GOODS = {
    path.stem: read_layout(path)
    for pattern in ("*crate-*.toml", "product-card-*.toml")
    for path in sorted(FOLDER.glob(pattern))
}
ROLLS = {name: layout for name, layout in GOODS.items() if layout.roll}
ORGANIC = {Language.NB: "Økologisk", Language.SV: "Ekologisk", Language.EN: "Organic"}
LONG_NAME = "Blandede rotgrønnsaker til suppe, i terninger: gulrot, kålrot, pastinakk, selleri"[:LONGEST_NAME]
LONG = {
    "grade": "handplukket og sortert etter størrelse, farge og modenhet " * 3,
    "variety": "Kanadarenett fra Hardanger, av gamle trær ved Ullensvangfjord"[:LONGEST_VARIETY],
    "quality_class": "Ekstra og handsortert"[:LONGEST_CLASS],
}


def texts(name: str, plain: dict[str, object], language: Language) -> str:
    marks = draw(GOODS[name], plain, language=language).marks
    return "".join(mark.text for mark in marks if isinstance(mark, TextMark)).replace(" ", "")


def content_of(name: str, **more: object) -> dict[str, object]:
    kind = GOODS[name].kind
    fitting = (
        more
        if kind != "product_card"
        else {key: more[key] for key in more if key not in ("variety", "quality_class")}
    )
    return {**CONTENTS[kind], **fitting}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", sorted(GOODS))
def test_organic_stands_whole_beside_the_longest_grade(name: str, language: Language) -> None:
    said = texts(name, content_of(name, **LONG), language)
    assert ORGANIC[language] in said
    assert ORGANIC[language] not in texts(name, content_of(name, **LONG, organic=False), language)


@pytest.mark.parametrize("millimetres", [80, 58])
def test_nor_is_it_cut_in_the_printers_own_letters(millimetres: int) -> None:
    content = replace(PEARS, organic=True, grade=LONG["grade"])
    assert "Økologisk" in words(content, Language.NB, millimetres)


def test_a_layout_of_ones_own_that_cuts_it_is_told() -> None:
    layout = layout_from(
        "mine",
        'kind = "crate"\nsize = [102, 152]\n[[fields]]\nsays = ["grade", "organic"]\nbox = [3, 3, 40, 5]\ntype = [3, 4]\n',
    )
    crate = CONTENTS["crate"]
    assert Remark.MENTION_CUT in draw(layout, {**crate, "grade": "vasket og sortert etter størrelse"}).remarks
    assert Remark.MENTION_CUT not in draw(layout, {**crate, "grade": "washed"}).remarks


@pytest.mark.parametrize("name", sorted(ROLLS))
def test_the_longest_name_of_goods_stands_whole_on_a_roll(name: str) -> None:
    assert len(LONG_NAME) == LONGEST_NAME
    said = texts(name, content_of(name, product=LONG_NAME), Language.NB)
    assert LONG_NAME.replace(" ", "") in said
