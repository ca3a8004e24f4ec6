"""Fruit and vegetables on a crate's label: name, origin, variety and class, on every size and in the printer's own letters."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hub.catalogue.drafts import LONGEST_CLASS, LONGEST_VARIETY
from hub.kernel.words import Language
from hub.labels.content import CrateLabelContent
from hub.labels.drawing import draw_pdf
from hub.labels.facts import facts_of
from hub.labels.mentions import mentions_of_crate
from hub.labels.plain import plain_of
from hub.labels.render import draw, render
from hub.labels.sheet import layout_from, read_layout
from hub.labels.symbols import Remark
from tests.labels.test_golden_papers import FOLDER, note_on_roll, on_paper
from tests.support.golden import check_golden
from tests.support.labels_factory import CARROTS
from tests.support.source import ROOT

GOLDEN = ROOT / "tests" / "golden" / "labels" / "fruit"
LAYOUTS = {path.stem: read_layout(path) for path in FOLDER.glob("*crate-*.toml")}
PEARS = replace(
    CARROTS,
    product="Pære",
    grade="whole",
    producer="Bargarden",
    variety="Clara Frijs",
    quality_class="I",
    storage="chilled",
)
LONG = replace(
    PEARS,
    variety="Kanadarenett fra Hardanger, av gamle trær ved Ullensvangfjord"[:LONGEST_VARIETY],
    quality_class="Ekstra og handsortert"[:LONGEST_CLASS],
)
ROLLS = (80, 58)


def words(content: CrateLabelContent, language: Language, millimetres: int) -> str:
    return on_paper(note_on_roll(content, language, millimetres), millimetres)[1]


@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_variety_and_class_stand_on_every_label_as_a_person_has_approved(name: str) -> None:
    raw = render(LAYOUTS[name], plain_of(PEARS, language=Language.NB), "png", language=Language.NB)
    check_golden(GOLDEN / f"{name}.nb.png", raw)


@pytest.mark.parametrize("millimetres", ROLLS)
def test_so_they_do_in_the_printers_own_letters(millimetres: int) -> None:
    picture, _ = on_paper(note_on_roll(PEARS, Language.SV, millimetres), millimetres)
    check_golden(GOLDEN / f"own.sv.{millimetres}mm.png", picture)


def test_no_file_is_left_over() -> None:
    kept = {f"{name}.nb.png" for name in LAYOUTS} | {f"own.sv.{one}mm.png" for one in ROLLS}
    assert {path.name for path in GOLDEN.iterdir()} == kept


@pytest.mark.parametrize(
    ("language", "said"), [(Language.NB, "Klasse I"), (Language.SV, "Klass I"), (Language.EN, "Class I")]
)
def test_the_class_is_named_as_one(language: Language, said: str) -> None:
    texts = facts_of("crate", plain_of(PEARS, language=language)).texts
    assert (texts["variety"], texts["quality_class"]) == ("Clara Frijs", said)
    assert f"Clara Frijs · {said}" in words(PEARS, language, 80)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_the_longest_that_the_catalogue_takes_is_nowhere_cut(name: str, language: Language) -> None:
    drawing = draw(LAYOUTS[name], plain_of(LONG, language=language), language=language)
    assert Remark.MENTION_CUT not in drawing.remarks
    assert Remark.MENTION_LEFT_OUT not in drawing.remarks


@pytest.mark.parametrize("millimetres", ROLLS)
def test_nor_is_it_on_the_roll(millimetres: int) -> None:
    said = words(LONG, Language.EN, millimetres)
    assert "..." not in said
    assert LONG.variety.replace(" ", "") in "".join(said.split())


def test_a_layout_without_a_box_for_them_is_told() -> None:
    layout = layout_from(
        "mine",
        'kind = "crate"\nsize = [102, 152]\n[[fields]]\nsays = ["product", "lot"]\nbox = [3, 3, 90, 20]\ntype = [3, 9]\n',
    )
    pears, carrots = (draw(layout, plain_of(one, language=Language.NB)).remarks for one in (PEARS, CARROTS))
    assert Remark.MENTION_LEFT_OUT in pears
    assert Remark.MENTION_LEFT_OUT not in carrots


def test_the_office_printer_says_them_too() -> None:
    assert draw_pdf(PEARS.kind, PEARS.as_json(), language=Language.NB, copy=1) != draw_pdf(
        PEARS.kind, replace(PEARS, variety="").as_json(), language=Language.NB, copy=1
    )


def test_a_stored_label_from_before_is_still_read() -> None:
    stored = {key: value for key, value in PEARS.as_json().items() if key not in ("variety", "quality_class")}
    assert CrateLabelContent.from_json(stored) == replace(PEARS, variety="", quality_class="")
    assert mentions_of_crate(PEARS, Language.NB) == "", "they stand beside the grade"
