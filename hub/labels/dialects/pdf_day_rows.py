"""The tables of the day sheet, cut into rows that stay whole: one scale's weighings, nobody's, typed weights, receipts taken back.

Which page a row comes to is dealt out in `pdf_tables.dealt`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from hub.kernel.quantity import Mass
from hub.kernel.words import Language
from hub.labels.day_sheet import (
    Became,
    DaySheetContent,
    SheetDay,
    SheetScale,
    SheetTakenBack,
    SheetTyped,
    SheetWeighing,
)
from hub.labels.day_sheet_phrases import BECAME, SheetPhrase, phrase, ranges
from hub.labels.dialects.pdf_columns import (
    CELL,
    CELL_STRONG,
    NOTE,
    Columns,
    headings,
    sentence,
    table_row,
    title_block,
)
from hub.labels.dialects.pdf_sheet import GREY, INK, Style, lines_of
from hub.labels.dialects.pdf_tables import BODY, MARGIN, ROOM, STRONG, Block
from hub.labels.layout import Align, joined
from hub.labels.phrases import day as written_day
from hub.labels.phrases import grouped, kilograms, pieces
from hub.labels.void_reasons import reason_in

LOUD = Style(27, bold=True)
# Left edge and width of each column, from the margin.
WEIGHED: Columns[SheetPhrase] = {
    "number": (SheetPhrase.COL_NUMBER, 0, 105, Align.LEFT),
    "time": (SheetPhrase.COL_TIME, 110, 145, Align.LEFT),
    "gross": (SheetPhrase.COL_GROSS, 255, 185, Align.RIGHT),
    "tare": (SheetPhrase.COL_TARE, 450, 205, Align.RIGHT),
    "net": (SheetPhrase.COL_NET, 665, 195, Align.RIGHT),
    "shown": (SheetPhrase.COL_SHOWN, 895, 205, Align.LEFT),
    "alibi": (SheetPhrase.COL_ALIBI, 1105, 140, Align.LEFT),
    "became": (SheetPhrase.COL_BECAME, 1250, 490, Align.LEFT),
}
OPEN: Columns[SheetPhrase] = {
    "scale": (SheetPhrase.SCALE, 0, 640, Align.LEFT),
    "number": (SheetPhrase.COL_NUMBER, 660, 200, Align.LEFT),
    "time": (SheetPhrase.COL_TIME, 880, 200, Align.LEFT),
    "net": (SheetPhrase.COL_NET, 1100, 240, Align.RIGHT),
    "shown": (SheetPhrase.COL_SHOWN, 1390, 350, Align.LEFT),
}
TYPED: Columns[SheetPhrase] = {
    "time": (SheetPhrase.COL_TIME, 0, 145, Align.LEFT),
    "crate": (SheetPhrase.COL_CRATE, 150, 430, Align.LEFT),
    "goods": (SheetPhrase.COL_GOODS, 600, 420, Align.LEFT),
    "net": (SheetPhrase.COL_NET, 1030, 200, Align.RIGHT),
    "reason": (SheetPhrase.COL_REASON, 1260, 480, Align.LEFT),
}


def _heading(language: Language, name: SheetPhrase) -> str:
    return phrase(name, language)


def nobodys_blocks(content: DaySheetContent, language: Language) -> Iterator[Block]:
    """First of all, because it must be settled before anybody signs; with the reason, if somebody signed all the same."""
    if not content.day.weighings:
        return
    title = phrase(SheetPhrase.TO_SETTLE, language)
    yield title_block(title)
    if not content.day.nobodys:
        said = phrase(SheetPhrase.NOTHING_TO_SETTLE, language)
        yield Block(48, lambda sheet, y: sheet.text(MARGIN, y + 26, said, BODY, ROOM))
        return
    signed = content.signature
    if signed and signed.open_because:
        yield from sentence(phrase(SheetPhrase.OPEN_BECAUSE, language) + ": " + signed.open_because, STRONG)
    heading, again = headings(OPEN, title, partial(_heading, language))
    yield heading
    for scale, one in content.day.nobodys:
        cells = {
            "scale": [(scale.name.in_(language), CELL)],
            "number": [(str(one.number), CELL_STRONG)],
            "time": [(f"{one.at:%H:%M:%S}", CELL)],
            "net": [(kilograms(one.net, language), CELL_STRONG)],
            "shown": [(one.shown, CELL)],
        }
        yield table_row(OPEN, cells, again)


def scale_blocks(scale: SheetScale, language: Language) -> Iterator[Block]:
    yield title_block(scale.name.in_(language))
    for text, style in _about(scale, language):
        yield from sentence(text, style)
    heading, again = headings(WEIGHED, scale.name.in_(language), partial(_heading, language))
    yield heading
    for one in scale.weighings:
        yield _weighed(one, language, again)


def _about(scale: SheetScale, language: Language) -> Iterator[tuple[str, Style]]:
    """The scale itself, its numbers of the day, and every use after its verification had run out."""
    until = [
        phrase(SheetPhrase.VERIFIED, language, day=written_day(one, language)) for one in scale.verified_until
    ] or [phrase(SheetPhrase.NOT_DECLARED, language)]
    yield (
        joined(
            (
                *(phrase(SheetPhrase.SERIAL, language, serial=serial) for serial in scale.serials),
                f"Max {_plain(scale.maximum, language)}" if scale.maximum else "",
                f"Min {_plain(scale.minimum, language)}" if scale.minimum else "",
                f"e = {_plain(scale.division, language)}" if scale.division else "",
                phrase(SheetPhrase.CLASS, language, name=scale.accuracy_class)
                if scale.accuracy_class
                else "",
                *until,
            ),
            " · ",
        ),
        Style(27, colour=GREY),
    )
    gaps = (
        phrase(SheetPhrase.GAPS, language, numbers=ranges(scale.missing))
        if scale.missing
        else phrase(SheetPhrase.NO_GAPS, language)
    )
    counted = phrase(
        SheetPhrase.RANGE if len(scale.weighings) > 1 else SheetPhrase.ONLY_ONE,
        language,
        first=scale.first,
        last=scale.last,
        count=len(scale.weighings),
    )
    yield f"{counted}, {gaps}", Style(29, bold=bool(scale.missing))
    by_reason: dict[str, list[int]] = {}
    for one in scale.overrides:
        by_reason.setdefault(one.unverified_because, []).append(one.number)
    for reason, numbers in by_reason.items():
        override = phrase(SheetPhrase.OVERRIDE, language, numbers=ranges(tuple(numbers)))
        yield f"{override}: {reason}", Style(29, bold=True)


def _plain(mass: Mass, language: Language) -> str:
    """Max, Min and e as they stand on the scale's plate: grams below a kilogram, and no noughts behind the comma."""
    small = mass < Mass.kilograms("1")
    value = (mass.in_kg() * 1000 if small else mass.in_kg()).normalize()
    text = f"{value:f}"
    return f"{text if language is Language.EN else text.replace('.', ',')} {'g' if small else 'kg'}"


def _weighed(one: SheetWeighing, language: Language, heading: Block) -> Block:
    open_one = one.became is Became.NOBODYS
    tare = kilograms(one.tare, language) if one.tare else "–"
    kind = f" {one.tare_kind}" if one.tare and one.tare_kind != "none" else ""
    cells: dict[str, list[tuple[str, Style]]] = {
        "number": [(str(one.number), CELL_STRONG)],
        "time": [(f"{one.at:%H:%M:%S}", CELL)],
        "gross": [(kilograms(one.gross, language), CELL)],
        "tare": [(tare + kind, CELL)],
        "net": [(kilograms(one.net, language), CELL_STRONG)],
        "shown": [(one.shown, CELL)],
        "alibi": [(one.alibi_number or "–", CELL)],
        "became": _fate(one, language),
    }
    if open_one:
        cells["became"] = [(BECAME[one.became].in_(language), LOUD)]
    if one.base:
        cells["became"].append((phrase(SheetPhrase.BASE, language, mass=kilograms(one.base, language)), NOTE))
    return table_row(WEIGHED, cells, heading)


def _fate(one: SheetWeighing, language: Language) -> list[tuple[str, Style]]:
    """What it became, then the crate, then every word that somebody had to say about it."""
    width = WEIGHED["became"][2]
    name = BECAME[one.became].in_(language)
    named = f"{name} {one.receipt}" if one.receipt else name
    goods = one.goods.in_(language) if one.goods else ""
    first = [(line, CELL) for line in lines_of(joined((named, goods), " · "), CELL, width)]
    crate = [(grouped(one.crate), NOTE)] if one.crate else []
    back = (
        phrase(SheetPhrase.WAS_TAKEN_BACK, language, reason=reason_in(one.taken_back, language))
        if one.taken_back
        else ""
    )
    said = Style(24, colour=INK)
    reasons = [(line, said) for text in (one.reason, back) for line in lines_of(text, said, width) if text]
    return [*first, *crate, *reasons]


def typed_blocks(day: SheetDay, language: Language) -> Iterator[Block]:
    if not day.typed:
        return
    title = phrase(SheetPhrase.TYPED_TITLE, language)
    yield title_block(title)
    heading, again = headings(TYPED, title, partial(_heading, language))
    yield heading
    for one in day.typed:
        yield _crate_row(one, one.count, language, again)


def taken_back_blocks(day: SheetDay, language: Language) -> Iterator[Block]:
    if not day.taken_back:
        return
    title = phrase(SheetPhrase.TAKEN_BACK_TITLE, language)
    yield title_block(title)
    heading, again = headings(TYPED, title, partial(_heading, language))
    yield heading
    for one in day.taken_back:
        yield _crate_row(one, None, language, again)


def _crate_row(
    one: SheetTyped | SheetTakenBack, count: int | None, language: Language, heading: Block
) -> Block:
    reason_width, goods_width = TYPED["reason"][2], TYPED["goods"][2]
    receipt = (
        phrase(SheetPhrase.RECEIPT, language, number=one.receipt)
        if one.receipt
        else phrase(SheetPhrase.FILLED_IN_HOUSE, language)
    )
    net = [(kilograms(one.net, language), CELL_STRONG)]
    if count is not None:
        net.append((pieces(count, language), NOTE))
    cells: dict[str, list[tuple[str, Style]]] = {
        "time": [(f"{one.at:%H:%M:%S}", CELL)],
        "crate": [(grouped(one.crate), CELL), (receipt, NOTE)],
        "goods": [(line, CELL) for line in lines_of(one.goods.in_(language), CELL, goods_width)],
        "net": net,
        "reason": [(line, CELL) for line in lines_of(reason_in(one.reason, language), CELL, reason_width)],
    }
    return table_row(TYPED, cells, heading)
