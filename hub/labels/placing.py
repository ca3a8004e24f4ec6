"""A layout and the facts of a label, put together: where each line, code and picture stands, in microns.

What is drawn fits its box, whatever the facts are: text is made smaller, wrapped, and at last cut with an ellipsis; a code that
does not fit becomes the code that the layout names instead, or is refused. Nothing is drawn here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hub.labels.dialects.letters import LINE, PER_SIZE, Face, face_for
from hub.labels.dialects.symbols import matrix_of
from hub.labels.layout import Align, tidy
from hub.labels.sheet import VERTICALS, Box, CodeField, Layout, PictureField, RuleField, TextField
from hub.labels.symbols import (
    LEAST_BAR_HEIGHT,
    LEAST_BAR_X,
    LEAST_LINK_X,
    LEAST_SQUARE_X,
    QUIET,
    CodeTooLarge,
    Remark,
    Symbol,
    SymbolKind,
    bar_module,
    datamatrix_symbol,
    dots_to_microns,
    gs1_128_symbols,
    most_bar_modules,
    square_module,
)

ELLIPSIS = "…"
BARS = (SymbolKind.GS1_128, SymbolKind.CODE_128)
# One step smaller, in thousandths; hinted letters of a printer may be a little wider than their table says.
STEP, SLACK = 960, 25
HEADING_SIZE, HEADING_SHARE = 2_300, 330
LEAST_HRI = 2_000
# A last line shorter than this part of its room looks like a slip.
ORPHAN = 4
BETWEEN_FACTS = "·"


@dataclass(frozen=True, slots=True)
class TextMark:
    """One line. It stays between x and x + room, and between y and y + LINE of its size."""

    text: str
    x: int
    y: int
    room: int
    size: int
    face: Face
    inverse: bool = False
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class BlockMark:
    box: Box


@dataclass(frozen=True, slots=True)
class PictureMark:
    shows: str
    box: Box


@dataclass(frozen=True, slots=True)
class SymbolMark:
    """A code. `x` and `y` are of its first dark module, `dots` the printer's dots per module, `height` of bars in microns."""

    symbol: Symbol
    x: int
    y: int
    dots: int
    height: int
    box: Box


Mark = TextMark | BlockMark | PictureMark | SymbolMark


@dataclass(frozen=True, slots=True)
class Drawing:
    """A label ready to be drawn at one resolution."""

    width: int
    height: int
    dpi: int
    marks: tuple[Mark, ...]
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What a label says, as texts by name in the receiver's language, and what its codes hold.

    `codes` by the name that layouts use: "sscc", "goods", "link", "own". Several symbols are one code that was split.
    """

    texts: Mapping[str, str]
    headings: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, tuple[Symbol, ...]] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)


def place(layout: Layout, facts: Facts, *, dpi: int) -> Drawing:
    """Raises CodeTooLarge when a code fits in no form."""
    pen = _Pen(layout, facts, dpi)
    for one in layout.fields:
        box = pen.box_of(one.box, beside=one.beside)
        match one:
            case TextField():
                used = pen.text(one, box)
            case CodeField():
                used = pen.code(one, box)
            case PictureField():
                used = pen.picture(one, box)
            case RuleField():
                used = pen.rule(one, box)
        pen.used(box, used)
    return Drawing(layout.width, pen.height, dpi, tuple(pen.marks), tuple(dict.fromkeys(pen.remarks)))


class _Pen:
    """Keeps how far down a roll is filled; on a sheet every box stays where the layout put it."""

    def __init__(self, layout: Layout, facts: Facts, dpi: int) -> None:
        self._layout, self._facts, self._dpi = layout, facts, dpi
        self._row, self._bottom = 0, layout.margin
        self._row_is_drawn = False
        self.marks: list[Mark] = []
        self.remarks: list[Remark] = []

    @property
    def height(self) -> int:
        return self._layout.height or self._bottom + self._layout.margin

    def box_of(self, box: Box, *, beside: bool) -> Box:
        if not self._layout.roll:
            return box
        if not beside:
            self._row = self._bottom
        return Box(box.x, self._row + box.y, box.width, box.height)

    def used(self, box: Box, height: int) -> None:
        if height:
            self._bottom = max(self._bottom, box.y + height)

    # ---- text

    def text(self, wanted: TextField, box: Box) -> int:
        said = wanted.between.join(
            text for one in wanted.says if (text := tidy(self._facts.texts.get(one, "")))
        )
        if not said:
            return 0
        top = self._heading(wanted, box)
        room = Box(box.x, box.y + top, box.width, box.height - top)
        size, lines = fitted_lines(said, wanted, room)
        if wanted.inverse:
            self.marks.append(
                BlockMark(Box(box.x, box.y, box.width, top + size * LINE * len(lines) // PER_SIZE))
            )
        face = face_for(said + ELLIPSIS, bold=wanted.bold)
        tall = size * LINE // PER_SIZE
        if not self._layout.roll and not wanted.inverse:
            spare = room.height - tall * len(lines)
            room = Box(
                room.x,
                room.y + (0, spare // 2, spare)[VERTICALS.index(wanted.vertical)],
                room.width,
                room.height,
            )
        self.marks += [
            TextMark(
                line,
                room.x,
                room.y + row * tall,
                room.width,
                size,
                face,
                wanted.inverse,
                wanted.align,
            )
            for row, line in enumerate(lines)
        ]
        return top + len(lines) * tall

    def _heading(self, wanted: TextField, box: Box) -> int:
        words = tidy(self._facts.headings.get(wanted.heading, ""))
        if not words:
            return 0
        size = min(
            max(HEADING_SIZE, wanted.largest * HEADING_SHARE // PER_SIZE),
            box.height * HEADING_SHARE // PER_SIZE,
        )
        face = face_for(words, bold=False)
        shown = cut_to(words, face, box.width, size)
        self.marks.append(TextMark(shown, box.x, box.y, box.width, size, face, wanted.inverse, wanted.align))
        return size * LINE // PER_SIZE

    # ---- lines and pictures

    def rule(self, wanted: RuleField, box: Box) -> int:
        if wanted.needs and not any(self._facts.texts.get(one) for one in wanted.needs):
            return 0
        self.marks.append(BlockMark(box))
        return box.height

    def picture(self, wanted: PictureField, box: Box) -> int:
        shows = self._facts.pictures.get(wanted.shows, "")
        if not shows:
            return 0
        self.marks.append(PictureMark(shows, box))
        return box.height

    # ---- codes

    def code(self, wanted: CodeField, box: Box) -> int:
        symbols = self._facts.codes.get(wanted.holds, ())
        if not symbols:
            return 0
        if wanted.kind in BARS:
            used = self._bars(wanted, symbols, box)
            if used is not None:
                return used
            if wanted.instead is None:
                raise CodeTooLarge(code=symbols[0].text, dots=box.width * self._dpi // 25_400)
            self.remarks.append(Remark.SQUARE_INSTEAD)
        return self._square(wanted, symbols, box)

    def _bars(self, wanted: CodeField, symbols: Sequence[Symbol], box: Box) -> int | None:
        """All symbols below each other, or None when one of them fits only finer or lower than the standard."""
        if symbols[0].gs1:
            elements = [one for each in symbols for one in each.elements]
            symbols = gs1_128_symbols(elements, most_bar_modules(box.width, self._dpi))
        share = box.height // len(symbols)
        text = min(wanted.text, share // 4)
        below = text * LINE // PER_SIZE
        tall = share - below
        marks: list[Mark] = []
        top = box.y
        for symbol in symbols:
            dots = bar_module(
                symbol.modules, box.width, self._dpi, gs1=symbol.gs1, wanted=wanted.module or LEAST_BAR_X
            )
            if dots is None or (symbol.gs1 and tall < LEAST_BAR_HEIGHT):
                return None
            width = dots_to_microns(matrix_of(symbol).width * dots, self._dpi)
            marks.append(SymbolMark(symbol, box.x + (box.width - width) // 2, top, dots, tall, box))
            if text:
                marks.append(self._below(symbol, Box(box.x, top + tall, box.width, below), text))
            top += share
        self.marks += marks
        return box.height

    def _below(self, symbol: Symbol, box: Box, size: int) -> TextMark:
        words = human(symbol)
        face = face_for(words, bold=False)
        while size > LEAST_HRI // 2 and not _fits(words, face, box.width, size):
            size = size * STEP // PER_SIZE
        return TextMark(
            cut_to(words, face, box.width, size),
            box.x,
            box.y,
            box.width,
            size,
            face,
            align=Align.CENTRE,
        )

    def _square(self, wanted: CodeField, symbols: Sequence[Symbol], box: Box) -> int:
        symbol = symbols[0] if len(symbols) == 1 and symbols[0].kind not in BARS else None
        if symbol is None:
            elements = [one for each in symbols for one in each.elements]
            symbol = datamatrix_symbol(elements) if elements else Symbol(SymbolKind.QR, symbols[0].text)
        quiet = QUIET[symbol.kind]
        side = min(box.width, box.height)
        matrix = matrix_of(symbol)
        dots = square_module(
            matrix.width,
            quiet,
            side,
            self._dpi,
            wanted=max(LEAST_SQUARE_X, 0 if wanted.kind in BARS else wanted.module),
            least=LEAST_SQUARE_X if symbol.gs1 else LEAST_LINK_X,
        )
        if dots is None:
            raise CodeTooLarge(code=symbol.text, dots=side * self._dpi // 25_400)
        across = dots_to_microns((matrix.width + 2 * quiet) * dots, self._dpi)
        inside = dots_to_microns(quiet * dots, self._dpi)
        self.marks.append(SymbolMark(symbol, box.x + inside, box.y + inside, dots, 0, box))
        return across


def human(symbol: Symbol) -> str:
    """As people read it: (00) 195 212 340 000 000 121."""
    if not symbol.elements:
        return symbol.text
    return " ".join(
        f"({one.ai}) {' '.join(one.value[at : at + 3] for at in range(0, len(one.value), 3))}"
        if one.ai == "00"
        else f"({one.ai}) {one.value}"
        for one in symbol.elements
    )


# ---- fitting


def fitted_lines(text: str, wanted: TextField, room: Box) -> tuple[int, tuple[str, ...]]:
    """The largest size at which the text fits the room, and its lines; at the smallest size it is cut."""
    face = face_for(text + ELLIPSIS, bold=wanted.bold)
    sums = _sums(text, face)
    size = min(wanted.largest, room.height * PER_SIZE // LINE)
    smallest = min(wanted.smallest, size)
    while True:
        most = _most_lines(wanted, room, size)
        wide = room.width * (PER_SIZE - SLACK) // max(size, 1)
        lines = _wrapped(text, sums, wide, most)
        if lines is not None:
            return size, _without_orphan(text, sums, wide, lines)
        if size <= smallest:
            return size, _cut_lines(text, sums, wanted, room, size)
        size = max(smallest, size * STEP // PER_SIZE)


def cut_to(text: str, face: Face, room: int, size: int) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if _fits(text, face, room, size):
        return text
    for length in range(len(text) - 1, 0, -1):
        shorter = text[:length].rstrip() + ELLIPSIS
        if _fits(shorter, face, room, size):
            return shorter
    return ""


def _fits(text: str, face: Face, room: int, size: int) -> bool:
    return sum(map(face.width, text)) * size <= room * (PER_SIZE - SLACK)


def _sums(text: str, face: Face) -> list[int]:
    """Where each letter begins, in thousandths of the size."""
    sums = [0]
    for sign in text:
        sums.append(sums[-1] + face.width(sign))
    return sums


def _wrapped(text: str, sums: Sequence[int], room: int, most: int) -> tuple[str, ...] | None:
    """Lines broken between words only; None when there would be more than `most`, or one word is too long."""
    lines: list[str] = []
    start = 0
    while start < len(text):
        end = _line_end(text, sums, start, room)
        if end is None or len(lines) == most:
            return None
        lines.append(text[start:end].rstrip())
        start = end + (end < len(text) and text[end] == " ")
    return tuple(lines)


def _without_orphan(text: str, sums: Sequence[int], room: int, lines: tuple[str, ...]) -> tuple[str, ...]:
    """Where a short word would stand alone on the last line, the lines are broken anew in the narrowest room that takes as many."""
    last = sums[-1] - sums[len(text) - len(lines[-1])]
    if len(lines) == 1 or last * ORPHAN > room:
        return lines
    least = bisect_left(
        range(room), 1, key=lambda narrow: int(_wrapped(text, sums, narrow, len(lines)) is not None)
    )
    return _wrapped(text, sums, least, len(lines)) or lines


def _line_end(text: str, sums: Sequence[int], start: int, room: int) -> int | None:
    """Where the line that starts here ends: before a blank, after a hyphen or slash, or with the text; never before a dot between
    two facts.
    """
    best = None
    for at in range(start + 1, len(text) + 1):
        if sums[at] - sums[start] > room:
            break
        before_word = at < len(text) and text[at] == " " and text[at + 1 : at + 2] != BETWEEN_FACTS
        if at == len(text) or before_word or text[at - 1] in "-/":
            best = at
    return best


def _cut_lines(text: str, sums: Sequence[int], wanted: TextField, room: Box, size: int) -> tuple[str, ...]:
    """As many lines as there may be, words broken where they must be, the last one cut."""
    face = face_for(text + ELLIPSIS, bold=wanted.bold)
    most = _most_lines(wanted, room, size)
    lines: list[str] = []
    start = 0
    wide = room.width * (PER_SIZE - SLACK) // max(size, 1)
    while start < len(text) and len(lines) < most - 1:
        end = _line_end(text, sums, start, wide)
        if end is None:
            fitting = (at for at in range(start + 1, len(text) + 1) if sums[at] - sums[start] <= wide)
            end = max(fitting, default=start + 1)
        lines.append(text[start:end].rstrip())
        start = end + (end < len(text) and text[end] == " ")
    return (*lines, cut_to(text[start:], face, room.width, size))


def _most_lines(wanted: TextField, room: Box, size: int) -> int:
    return max(1, min(wanted.lines, room.height * PER_SIZE // (LINE * max(size, 1))))
