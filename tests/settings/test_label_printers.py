"""Printers of labels in the settings: the language, and a layout that is there and fits the head."""

from __future__ import annotations

from pathlib import Path

import pytest

from hub.kernel.errors import Misconfigured
from hub.settings import load
from tests.support.config_folder import config_folder

PRINTER = """
[[printers]]
key = "labels"
name = {{ nb = "Etiketter", sv = "Etiketter", en = "Labels" }}
url = "socket://127.0.0.1:9100"
width_dots = {width}
papers = {papers}
{more}

[sensors]
topics = ["zigbee2mqtt/#"]
"""
CRATE = (
    "dots.toml",
    'kind = "crate"\nsize = [102]\n[[fields]]\nsays = "lot"\nbox = [0, 0, 100, 10]\ntype = [3, 5]\n',
)


def folder(tmp_path: Path, more: str, papers: str = '["crate_label"]', width: int = 832) -> Path:
    made = config_folder(tmp_path, devices=PRINTER.format(more=more, papers=papers, width=width))
    (made / "labels").mkdir(exist_ok=True)
    (made / "labels" / CRATE[0]).write_text(CRATE[1], encoding="utf-8")
    return made


def test_a_label_printer_is_read(tmp_path: Path) -> None:
    made = folder(tmp_path, 'language = "zpl"\nlayout = { crate_label = "dots" }\ndpi = 203')
    (printer,) = load(made, {"SAMLAST_DATA": str(tmp_path)}).devices.printers
    assert (printer.language, printer.dpi, dict(printer.layout)) == ("zpl", 203, {"crate_label": "dots"})


@pytest.mark.parametrize(
    ("more", "papers", "width", "says"),
    [
        ('language = "zpl"', '["crate_label"]', 832, "layout"),
        ('language = "tspl"', '["crate_label"]', 832, "language"),
        ('layout = { crate_label = "nowhere" }', '["crate_label"]', 832, "there is no layout nowhere"),
        ('layout = { crate_label = "dots" }', '["crate_label"]', 576, "815 dots wide, the head only 576"),
        ('layout = { delivery_note = "dots" }', '["crate_label"]', 832, "write which layout each paper has"),
        (
            'language = "zpl"\nlayout = { crate_label = "dots" }',
            '["crate_label", "delivery_note"]',
            832,
            "a ZPL printer takes only crate_label",
        ),
    ],
)
def test_what_could_not_print_is_said_at_the_start(
    tmp_path: Path, more: str, papers: str, width: int, says: str
) -> None:
    with pytest.raises(Misconfigured) as told:
        load(folder(tmp_path, more, papers, width), {"SAMLAST_DATA": str(tmp_path)})
    (fault,) = told.value.faults
    assert says in str(fault)


MODEL = """
[[printers]]
key = "labels"
name = {{ nb = "Etiketter", sv = "Etiketter", en = "Labels" }}
url = "socket://127.0.0.1:9100"
papers = ["crate_label"]
{more}

[sensors]
topics = ["zigbee2mqtt/#"]
"""


@pytest.mark.parametrize(
    ("more", "read"),
    [
        ('model = "TM-T88V"', ("TM-T88V", 512, 180, "CP858")),
        ('model = "POS-5890"', ("POS-5890", 384, 203, "CP858")),
        ('model = "TM-T20II"\ncode_page = "CP1252"\nwidth_dots = 512', ("TM-T20II", 512, 203, "CP1252")),
    ],
)
def test_a_model_brings_its_head_and_its_pages(
    tmp_path: Path, more: str, read: tuple[str, int, int, str]
) -> None:
    made = config_folder(tmp_path, devices=MODEL.format(more=more))
    (one,) = load(made, {"SAMLAST_DATA": str(tmp_path)}).devices.printers
    assert (one.model, one.width_dots, one.dpi, one.code_page) == read


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ('model = "TM-T999"\nwidth_dots = 576', "TM-T88V"),
        ("", "width_dots"),
        ('model = "TSP600"\ncode_page = "CP850"', "write one of CP858, CP1252, CP865, CP437"),
    ],
)
def test_a_page_that_the_model_lacks_is_said_at_the_start(tmp_path: Path, more: str, says: str) -> None:
    with pytest.raises(Misconfigured) as told:
        load(config_folder(tmp_path, devices=MODEL.format(more=more)), {"SAMLAST_DATA": str(tmp_path)})
    (fault,) = told.value.faults
    assert says in str(fault)
