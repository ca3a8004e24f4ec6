"""The crate label as PDF, A6 upright (105 x 148 mm): for a laser printer when the label printer is away, and as a preview.

Sizes in tenths of a millimetre; GS1 asks for bars of 0.495 mm modules, 32 mm high,
with ten modules of white on both sides, lowest on the label.
"""

from __future__ import annotations

from hub.kernel.words import Language
from hub.labels.content import CrateLabelContent, WeightKind, short_code
from hub.labels.dialects.pdf_sheet import FAINT, GREY, INK, WHITE, Sheet, Style, fitted, lines_of, width_of
from hub.labels.layout import Align, joined, tidy
from hub.labels.mentions import mentions_of_crate
from hub.labels.note_phrases import quality_class
from hub.labels.phrases import (
    ALLERGENS,
    CLIMATES,
    COUNTRIES,
    GRADES,
    Phrase,
    crate_number,
    day,
    grouped,
    kilograms,
    origin_of_weight,
    pieces,
    say,
    term,
)

WIDTH, HEIGHT, MARGIN = 1050, 1480, 60
ROOM = WIDTH - 2 * MARGIN
BARS_WIDTH, BARS_HEIGHT = 780, 320
SQUARE_SIDE = 250
SQUARE_TOP = HEIGHT - 120 - BARS_HEIGHT - SQUARE_SIDE - 28
HEADING = Style(24, colour=GREY)
TWO_LINES = 2
FACT_COLUMNS = 3
# Of a name: the largest letters, the largest on two lines, and what is smaller than the smallest. Below the facts of goods of animal
# origin there is more to say.
_NAME, _LOWER_NAME = (120, 76, 48), (84, 56, 40)


def crate_pdf(content: CrateLabelContent, language: Language, copy: int) -> bytes:
    """One label. `copy` above 1 says COPY and which, white on black."""
    sheet = Sheet(WIDTH, HEIGHT, f"{content.product} {content.sscc}")
    y = _copy_bar(sheet, copy, language)
    mentions = mentions_of_crate(content, language)
    y = _name(sheet, y, content, language, _LOWER_NAME if mentions else _NAME)
    y = _amount(sheet, y, content, language)
    y = _producer(sheet, y, content)
    y = _facts(sheet, y, content, language)
    _mentions(sheet, y, mentions)
    _square(sheet, content, language)
    _bars(sheet, content, language)
    return sheet.finish()


def _copy_bar(sheet: Sheet, copy: int, language: Language) -> int:
    if copy <= 1:
        return MARGIN
    sheet.block(0, 0, WIDTH, 72, colour=INK)
    sheet.text(
        MARGIN,
        54,
        f"{say(Phrase.COPY, language)} {copy}",
        Style(48, bold=True, colour=WHITE, align=Align.CENTRE),
        ROOM,
    )
    return 84


def _name(
    sheet: Sheet, y: int, content: CrateLabelContent, language: Language, sizes: tuple[int, int, int]
) -> int:
    style = _name_style(content.product, *sizes)
    for line in lines_of(content.product, style, ROOM, most=2):
        y += style.size
        sheet.text(MARGIN, y, line, style, ROOM)
    grade = joined(
        (
            term(GRADES, content.grade, language),
            content.variety,
            quality_class(content.quality_class, language),
            say(Phrase.ORGANIC, language) if content.organic else "",
        ),
        " · ",
    )
    sheet.text(MARGIN, y + 72, grade, fitted(grade, Style(54), 18, ROOM), ROOM)
    sheet.rule(MARGIN, y + 98, ROOM, thick=6)
    return y + 104


def _name_style(name: str, largest: int, two_lines: int, smallest: int) -> Style:
    """As large as one line takes it; below the size for two lines rather those, and no smaller than needed."""
    one_line = fitted(name, Style(largest, bold=True), two_lines, ROOM)
    if width_of(tidy(name), one_line) <= ROOM:
        return one_line
    sizes = [Style(size, bold=True) for size in range(two_lines, smallest, -4)]
    return next((style for style in sizes if len(lines_of(name, style, ROOM)) <= TWO_LINES), sizes[-1])


def _amount(sheet: Sheet, y: int, content: CrateLabelContent, language: Language) -> int:
    typed = content.weight_kind is WeightKind.TYPED
    net = kilograms(content.net, language) + ("*" if typed else "")
    count = pieces(content.count, language) if content.count is not None else ""
    both = joined((net, count), "   ")
    sheet.text(MARGIN, y + 98, both, fitted(both, Style(88, bold=True), 40, ROOM), ROOM)
    kind = f"{say(Phrase.TARE, language)} {content.tare_kind}"
    tare = f"{kind} {kilograms(content.tare, language)}" if content.tare else ""
    proof = ("* " if typed else "") + origin_of_weight(content.weight_kind, content.weighing, language)
    said = joined((say(Phrase.NET, language), tare, proof), " · ")
    one_line = fitted(said, Style(28, bold=typed), 20, ROOM)
    if width_of(said, one_line) <= ROOM:
        sheet.text(MARGIN, y + 142, said, one_line, ROOM)
    else:
        # Why a scale was used after its verification had ended is not cut.
        small = Style(20, bold=typed)
        for row, line in enumerate(lines_of(said, small, ROOM, most=TWO_LINES)):
            sheet.text(MARGIN, y + 130 + 22 * row, line, small, ROOM)
    sheet.rule(MARGIN, y + 162, ROOM, colour=FAINT)
    return y + 164


def _producer(sheet: Sheet, y: int, content: CrateLabelContent) -> int:
    style = fitted(content.producer, Style(50, bold=True), 30, ROOM)
    sheet.text(MARGIN, y + 62, content.producer, style, ROOM)
    return y + 78


def _facts(sheet: Sheet, y: int, content: CrateLabelContent, language: Language) -> int:
    """Columns of heading and fact; the lot first, because it is what a recall asks for."""
    every = [
        (Phrase.LOT, content.lot),
        _first_day(content, language),
        (Phrase.ORIGIN, term(COUNTRIES, content.origin_country, language) if content.origin_country else ""),
        (Phrase.PACKED, day(content.packed_on, language) if content.packed_on else ""),
        (Phrase.STORAGE, term(CLIMATES, content.storage, language) if content.storage else ""),
        (Phrase.APPROVAL, content.approval_number),
    ]
    column = ROOM // FACT_COLUMNS
    known = [(phrase, fact) for phrase, fact in every if fact]
    for place, (phrase, fact) in enumerate(known):
        x, top = MARGIN + place % FACT_COLUMNS * column, y + place // FACT_COLUMNS * 70
        sheet.text(x, top + 26, say(phrase, language), HEADING, column - 20)
        sheet.text(
            x,
            top + 56,
            fact,
            fitted(
                fact, Style(32, bold=phrase is Phrase.LOT), 14 if phrase is Phrase.LOT else 22, column - 20
            ),
            column - 20,
        )
    return y + -(-len(known) // FACT_COLUMNS) * 70


def _first_day(content: CrateLabelContent, language: Language) -> tuple[Phrase, str]:
    """The day of the harvest, or of what the hub knows at least: when the goods were fetched."""
    if content.harvested_on:
        return Phrase.HARVESTED, day(content.harvested_on, language)
    return Phrase.COLLECTED, day(content.collected_on, language) if content.collected_on else ""


def _mentions(sheet: Sheet, y: int, text: str) -> None:
    """What the law wants to follow goods of animal origin, as large as it fits down to the rule above the codes."""
    room = SQUARE_TOP - 22 - y
    sizes = [Style(size) for size in range(26, 12, -1)]
    style = next((one for one in sizes if len(lines_of(text, one, ROOM)) * _line_of(one) <= room), sizes[-1])
    for row, line in enumerate(lines_of(text, style, ROOM, most=max(1, room // _line_of(style)))):
        sheet.text(MARGIN, y + style.size + row * _line_of(style), line, style, ROOM)


def _line_of(style: Style) -> int:
    return style.size * 115 // 100


def _square(sheet: Sheet, content: CrateLabelContent, language: Language) -> None:
    """The square code with the crate's short number beside it, for eyes at arm's length."""
    top = SQUARE_TOP
    left, room = MARGIN + SQUARE_SIDE + 40, ROOM - SQUARE_SIDE - 40
    sheet.rule(MARGIN, top - 22, ROOM, colour=FAINT)
    sheet.square(MARGIN, top, SQUARE_SIDE, content.link)
    allergens = joined([term(ALLERGENS, one, language).upper() for one in content.allergens])
    kitchen = joined(
        (content.kitchen, f"{say(Phrase.STOP, language)} {content.stop}" if content.stop else "")
    )
    said = [
        (f"{say(Phrase.ALLERGENS, language)}: {allergens}", True) if allergens else ("", False),
        (f"{say(Phrase.TO, language)}: {kitchen}", True) if kitchen else ("", False),
    ]
    sheet.text(left, top + 24, say(Phrase.CRATE, language), HEADING, room)
    sheet.text(left, top + 112, short_code(content.sscc), Style(96, bold=True), room)
    frozen = content.provenance.frozen_on if content.provenance else None
    days = [
        f"{say(phrase, language)} {day(on, language)}"
        for phrase, on in ((Phrase.BEST_BEFORE, content.best_before), (Phrase.FROZEN, frozen))
        if on
    ]
    y, step, below = (top + 168, 46, 38) if len(days) < TWO_LINES else (top + 158, 38, 34)
    for text in days:
        sheet.text(left, y, text, fitted(text, Style(step - 6, bold=True), 24, room), room)
        y += step
    for text, bold in said:
        if text:
            sheet.text(left, y, text, fitted(text, Style(28, bold=bold), 20, room), room)
            y += below


def _bars(sheet: Sheet, content: CrateLabelContent, language: Language) -> None:
    sheet.bars((WIDTH - BARS_WIDTH) // 2, HEIGHT - 120 - BARS_HEIGHT, BARS_WIDTH, BARS_HEIGHT, content.sscc)
    centre = Style(34, align=Align.CENTRE)
    sheet.text(MARGIN, HEIGHT - 78, crate_number(content.sscc), centre, ROOM)
    foot = joined(
        (
            f"{say(Phrase.FROM_CRATE, language)} {grouped(content.parent)}" if content.parent else "",
            f"{say(Phrase.REPLACES, language)} {grouped(content.replaces)}" if content.replaces else "",
            say(Phrase.DEMO, language) if content.made_up else "",
        ),
        " · ",
    )
    sheet.text(
        MARGIN, HEIGHT - 36, foot, fitted(foot, Style(24, colour=GREY, align=Align.CENTRE), 16, ROOM), ROOM
    )
