"""A rendered label read back: which codes are in the picture, whether they hold what they should, and how well they are drawn.

Measured in whole dots on the picture itself: the module, the white beside the bars, the height. Not for photographs: a picture
that was photographed is read, and its size is not judged.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import Any

import zxingcpp
from PIL import Image

from hub.kernel.words import Language, Words
from hub.labels.code128 import QUIET_MODULES
from hub.labels.codes.reading import read_code
from hub.labels.codes.shown import SYMBOLOGIES, shown
from hub.labels.dialects.png import CODES_CHUNK, REMARKS_CHUNK
from hub.labels.symbols import (
    LEAST_BAR_HEIGHT,
    LEAST_BAR_X,
    LEAST_LINK_X,
    LEAST_SQUARE_X,
    MICRONS_PER_INCH,
    MOST_BAR_X,
    MOST_SQUARE_X,
    QUIET,
    Remark,
)

USUAL_DPI = 203
BLACK_BELOW = 128
# GS1 data in a square code is a GS1 QR or GS1 DataMatrix; a plain QR holds a link, or a code of the house.
LINK_QR = "QR"
_BARS = ("Code128", "Code 128")


class CheckFault(StrEnum):
    """What a check may find. Those in `USELESS` make a label useless; the others make it hard to read."""

    NO_CODE = "no_code"
    NOT_READ = "not_read"
    OTHER_TEXT = "other_text"
    CODE_FAULT = "code_fault"
    MODULE_TOO_FINE = "module_too_fine"
    MODULE_TOO_COARSE = "module_too_coarse"
    QUIET_ZONE = "quiet_zone"
    TOO_LOW = "too_low"
    NOT_WHOLE_DOTS = "not_whole_dots"
    MENTION_CUT = "mention_cut"
    MENTION_LEFT_OUT = "mention_left_out"
    LOT_NOT_CODED = "lot_not_coded"


SAYS: Mapping[CheckFault, Words] = {
    CheckFault.NO_CODE: Words(
        "Det ble ikke funnet noen kode i bildet.",
        "Ingen kod hittades i bilden.",
        "No code was found in the picture.",
    ),
    CheckFault.NOT_READ: Words(
        "En kode som etiketten skulle ha, ble ikke funnet: {wanted}.",
        "En kod som etiketten skulle ha hittades inte: {wanted}.",
        "A code that the label should carry was not found: {wanted}.",
    ),
    CheckFault.OTHER_TEXT: Words(
        "Det ble lest en kode som etiketten ikke skulle ha: {found}.",
        "En kod lästes som etiketten inte skulle ha: {found}.",
        "A code was read that the label should not carry: {found}.",
    ),
    CheckFault.CODE_FAULT: Words("{says}", "{says}", "{says}"),
    CheckFault.MODULE_TOO_FINE: Words(
        "Den smaleste streken eller ruten er {module_mm} mm; standarden krever minst {least_mm} mm.",
        "Det smalaste strecket eller den smalaste rutan är {module_mm} mm; standarden kräver minst {least_mm} mm.",
        "The narrowest bar or square is {module_mm} mm; the standard asks for at least {least_mm} mm.",
    ),
    CheckFault.MODULE_TOO_COARSE: Words(
        "Den smaleste streken eller ruten er {module_mm} mm; standarden tillater høyst {most_mm} mm.",
        "Det smalaste strecket eller den smalaste rutan är {module_mm} mm; standarden tillåter högst {most_mm} mm.",
        "The narrowest bar or square is {module_mm} mm; the standard allows {most_mm} mm at most.",
    ),
    CheckFault.QUIET_ZONE: Words(
        "Det hvite ved siden av koden er {modules} moduler bredt; det må være {least}.",
        "Det vita bredvid koden är {modules} moduler brett; det måste vara {least}.",
        "The white beside the code is {modules} modules wide; {least} are needed.",
    ),
    CheckFault.TOO_LOW: Words(
        "Strekene er {height_mm} mm høye; standarden krever minst {least_mm} mm.",
        "Strecken är {height_mm} mm höga; standarden kräver minst {least_mm} mm.",
        "The bars are {height_mm} mm high; the standard asks for at least {least_mm} mm.",
    ),
    CheckFault.NOT_WHOLE_DOTS: Words(
        "Modulene er ikke hele punkter brede, så strekene blir ulike. Bruk bildet i full størrelse.",
        "Modulerna är inte hela punkter breda, så strecken blir olika. Använd bilden i full storlek.",
        "The modules are no whole dots wide, so that bars differ in width. Use the picture in its full size.",
    ),
    CheckFault.MENTION_CUT: Words(
        "En lovpålagt opplysning var for lang for feltet sitt og er kuttet. Velg en større etikett.",
        "En lagstadgad uppgift var för lång för sitt fält och är avkortad. Välj en större etikett.",
        "What the law wants on the label was too long for its box and was cut. Choose a larger label.",
    ),
    CheckFault.MENTION_LEFT_OUT: Words(
        "Oppsettet har ikke noe felt for en lovpålagt opplysning («mentions» eller «frozen»).",
        "Layouten har inget fält för en lagstadgad uppgift (”mentions” eller ”frozen”).",
        "The layout has no box for something that the law wants on the label (“mentions” or “frozen”).",
    ),
    CheckFault.LOT_NOT_CODED: Words(
        "Partinummeret har tegn eller en lengde som kodene til GS1 ikke tar; det står bare i ord.",
        "Partinumret har tecken eller en längd som GS1:s koder inte tar; det står bara i ord.",
        "The lot's number has signs or a length that GS1's codes do not take; it stands in words only.",
    ),
}
# With one of these the label does not do its work; the others are remarks about the standard for logistic units.
USELESS = frozenset(
    {
        CheckFault.NO_CODE,
        CheckFault.NOT_READ,
        CheckFault.OTHER_TEXT,
        CheckFault.CODE_FAULT,
        CheckFault.QUIET_ZONE,
        CheckFault.MENTION_CUT,
        CheckFault.MENTION_LEFT_OUT,
    }
)
# What the drawing noted of itself.
_NOTED: Mapping[str, CheckFault] = {
    Remark.MENTION_CUT: CheckFault.MENTION_CUT,
    Remark.MENTION_LEFT_OUT: CheckFault.MENTION_LEFT_OUT,
    Remark.LOT_NOT_CODED: CheckFault.LOT_NOT_CODED,
}


@dataclass(frozen=True, slots=True)
class Judged:
    """One code in the picture. Sizes in microns; None where the picture is no drawing of ours."""

    symbology: str
    text: str
    module: int | None
    quiet: int | None
    height: int | None
    faults: tuple[tuple[CheckFault, str], ...]


@dataclass(frozen=True, slots=True)
class Checked:
    codes: tuple[Judged, ...]
    faults: tuple[tuple[CheckFault, str], ...]

    @property
    def usable(self) -> bool:
        every = [*self.faults, *(one for code in self.codes for one in code.faults)]
        return not any(kind in USELESS for kind, _says in every)


def check_picture(
    path: Path, wanted: Sequence[str] | None = None, language: Language = Language.EN
) -> Checked:
    """`wanted`: what the codes should hold; else what the picture itself says that it carries, if it does."""
    with Image.open(io.BytesIO(path.read_bytes())) as opened:
        opened.load()
        dpi = round(opened.info.get("dpi", (USUAL_DPI, USUAL_DPI))[0])
        chunks = getattr(opened, "text", {})
        noted, remarks = (str(chunks.get(name, "")) for name in (CODES_CHUNK, REMARKS_CHUNK))
        grey = opened.convert("L")
    found = [one for one in zxingcpp.read_barcodes(grey) if one.valid]
    judged = tuple(_judged(one, grey, dpi, language) for one in found)
    expected = list(wanted) if wanted is not None else [line.partition(" ")[2] for line in noted.splitlines()]
    faults = _compared([one.text for one in judged], expected, language)
    faults += [_fault(_NOTED[one], language) for one in remarks.splitlines() if one in _NOTED]
    return Checked(judged, tuple(faults))


def shown_check(checked: Checked, today: date) -> dict[str, Any]:
    """As plain values for a command line."""
    return {
        "usable": checked.usable,
        "codes": [_shown_code(one, today) for one in checked.codes],
        "faults": [{"code": kind.value, "says": says} for kind, says in checked.faults],
    }


def _shown_code(judged: Judged, today: date) -> dict[str, Any]:
    return {
        "symbology": judged.symbology,
        "text": judged.text,
        "module_mm": _mm(judged.module),
        "quiet_zone_modules": judged.quiet,
        "height_mm": _mm(judged.height),
        "elements": shown(read_code(judged.text), today)["elements"],
        "faults": [{"code": kind.value, "says": says} for kind, says in judged.faults],
    }


def _mm(microns: int | None) -> str | None:
    return None if microns is None else f"{microns // 1000}.{microns % 1000:03d}"


def _fault(kind: CheckFault, language: Language, **facts: object) -> tuple[CheckFault, str]:
    return kind, SAYS[kind].in_(language).format(**facts)


def _compared(
    read: Sequence[str], expected: Sequence[str], language: Language
) -> list[tuple[CheckFault, str]]:
    if not read:
        return [_fault(CheckFault.NO_CODE, language)]
    if not expected:
        return []
    missing = [_fault(CheckFault.NOT_READ, language, wanted=one) for one in expected if one not in read]
    return missing + [
        _fault(CheckFault.OTHER_TEXT, language, found=one) for one in read if one not in expected
    ]


# ---- measuring


def _judged(found: zxingcpp.Barcode, grey: Image.Image, dpi: int, language: Language) -> Judged:
    symbology = SYMBOLOGIES.get(found.symbology_identifier, str(found.format))
    code = read_code(found.symbology_identifier + found.text)
    # Companions may be in another symbol of the same label; lengths, digits and dates are this symbol's own.
    own = [
        one
        for one in code.faults
        if one.kind.value not in ("needs_companion", "unknown_text", "measure_missing")
    ]
    faults = [
        _fault(CheckFault.CODE_FAULT, language, says=one["says"])
        for one in shown(code, date(2000, 1, 1), language)["faults"]
        if one["code"] in {fault.kind.value for fault in own}
    ]
    bars = str(found.format).rpartition(".")[2] in _BARS
    size = _size(found, grey, bars=bars)
    if size is None:
        return Judged(symbology, found.text, None, None, None, tuple(faults))
    dots, left, right, height, whole = size
    module, tall = dots * MICRONS_PER_INCH // dpi, height * MICRONS_PER_INCH // dpi
    quiet = min(left, right) // dots
    needed = QUIET_MODULES if bars else QUIET["qr" if "QR" in symbology else "datamatrix"]
    if quiet < needed:
        faults.append(_fault(CheckFault.QUIET_ZONE, language, modules=quiet, least=needed))
    least, most = (LEAST_BAR_X, MOST_BAR_X) if bars else (LEAST_SQUARE_X, MOST_SQUARE_X)
    if symbology == LINK_QR:
        least = LEAST_LINK_X
    # The standard speaks of GS1's own bars; for a code of the house it is enough that it is read.
    judged = not bars or "GS1" in symbology
    if judged and module < least:
        faults.append(
            _fault(CheckFault.MODULE_TOO_FINE, language, module_mm=_mm(module), least_mm=_mm(least))
        )
    if module > most:
        faults.append(
            _fault(CheckFault.MODULE_TOO_COARSE, language, module_mm=_mm(module), most_mm=_mm(most))
        )
    if not whole:
        faults.append(_fault(CheckFault.NOT_WHOLE_DOTS, language))
    if judged and bars and tall < LEAST_BAR_HEIGHT:
        faults.append(
            _fault(CheckFault.TOO_LOW, language, height_mm=_mm(tall), least_mm=_mm(LEAST_BAR_HEIGHT))
        )
    return Judged(symbology, found.text, module, quiet, tall if bars else None, tuple(faults))


def _size(
    found: zxingcpp.Barcode, grey: Image.Image, *, bars: bool
) -> tuple[int, int, int, int, bool] | None:
    """Dots per module, white to the left and right, height, and whether every module has the same dots, on a picture that stands
    straight; else None.
    """
    place = found.position
    left, right = place.top_left.x, place.top_right.x
    if place.top_left.y != place.top_right.y or right <= left:
        return None
    middle = (place.top_left.y + place.bottom_left.y) // 2
    row = _dark(grey, middle)
    # A symbol may end in light modules in the middle row; its edges are found where it is dark from top to bottom.
    start = next(
        (x for x in range(max(0, left - 3), right) if _column_dark(grey, x, place, bars=bars, row=row)), None
    )
    if start is None:
        return None
    edge = min(len(row), right + 3)
    end = max((x for x in range(start, edge) if row[x] or (not bars and x <= right)), default=right) + 1
    # One row of a square may have no module by itself; in all rows together one is there.
    rows = [row] if bars else [_dark(grey, y) for y in range(place.top_left.y, place.bottom_left.y + 1)]
    stretches = [one for each in rows for one in _stretches(each[start:end], bars=bars)] or [end - start]
    dots = min(stretches)
    white_left = next((n for n in range(start) if row[start - 1 - n]), start)
    white_right = next((n for n in range(len(row) - end) if row[end + n]), len(row) - end)
    height = _height(grey, middle, row[start:end], start) if bars else end - start
    return dots, white_left, white_right, height, all(one % dots == 0 for one in stretches)


def _dark(grey: Image.Image, y: int) -> list[bool]:
    return [value < BLACK_BELOW for value in grey.crop((0, y, grey.width, y + 1)).tobytes()]


def _column_dark(
    grey: Image.Image, x: int, place: zxingcpp.Position, *, bars: bool, row: Sequence[bool]
) -> bool:
    if bars:
        return row[x]
    column = grey.crop((x, place.top_left.y, x + 1, place.bottom_left.y + 1)).tobytes()
    return any(value < BLACK_BELOW for value in column)


def _runs(row: Sequence[bool]) -> list[int]:
    """How long each dark and each light stretch is."""
    return [sum(1 for _ in stretch) for _, stretch in groupby(row)] or [1]


def _stretches(row: Sequence[bool], *, bars: bool) -> list[int]:
    """Of a square without its last one: its right edge is known to a dot or two only."""
    stretches = _runs(row)
    return stretches if bars else stretches[:-1]


def _height(grey: Image.Image, middle: int, pattern: Sequence[bool], start: int) -> int:
    """How many rows show the same bars."""
    rows = 1
    for step in (-1, 1):
        y = middle + step
        while 0 <= y < grey.height and _dark(grey, y)[start : start + len(pattern)] == list(pattern):
            rows, y = rows + 1, y + step
    return rows
