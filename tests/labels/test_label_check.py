"""A picture of a label judged: what makes it useless, and what is only a remark about the standard."""

from __future__ import annotations

from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from hub.labels.check import CheckFault, check_picture
from hub.labels.render import render
from hub.labels.sheet import read_layout

# GS1's own example of an SSCC, and the same with its check digit misprinted.
RIGHT, WRONG = "(00)106141412345678908", "(00)106141412345678909"
INCH_MM = 25.4
FOLDER = Path("config/labels")


def saved(folder: Path, text: str, *, dots: float = 4.0, tall: int = 260, white: int = 60) -> Path:
    """Bars as a picture of 203 dots per inch, drawn by the library that reads them; a broken width is what scaling does."""
    drawn = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128, gs1=text.startswith("("))
    bars = Image.fromarray(drawn.to_image(scale=1, add_quiet_zones=False)).convert("L")
    bars = bars.resize((round(bars.width * dots), tall), Image.Resampling.NEAREST)
    page = Image.new("L", (bars.width + 2 * white, tall + 80), 255)
    page.paste(bars, (white, 40))
    path = folder / "label.png"
    page.save(path, dpi=(203, 203))
    return path


def faults(path: Path) -> set[CheckFault]:
    checked = check_picture(path)
    return {kind for kind, _ in checked.faults} | {kind for code in checked.codes for kind, _ in code.faults}


def test_bars_as_the_standard_has_them_are_right(tmp_path: Path) -> None:
    checked = check_picture(saved(tmp_path, RIGHT))
    (code,) = checked.codes
    assert (checked.usable, code.faults) == (True, ())
    assert code.module is not None
    assert code.height is not None
    assert code.module / 1_000 == pytest.approx(4 * INCH_MM / 203, abs=0.001)
    assert code.height / 1_000 == pytest.approx(260 * INCH_MM / 203, abs=0.15)


@pytest.mark.parametrize(
    ("text", "drawn", "fault", "usable"),
    [
        (WRONG, {}, CheckFault.CODE_FAULT, False),
        (
            "(01)09521234543213(10)" + "A" * 20 + "(21)" + "B" * 20,
            {"dots": 3.0},
            CheckFault.CODE_FAULT,
            False,
        ),
        (RIGHT, {"white": 12}, CheckFault.QUIET_ZONE, False),
        (RIGHT, {"dots": 2.0}, CheckFault.MODULE_TOO_FINE, True),
        (RIGHT, {"dots": 9.0, "white": 120}, CheckFault.MODULE_TOO_COARSE, True),
        (RIGHT, {"tall": 120}, CheckFault.TOO_LOW, True),
        (RIGHT, {"dots": 4.3}, CheckFault.NOT_WHOLE_DOTS, True),
    ],
)
def test_what_is_wrong_with_a_picture_is_named(
    tmp_path: Path, text: str, drawn: dict[str, float], fault: CheckFault, *, usable: bool
) -> None:
    path = saved(tmp_path, text, **drawn)  # type: ignore[arg-type]
    assert fault in faults(path)
    assert check_picture(path).usable is usable


def test_a_picture_without_a_code_and_one_with_another_are_useless(tmp_path: Path) -> None:
    white = tmp_path / "white.png"
    Image.new("L", (400, 400), 255).save(white)
    assert faults(white) == {CheckFault.NO_CODE}
    path = saved(tmp_path, RIGHT)
    checked = check_picture(path, [WRONG])
    assert {kind for kind, _ in checked.faults} == {CheckFault.NOT_READ, CheckFault.OTHER_TEXT}
    assert not checked.usable


@pytest.mark.parametrize(
    "sscc", ["195212340000000027", "195212340000000065", "195212340000000096", "195212340000000157"]
)
def test_a_square_whose_middle_row_has_no_single_module_is_measured_right(tmp_path: Path, sscc: str) -> None:
    """Numbers whose square code has two modules or more of one colour all along its middle row."""
    path = tmp_path / "label.png"
    path.write_bytes(render(read_layout(FOLDER / "crate-80mm.toml"), {"sscc": sscc}, "png"))
    checked = check_picture(path)
    assert checked.usable
    assert {one.module for one in checked.codes if one.symbology == "GS1 DataMatrix"} == {750}
