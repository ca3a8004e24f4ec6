"""A stored crate label drawn by a layout: what the spool sends to a label printer says what the record says."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from hub.kernel.words import Language
from hub.labels.content import CrateLabelContent, WeightKind
from hub.labels.dialects.head import Head
from hub.labels.drawing import Style, draw_for_printer, draw_picture
from hub.labels.facts import facts_of
from hub.labels.plain import plain_of
from hub.labels.render import layout_named
from tests.support.labels_factory import CARROTS

LAYOUTS = Path("config/labels")


def texts(content: CrateLabelContent, language: Language = Language.NB, copy: int = 1) -> dict[str, str]:
    return dict(facts_of("crate", plain_of(content, language=language, copy=copy)).texts)


def test_the_label_says_what_the_record_says() -> None:
    said = texts(CARROTS)
    assert said["product"] == CARROTS.product
    assert said["producer"] == CARROTS.producer
    assert said["lot"] == CARROTS.lot
    assert CARROTS.weighing in said["alibi_line"]
    assert said["tare_line"].startswith("Tara PT ")
    assert said.get("copy_line", "") == ""


def test_a_copy_says_so_and_a_typed_mass_is_marked() -> None:
    said = texts(replace(CARROTS, weight_kind=WeightKind.TYPED), Language.EN, copy=2)
    assert said["copy_line"] == "COPY 2"
    assert said["net"].endswith("*")
    assert "TYPED WEIGHT" in said["weight_note"]
    assert "alibi_line" not in said


def test_a_calculated_mass_names_no_weighing() -> None:
    said = texts(replace(CARROTS, weight_kind=WeightKind.CALCULATED), Language.SV)
    assert said["weight_note"] == "Beräknad vikt"
    assert "alibi_line" not in said


@pytest.mark.parametrize("name", ["crate-102x152", "crate-a6", "crate-80mm"])
def test_the_preview_of_a_job_is_read_back(name: str) -> None:
    style = Style({"crate": layout_named(LAYOUTS, name)}, "zpl")
    drawn = draw_picture(
        CARROTS.kind, CARROTS.as_json(), language=Language.NB, copy=1, head=Head(), style=style
    )
    read = {code.text.replace("(00)", "00") for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(drawn)))}
    assert f"00{CARROTS.sscc}" in read


def test_without_a_layout_the_label_stays_small() -> None:
    def sent(style: Style | None) -> int:
        return len(
            draw_for_printer(
                CARROTS.kind, CARROTS.as_json(), language=Language.NB, copy=1, head=Head(), style=style
            )
        )

    # 100 ms at 115200 baud are 1152 bytes; the printer starts with the first of them.
    assert sent(None) < 1_500
    assert sent(Style({"crate": layout_named(LAYOUTS, "crate-102x152")}, "zpl")) < 6_000
